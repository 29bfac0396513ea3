"""Where I stand: one page, read from the entries, with one next thing to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from nearer.accounts.requests import WebRequest
from nearer.assess import sections, services
from nearer.assess.circles import loop_part
from nearer.assess.rooms import Room, in_any_room
from nearer.assess.voice import Voice, voice
from nearer.assess.walks import CLOSENESS, HABITS, QUESTIONS, ROOTS, content, walk_of
from nearer.content import Catalogue
from nearer.entries import Preferred
from nearer.readings.asking import is_adaptive
from nearer.readings.standing import Standing, read_standing
from nearer.readings.switches import Switch, Switches, is_due

TEN_WEEKS = "/today/begin"
AGAIN = timedelta(weeks=5)
"""Sooner, a difference would hardly be more than noise."""


@dataclass(frozen=True)
class Way:
    """Something that can be done next."""

    url: str
    words: str | Promise
    about: str | Promise


@require_safe
@in_any_room
def show(request: WebRequest, room: Room) -> HttpResponseBase:
    catalogue = content()
    standing = read_standing(room.entries(), catalogue=catalogue)
    allowed = room.switches(request.day)
    ways = _ways(request, room, standing, allowed)
    context = {
        **_parts(standing, catalogue, voice(catalogue), allowed),
        "is_kept": room.is_kept,
        "ask_again": room.is_kept and is_due(request.diary, today=request.day),
        "next": ways[0] if ways else None,
        "others": (*ways[1:], *_gift(room, standing)),
    }
    return render(request, "assess/map.html", context)


def _parts(
    standing: Standing, catalogue: Catalogue, speaks: Voice, allowed: Switches
) -> dict[str, object]:
    instruments, fears = catalogue.instruments, standing.fears
    may_loop = allowed.allows(Switch.LOOP)
    return {
        "fears": fears
        and sections.fears_part(fears, speaks, instruments[fears.instrument]),
        "moved": sections.moved_part(standing.moved, speaks),
        "tides": fears and may_loop and sections.tides_part(fears, speaks),
        "loop": may_loop
        and loop_part(
            fears,
            standing.habits,
            speaks,
            instruments["habits"],
            may_two=allowed.allows(Switch.JOIN),
        ),
        "closeness": sections.closeness_part(
            standing.closeness,
            speaks,
            instruments["closeness"],
            may_start=allowed.allows(Switch.TOWARD),
        ),
        "roots": sections.roots_part(standing.roots, speaks, instruments["roots"]),
        "about": speaks.topic("map.about"),
        "hope": speaks.topic("map.hope"),
        "hope_claims": speaks.claims_under("map.hope"),
    }


def _ways(
    request: WebRequest, room: Room, standing: Standing, allowed: Switches
) -> tuple[Way, ...]:
    """Return what can be done next, the most fitting first."""
    ways = [*_about_the_fears(request, room, standing)]
    fears = standing.fears
    if _may_begin(request, room, standing):
        ways.append(Way(TEN_WEEKS, _("Begin the ten weeks"), _ONE_AT_A_TIME))
    if fears and standing.closeness is None:
        ways.append(
            Way(CLOSENESS.start_url, _("Five kinds of closeness"), _AS_YOU_WISH)
        )
    if fears and standing.habits is None:
        ways.append(Way(HABITS.start_url, _("Your own habits"), _IN_THE_CIRCLE))
    if _may_offer_roots(request, room, standing, allowed):
        ways.append(Way(ROOTS.start_url, _("Where it may come from"), _ALL_SKIPPABLE))
    return tuple(ways)


def _about_the_fears(
    request: WebRequest, room: Room, standing: Standing
) -> Iterator[Way]:
    """Yield what the questions about the two fears call for, if anything."""
    fears = standing.fears
    waiting = _waiting(request, room, standing)
    if waiting:
        yield Way(waiting, _("Go on with the questions"), _WHERE_YOU_STOPPED)
    elif fears is None or fears.dials is None:
        yield Way(QUESTIONS.start_url, _("Answer the questions"), _FOUR_MINUTES)
    elif not room.is_kept:
        yield Way(reverse("accounts:begin"), _("Keep these answers"), _KEEPING)
    elif request.day - fears.sitting.last >= AGAIN:
        url = walk_of(content().instruments[fears.instrument]).start_url
        yield Way(url, _("Answer the questions again"), _SEE_WHAT_CHANGED)


def _waiting(request: WebRequest, room: Room, standing: Standing) -> str | None:
    """Return where questions about the two fears wait to be gone on with."""
    for name in standing.unfinished:
        instrument = content().instruments[name]
        if is_adaptive(instrument) and services.is_waiting(request, room, instrument):
            return walk_of(instrument).start_url
    return None


def _may_begin(request: WebRequest, room: Room, standing: Standing) -> bool:
    """Return whether the ten weeks are next: the map says something, in one's notes."""
    said = standing.fears is not None and standing.fears.dials is not None
    return said and room.is_kept and not request.has_begun()


def _may_offer_roots(
    request: WebRequest, room: Room, standing: Standing, allowed: Switches
) -> bool:
    if standing.fears is None or standing.roots is not None:
        return False
    if not allowed.allows(Switch.DEPTH):
        return False
    return not services.was_ended(room, ROOTS.instrument) and not services.is_put_off(
        request, room, ROOTS.instrument
    )


def _gift(room: Room, standing: Standing) -> tuple[Way, ...]:
    """Ask for answers to calibrate with; who has said anything is not asked again."""
    fears = standing.fears
    if not room.is_kept or fears is None or fears.dials is None or fears.calibrated:
        return ()
    asked = any(
        isinstance(entry, Preferred) and entry.setting == "give"
        for entry in room.entries()
    )
    way = Way(reverse("keep:give"), _("Give answers away"), _ONLY_IF_YOU_LIKE)
    return () if asked else (way,)


_ONLY_IF_YOU_LIKE = _("They help to measure the questions. Nothing is sent from here.")
_ONE_AT_A_TIME = _("Small steps, one at a time, each chosen for the day you have.")
_SEE_WHAT_CHANGED = _(
    "It has been a while. If you answer again, the map can say what has changed."
)
_FOUR_MINUTES = _("About four minutes, one statement at a time.")
_WHERE_YOU_STOPPED = _("You are where you stopped; nothing is lost.")
_KEEPING = _("Choose a name and a passphrase, and they stay in notes of your own.")
_AS_YOU_WISH = _("How it is with one person, and how you wish it were.")
_IN_THE_CIRCLE = _("Then the circle is drawn with your own words.")
_ALL_SKIPPABLE = _("A few gentle questions. You can skip every one.")
