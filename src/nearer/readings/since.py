"""What has changed since the beginning, and when the questions come again.

Source: science.md 5.5. What became harder is read by the same rules as what became
easier, and said as plainly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from nearer.content import Catalogue, Instrument
from nearer.core.measurement import Estimate, Trait, reliable_change_index
from nearer.core.pacing.phases import MEASURE_WEEKS
from nearer.entries import AnyEntry, Reviewed
from nearer.readings.asking import is_adaptive, is_enough
from nearer.readings.fears import read_fears
from nearer.readings.moving import PERHAPS, SURE, TraitMove, read_moves
from nearer.readings.present import present
from nearer.readings.programme import Programme
from nearer.readings.review import LAST_WEEK, reviews_by_week, weeks
from nearer.readings.reviewed import HEAVY, moods
from nearer.readings.signs import LATELY
from nearer.readings.sitting import Sitting, sittings

BASELINE_DAYS = 14
"""Questions answered so long before the beginning are those of week 0."""
SATISFACTION_RCI = reliable_change_index(sd=2.0, reliability=0.80)
"""Points of 0 to 10: 2.48, so 3. SD and retest of a single question are judgements."""
MOOD_RCI = 3
"""Points of the two questions together, 0 to 6."""


class Direction(StrEnum):
    """What may be said about something since the beginning."""

    BETTER = "reliable-better"
    PROBABLY_BETTER = "probable-better"
    UNCLEAR = "cannot-tell"
    PROBABLY_WORSE = "probable-worse"
    WORSE = "reliable-worse"


@dataclass(frozen=True, slots=True)
class Moved:
    """How one thing moved since the beginning."""

    direction: Direction
    value: float
    before: float
    is_deterioration: bool


@dataclass(frozen=True)
class Changes:
    """Everything that can be compared with the beginning; None where it cannot."""

    fears: tuple[TraitMove, TraitMove] | None
    since: date | None
    directions: Mapping[Trait, Direction]
    satisfaction: Moved | None
    mood: Moved | None
    """Low and worry together: higher is heavier."""
    estimates: tuple[tuple[Estimate, Estimate], ...] = ()
    """Before and now on the scale of the answers; avoidance, anxiety."""

    @property
    def worse(self) -> tuple[str, ...]:
        """Return what got reliably worse: avoidance, anxiety, satisfaction, mood."""
        found = [
            trait.name.lower()
            for trait in Trait
            if self.fears and is_deterioration(self.fears[trait])
        ]
        for name, moved in (("satisfaction", self.satisfaction), ("mood", self.mood)):
            if moved and moved.is_deterioration:
                found.append(name)
        return tuple(found)


_Moved: TypeAlias = tuple[
    date, tuple[TraitMove, TraitMove], tuple[tuple[Estimate, Estimate], ...]
]


def due_week(
    entries: Iterable[AnyEntry], *, of: Programme, catalogue: Catalogue
) -> int | None:
    """Return the week whose questions are due; None if they were answered.

    The last of the weeks 0, 5, 10, 14 and 26 that has begun, until the next one begins.
    """
    week = max(n for n in MEASURE_WEEKS if n <= of.week)
    first = next(w.first for w in weeks(of) if w.number >= week)
    since = first if week else of.began - timedelta(days=BASELINE_DAYS)
    answered = any(
        sitting.last >= since and is_enough(sitting, instrument)
        for sitting, instrument in _about_fears(entries, catalogue)
    )
    return None if answered else week


def were_answered(entries: Iterable[AnyEntry], *, catalogue: Catalogue) -> bool:
    """Return whether the questions were ever answered, far enough to say something."""
    found = _about_fears(entries, catalogue)
    return any(is_enough(sitting, instrument) for sitting, instrument in found)


def changes(
    entries: Iterable[AnyEntry], *, of: Programme, catalogue: Catalogue
) -> Changes:
    """Return what has changed since the beginning, or that it cannot be told."""
    standing = present(entries)
    found = _fears_moved(standing, of, catalogue)
    since, fears, estimates = found or (None, None, ())
    reviewed = [r for _, r in sorted(reviews_by_week(standing, of).items())]
    return Changes(
        fears=fears,
        since=since,
        directions={move.trait: direction_of(move) for move in fears or ()},
        satisfaction=_moved(
            [r.satisfaction for r in reviewed],
            rci=SATISFACTION_RCI,
            more_is_better=True,
        ),
        mood=_moved([mood_of(r) for r in reviewed], rci=MOOD_RCI, more_is_better=False),
        estimates=estimates,
    )


def signs(found: Changes, *, week: int, moods: Sequence[int]) -> tuple[str, ...]:
    """Return the signs that call for suggesting a person who helps (content: referral).

    `moods` are those of the reviews, the oldest first. Two heavy reviews running are
    two weeks; after the tenth week, no fear that lessened and a heavy mood are enough.
    """
    heavy = [mood >= HEAVY for mood in moods]
    lessened = {Direction.BETTER, Direction.PROBABLY_BETTER}
    still = week >= LAST_WEEK and not lessened & set(found.directions.values())
    there = {
        "worse": bool(found.worse),
        "low": len(heavy) >= 2 and all(heavy[-2:]),
        "still": still and bool(found.directions) and heavy[-1:] == [True],
    }
    return tuple(sign for sign, is_there in there.items() if is_there)


def moods_of(entries: Iterable[AnyEntry], *, of: Programme) -> tuple[int, ...]:
    """Return the moods that were said of these ten weeks lately, the oldest first."""
    standing = present(entries)
    weeks_told = reviews_by_week(standing, of)
    lately = (
        mood
        for mood in moods(standing)
        if mood.week in weeks_told and timedelta(0) <= of.today - mood.day < LATELY
    )
    return tuple(
        mood.low + mood.worry
        for mood in lately
        if mood.low is not None and mood.worry is not None and mood.day >= of.began
    )


def direction_of(of: TraitMove) -> Direction:
    """Return what may be said about a fear; less of it is better."""
    if of.change.p_improved >= SURE:
        return Direction.BETTER
    if of.change.p_deteriorated >= SURE:
        return Direction.WORSE
    if of.change.p_improved >= PERHAPS or _is_probable(of, -1):
        return Direction.PROBABLY_BETTER
    if of.change.p_deteriorated >= PERHAPS or _is_probable(of, 1):
        return Direction.PROBABLY_WORSE
    return Direction.UNCLEAR


def is_deterioration(of: TraitMove) -> bool:
    """Return whether a fear is higher by z >= 1.645, said as plainly as less of it."""
    return _is_probable(of, 1) or of.change.p_deteriorated >= SURE


def _is_probable(of: TraitMove, sign: int) -> bool:
    return of.change.probable and of.change.z * sign > 0


def mood_of(of: Reviewed) -> int | None:
    """Return low and worry together; None unless both were said."""
    if of.low is None or of.worry is None:
        return None
    return of.low + of.worry


def _about_fears(
    entries: Iterable[AnyEntry], catalogue: Catalogue
) -> list[tuple[Sitting, Instrument]]:
    known = catalogue.instruments
    return [
        (sitting, known[sitting.instrument])
        for sitting in sittings(entries)
        if sitting.instrument in known
        and sitting.form == known[sitting.instrument].binding
        and is_adaptive(known[sitting.instrument])
    ]


def _fears_moved(
    standing: Sequence[AnyEntry], of: Programme, catalogue: Catalogue
) -> _Moved | None:
    """Compare the first sitting of these ten weeks with the last, same questions."""
    since = of.began - timedelta(days=BASELINE_DAYS)
    enough = [
        (sitting, instrument)
        for sitting, instrument in _about_fears(standing, catalogue)
        if sitting.last >= since and is_enough(sitting, instrument)
    ]
    if not enough:
        return None
    last, instrument = enough[-1]
    first = next(s for s, _ in enough if s.instrument == last.instrument)
    if first is last:
        return None
    moved = read_moves(before=first, after=last, instrument=instrument)
    before, now = (
        read_fears(sitting=sitting, instrument=instrument).dials or ()
        for sitting in (first, last)
    )
    estimates = tuple((b.mean, n.mean) for b, n in zip(before, now, strict=True))
    return moved.since, moved.traits, estimates


def _moved(
    said: Iterable[int | None], *, rci: float, more_is_better: bool
) -> Moved | None:
    """Compare the last number with the first, by what is more than noise."""
    values = [value for value in said if value is not None]
    if len(values) < 2:
        return None
    gain = (values[-1] - values[0]) * (1 if more_is_better else -1)
    if abs(gain) >= rci:
        direction = Direction.BETTER if gain > 0 else Direction.WORSE
    else:
        direction = Direction.UNCLEAR
    return Moved(
        direction=direction,
        value=values[-1],
        before=values[0],
        is_deterioration=gain <= -rci,
    )


__all__ = [
    "Changes",
    "Direction",
    "Moved",
    "changes",
    "direction_of",
    "due_week",
    "is_deterioration",
    "mood_of",
    "moods_of",
    "signs",
    "were_answered",
]
