"""Today: how connected, one small step, a moment. Nothing else shouts."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from nearer.accounts.doors import PersonRequest
from nearer.content.steps import steps
from nearer.entries import Reviewed
from nearer.readings import moments, since, switches
from nearer.readings.choosing import Nothing
from nearer.readings.days import CONNECTED, SCALES, asked_on, of_day
from nearer.readings.days import YESTERDAY_UNTIL as NOON
from nearer.readings.present import present
from nearer.readings.switches import Switch
from nearer.today import services
from nearer.today.again import OVER
from nearer.today.again import is_on as is_chosen_oneself
from nearer.today.cards import card, card_of, why_this
from nearer.today.forms import KeyForm
from nearer.today.here import Here, is_hard, on_the_way
from nearer.web.context import exists
from nearer.web.voice import content, say

MOMENT = "/moment"
SILENCE_DAYS = 14
"""After so many days without a word, the first screen asks nothing."""
LAST_WEEK = 10


@require_safe
@on_the_way
def show(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Show today; after a long silence, first only that one is welcome."""
    programme = here.programme
    context: dict[str, Any] = {
        "key": secrets.token_urlsafe(),
        "day": request.day,
        "where": where(here),
        "moment": _moment(here) if exists(MOMENT) else None,
    }
    if programme.paused:
        return render(request, "today/resting.html", context)
    if programme.days_since_last >= SILENCE_DAYS and "on" not in request.GET:
        return render(request, "today/back.html", context)
    context |= _connected(here) | _step(here) | _quiet(here)
    return render(request, "today/home.html", context)


@require_POST
@on_the_way
def aside(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Set a step aside for today, put one back, or take "not today" back."""
    form, programme = KeyForm(request.POST), here.programme
    if form.is_valid():
        key, do = form.cleaned_data["key"], request.POST.get("do")
        if do == "undo" and programme.set_aside is not None:
            services.take_back(request, programme.set_aside.id, key=key)
        elif do == "back" and programme.open is not None:
            services.take_back(request, programme.open.id, key=key)
        elif do == "aside":
            step = steps().get(request.POST.get("step", ""))
            services.set_aside(here, step.id if step else "", key=key)
    return HttpResponseRedirect(reverse("today:home"))


def where(here: Here) -> str:
    """Return how far along, in words."""
    programme, week = here.programme, here.programme.week
    phase = say(f"pacing.phase.{programme.phase}.name")
    if week == 0:
        return gettext("The first day")
    if week > LAST_WEEK:
        return phase
    words = gettext("Week %(week)s of ten: %(phase)s")
    return words % {"week": week, "phase": phase[:1].lower() + phase[1:]}


def _moment(here: Here) -> tuple[str, str]:
    """Return where a moment is to be had, or the one that waits for its return."""
    request = here.request
    found = moments.moments(request.diary.entries())
    going = moments.going(found, now=request.now)
    if going is None and here.switches.allows(Switch.TOWARD):
        going = moments.away(found, now=request.now)
    if going is not None and here.switches.allows(Switch.PRACTICE):
        return f"{MOMENT}/{going.id}", gettext("Back to my moment")
    return MOMENT, gettext("I need a moment")


def _connected(here: Here) -> dict[str, Any]:
    today = here.request.day
    found = of_day(here.days, today)
    least, most = SCALES[CONNECTED]
    yesterday = of_day(here.days, today - timedelta(days=1))
    morning = timezone.localtime(here.request.now).time() < NOON
    return {
        "question": say(f"days.ask.{here.company}.{CONNECTED}"),
        "low": say(f"days.ends.{CONNECTED}.low"),
        "high": say(f"days.ends.{CONNECTED}.high"),
        "numbers": range(least, most + 1),
        "felt": found.values.get(CONNECTED),
        "has_more": set(found.values) - {CONNECTED},
        "may_yesterday": morning
        and bool(set(asked_on(yesterday.about)) - set(yesterday.values))
        and yesterday.about > here.programme.began - timedelta(days=1),
    }


def _step(here: Here) -> dict[str, Any]:
    offer, programme = here.offer, here.programme
    if offer.step is not None:
        return {
            "card": card(offer.step, here),
            "why": why_this(
                offer.reasons,
                is_first=not programme.attempts,
                is_practice=offer.step.kind == "step",
            ),
            "easier": offer.easier and card(offer.easier, here),
            "different": offer.different and card(offer.different, here),
        }
    plan = programme.open
    if offer.nothing is Nothing.ENOUGH:
        plan = programme.taken_on(here.request.day)[-1]
    return {
        "nothing": str(offer.nothing),
        "plan": plan,
        "card": plan and card_of(plan, here),
        "fits_not": say("pacing.reason.nothing-fits"),
    }


def _quiet(here: Here) -> dict[str, Any]:
    """Return what may be said quietly at the end of the page."""
    request, programme = here.request, here.programme
    entries = request.diary.entries()
    due = bool(since.due_week(entries, of=programme, catalogue=content()))
    hard = here.offer.asks_safety and not _asked_since_the_hard_one(here)
    return {
        "after_hard": hard,
        "is_due": not hard and switches.is_due(request.diary, today=request.day),
        "is_over": programme.phase in OVER,
        "may_choose": is_chosen_oneself(here),
        "look_back": _week_to_look_back_on(here) if exists("/review") else None,
        "questions": due,
        "questions_again": due and since.were_answered(entries, catalogue=content()),
    }


def _week_to_look_back_on(here: Here) -> int | None:
    """Return the week before this one, if nobody looked back on it yet."""
    programme, week = here.programme, here.programme.week - 1
    done = {
        entry.week
        for entry in present(here.request.diary.entries())
        if isinstance(entry, Reviewed) and entry.day >= programme.began
    }
    return week if week >= 1 and week not in done else None


def _asked_since_the_hard_one(here: Here) -> bool:
    ends = [plan.ended for plan in here.programme.plans]
    hard = [ended.at for ended in ends if ended is not None and is_hard(ended)]
    return bool(hard) and switches.finished_since(here.request.diary, max(hard))
