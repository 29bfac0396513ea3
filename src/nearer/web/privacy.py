"""What happens to someone's words: each sentence is a promise with an id.

docs/privacy/promises.md names for each the tests that would fail if it were untrue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe


@dataclass(frozen=True)
class Claim:
    """One sentence that has to be true."""

    id: str
    words: Promise


@dataclass(frozen=True)
class Part:
    """Sentences under one heading."""

    heading: Promise
    claims: tuple[Claim, ...]


PARTS: Final = (
    Part(
        _("Who can read it"),
        (
            Claim(
                "sealed",
                _(
                    "What you write and answer is locked with your passphrase before "
                    "it is stored. Without it, or your recovery code, nobody reads it: "
                    "not another person here, and not whoever runs this place."
                ),
            ),
            Claim(
                "unseen",
                _(
                    "Nothing of yours is on anyone else's pages: no word, no "
                    "number, no time, not even that you are here."
                ),
            ),
            Claim(
                "no-way-round",
                _(
                    "Nobody can open it for you. If the passphrase and the code are "
                    "both gone, nobody can ever read it again."
                ),
            ),
            Claim(
                "noticed",
                _(
                    "If someone changes, moves or cuts off what is stored, the program "
                    "notices, says so and writes nothing over it."
                ),
            ),
        ),
    ),
    Part(
        _("What is stored"),
        (
            Claim(
                "stored",
                _(
                    "Beside your locked words: a random number that stands for you, a "
                    "code made from your name, how many entries you have and roughly "
                    "how long each is; that a second step is on; that a text is "
                    "unsent, and since when. While a browser is signed in: that it is, "
                    "and until when. This is all that anyone could be forced to hand "
                    "over."
                ),
            ),
            Claim(
                "not-stored",
                _(
                    "No e-mail address, no place, no list of the pages that you looked "
                    "at, and no day on which you wrote an entry. What kind of browser "
                    "you use is kept while it is signed in, locked like your words."
                ),
            ),
            Claim(
                "private-questions",
                _(
                    "Of the private questions only what they led to is kept, locked, "
                    "unless you ask for your answers to be kept too."
                ),
            ),
            Claim(
                "no-log",
                _("The program writes down its own faults, never what someone typed."),
            ),
        ),
    ),
    Part(
        _("What goes elsewhere"),
        (
            Claim(
                "nothing-sent",
                _(
                    "Nothing. No page asks another server for anything; there is no "
                    "counting of visits and no advertising."
                ),
            ),
            Claim(
                "neutral",
                _(
                    "Titles, addresses and file names say nothing about what this "
                    "program is for."
                ),
            ),
        ),
    ),
    Part(
        _("How long it stays"),
        (
            Claim(
                "looking",
                _(
                    "Having a look stores nothing here. Your answers stay in this "
                    "browser, locked, until you close it."
                ),
            ),
            Claim(
                "locks",
                _(
                    "After some minutes without you it locks. A form that you send "
                    "after that is kept, locked, for half an hour."
                ),
            ),
            Claim(
                "unsent",
                _(
                    "What you type and do not send is kept, locked, until you send it "
                    "or take it away; a week at most. It is never kept in the browser."
                ),
            ),
            Claim(
                "leaving",
                _("Leave ends it at once and empties what the browser holds for us."),
            ),
            Claim(
                "erasing",
                _(
                    "You can erase everything, now or in a week. Your rows, your keys "
                    "and what they leave in the files are gone. A mark without your "
                    "name stays, so that no old backup brings you back."
                ),
            ),
            Claim(
                "taking",
                _("You can take everything along, in files that other programs read."),
            ),
            Claim(
                "not-lost",
                _(
                    "What a page said was saved is saved, also when the power fails a "
                    "moment later."
                ),
            ),
        ),
    ),
)


def claims() -> Iterator[Claim]:
    for part in PARTS:
        yield from part.claims


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say it in plain words; the limits stand beside the promises."""
    context = {
        "parts": PARTS,
        "is_hosted": getattr(settings, "HOSTED", False),
        "has_journal": connection.vendor == "postgresql",
    }
    return render(request, "web/privacy.html", context)
