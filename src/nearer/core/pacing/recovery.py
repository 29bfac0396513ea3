"""Hard rules that look back: rest after a hard step, opened levels, two not done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nearer.core.pacing.constants import DEFAULT, Pacing
from nearer.core.pacing.ladder import LEVELS, Domain
from nearer.core.pacing.records import Attempt


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """What recent days ask for."""

    gentle_only: bool
    """Only level-1 soothing and play, for two days after a step that was too much."""
    level_cap: int | None
    """No level above this, for seven days."""
    ask_safety: bool
    """One safety question is due."""
    two_not_done: Attempt | None
    """The later of two attempts running that were not done."""
    aim_higher: bool
    """Three of the last four, of whatever domain, were easy."""


def recovery(
    *, attempts: Sequence[Attempt], day: int, pacing: Pacing = DEFAULT
) -> Recovery:
    """Return what recent attempts ask for today.

    Parameters
    ----------
    attempts : sequence of Attempt
        Oldest first. An attempt dated after today (a clock set back) counts as today's.
    day : int
    pacing : Pacing
    """
    hard = [
        a
        for a in attempts
        if (a.overwhelmed(pacing) or a.hurtful) and day - a.day <= pacing.cap_days
    ]
    last_two = list(attempts[-2:])
    not_done = len(last_two) == 2 and not any(a.done for a in last_two)
    return Recovery(
        gentle_only=any(day - a.day <= pacing.rest_days for a in hard),
        level_cap=min(
            (max(1, a.level - pacing.cap_levels) for a in hard), default=None
        ),
        ask_safety=any(day - a.day <= pacing.rest_days for a in hard),
        two_not_done=last_two[-1] if not_done else None,
        aim_higher=_were_easy(attempts, pacing),
    )


def open_level(
    *,
    attempts: Sequence[Attempt],
    domain: Domain,
    aim_higher: bool = False,
    pacing: Pacing = DEFAULT,
) -> int:
    """Return the highest level of a domain that the person has earned.

    Parameters
    ----------
    attempts : sequence of Attempt
        Oldest first, of every domain.
    domain : Domain
    aim_higher : bool
        Steps of whatever domain were easy lately: one more level is open where the
        open one was easy, too.
    pacing : Pacing

    Returns
    -------
    int
        1 to 5. A level opens after two successes at 5 or less in two settings, or after
        three of the last four attempts at 2 or less; one rating of 8 closes one again.
        What met a hurtful answer is no success, however easy it was.
    """
    level, easily = LEVELS[0], 0
    here: list[Attempt] = []
    for attempt in (a for a in attempts if a.domain is domain):
        if attempt.overwhelmed(pacing):
            level, easily = max(LEVELS[0], min(level, attempt.level) - 1), 0
            here = []
            continue
        here.append(attempt)
        if attempt.was_easy(pacing):
            easily = max(easily, attempt.level)
        if level < LEVELS[-1] and _ready(here, level, pacing):
            level, here = level + 1, []
    return min(level + (aim_higher and easily >= level), LEVELS[-1])


def _ready(here: Sequence[Attempt], level: int, pacing: Pacing) -> bool:
    settled = [
        a
        for a in here
        if a.level >= level and a.done and not a.hurtful
        if a.discomfort <= pacing.settled_rating
    ]
    return len({a.setting for a in settled}) >= 2 or _were_easy(here, pacing)


def _were_easy(attempts: Sequence[Attempt], pacing: Pacing) -> bool:
    """Return whether three of the last four were easy."""
    return sum(a.was_easy(pacing) for a in attempts[-4:]) >= 3
