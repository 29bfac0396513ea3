"""What the fictitious person of `make demo` has answered, and lived in eight weeks.

Robin is made up. The answers are chosen so that every part of the map has something to
show, and the second sitting differs a little from the first. Everything comes from one
seed: two people who look around on the same day see the same Robin.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID

from nearer.config.demo_weeks import Stamp, Weeks
from nearer.config.demo_words import answers, words
from nearer.content import catalogue
from nearer.content.instruments import Instrument
from nearer.diary.identity import ENTROPY_BYTES, uuid7
from nearer.entries import Answered, AnyEntry, Began, SittingClosed, SittingOpened
from nearer.readings.asking import asking
from nearer.readings.sitting import sittings

SEED = 20260302

FIRST = answers("robin")
LATER = {**FIRST, **answers("robin-later")}
CLOSENESS = answers("robin-closeness")
HABITS = answers("robin-habits")
AGAIN = 31
"""Days after the first sitting: the fifth week."""


def entries(*, now: datetime, language: str = "en") -> list[AnyEntry]:
    """Return the diary of someone who is in the eighth of ten weeks."""
    weeks = Weeks(now=now, seed=SEED, language=language)
    start = weeks.at(0, 17)
    pen = Pen(random.Random(SEED))  # noqa: S311 - a made-up life, not a secret
    began = Began(**pen.stamp(start), name=words(language).robin, language=language)
    shelf = catalogue().instruments
    later = weeks.at(AGAIN, 17)
    written: list[AnyEntry] = [
        began,
        *pen.sat_down(shelf["two-fears"], start, given(FIRST, 3)),
        *pen.sat_down(shelf["closeness"], weeks.at(0, 17, 10), given(CLOSENESS, None)),
        *pen.sat_down(shelf["habits"], weeks.at(0, 17, 20), given(HABITS, 1)),
        *pen.sat_down(shelf["two-fears"], later, given(LATER, 3)),
        *weeks.entries(),
    ]
    # Sitting entries of one instant keep the order of their writing.
    return sorted(written, key=_instant)


class Pen:
    """Writes entries whose ids come from one seed."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice

    def id(self, at: datetime) -> UUID:
        """Return the id of an entry of that instant."""
        return uuid7(at=at, entropy=self._dice.randbytes(ENTROPY_BYTES))

    def stamp(self, at: datetime) -> Stamp:
        """Return what every entry of that instant carries."""
        return Stamp(id=self.id(at), at=at, day=at.date())

    def sat_down(
        self, instrument: Instrument, at: datetime, answer: Callable[[str], int | None]
    ) -> list[AnyEntry]:
        """Answer until nothing more is asked, as a person would on that day."""
        day: date = at.date()
        opened = SittingOpened(
            id=self.id(at),
            at=at,
            day=day,
            instrument=instrument.id,
            form=instrument.binding,
            seed=SEED,
        )
        written: list[AnyEntry] = [opened]
        while True:
            (sitting,) = sittings(written)
            state = asking(instrument=instrument, sitting=sitting)
            if state.item is None:
                break
            written.append(
                Answered(
                    id=self.id(at),
                    at=at,
                    day=day,
                    sitting=opened.id,
                    item=state.item,
                    value=answer(state.item),
                )
            )
        if state.reason is not None:
            written.append(
                SittingClosed(
                    id=self.id(at),
                    at=at,
                    day=day,
                    sitting=opened.id,
                    reason=state.reason,
                )
            )
        return written


def given(
    answers: Mapping[str, int], otherwise: int | None
) -> Callable[[str], int | None]:
    return lambda item: answers.get(item, otherwise)


def _instant(entry: AnyEntry) -> datetime:
    at: datetime = entry.at  # type: ignore[union-attr]  # all of them are known kinds
    return at
