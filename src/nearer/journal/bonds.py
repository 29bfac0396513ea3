"""My line: the bonds of a life, laid out to be seen, not to be judged."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from nearer.accounts.doors import PersonRequest, unlocked
from nearer.entries import BondLaid
from nearer.journal import figures, services, words
from nearer.journal.forms import BondForm
from nearer.journal.pages import page, taken_back, to, undone
from nearer.readings import patterns, switches, versions
from nearer.readings.switches import Switch
from nearer.readings.versions import Versions


@require_safe
@unlocked
def start(request: PersonRequest) -> HttpResponseBase:
    """Draw the line, with what comes back in it."""
    found = versions.versions(request.diary.entries(), BondLaid)
    line = patterns.on_a_line(found)
    laid = [bond.newest for bond in line]
    may_say = switches.of(request.diary, today=request.day).allows(Switch.LOOP)
    context = {
        "line": figures.line_of(laid, year=request.day.year),
        "bonds": laid,
        "shared": [
            (words.habit_name(one.habit), one.times, one.of)
            for one in patterns.shared(laid)
        ]
        if may_say
        else [],
    }
    return _page(request, "journal/line.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def new(request: PersonRequest) -> HttpResponseBase:
    """Lay one more bond."""
    return _form(request, None)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def change(request: PersonRequest, bond_id: UUID) -> HttpResponseBase:
    """Lay a bond anew, in the place of the old one."""
    return _form(request, services.whole(request, BondLaid, bond_id))


@require_POST
@unlocked
def remove(request: PersonRequest, bond_id: UUID) -> HttpResponseBase:
    """Take a bond off the line."""
    return taken_back(request, BondLaid, bond_id, then="line")


@require_POST
@unlocked
def undo(request: PersonRequest, bond_id: UUID) -> HttpResponseBase:
    """Bring a bond back."""
    undone(request, bond_id)
    return to("line")


def _form(request: PersonRequest, found: Versions[BondLaid] | None) -> HttpResponseBase:
    sent = request.POST if request.method == "POST" else None
    shown = _shown(found.newest) if found else {}
    form = BondForm(sent, initial=shown, this_year=request.day.year)
    if sent is not None and form.is_valid():
        services.lay(request, form, replaces=found)
        return to("line")
    ticked = set(
        sent.getlist("habits") if sent is not None else shown.get("habits", ())
    )
    context = {
        "form": form,
        "found": found,
        "kinds": words.kinds_of_bond(),
        "kind": form["with_whom"].value() or "",
        "ends": words.ends_of_bond(),
        "end": form["ending"].value() or "",
        "habits": [
            (group.title, [(h, name, h in ticked) for h, name in group.names])
            for group in words.habits()
        ],
    }
    return _page(request, "journal/bond.html", context, refused=sent is not None)


def _shown(bond: BondLaid) -> dict[str, Any]:
    names = ("name", "with_whom", "began", "ended", "ending", "habits", "note")
    return {name: getattr(bond, name) for name in names}


def _page(
    request: PersonRequest,
    template: str,
    context: dict[str, Any],
    *,
    refused: bool = False,
) -> HttpResponseBase:
    said = words.said("prompts.bond")
    return page(request, template, {"said": said, **context}, refused=refused)
