"""A step for both: what can be proposed, how it goes, and what each may say to it."""

from __future__ import annotations

from dataclasses import dataclass

from nearer.accounts.requests import stamp
from nearer.content.steps import Step, steps
from nearer.core.pacing import Domain
from nearer.entries import SharedStep, StepAgreed
from nearer.readings.offering import may_go_on
from nearer.readings.two import Link, Proposal, Together
from nearer.us.here import Here
from nearer.us.lines import title_of
from nearer.web.voice import spoken

FEW = 5
FOR_BOTH = (Domain.PLAY, Domain.EMOTIONAL, Domain.RECEIVING, Domain.INTELLECTUAL)
GENTLE = 2
"""Only levels up to this are proposed to another: more is for each to choose."""


@dataclass(frozen=True)
class Proposed:
    """A step as one of the two sees it on the page."""

    proposal: Proposal
    name: str
    title: str
    how: str
    """How it goes, for who may do it; else nothing."""
    is_mine: bool
    said: bool | None
    may_say_yes: bool


def for_both(here: Here) -> list[Step]:
    """Return the gentle steps that take two and may be offered to this person."""
    return [
        step
        for step in steps().values()
        if step.domain in FOR_BOTH
        and step.level <= GENTLE
        and step.consent == "none"
        and may_go_on(here.switches, step)
    ]


def may_say(here: Here, proposal: Proposal) -> tuple[str, ...]:
    """Return what can be said to a step; nobody is led to a yes that is put off."""
    if proposal.is_done:
        return ()
    found = ("yes", "no") if _allowed(here, proposal) else ("no",)
    return (*found, "done") if proposal.stands else found


def say(here: Here, link: Link, proposal: Proposal, what: str) -> None:
    """Put there a yes, a no, or that it was done together."""
    now = stamp(here.request)
    if what == "done":
        told = SharedStep(
            **now,
            by=link.by,
            about=here.request.day,
            title=proposal.title,
            words="",
            step=proposal.step,
        )
        here.space.append(told, request_key=f"{link.by}:together:{proposal.id}")
    else:
        here.space.append(
            StepAgreed(**now, by=link.by, proposed=proposal.id, yes=what == "yes")
        )


def shown(here: Here, shared: Together) -> tuple[list[Proposed], list[Proposed]]:
    """Return the newest that stand or wait, and those this person said no to."""
    standing = [p for p in shared.proposals if not (p.is_withdrawn or p.is_done)]
    found = [_proposed(here, shared, one) for one in standing[: -FEW - 1 : -1]]
    declined = [one for one in found if one.said is False and not one.is_mine]
    return (
        [one for one in found if one not in declined],
        [one for one in declined if one.may_say_yes],
    )


def _proposed(here: Here, shared: Together, one: Proposal) -> Proposed:
    step = _allowed(here, one)
    return Proposed(
        proposal=one,
        name=here.names.get(one.by, ""),
        title=title_of(one.step, one.title),
        how=step.words(spoken()).how if step else "",
        is_mine=one.by == shared.by,
        said=one.answers.get(shared.by),
        may_say_yes=step is not None,
    )


def _allowed(here: Here, proposal: Proposal) -> Step | None:
    found = steps().get(proposal.step)
    return found if found and may_go_on(here.switches, found) else None
