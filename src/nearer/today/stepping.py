"""A step: before it, while it is under way, and what became of it."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from nearer.accounts.doors import PersonRequest
from nearer.content.safety import safety
from nearer.content.steps import Step, steps
from nearer.core.pacing import Phase
from nearer.readings.choosing import Fit, judge
from nearer.readings.programme import Plan
from nearer.readings.switches import Switch
from nearer.today import services
from nearer.today.cards import card, card_of
from nearer.today.forms import ELEVEN, TENS, AfterForm, BeforeForm, KeyForm
from nearer.today.here import Here, is_hard, on_the_way
from nearer.today.services import Before
from nearer.web.voice import spoken

REFUSED = 422


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@on_the_way
def before(request: PersonRequest, here: Here, step_id: str) -> HttpResponseBase:
    """Show a step and ask what one expects of it; a harder one is asked about first."""
    step = steps().get(step_id)
    if step is None:
        raise Http404
    if here.programme.paused:
        return HttpResponseRedirect(reverse("today:home"))
    fit = judge(here.view, step)
    if not fit.allowed:
        return render(request, "today/closed.html")
    if (held := _held(here)) is not None:
        context = {"card": card_of(held, here), "plan": held}
        return render(request, "today/held.html", context)
    sure = fit.fits or "sure" in request.GET or "sure" in request.POST
    offer = here.offer
    sure = sure or step in (offer.step, offer.easier, offer.different)
    if not sure:
        context = {"card": card(step, here), "fitting": _fitting(here)}
        return render(request, "today/harder.html", context)
    if request.method == "POST":
        return _take(request, here, step, fit)
    return _before_page(request, here, step, fit, BeforeForm(auto_id="%s"))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@on_the_way
def taken(request: PersonRequest, here: Here, plan_id: UUID) -> HttpResponseBase:
    """Ask how a step went, or show it; what was said can be said otherwise."""
    plan = here.programme.plan(plan_id)
    if plan is None:
        raise Http404
    if request.method == "POST":
        return _after(request, here, plan)
    if plan.ended is None or "change" in request.GET:
        form = AfterForm(auto_id="%s", initial=_said(plan))
        return _after_page(request, here, plan, form)
    return _became(request, here, plan)


def _take(request: PersonRequest, here: Here, step: Step, fit: Fit) -> HttpResponseBase:
    form = BeforeForm(request.POST, auto_id="%s")
    if not form.is_valid():
        return _before_page(request, here, step, fit, form, status=REFUSED)
    asks_sober = not here.switches.allows(Switch.UNASKED)
    if asks_sober and request.POST.get("clear") != "yes":
        if request.POST.get("clear") == "no":
            key = form.cleaned_data["key"]
            services.set_aside(here, step.id, key=key)
            return HttpResponseRedirect(reverse("today:home"))
        form.add_error(None, gettext("Say whether your head is clear today."))
        return _before_page(request, here, step, fit, form, status=REFUSED)
    said = form.cleaned_data
    plan_id = services.take_on(
        here,
        step,
        Before(
            chosen=_chosen(here, step, fit),
            feared=said["feared"],
            p_feared=said["p_feared"],
            expected=said["expected"],
            setting=said["setting"],
        ),
        title=step.words(spoken()).title,
        key=said["key"],
    )
    return HttpResponseRedirect(reverse("today:taken", args=[plan_id]))


def _before_page(
    request: PersonRequest,
    here: Here,
    step: Step,
    fit: Fit,
    form: BeforeForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "card": card(step, here),
        "form": form,
        "tens": TENS,
        "eleven": ELEVEN,
        "settings": _settings(here),
        "chosen": _numbers(form, "p_feared", "expected"),
        "asks_sober": not here.switches.allows(Switch.UNASKED),
        "sure": not fit.fits,
        "key": secrets.token_urlsafe(),
    }
    return render(request, "today/before.html", context, status=status)


def _after(request: PersonRequest, here: Here, plan: Plan) -> HttpResponseBase:
    form = AfterForm(request.POST, auto_id="%s")
    back = HttpResponseRedirect(reverse("today:taken", args=[plan.id]))
    if request.POST.get("do") == "undo":
        tap = KeyForm(request.POST)
        if plan.ended is not None and tap.is_valid():
            key = tap.cleaned_data["key"]
            services.take_back(request, plan.ended.id, key=key)
        return back
    if not form.is_valid():
        return _after_page(request, here, plan, form, status=REFUSED)
    services.end(request, plan, form.said(), key=form.cleaned_data["key"])
    return back


def _after_page(
    request: PersonRequest,
    here: Here,
    plan: Plan,
    form: AfterForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "card": card_of(plan, here),
        "plan": plan,
        "form": form,
        "eleven": ELEVEN,
        "chosen": _numbers(form, "discomfort"),
        "is_change": plan.ended is not None,
        "is_today": plan.planned.day == request.day,
        "asks_happened": _had_a_fear(plan) or bool(plan.ended and plan.ended.happened),
        "asks_response": _had_company(plan, here)
        or bool(plan.ended and plan.ended.response),
        "key": secrets.token_urlsafe(),
    }
    return render(request, "today/after.html", context, status=status)


def _had_a_fear(plan: Plan) -> bool:
    return bool(plan.planned.feared) or plan.planned.p_feared is not None


def _had_company(plan: Plan, here: Here) -> bool:
    """Return whether somebody else may have been part of it."""
    step = steps().get(plan.planned.step)
    toward = here.switches.allows(Switch.TOWARD)
    return toward and (step is None or step.company != "alone")


def _became(request: PersonRequest, here: Here, plan: Plan) -> HttpResponse:
    """Show what was expected beside what came, and gentle words where it was much."""
    ended = plan.ended
    hard = is_hard(ended)
    drifted = bool(ended and ended.drifted)
    context = {
        "card": card_of(plan, here),
        "plan": plan,
        "ended": ended,
        "hard": hard,
        "drifted": drifted,
        "notice": safety().text(spoken()).notices["memories"] if drifted else None,
        "key": secrets.token_urlsafe(),
    }
    return render(request, "today/became.html", context)


def _held(here: Here) -> Plan | None:
    """Return the step that today already has, or that is still under way."""
    programme = here.programme
    today = programme.taken_on(here.request.day)
    return programme.open or (today[-1] if today else None)


def _fitting(here: Here) -> Any:
    offer = here.offer
    return offer.step and card(offer.step, here)


def _chosen(here: Here, step: Step, fit: Fit) -> str:
    """Return how the step came to be chosen."""
    offer = here.offer
    names = {
        "offered": offer.step,
        "easier": offer.easier,
        "different": offer.different,
    }
    for name, found in names.items():
        if found is not None and found.id == step.id:
            return name
    if not fit.fits:
        return "harder"
    return "booster" if here.programme.phase is Phase.BOOSTER else "own"


def _settings(here: Here) -> list[str]:
    """Return where steps were taken before, the latest first."""
    said = [p.planned.setting for p in reversed(here.programme.plans)]
    return [words for words in dict.fromkeys(said) if words][:8]


def _numbers(form: forms.Form, *names: str) -> dict[str, int | None]:
    """Return what stands in a form as numbers, as the ratings compare them."""
    values = {name: str(form[name].value()) for name in names}
    return {
        n: int(v) if v.isascii() and v.isdigit() else None for n, v in values.items()
    }


def _said(plan: Plan) -> dict[str, Any]:
    ended = plan.ended
    if ended is None:
        return {}
    names = ("done", "discomfort", "happened", "learned", "response", "drifted")
    return {name: getattr(ended, name) for name in names}
