"""For the one beside: a guide that anyone can read and print, with or without notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nearer.accounts.doors import PersonRequest
from nearer.accounts.requests import WebRequest
from nearer.readings.switches import Switch
from nearer.us.here import Here
from nearer.web.voice import content, say, spoken

CARDS = "pacing.card."
LEADS = {"avoidance": "avoidance", "anxiety": "anxiety", "both": "both"}


@dataclass(frozen=True)
class Named:
    """A name with a line or two."""

    name: str
    text: str


@require_safe
def guide(request: HttpRequest) -> HttpResponseBase:
    """Show the guide; a line for this couple stands on top if both showed a map."""
    web = cast(WebRequest, request)
    parts = ("this", "not", "say", "unsaid", "away", "near", "own", "path", "honest")
    context: dict[str, object] = {name: _under(f"beside.{name}") for name in parts}
    context["nots"] = context.pop("not")
    context["ways"] = _named("beside.way.")
    context["cards"] = _named(CARDS)
    context["own_line"] = _tailored(web) if web.unlocked else ""
    context["claims"] = _claims()
    return render(request, "us/beside.html", context)


def _texts(prefix: str) -> dict[str, str]:
    found = content().texts(prefix.rstrip("."), spoken())
    return {text.id: str(text) for text in found if text.id.startswith(prefix)}


def _under(topic: str) -> list[str]:
    return list(_texts(f"{topic}.").values())


def _named(prefix: str) -> list[Named]:
    texts = _texts(prefix)
    ids = dict.fromkeys(text_id.rpartition(".")[0] for text_id in texts)
    return [Named(texts[f"{one}.name"], texts[f"{one}.text"]) for one in ids]


def _claims() -> list[tuple[str, str]]:
    """Return each claim's words, with how sure and by whom."""
    catalogue = content()
    found = []
    for text in (*catalogue.texts("beside", spoken()),):
        if text.grade is not None and text.sources:
            known = [catalogue.reference(key) for key in text.sources]
            grade = catalogue.say(f"grade.{text.grade}.name", spoken())
            lines = "; ".join(f"{r.authors} ({r.year})" for r in known)
            found.append((str(text), f"{grade}. {lines}"))
    return found


def _tailored(request: WebRequest) -> str:
    here = Here(cast(PersonRequest, request))
    shared = here.together
    if shared is None or not here.may or not here.switches.allows(Switch.CARDS):
        return ""
    if len(shared.maps) < len((1, 2)):
        return ""
    lead = LEADS.get(shared.maps[shared.other].verdict, "open")
    return say(f"beside.both-maps.{lead}", name=shared.names.get(shared.other, ""))
