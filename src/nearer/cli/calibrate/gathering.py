"""Gather the answers of everybody for `nearer calibrate`, and what was odd about them.

Nothing is dropped silently: whoever is left out is counted, with the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nearer.cli.calibrate.spool import Spool
from nearer.cli.refusal import RefusalError
from nearer.content import Instrument
from nearer.core.measurement import straightlining
from nearer.research import NO_ANSWER, WRONG_VALUE
from nearer.research.duplicates import Seen

USUAL_GROUPS = ("gender", "sex", "age", "country", "language")
OR_FLAG = "to leave such rows out, add --on-bad-value flag"
MOST_LEVELS = 5_000
MOST_NAMED = 5
_ITEM = re.compile(r"[Qq]\d{1,3}")


def group_columns(asked: Sequence[str] | None, there: Sequence[str]) -> list[str]:
    """Return the columns that tell groups apart."""
    if asked is None:
        return [name for name in there if name.strip().casefold() in USUAL_GROUPS]
    return [name for name in asked if name != "none"]


@dataclass
class Column:
    """A column that may tell groups apart: each row's spelling, as a small number."""

    name: str
    levels: dict[str, int] = field(default_factory=dict)
    blocks: list[NDArray[np.int32]] = field(default_factory=list)

    def add(self, cells: Sequence[str]) -> None:
        """Take in the cells of some rows."""
        levels = self.levels
        codes = [levels.setdefault(cell.strip(), len(levels)) for cell in cells]
        if len(levels) > MOST_LEVELS:
            raise RefusalError(
                where=f"column {self.name}",
                what=f"it has more than {MOST_LEVELS:,} different values",
                do="It tells no groups apart; name others with --groups, or none.",
            )
        self.blocks.append(np.array(codes, dtype=np.int32))

    def codes(self) -> NDArray[np.int32]:
        """Return one number a row: the place of its spelling among `levels`."""
        return np.concatenate(self.blocks or [np.empty(0, dtype=np.int32)])


@dataclass
class Sittings:
    """People who answered twice: the first time enters, the second is compared."""

    first: dict[str, int] = field(default_factory=dict)
    """Each person's place among those who enter."""
    second: dict[str, NDArray[np.int8]] = field(default_factory=dict)

    def sort(self, persons: Sequence[str], enters: NDArray[np.bool_], at: int) -> None:
        """Take whoever was there before out of `enters`; `at` is the next place."""
        for index in np.flatnonzero(enters).tolist():
            person = persons[index].strip()
            if person and self.first.setdefault(person, at) != at:
                enters[index] = False
            else:
                at += 1

    def keep(self, persons: Sequence[str], keyed: NDArray[np.int8]) -> None:
        """Keep each person's second sitting; third ones are only counted."""
        for person, codes in zip(persons, keyed, strict=True):
            self.second.setdefault(person.strip(), codes)

    def pairs(self) -> tuple[NDArray[np.intp], NDArray[np.int8]]:
        """Return where the first sittings stand, and the second ones' answers."""
        places = [self.first[person] for person in self.second]
        return np.array(places, dtype=np.intp), np.array(list(self.second.values()))


@dataclass
class Gathered:
    """Everybody's answers, and who they are said to be."""

    spool: Spool
    columns: list[Column]
    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    """Rows that do not enter, by reason."""
    odd: Counter[str] = field(default_factory=Counter)
    """Rows that enter although something is odd about them, by oddity."""
    missing: Counter[str] = field(default_factory=Counter)
    """How often each spelling stood for no answer."""
    sittings: Sittings = field(default_factory=Sittings)
    notes: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    """The first few rows or files that could not be read, and why."""
    not_read: list[str] = field(default_factory=list)
    """Columns that are no items of the scale and tell no groups."""
    options: NDArray[np.int64] = field(default_factory=lambda: np.zeros(1, np.int64))
    """How often each option was chosen, from 1; the first place is empty."""

    def name(self, what: str) -> None:
        """Keep a remark about one row or file, as long as there are few."""
        if len(self.named) < MOST_NAMED:
            self.named.append(what)

    @property
    def item_like(self) -> list[str]:
        """Columns that were not read although they are called as items are."""
        return [name for name in self.not_read if _ITEM.fullmatch(name.strip())]


class Gatherer:
    """Takes blocks of options in, and counts what is odd."""

    def __init__(
        self,
        instrument: Instrument,
        kept: Sequence[int],
        gathered: Gathered,
        *,
        exclude: frozenset[str],
        names_rows: bool = True,
    ) -> None:
        self.instrument = instrument
        self._names_rows = names_rows
        self.gathered = gathered
        self._kept = list(kept)
        self._dropped = ~np.isin(np.arange(len(instrument.items)), self._kept)
        self._exclude = exclude
        self._seen = Seen(len(instrument.items))

    def add(
        self, options: NDArray[np.int16], persons: Sequence[str] | None = None
    ) -> NDArray[np.bool_]:
        """Take in some rows; return which of them enter the calibration."""
        found = self.gathered
        options = np.where(self._dropped, NO_ANSWER, options)
        numbers = np.arange(len(options), dtype=np.int64) + found.rows + 1
        found.rows += len(options)
        wrong = (options == WRONG_VALUE).any(axis=1)
        empty = (options <= NO_ANSWER).all(axis=1) & ~wrong
        found.left_out["bad-value"] += int(wrong.sum())
        self._tally(options, numbers)
        found.left_out["no-answers"] += int(empty.sum())
        enters = ~wrong & ~empty
        same = np.zeros_like(enters)
        same[enters] = straightlining(answers=options[enters] - 1) == 1.0
        repeats = np.zeros_like(enters)
        varied = enters & ~same
        first = self._seen.first_rows(options[varied], numbers[varied])
        repeats[np.flatnonzero(varied)[first != numbers[varied]]] = True
        gaps = enters & (options[:, self._kept] == NO_ANSWER).any(axis=1)
        for name, where in (("all-same", same), ("duplicate", repeats), ("gaps", gaps)):
            if name in self._exclude:
                found.left_out[name] += int((where & enters).sum())
                enters &= ~where
            else:
                found.odd[name] += int((where & enters).sum())
        if persons is not None:
            self._set_aside(options, enters, persons)
        if enters.any():
            keyed = self.instrument.keyed(options[enters])
            found.spool.add(keyed[:, self._kept])
        return np.asarray(enters)

    def _tally(self, options: NDArray[np.int16], numbers: NDArray[np.int64]) -> None:
        """Count the options met; name the first rows with a value that is none."""
        found, most = self.gathered, self.instrument.response.n_options
        found.options = found.options + np.bincount(
            options[options > 0], minlength=most + 1
        )
        wrong = (options == WRONG_VALUE).any(axis=1) & self._names_rows
        for index in np.flatnonzero(wrong)[:MOST_NAMED]:
            item = int(np.argmax(options[index] == WRONG_VALUE))
            found.name(f"row {numbers[index]}, column Q{item + 1}")

    def _set_aside(
        self,
        options: NDArray[np.int16],
        enters: NDArray[np.bool_],
        persons: Sequence[str],
    ) -> None:
        found = self.gathered
        before = enters.copy()
        found.sittings.sort(persons, enters, found.spool.n_people)
        later = np.flatnonzero(before & ~enters)
        found.left_out["later-sitting"] += len(later)
        if len(later):
            keyed = self.instrument.keyed(options[later])[:, self._kept]
            found.sittings.keep([persons[index] for index in later.tolist()], keyed)
