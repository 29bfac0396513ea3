"""What pacing needs to know of a step and of an attempt at it."""

from __future__ import annotations

from dataclasses import dataclass

from nearer.core.pacing.constants import DEFAULT, Pacing
from nearer.core.pacing.ladder import Domain


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the ladders, without its words."""

    id: str
    domain: Domain
    level: int
    difficulty: float
    """Logits."""
    solo: bool
    """It has a form that needs nobody else."""
    contraindications: frozenset[str] = frozenset()
    weeks: tuple[int, int] | None = None
    """First and last week in which the plan has its place for it."""

    def has_its_place_in(self, week: int) -> bool:
        """Whether the plan foresees it in this week."""
        return self.weeks is not None and self.weeks[0] <= week <= self.weeks[1]


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What became of a step on a day."""

    step: str
    domain: Domain
    level: int
    difficulty: float
    day: int
    done: bool
    """Done or partly done; False: not this time."""
    discomfort: float
    """Peak, 0-10; for a step not done, how hard it looked."""
    setting: str = ""
    hurtful: bool = False
    """The other person's response hurt."""
    rated: bool = True
    """False: nobody said how hard it was, and `discomfort` only stands in; the tracker
    learns nothing from it."""

    def overwhelmed(self, pacing: Pacing = DEFAULT) -> bool:
        """Whether it was too much."""
        return self.discomfort >= pacing.overwhelm_at_least

    def was_easy(self, pacing: Pacing = DEFAULT) -> bool:
        """Whether it was done, and so easy that more may be asked."""
        went = self.done and not self.hurtful
        return went and self.discomfort <= pacing.easy_rating
