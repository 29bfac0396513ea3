"""Re-play the adaptive test on complete answers: how good a short test is.

The short test is part of the full one, so the figures show efficiency, not validity.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from nearer.content import Instrument
from nearer.core import measurement
from nearer.core.measurement import AdaptiveRules, Prior, Scores

PEOPLE = 2048
"""At a time, so that progress can be shown."""

KeyedArray = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Accuracy:
    """A test of so many items against the full one; a line of summary.csv."""

    items: int
    r_avoidance: float
    r_anxiety: float
    sd_avoidance: float
    sd_anxiety: float
    same_side: float
    """Share for whom both put the same fear higher."""
    verdict_clear: float
    """Share for whom the short test names a lead by both criteria."""
    verdict_contradicts: float
    """Of these, the share for whom the full test names the other; nan for none."""


COLUMNS = tuple(field.name for field in fields(Accuracy))


class Sample:
    """At most `size` people from a stream, each with the same chance, in its order."""

    def __init__(
        self, *, n_items: int, size: int | None, rng: np.random.Generator
    ) -> None:
        self.offered = 0
        self._size = math.inf if size is None else size
        self._rng = rng
        self._kept = [np.empty((0, n_items), dtype=np.int8)]
        self._lots = [np.empty(0)]

    def add(self, people: KeyedArray) -> None:
        """Let the next people take part in the draw."""
        self.offered += len(people)
        self._kept.append(people)
        self._lots.append(self._rng.random(len(people)))
        if sum(map(len, self._lots)) > 2 * self._size:
            self._draw()

    def people(self) -> KeyedArray:
        """Return those who were drawn so far."""
        self._draw()
        return self._kept[0]

    def _draw(self) -> None:
        kept, lots = np.concatenate(self._kept), np.concatenate(self._lots)
        if len(lots) > self._size:
            drawn = np.sort(np.argsort(lots)[: int(self._size)])
            kept, lots = kept[drawn], lots[drawn]
        self._kept, self._lots = [kept], [lots]


def accuracy(
    instrument: Instrument,
    keyed: KeyedArray,
    *,
    lengths: Sequence[int],
    rng: np.random.Generator,
    rules: AdaptiveRules | None = None,
    done: Callable[[int], object] = lambda _: None,
) -> tuple[Accuracy, ...]:
    """Return how tests of several lengths compare with the full one.

    Parameters
    ----------
    instrument : Instrument
        With parameters for both fears.
    keyed : ndarray of shape (n_people, n_items), int8
        Complete keyed answers of two people or more.
    lengths : sequence of int
        Numbers of items.
    rng : numpy.random.Generator
        The dice of the choice among the best items.
    rules : AdaptiveRules, optional
        How items are chosen.
    done : callable
        Told how many people were just finished.

    Returns
    -------
    tuple of Accuracy
        One for each length, in the order given.
    """
    bank, calibration = instrument.bank(), instrument.calibration
    prior, inflation = Prior(calibration.correlation), calibration.inflation
    short: dict[int, list[Scores]] = {length: [] for length in lengths}
    full: list[Scores] = []
    for start in range(0, len(keyed), PEOPLE):
        people = keyed[start : start + PEOPLE]
        full.append(
            measurement.score(
                bank=bank, answers=people, prior=prior, inflation=inflation
            )
        )
        replayed = measurement.replay(
            bank=bank,
            answers=people,
            prior=prior,
            rng=rng,
            lengths=lengths,
            facets=instrument.facet_numbers(),
            reversed_items=instrument.reversed_items(),
            rules=rules,
            inflation=inflation,
        )
        for length in lengths:
            short[length].append(replayed.scores[length])
        done(len(people))
    whole = _joined(full)
    return tuple(_accuracy(n, _joined(short[n]), whole) for n in lengths)


def _joined(parts: Sequence[Scores]) -> Scores:
    return Scores(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(Scores)
        }
    )


def _accuracy(items: int, short: Scores, full: Scores) -> Accuracy:
    found = measurement.agreement(short=short, full=full)
    return Accuracy(
        items=items,
        r_avoidance=found.r_avoidance,
        r_anxiety=found.r_anxiety,
        sd_avoidance=found.sd_avoidance,
        sd_anxiety=found.sd_anxiety,
        same_side=found.same_side,
        verdict_clear=found.clear,
        verdict_contradicts=found.contradicts,
    )
