"""What a choice is told of today, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nearer.core.pacing.records import Step


class Reason(StrEnum):
    """Why this step; the words for each stand in the content."""

    HARDEST_THAT_FITS = "hardest-that-fits"
    OPENS_THE_NEXT = "opens-the-next"
    """It is easy, and harder ones open after such steps."""
    TRACK_IS_DUE = "track-is-due"
    PRACTICE_OF_THESE_WEEKS = "practice-of-these-weeks"
    NEW_DOMAIN = "new-domain"
    KNOWN_STEP_NEW_SETTING = "known-step-new-setting"
    GENTLE_AFTER_A_HARD_ONE = "gentle-after-a-hard-one"
    LEVEL_CAPPED = "level-capped"
    LEVELS_HELD = "levels-held"
    EASIER_AFTER_TWO_NOT_DONE = "easier-after-two-not-done"
    EASIEST_THERE_IS = "easiest-there-is"
    SAFE_ALONE = "safe-alone"
    NOTHING_FITS = "nothing-fits"


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What holds today.

    Parameters
    ----------
    day : int
        Day number (a date's ordinal).
    week : int
        Week of the programme, from 0.
    closeness_share : float
        Share of steps from the closeness track, from `phases.closeness_share`.
    with_partner : bool
        Someone willing to take steps with.
    touch_agreed : bool
        Both said yes to steps with touch.
    unsafe : bool
        The safety switches are on: only what is safe alone.
    levels_held : bool
        A mood dip: no level above what was already done.
    conditions : frozenset of str
        What speaks against certain steps today (matched with their contraindications).
    """

    day: int
    week: int
    closeness_share: float = 0.5
    with_partner: bool = False
    touch_agreed: bool = False
    unsafe: bool = False
    levels_held: bool = False
    conditions: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A step with its reasons, and what stands beside it.

    Parameters
    ----------
    step : Step or None
        None where nothing fits.
    reasons : tuple of Reason
    easier, different : Step or None
        An easier step of the same track, and one of another domain.
    expected_discomfort : float or None, points 0-10
        At the cautious tolerance.
    p_overwhelm, p_success : float or None, probability
    ask_safety : bool
        One safety question is due before this step.
    """

    step: Step | None
    reasons: tuple[Reason, ...]
    easier: Step | None = None
    different: Step | None = None
    expected_discomfort: float | None = None
    p_overwhelm: float | None = None
    p_success: float | None = None
    ask_safety: bool = False
