"""The marginal log-likelihood as a function of one vector, from sums over people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nearer.core.measurement._types import FloatArray
from nearer.core.measurement.calibration import _latent
from nearer.core.measurement.calibration._expectation import (
    Expected,
    expect,
    log_evidence,
)
from nearer.core.measurement.calibration._graded import (
    ItemTable,
    answer_scores,
    count_gradient,
    count_information,
    is_ordered,
    item_table,
)
from nearer.core.measurement.calibration._information import Scatter, scatter
from nearer.core.measurement.calibration._latent import Latent
from nearer.core.measurement.calibration._maximise import Point
from nearer.core.measurement.calibration._nearly import guessed_spread
from nearer.core.measurement.calibration._people import Prepared
from nearer.core.measurement.calibration._priors import ItemPriors, penalty

RUNAWAY_SLOPE = 30.0
MAX_FISHER_Z = 4.0


@dataclass(frozen=True)
class Layout:
    """How items of one or two traits and the latent parameter share one vector.

    Attributes
    ----------
    free : per trait, ndarray of bool, shape (n_items, n_categories)
    """

    free: tuple[NDArray[np.bool_], ...]

    @property
    def n_latent(self) -> int:
        """One correlation for two traits, nothing for one."""
        return len(self.free) - 1

    def pack(self, parameters: Sequence[FloatArray], latent: FloatArray) -> FloatArray:
        """Put everything that is estimated in one vector, (n_free,)."""
        kept = [p[free] for p, free in zip(parameters, self.free, strict=True)]
        return np.concatenate([*kept, latent])

    def unpack(self, x: FloatArray) -> tuple[tuple[FloatArray, ...], FloatArray]:
        """Undo `pack`; minus infinity pads items with fewer categories."""
        parameters = []
        at = 0
        for free in self.free:
            block = np.full(free.shape, -np.inf)
            size = int(free.sum())
            block[free] = x[at : at + size]
            parameters.append(block)
            at += size
        return tuple(parameters), x[at:]

    @property
    def mask(self) -> NDArray[np.bool_]:
        """Which of the full set of parameters, pads included, are in the vector."""
        kept = [free.ravel() for free in self.free]
        return np.concatenate([*kept, np.ones(self.n_latent, dtype=bool)])


@dataclass(frozen=True)
class Place:
    """What one vector means: items and people, evaluated on the nodes once.

    Attributes
    ----------
    parameters : per trait, ndarray of shape (n_items, n_categories)
    tables : per trait, ItemTable
    latent : Latent
    """

    parameters: tuple[FloatArray, ...]
    tables: tuple[ItemTable, ...]
    latent: Latent


@dataclass(frozen=True, kw_only=True)
class Model:
    """One calibration problem.

    Attributes
    ----------
    layout : Layout
    nodes : ndarray of shape (n_nodes,), logit
    engine : module
    people : Prepared
    priors : per trait, ItemPriors, or None
    """

    layout: Layout
    nodes: FloatArray
    engine: ModuleType
    people: Prepared
    priors: tuple[ItemPriors, ...] | None = None

    def place(self, x: FloatArray) -> Place:
        """Evaluate every item and the people's prior on the nodes."""
        parameters, latent = self.layout.unpack(x)
        return Place(
            parameters,
            tuple(item_table(parameters=p, nodes=self.nodes) for p in parameters),
            _latent.correlated(nodes=self.nodes, fisher_z=float(latent[0]))
            if latent.size
            else self._standard,
        )

    @cached_property
    def _standard(self) -> Latent:
        return _latent.standard(nodes=self.nodes)

    def _curves(self, place: Place) -> list[Any]:
        return [self.engine.curves(table.log_p) for table in place.tables]

    def log_likelihood(self, x: FloatArray) -> float:
        """Return the log-likelihood alone, without priors; it costs half an E-step."""
        place = self.place(x)
        task: Callable[..., float] = partial(
            log_evidence,
            engine=self.engine,
            log_p=self._curves(place),
            prior=place.latent.prior,
        )
        return self.people.total(task)

    def counts(self, expected: Expected) -> tuple[FloatArray, ...]:
        """Return expected counts by item, category and node."""
        return tuple(
            c.reshape(*free.shape, len(self.nodes))
            for c, free in zip(expected.counts, self.layout.free, strict=True)
        )

    def evaluate(self, x: FloatArray) -> Point:
        """Return value and gradient of the log-likelihood, priors included."""
        place = self.place(x)
        task: Callable[..., Expected] = partial(
            expect,
            engine=self.engine,
            log_p=self._curves(place),
            prior=place.latent.prior,
        )
        expected = self.people.total(task)
        value = expected.log_likelihood
        gradients = []
        parts = zip(place.parameters, place.tables, self.counts(expected), strict=True)
        for t, (own, table, counts) in enumerate(parts):
            gradient = count_gradient(table=table, counts=counts, nodes=self.nodes)
            if self.priors is not None:
                added = penalty(priors=self.priors[t], parameters=own)
                value += added.value
                gradient += added.gradient
            gradients.append(gradient)
        slope = self.layout.pack(gradients, place.latent.gradient(expected.mass))
        return Point(
            x,
            value,
            slope,
            safe_information=partial(self._complete, place, expected),
            near_information=partial(self._nearly, place, expected),
        )

    def information(self, x: FloatArray) -> tuple[FloatArray, Expected]:
        """Return the exact observed information, priors included, and the E-step."""
        place = self.place(x)
        task: Callable[..., Scatter] = partial(
            scatter,
            engine=self.engine,
            log_p=self._curves(place),
            scores=[answer_scores(table=t, nodes=self.nodes) for t in place.tables],
            latent=place.latent,
        )
        found = self.people.total(task)
        mask = self.layout.mask
        spread = found.spread[np.ix_(mask, mask)]
        return self._complete(place, found.expected) - spread, found.expected

    def _complete(self, place: Place, expected: Expected) -> FloatArray:
        """Complete-data information: what would be known if the traits were seen."""
        blocks: list[FloatArray] = []
        parts = zip(place.parameters, place.tables, self.counts(expected), strict=True)
        for t, (own, table, counts) in enumerate(parts):
            block = count_information(table=table, counts=counts, nodes=self.nodes)
            if self.priors is not None:
                block += penalty(priors=self.priors[t], parameters=own).information
            blocks.extend(block)
        blocks.append(place.latent.information(expected.mass))
        mask = self.layout.mask
        return _block_diagonal(blocks)[np.ix_(mask, mask)]

    def _nearly(self, place: Place, expected: Expected) -> FloatArray:
        """Observed information of the items if every posterior were normal."""
        spread = guessed_spread(
            tables=place.tables,
            slopes=[own[:, 0] for own in place.parameters],
            counts=self.counts(expected),
            mass=expected.mass,
            prior=place.latent.prior,
            nodes=self.nodes,
        )
        free = self.layout.mask[: len(spread)]
        known = self._complete(place, expected)
        n = int(free.sum())
        known[:n, :n] -= spread[np.ix_(free, free)]
        return known

    def is_legal(self, x: FloatArray) -> bool:
        """Whether every threshold is in order and the correlation inside its range."""
        parameters, latent = self.layout.unpack(x)
        return (
            all(is_ordered(p) for p in parameters)
            and bool(np.all(np.abs(latent) < MAX_FISHER_Z))
            and (
                self.priors is None
                or all(bool(np.all(p[:, 0] > 0)) for p in parameters)
            )
        )

    def is_runaway(self, x: FloatArray) -> bool:
        """Whether a slope has grown past anything that answers can support."""
        parameters, _ = self.layout.unpack(x)
        return any(bool(np.any(np.abs(p[:, 0]) > RUNAWAY_SLOPE)) for p in parameters)


def _block_diagonal(blocks: Sequence[FloatArray]) -> FloatArray:
    size = sum(len(block) for block in blocks)
    whole = np.zeros((size, size))
    at = 0
    for block in blocks:
        whole[at : at + len(block), at : at + len(block)] = block
        at += len(block)
    return whole
