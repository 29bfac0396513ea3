"""What two people put into their shared space, and what each keeps of being linked.

Everything in a shared space is a copy that one of the two chose to put there; `by` says
which of the two: 1 invited, 2 was invited. A shared space holds these kinds and no
others, and no private diary holds them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from nearer.entries.base import Entry

By = Literal[1, 2]


class Linked(Entry, frozen=True, kw_only=True, tag="linked"):
    """In a private diary: this person is one of two in a space."""

    space: UUID
    by: By


class LinkEnded(Entry, frozen=True, kw_only=True, tag="link-ended"):
    """In a private diary: left. The other is not told."""

    space: UUID


class SharingSet(Entry, frozen=True, kw_only=True, tag="sharing-set"):
    """In a private diary: what goes along by itself until said otherwise."""

    space: UUID
    what: tuple[str, ...]
    """Of: temperature, steps, moments, map, pattern. All off at first."""


class Shared(Entry, frozen=True, kw_only=True, tag="shared"):
    """What every entry of a shared space carries; alone it says: here I am."""

    by: By
    name: str
    """What this person likes to be called here."""


class SharedTemperature(Entry, frozen=True, kw_only=True, tag="shared-temperature"):
    """How connected one felt on a day, 1 to 10; a later one for the day replaces it."""

    by: By
    about: date
    value: int


class SharedPattern(Entry, frozen=True, kw_only=True, tag="shared-pattern"):
    """A day of one, for the pattern between the two; never shown as it is."""

    by: By
    about: date
    values: dict[str, int]
    """Of: clo, dis, ppr, pur, wdr."""


class SharedStep(Entry, frozen=True, kw_only=True, tag="shared-step"):
    """A step that was done; a later one for the same step and day replaces it."""

    by: By
    about: date
    title: str
    words: str
    step: str = ""
    """Which one, so that each reads its name in their own language."""
    partly: bool = False
    """It was done in part."""


class StepProposed(Entry, frozen=True, kw_only=True, tag="step-proposed"):
    """A step for both; it stands only once the other says yes."""

    by: By
    step: str
    title: str


class StepAgreed(Entry, frozen=True, kw_only=True, tag="step-agreed"):
    """A yes or a no to a proposed step; a later one replaces it."""

    by: By
    proposed: UUID
    yes: bool


class SharedMoment(Entry, frozen=True, kw_only=True, tag="shared-moment"):
    """Time alone that was taken, with the promise to come back."""

    by: By
    began: datetime
    until: datetime
    words: str


class SharedReturn(Entry, frozen=True, kw_only=True, tag="shared-return"):
    """Back from a moment."""

    by: By
    moment: UUID
    returned: datetime


class SharedWeek(Entry, frozen=True, kw_only=True, tag="shared-week"):
    """A week's own words; shown once both have given theirs for that week."""

    by: By
    week: date
    """The Monday of the week."""
    words: str


class Thanked(Entry, frozen=True, kw_only=True, tag="thanked"):
    """Something one is glad of."""

    by: By
    words: str


class SharedMap(Entry, frozen=True, kw_only=True, tag="shared-map"):
    """Where one stands, as the two dials show it; a later one replaces it."""

    by: By
    verdict: str
    avoidance: tuple[float, float, float]
    """Low, middle, high on the answer scale."""
    anxiety: tuple[float, float, float]
    most: int
    """The highest answer of the scale."""


class TakenBack(Entry, frozen=True, kw_only=True, tag="taken-back"):
    """What this person put there is shown no more; the other may notice."""

    by: By
    entry: UUID
