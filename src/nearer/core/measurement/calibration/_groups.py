"""One trait in several groups: items shared or a group's own, a mean and an SD."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from types import ModuleType

import numpy as np

from nearer.core.measurement._types import BoolArray, FloatArray, IntArray
from nearer.core.measurement.calibration._census import Preparation
from nearer.core.measurement.calibration._expectation import Expected, expect
from nearer.core.measurement.calibration._graded import (
    ItemTable,
    answer_scores,
    count_gradient,
    count_information,
    is_ordered,
    item_table,
)
from nearer.core.measurement.calibration._information import Scatter, scatter
from nearer.core.measurement.calibration._latent import Latent, shifted, standard
from nearer.core.measurement.calibration._maximise import (
    Limits,
    Point,
    inverted,
    maximise,
)
from nearer.core.measurement.calibration._people import (
    Codes,
    People,
    PeopleInMemory,
    PeopleStreamed,
    Prepared,
)
from nearer.core.measurement.calibration._result import Calibration

TOLERANCE = 1e-5  # the last step is taken too, and errors are some hundredths
MAX_STEPS = 100


@dataclass(frozen=True, kw_only=True)
class GroupModel:
    """The log-likelihood of several groups.

    Attributes
    ----------
    free : ndarray of bool, shape (n_curves, n_categories)
        Parameters of every curve: one an item, then those of groups' own.
    rows : tuple of ndarray of shape (n_items,), one a group
        Which curve each item follows in the group.
    nodes : ndarray of shape (n_nodes,), SD of group 0
    engine : module
    people : tuple of Prepared, one a group
    """

    free: BoolArray
    rows: tuple[IntArray, ...]
    nodes: FloatArray
    engine: ModuleType
    people: tuple[Prepared, ...]

    @property
    def n_items(self) -> int:
        """Items of the questionnaire; there may be more curves."""
        return len(self.rows[0])

    @property
    def n_curves_free(self) -> int:
        """How many parameters all curves have together."""
        return int(self.free.sum())

    def curve_place(self, curve: int) -> IntArray:
        """Where a curve's parameters stand in the vector."""
        sizes = self.free.sum(axis=1)
        start = int(sizes[:curve].sum())
        return np.arange(start, start + int(sizes[curve]))

    def group_place(self, group: int) -> IntArray:
        """Where what a group follows stands in the vector: its curves, mean, log SD."""
        places = [self.curve_place(int(curve)) for curve in self.rows[group]]
        if group:
            places.append(np.arange(2) + self.n_curves_free + 2 * (group - 1))
        return np.concatenate(places)

    def curves(self, x: FloatArray) -> FloatArray:
        """Return the curves, (n_curves, n_categories), padded with minus infinity."""
        block = np.full(self.free.shape, -np.inf)
        block[self.free] = x[: self.n_curves_free]
        return block

    def latent(self, x: FloatArray, group: int) -> Latent:
        """Return a group's prior; group 0 fixes the scale."""
        if group == 0:
            return standard(nodes=self.nodes)
        mean, log_sd = x[self.n_curves_free + 2 * (group - 1) :][:2]
        return shifted(nodes=self.nodes, mean=float(mean), log_sd=float(log_sd))

    def table(self, x: FloatArray, group: int) -> ItemTable:
        """Evaluate the items as a group answers them."""
        return item_table(parameters=self.curves(x)[self.rows[group]], nodes=self.nodes)

    def counts(self, expected: Expected) -> FloatArray:
        """Return a group's expected counts by item, category and node."""
        shape = (self.n_items, self.free.shape[1], len(self.nodes))
        return expected.counts[0].reshape(shape)

    def evaluate(self, x: FloatArray) -> Point:
        """Return value and gradient."""
        expected = []
        slope = np.zeros(len(x))
        for group, people in enumerate(self.people):
            latent, table = self.latent(x, group), self.table(x, group)
            own: Expected = people.total(
                partial(
                    expect,
                    engine=self.engine,
                    log_p=[self.engine.curves(table.log_p)],
                    prior=latent.prior,
                )
            )
            expected.append(own)
            slope[self.group_place(group)] += self.slope(own, table, latent)
        value = sum(own.log_likelihood for own in expected)
        return Point(x, value, slope, partial(self._complete, x, expected))

    def slope(self, own: Expected, table: ItemTable, latent: Latent) -> FloatArray:
        """Return a group's own gradient: its items, then its mean and log SD."""
        items = count_gradient(table=table, counts=self.counts(own), nodes=self.nodes)
        return np.concatenate([items[table.free], latent.gradient(own.mass)])

    def _complete(self, x: FloatArray, expected: list[Expected]) -> FloatArray:
        matrices = [
            self._complete_of(self.table(x, group), self.latent(x, group), own)
            for group, own in enumerate(expected)
        ]
        return self.joined(matrices)

    def _complete_of(
        self, table: ItemTable, latent: Latent, own: Expected
    ) -> FloatArray:
        blocks = count_information(
            table=table, counts=self.counts(own), nodes=self.nodes
        )
        n_items, n_categories = table.free.shape
        size = n_items * n_categories + len(latent.scores)
        whole = np.zeros((size, size))
        for item, block in enumerate(blocks):
            at = slice(item * n_categories, (item + 1) * n_categories)
            whole[at, at] = block
        last = slice(n_items * n_categories, size)
        whole[last, last] = latent.information(own.mass)
        return self._kept(whole, table)

    def _kept(self, whole: FloatArray, table: ItemTable) -> FloatArray:
        n_latent = len(whole) - table.free.size
        kept = np.concatenate([table.free.ravel(), np.ones(n_latent, dtype=bool)])
        return np.asarray(whole[np.ix_(kept, kept)])

    def information(self, x: FloatArray, group: int) -> tuple[FloatArray, Expected]:
        """Return a group's observed information: its items, then mean and log SD."""
        latent, table = self.latent(x, group), self.table(x, group)
        found: Scatter = self.people[group].total(
            partial(
                scatter,
                engine=self.engine,
                log_p=[self.engine.curves(table.log_p)],
                scores=[answer_scores(table=table, nodes=self.nodes)],
                latent=latent,
            )
        )
        complete = self._complete_of(table, latent, found.expected)
        return complete - self._kept(found.spread, table), found.expected

    def joined(self, matrices: list[FloatArray]) -> FloatArray:
        """Add the groups' own matrices up where they speak of the same parameters."""
        size = self.n_curves_free + 2 * (len(self.people) - 1)
        whole = np.zeros((size, size))
        for group, own in enumerate(matrices):
            place = self.group_place(group)
            whole[np.ix_(place, place)] += own
        return whole


@dataclass(frozen=True, kw_only=True)
class GroupFit:
    """The groups' model at its maximum.

    Attributes
    ----------
    model : GroupModel
    x : ndarray of shape (n_free,)
        Curves, then mean and log SD of each group but the first.
    by_group : list of ndarray
        Each group's own information.
    slopes : list of ndarray
        Each group's own gradient.
    expected : list of Expected
    covariance : ndarray of shape (n_free, n_free)
    converged : bool
    """

    model: GroupModel
    x: FloatArray
    by_group: list[FloatArray]
    slopes: list[FloatArray]
    expected: list[Expected]
    covariance: FloatArray
    converged: bool


def first_model(
    *, answers: People, found: Calibration, trait: int, groups: IntArray, n: int
) -> tuple[GroupModel, FloatArray]:
    """Return the model in which all groups share every item, and where to start."""
    problem = found.problem
    free = problem.layout.free[trait]
    model = GroupModel(
        free=free,
        rows=tuple(np.arange(len(free)) for _ in range(n)),
        nodes=problem.nodes,
        engine=problem.engine,
        people=tuple(
            _members(answers, groups, group).prepared(
                partial(_prepare, problem.preparation, trait)
            )
            for group in range(n)
        ),
    )
    by_trait, _ = problem.layout.unpack(found.x)
    return model, np.concatenate([by_trait[trait][free], np.zeros(2 * (n - 1))])


def with_own_curves(
    base: GroupModel, start: FloatArray, own: frozenset[tuple[int, int]]
) -> tuple[GroupModel, FloatArray]:
    """Give some groups curves of their own for some items (item, group)."""
    n_items = base.n_items
    pairs = sorted(own)
    rows = [np.arange(n_items) for _ in base.people]
    for extra, (item, group) in enumerate(pairs):
        rows[group][item] = n_items + extra
    items = [item for item, _ in pairs]
    model = replace(
        base,
        free=np.vstack([base.free[:n_items], base.free[items]]),
        rows=tuple(rows),
    )
    shared = replace(base, free=base.free[:n_items]).curves(start)
    curves = np.vstack([shared, shared[items]])
    latent = start[len(start) - 2 * (len(base.people) - 1) :]
    return model, np.concatenate([curves[model.free], latent])


def fit_groups(
    model: GroupModel, start: FloatArray, by_group: list[FloatArray] | None = None
) -> GroupFit:
    """Climb to the maximum; ``by_group`` are informations near the start, if known."""
    n_groups = len(model.people)
    near = by_group or [model.information(start, g)[0] for g in range(n_groups)]
    ascent = maximise(
        model.evaluate,
        start=start,
        inverse=inverted(model.joined(near)),
        limits=Limits(
            tolerance=TOLERANCE,
            max_steps=MAX_STEPS,
            is_legal=lambda x: is_ordered(model.curves(x)),
            is_runaway=lambda _: False,
        ),
    )
    x = ascent.point.x
    looks = [model.information(x, group) for group in range(n_groups)]
    matrices = [information for information, _ in looks]
    expected = [own for _, own in looks]
    covariance = np.linalg.pinv(model.joined(matrices), hermitian=True)
    return GroupFit(
        model=model,
        x=x,
        by_group=matrices,
        slopes=[
            model.slope(own, model.table(x, group), model.latent(x, group))
            for group, own in enumerate(expected)
        ],
        expected=expected,
        covariance=np.asarray(covariance),
        converged=ascent.ending == "converged",
    )


def _prepare(preparation: Preparation, trait: int, codes: Codes) -> tuple[object, ...]:
    return (preparation(codes)[trait],)


def _members(answers: People, groups: IntArray, group: int) -> People:
    """Return only the people of one group."""
    if isinstance(answers, PeopleInMemory):
        return replace(answers, codes=answers.codes[groups == group])

    def read() -> Iterator[Codes]:
        at = 0
        for block in answers.blocks():
            own = groups[at : at + len(block)] == group
            at += len(block)
            if own.any():
                yield block[own]

    return PeopleStreamed(read)
