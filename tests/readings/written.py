"""Writes moments, notices, pages, bonds for tests: each with a time of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from nearer.entries import (
    AnyEntry,
    BondLaid,
    MomentBegan,
    MomentEnded,
    Returned,
    ReturnPromised,
    UrgeNoticed,
    WaitBegan,
    WaveNoted,
    Withdrawn,
    Wrote,
)

START = datetime(2026, 3, 2, 21, 30, tzinfo=UTC)


@dataclass
class Hand:
    """A diary in the making, with a clock that goes when a test says so."""

    entries: list[AnyEntry] = field(default_factory=list)
    now: datetime = START

    def go(self, **span: float) -> Hand:
        self.now += timedelta(**span)
        return self

    def begins(
        self,
        urge: str = "pull-back",
        path: Literal["space", "reach"] = "space",
        *,
        strength: int | None = None,
    ) -> UUID:
        return self._adds(MomentBegan, urge=urge, path=path, strength=strength)

    def promises(self, moment: UUID, minutes: int = 20, message: str = "") -> UUID:
        return self._adds(
            ReturnPromised,
            moment=moment,
            minutes=minutes,
            message=message,
            until=self.now + timedelta(minutes=minutes),
        )

    def waits(self, moment: UUID, minutes: int = 30) -> UUID:
        until = self.now + timedelta(minutes=minutes)
        return self._adds(WaitBegan, moment=moment, until=until)

    def feels(self, moment: UUID, strength: int) -> UUID:
        return self._adds(WaveNoted, moment=moment, strength=strength)

    def returns(self, moment: UUID) -> UUID:
        return self._adds(Returned, moment=moment)

    def ends(self, moment: UUID, *, acted: bool | None = None) -> UUID:
        return self._adds(
            MomentEnded, moment=moment, outcome="easier", helped=(), acted=acted
        )

    def notices(self, urge: str, *, after: str = "") -> UUID:
        return self._adds(
            UrgeNoticed, urge=urge, strength=None, after=after, note="", acted=None
        )

    def writes(self, text: str, *, replaces: UUID | None = None) -> UUID:
        return self._adds(Wrote, prompt="", text=text, replaces=replaces)

    def lays(
        self, name: str, *habits: str, began: int | None = None, **more: Any
    ) -> UUID:
        fields: dict[str, Any] = {
            "ended": None,
            "with_whom": "",
            "ending": "",
            "note": "",
            "replaces": None,
        }
        return self._adds(
            BondLaid, name=name, began=began, habits=habits, **(fields | more)
        )

    def withdraws(self, *entries: UUID) -> None:
        for entry in entries:
            self._adds(Withdrawn, entry=entry)

    def _adds(self, kind: Any, **fields: Any) -> UUID:
        entry = kind(
            id=UUID(int=len(self.entries) + 1),
            at=self.now,
            day=self.now.date(),
            **fields,
        )
        self.entries.append(entry)
        made: UUID = entry.id
        return made
