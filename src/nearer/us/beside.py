"""For the one beside: a guide that anyone can read and print, with or without notes.

With both maps in the shared space it begins with what fits the two; what turns to the
other is put away where the private questions say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nearer.accounts.doors import PersonRequest
from nearer.accounts.requests import WebRequest
from nearer.content import Text
from nearer.core.measurement import Verdict
from nearer.readings.switches import Switch
from nearer.us.alongside import allows, put_away
from nearer.us.here import Here
from nearer.us.maps import LEADS, Pair, pair_of, sentence
from nearer.web.evidence import Claim, claim_of
from nearer.web.voice import content, spoken

CARDS = "pacing.card"
TOWARD = ("say", "unsaid", "away", "near", "way")
"""What sends the reader toward the other."""
LOOP = "beside.this.loop"
LIMIT = "beside.own.limit"
May = Callable[[Switch], bool]


@dataclass(frozen=True)
class Named:
    """A name with a line or two."""

    name: str
    text: str


@dataclass(frozen=True)
class Fit:
    """What fits the other, whose map and one's own are both shown."""

    sentences: tuple[str, ...]
    words: tuple[str, ...]
    lead: str
    used: tuple[Text, ...]
    """The texts among it that may claim something."""


@require_safe
def guide(request: HttpRequest) -> HttpResponseBase:
    """Show the guide; what fits this couple stands on top if both showed a map."""
    web = cast(WebRequest, request)
    may, is_away = allows(web), put_away(web)
    fit = None if is_away else _fit(web, may)
    said = {name: _under(f"beside.{name}") for name in ("this", "not", "own", "honest")}
    toward = {name: [] if is_away else _under(f"beside.{name}") for name in TOWARD}
    cards = [] if is_away else _under(CARDS)
    if is_away:
        said["this"] = []  # nothing that would excuse what frightens somebody
        said["own"] = [text for text in said["own"] if text.id != LIMIT]
    if not may(Switch.LOOP):
        said["this"] = [text for text in said["this"] if text.id != LOOP]
    shown = [text for part in (*said.values(), *toward.values()) for text in part]
    context: dict[str, object] = {
        **said,
        **toward,
        "nots": said["not"],
        "ways": _named(toward["way"]),
        "cards": _named(cards),
        "fit": fit,
        "is_near_first": fit is not None and fit.lead == Verdict.ANXIETY,
        "is_away_first": fit is not None and fit.lead == Verdict.AVOIDANCE,
        "is_away": is_away,
        "claims": _claims([*(fit.used if fit else ()), *shown, *cards]),
    }
    return render(request, "us/beside.html", context)


def _under(topic: str) -> list[Text]:
    return list(content().texts(topic, spoken()))


def _named(texts: Iterable[Text]) -> list[Named]:
    known = {text.id: str(text) for text in texts}
    ids = dict.fromkeys(text_id.rpartition(".")[0] for text_id in known)
    return [Named(known[f"{one}.name"], known[f"{one}.text"]) for one in ids]


def _claims(texts: Iterable[Text]) -> list[Claim]:
    """Return how sure each claim is, and by whom, where somebody has looked."""
    found = (claim_of(text, content()) for text in texts if text.sources)
    return [claim for claim in found if claim]


def _fit(request: WebRequest, may: May) -> Fit | None:
    if not request.unlocked:
        return None
    pair = pair_of(Here(cast(PersonRequest, request)))
    if pair is None or not may(Switch.CARDS):
        return None
    lead = pair.theirs.verdict
    known = lead if lead in set(Verdict) else Verdict.UNCLEAR
    name = pair.names.get(pair.theirs.by, "")
    used = [_text(f"beside.both-maps.{known}"), *_between(pair, may)]
    return Fit(
        sentences=(
            sentence(pair.theirs, name=name),
            _text("beside.sure.now").fill(name=name),
            *map(str, used),
        ),
        words=tuple(map(str, _under(f"beside.fit.{known}"))),
        lead=known,
        used=tuple(used),
    )


def _between(pair: Pair, may: May) -> list[Text]:
    """Return what the two maps may mean together, where both say what leads."""
    mine, theirs = pair.mine.verdict, pair.theirs.verdict
    if not may(Switch.LOOP) or not {mine, theirs} <= LEADS:
        return []
    return [_text(f"beside.pair.{mine}-{theirs}")]


def _text(text_id: str) -> Text:
    return content().text(text_id, spoken())
