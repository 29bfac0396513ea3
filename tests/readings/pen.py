"""Writes small diaries for tests: entries with ids and days that count upwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Self, TypedDict
from uuid import UUID

from nearer.entries import (
    Answered,
    AnyEntry,
    SittingClosed,
    SittingOpened,
    Withdrawn,
)
from nearer.readings.sitting import Reason


class Stamp(TypedDict):
    id: UUID
    at: datetime
    day: date


FIRST_DAY = date(2026, 3, 2)


@dataclass
class Pen:
    """A diary in the making; every method writes and returns what it wrote."""

    entries: list[AnyEntry] = field(default_factory=list)
    day: date = FIRST_DAY
    before: int = 0
    """How many entries another pen wrote before: ids go on from there."""

    def later(self, days: int) -> Self:
        self.day += timedelta(days=days)
        return self

    def opens(
        self, instrument: str = "two-fears", *, form: str = "1", seed: int = 7
    ) -> UUID:
        entry = SittingOpened(
            **self.stamp(), instrument=instrument, form=form, seed=seed
        )
        self.entries.append(entry)
        return entry.id

    def answers(self, sitting: UUID, item: str, value: int | None) -> UUID:
        entry = Answered(**self.stamp(), sitting=sitting, item=item, value=value)
        self.entries.append(entry)
        return entry.id

    def answers_all(self, sitting: UUID, values: Mapping[str, int | None]) -> None:
        for item, value in values.items():
            self.answers(sitting, item, value)

    def closes(self, sitting: UUID, reason: Reason = "precise") -> UUID:
        entry = SittingClosed(**self.stamp(), sitting=sitting, reason=reason)
        self.entries.append(entry)
        return entry.id

    def withdraws(self, entry: UUID) -> None:
        self.entries.append(Withdrawn(**self.stamp(), entry=entry))

    def adds(self, entries: Iterable[AnyEntry]) -> None:
        self.entries.extend(entries)

    def stamp(self) -> Stamp:
        """Return the id, instant and day of the next entry."""
        number = self.before + len(self.entries) + 1
        at = datetime(
            self.day.year, self.day.month, self.day.day, 21, tzinfo=UTC
        ) + timedelta(seconds=number)
        return Stamp(id=UUID(int=number), at=at, day=self.day)
