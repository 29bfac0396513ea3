"""Entries → the times a person sat down to answer, and what each holds.

One pass over the diary. On screen the latest answer to an item holds; a skipped item
counts as asked. Which question comes next is the work of `asking.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from nearer.entries import Answered, AnyEntry, SittingClosed, SittingOpened, Withdrawn

REST = timedelta(days=14)
"""An unfinished sitting older than this is left as it is, and a new one begins."""

Reason = Literal["precise", "limit", "exhausted", "stopped"]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One time of answering one questionnaire."""

    id: UUID
    instrument: str
    form: str
    seed: int
    opened: date
    last: date
    """The day of the latest answer, or of the opening."""
    answers: dict[str, int | None]
    """Item → option as shown, from 1; None: skipped. In the order first asked."""
    closed: Reason | None

    @property
    def given(self) -> dict[str, int]:
        """The answers without what was skipped."""
        return {
            item: value for item, value in self.answers.items() if value is not None
        }


def sittings(entries: Iterable[AnyEntry]) -> tuple[Sitting, ...]:
    """Return every sitting in the order of opening; what was withdrawn is left out.

    Entries of other kinds, and answers to a sitting that is not there, change nothing.
    """
    entries = tuple(entries)
    withdrawn = {entry.entry for entry in entries if isinstance(entry, Withdrawn)}
    opened: dict[UUID, SittingOpened] = {}
    answers: dict[UUID, dict[str, int | None]] = {}
    closed: dict[UUID, Reason] = {}
    last: dict[UUID, date] = {}
    for entry in entries:
        if isinstance(entry, Answered):
            # Withdrawing the latest answer brings back the one before it.
            if entry.sitting in answers and entry.id not in withdrawn:
                answers[entry.sitting][entry.item] = entry.value
                last[entry.sitting] = max(last[entry.sitting], entry.day)
        elif isinstance(entry, SittingOpened):
            if entry.id not in withdrawn:
                opened[entry.id] = entry
                answers.setdefault(entry.id, {})
                last.setdefault(entry.id, entry.day)
        elif isinstance(entry, SittingClosed) and entry.id not in withdrawn:
            closed.setdefault(entry.sitting, entry.reason)
    return tuple(
        Sitting(
            id=entry.id,
            instrument=entry.instrument,
            form=entry.form,
            seed=entry.seed,
            opened=entry.day,
            last=last[entry.id],
            answers=answers[entry.id],
            closed=closed.get(entry.id),
        )
        for entry in opened.values()
    )


def latest(all_of_them: Iterable[Sitting], *, instrument: str) -> Sitting | None:
    """Return the person's latest sitting with an instrument, or None."""
    return next(
        (s for s in reversed(tuple(all_of_them)) if s.instrument == instrument), None
    )


def to_resume(
    all_of_them: Iterable[Sitting], *, instrument: str, today: date
) -> Sitting | None:
    """Return the sitting to go on with: the latest, unless it is closed or too old."""
    sitting = latest(all_of_them, instrument=instrument)
    if sitting is None or sitting.closed or today - sitting.last > REST:
        return None
    return sitting
