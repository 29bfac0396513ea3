"""A step as a page shows it: its words, for whom, how long, why this one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from nearer.content.steps import Step, steps
from nearer.core.pacing import Domain, Reason, Track
from nearer.readings.offering import ALONE, may_go_on
from nearer.readings.programme import Plan
from nearer.readings.switches import Switch
from nearer.today.here import Here
from nearer.web.evidence import Claim, claim, claim_of
from nearer.web.voice import content, say, spoken

_HOUR, _DAY = 60, 24 * 60
_SOFT = frozenset({Reason.GENTLE_AFTER_A_HARD_ONE, Reason.EASIEST_THERE_IS})
"""With these, a step is no stretch; nor is one for joy or rest."""
_HOW_HARD = frozenset({Reason.HARDEST_THAT_FITS, Reason.OPENS_THE_NEXT})


@dataclass(frozen=True)
class Card:
    """One step in the reader's words."""

    id: str
    url: str
    title: str
    why: str = ""
    how: str = ""
    instead: str = ""
    """How it goes with a friend or on one's own, where it is told for two."""
    again: str = ""
    time: str = ""
    company: str = ""
    track: str = ""
    claims: tuple[Claim, ...] = ()
    """How strong the evidence for it is, and by whom."""
    is_play: bool = False
    beside: tuple[tuple[str, str], ...] = ()
    """What the one beside may do: name and words of a card."""
    beside_claims: tuple[Claim, ...] = ()
    is_off: bool = False
    """It was taken on, and does not go with how things are now."""

    @property
    def company_first(self) -> str:
        """With whom, as the beginning of a sentence."""
        return self.company[:1].upper() + self.company[1:]


def card(step: Step, here: Here) -> Card:
    """Return a step as the person is told it."""
    words, beside = step.words(spoken()), _beside(step, here)
    safe_alone = not here.switches.allows(Switch.TOWARD)
    return Card(
        id=step.id,
        url=reverse("today:step", args=[step.id]),
        title=words.title,
        why=words.why,
        how=words.told(alone=safe_alone),
        instead=words.solo if here.alone and not safe_alone else "",
        again=words.again if _is_known(step, here) else "",
        time=time_of(step.minutes),
        company=_company(step, here),
        track=_track(step.domain.track),
        claims=(_claim(step, words.title),),
        is_play=step.kind == "play",
        beside=beside,
        beside_claims=_claims_beside(step) if beside else (),
    )


def card_of(plan: Plan, here: Here) -> Card:
    """Return a step that was taken on, as it was then where it may not be told now.

    It may not where it was put off since then, and cannot where the content lost it.
    """
    step = steps().get(plan.planned.step)
    if step is not None and may_go_on(here.switches, step):
        return card(step, here)
    domain = plan.domain
    named = plan.planned.title or (step and step.words(spoken()).title)
    return Card(
        id=plan.planned.step,
        url="",
        title=named or gettext("A small step"),
        track=_track(domain.track) if isinstance(domain, Domain) else "",
        is_off=step is not None,
    )


def why_this(
    reasons: Iterable[Reason], *, is_first: bool, is_practice: bool = True
) -> tuple[str, ...]:
    """Return why this step, in sentences; the first one comes before any rating."""
    if is_first:
        safe = [say(f"pacing.reason.{r}") for r in reasons if r is Reason.SAFE_ALONE]
        return (*safe, gettext("The first steps are small on purpose."))
    told = list(reasons)
    if not is_practice or _SOFT.intersection(told):
        told = [reason for reason in told if reason not in _HOW_HARD]
    if Reason.GENTLE_AFTER_A_HARD_ONE in told:
        told = [reason for reason in told if reason is not Reason.TRACK_IS_DUE]
    return tuple(say(f"pacing.reason.{reason}") for reason in told)


def time_of(minutes: int) -> str:
    """Return how long a step takes, in round words."""
    if minutes < _HOUR:
        words = ngettext("About a minute", "About %(n)s minutes", minutes)
        return words % {"n": minutes}
    if minutes < _DAY:
        hours = round(minutes / _HOUR)
        return ngettext("About an hour", "About %(n)s hours", hours) % {"n": hours}
    days = round(minutes / _DAY)
    return ngettext("Over a day", "Over %(n)s days", days) % {"n": days}


def _is_known(step: Step, here: Here) -> bool:
    return any(p.done and p.planned.step == step.id for p in here.programme.plans)


def _company(step: Step, here: Here) -> str:
    if step.company == "alone":
        return gettext("just for you")
    if here.alone:
        needs_a_friend = ALONE in step.contraindications
        either = gettext("with a friend, or on your own")
        return gettext("with a friend") if needs_a_friend else either
    return gettext("with your partner")


def _track(track: Track) -> str:
    return say(f"pacing.track.{track}.name")


def _claim(step: Step, title: str) -> Claim:
    return claim(
        title, grade=step.grade, sources=step.sources, of=content(), in_=spoken()
    )


def _beside(step: Step, here: Here) -> tuple[tuple[str, str], ...]:
    if here.alone or not here.switches.allows(Switch.CARDS):
        return ()
    return tuple(
        (say(f"pacing.card.{name}.name"), say(f"pacing.card.{name}.text"))
        for name in step.cards
    )


def _claims_beside(step: Step) -> tuple[Claim, ...]:
    texts = (content().text(f"pacing.card.{n}.text", spoken()) for n in step.cards)
    return tuple(found for text in texts if (found := claim_of(text, content())))
