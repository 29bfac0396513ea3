"""Everything about a calibration but the people: items, traits, layout, priors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import ModuleType

import numpy as np

from nearer.core.measurement._types import FloatArray, IntArray
from nearer.core.measurement.calibration._census import Census, Preparation
from nearer.core.measurement.calibration._engines import Engine, engine_module
from nearer.core.measurement.calibration._model import Layout, Model
from nearer.core.measurement.calibration._people import PeopleInMemory, Prepared
from nearer.core.measurement.calibration._priors import ItemPriors
from nearer.core.measurement.calibration._recoding import Recoding, refuse_impossible

_NOBODY = PeopleInMemory(np.empty((0, 0), dtype=np.int8)).prepared(lambda codes: codes)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is to be estimated.

    Attributes
    ----------
    census : Census
    recoding : Recoding
    traits : ndarray of shape (n_items,)
    items : per trait, ndarray of item positions
    names : tuple of str
    layout : Layout
    nodes : ndarray of shape (n_nodes,), SD
    engine : module
    priors : per trait, ItemPriors, or None
    """

    census: Census
    recoding: Recoding
    traits: IntArray
    items: tuple[IntArray, ...]
    names: tuple[str, ...]
    layout: Layout
    nodes: FloatArray
    engine: ModuleType
    priors: tuple[ItemPriors, ...] | None

    @property
    def preparation(self) -> Preparation:
        """How the engine wants a block of answers."""
        return Preparation(self.engine, self.recoding, self.items)

    def model(self, prepared: Prepared) -> Model:
        """Return the log-likelihood of these people."""
        return Model(
            layout=self.layout,
            nodes=self.nodes,
            engine=self.engine,
            people=prepared,
            priors=self.priors,
        )

    def model_without_people(self) -> Model:
        """Return the model where only its curves are wanted."""
        return self.model(_NOBODY)


def make_problem(
    census: Census,
    *,
    traits: Sequence[int] | IntArray,
    names: Sequence[str] | None,
    nodes: FloatArray,
    engine: Engine,
    priors: ItemPriors | None,
) -> Problem:
    """Bring the arguments together; refuse what does not fit or cannot be told."""
    n_items, n_categories = census.tallies.shape
    own_names = tuple(names or (str(i + 1) for i in range(n_items)))
    own_traits = np.asarray(traits, dtype=np.int64)
    if own_traits.shape != (n_items,) or len(own_names) != n_items:
        raise ValueError(
            f"there are {n_items} items, but {own_traits.size} traits and "
            f"{len(own_names)} names"
        )
    different = np.unique(own_traits)
    if len(different) > 2:
        raise ValueError(f"one or two traits, got {different.tolist()}")
    recoding = Recoding(census.tallies)
    refuse_impossible(
        recoding,
        names=own_names,
        n_people=census.n_answering,
        has_priors=priors is not None,
    )
    items = tuple(np.flatnonzero(own_traits == trait) for trait in different)
    free = np.arange(n_categories) < recoding.n_observed[:, None]
    return Problem(
        census=census,
        recoding=recoding,
        traits=own_traits,
        items=items,
        names=own_names,
        layout=Layout(tuple(free[own] for own in items)),
        nodes=np.asarray(nodes, dtype=np.float64),
        engine=engine_module(engine),
        priors=_split_priors(priors, recoding, items),
    )


def _split_priors(
    priors: ItemPriors | None, recoding: Recoding, items: tuple[IntArray, ...]
) -> tuple[ItemPriors, ...] | None:
    """Give each trait its items' priors, thresholds moved as their categories were."""
    if priors is None:
        return None
    n_items, n_categories = recoding.tallies.shape
    means = np.broadcast_to(priors.threshold_mean, (n_items, n_categories - 1))
    moved = np.zeros(means.shape)
    for item, seen in enumerate(recoding.observed):
        above = np.flatnonzero(seen)[1:]
        moved[item, : len(above)] = means[item, above - 1]
    return tuple(replace(priors, threshold_mean=moved[own]) for own in items)
