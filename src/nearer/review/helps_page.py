"""What helps me: what goes with close days, and how each kind of step turned out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nearer.accounts.doors import PersonRequest
from nearer.core.dynamics import Link, Sense
from nearer.pictures import Figure
from nearer.readings.helps import Helps, read_helps
from nearer.readings.switches import Switch
from nearer.review.here import Here, on_the_way
from nearer.review.links import (
    kinds_figure,
    links_figure,
    points,
    signed,
    split_figure,
)
from nearer.review.voice import one_decimal, say, words


@dataclass(frozen=True)
class About:
    """What is said of one thing beside closeness, with every day it rests on."""

    name: str
    words: str
    figure: Figure | None
    """None where there is not enough to tell."""


@require_safe
@on_the_way
def show(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Show what goes together, or how many days it still needs."""
    if not here.allowed.allows(Switch.TOWARD):
        # What goes with closeness must not read as advice to open up to someone feared.
        context = {"said": words("helps"), "is_off": True}
        return render(request, "review/helps.html", context)
    found = read_helps(here.entries, plans=here.programme.plans, today=request.day)
    context = {
        "said": words("helps"),
        "not_yet": _not_yet(found),
        "links": links_figure(found.same_day),
        "about": tuple(_about(found)),
        "kinds": tuple(_kinds(found)),
        "kinds_not_yet": _kinds_not_yet(found),
    }
    return render(request, "review/helps.html", context)


def _not_yet(found: Helps) -> str:
    nothing = found.same_day.nothing
    if nothing is None:
        return ""
    gaps = {"n": found.same_day.n_answered, "needed": found.same_day.needed}
    return say(f"helps.days.nothing-{nothing}", **gaps)


def _about(found: Helps) -> Iterator[About]:
    for link in found.same_day.links:
        name = say(f"days.short.{link.name}")
        yield About(
            name=name,
            words=_said(link, name, found.same_day.needed),
            # Two means side by side would say what cannot be said yet.
            figure=(
                None
                if link.nothing is not None
                else split_figure(found.splits[link.name], name)
            ),
        )


def _said(link: Link, name: str, needed: int) -> str:
    if link.nothing is not None or link.belief is None:
        gaps = {"thing": name, "n": link.n_days, "needed": needed}
        return say(f"helps.link.{link.nothing}", **gaps)
    value, low, high = points(link)
    when = say(f"helps.when.{link.name}")
    if link.sense is not Sense.LIKELY:
        gaps = {"when": when, "low": signed(low), "high": signed(high)}
        return say(f"helps.link.{link.sense}", **gaps)
    ends = sorted((abs(low), abs(high)))
    return say(
        "helps.link.likely-higher" if value > 0 else "helps.link.likely-lower",
        when=when,
        points=one_decimal(abs(value)),
        low=one_decimal(ends[0]),
        high=one_decimal(ends[1]),
    )


def _kinds(found: Helps) -> Iterator[tuple[str, Figure]]:
    """Yield heading and figure of each comparison that can be made."""
    for name, kinds in (("easier", found.easier), ("surprised", found.surprised)):
        figure = kinds_figure(kinds, name)
        if figure is not None:
            title = say(f"helps.kinds.{name}-title")
            yield title, figure


def _kinds_not_yet(found: Helps) -> str:
    kinds = found.easier
    if found.easier.nothing is None or found.surprised.nothing is None:
        return ""
    return say("helps.kinds.nothing", n=kinds.n, needed=kinds.needed)
