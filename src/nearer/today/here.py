"""Where the person is today: read once for each request, handed to every view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from nearer.accounts.doors import PersonRequest, unlocked
from nearer.content.steps import steps
from nearer.core.pacing import DEFAULT
from nearer.entries import StepEnded
from nearer.readings import heaviness, leaning, programme, switches
from nearer.readings.choosing import Offer, choose
from nearer.readings.days import Day, days
from nearer.readings.offering import Standpoint
from nearer.readings.programme import Programme
from nearer.readings.switches import Switch, Switches
from nearer.web.voice import content

P = ParamSpec("P")


@dataclass(frozen=True)
class Here:
    """One person, one request, one day of the ten weeks."""

    request: PersonRequest
    programme: Programme

    @cached_property
    def switches(self) -> Switches:
        """What may be offered."""
        return switches.of(self.request.diary, today=self.request.day)

    @cached_property
    def view(self) -> Standpoint:
        """From where a step is chosen."""
        entries = self.request.diary.entries()
        return Standpoint(
            programme=self.programme,
            switches=self.switches,
            share=leaning.share(
                entries, situation=self.programme.situation, catalogue=content()
            ),
            heavy=heaviness.is_heavy(entries, self.request.day),
        )

    @cached_property
    def offer(self) -> Offer:
        """The step of today, or why there is none."""
        return choose(self.view, steps())

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Every day with a check-in."""
        return days(self.request.diary.entries())

    @property
    def alone(self) -> bool:
        """Whether steps are told in the form for one."""
        with_partner = self.programme.with_partner
        return not with_partner or not self.switches.allows(Switch.TOWARD)

    @property
    def company(self) -> str:
        """With whom the person practises, as the questions about a day put it."""
        situation = self.programme.situation
        if situation is None or not self.switches.allows(Switch.TOWARD):
            return "alone"
        return situation.company


def is_hard(ended: StepEnded | None) -> bool:
    """Return whether a step was too much, or the other's response hurt."""
    if ended is None:
        return False
    too_much = (ended.discomfort or 0) >= DEFAULT.overwhelm_at_least
    return too_much or ended.response == "hurtful"


def here(request: PersonRequest) -> Here | None:
    """Return where the person is; None before the ten weeks began."""
    found = programme.of(request.diary.entries(), request.day)
    return None if found is None else Here(request, found)


def on_the_way(
    view: Callable[Concatenate[PersonRequest, Here, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in whoever's diary is open and has begun; ask everyone else to begin."""

    @unlocked
    @wraps(view)
    def door(
        request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        found = here(request)
        if found is None:
            return HttpResponseRedirect(reverse("today:begin"))
        return view(request, found, *args, **kwargs)

    return door
