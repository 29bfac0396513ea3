"""One more look at everybody, with the parameters found: fit, dependence, reliability.

All of it is sums over blocks of people, but for four numbers that are kept of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from nearer.core.measurement import corrected_person_fit, keyed_mean
from nearer.core.measurement._types import FloatArray, IntArray
from nearer.core.measurement.calibration._census import as_they_are
from nearer.core.measurement.calibration._expectation import posteriors
from nearer.core.measurement.calibration._item_fit import ItemFit, item_fit
from nearer.core.measurement.calibration._people import Codes, People
from nearer.core.measurement.calibration._result import Calibration


@dataclass(frozen=True, kw_only=True)
class PersonNumbers:
    """What is kept of each person, in the order of the answers.

    Attributes
    ----------
    theta, sd : ndarray of shape (n_people, n_traits), SD
        Posterior mean and SD on the grid of the calibration.
    mean : ndarray of shape (n_people, n_traits), answer scale
        Mean of the keyed answers; nan below 80 % answered.
    fit : ndarray of shape (n_people,), SD
        Standardised log-likelihood l_z*, which allows for theta being estimated; nan
        where it cannot be had.
    """

    theta: FloatArray
    sd: FloatArray
    mean: FloatArray
    fit: FloatArray


@dataclass(frozen=True, kw_only=True)
class Examination:
    """What the answers say about the calibration.

    Attributes
    ----------
    item_fit : tuple of ItemFit, one an item
    q3 : ndarray of shape (n_items, n_items)
        Correlation of what is left of two items' answers once the trait has had its
        part (Yen); 1 on the diagonal.
    both : ndarray of shape (n_items, n_items)
        How many people answered both.
    reliability : ndarray of shape (n_traits,)
        Share of the variance of theta that is known: marginal, empirical.
    alpha : ndarray of shape (n_traits,)
        Cronbach's, over the people who answered every item of the trait.
    people : PersonNumbers
    """

    item_fit: tuple[ItemFit, ...]
    q3: FloatArray
    both: FloatArray
    reliability: FloatArray
    alpha: FloatArray
    people: PersonNumbers

    @property
    def dependent_pairs(self) -> list[tuple[int, int, float]]:
        """Pairs of items by how far their Q3 lies above the average one, largest first.

        The average is a little below zero by construction; .2 above it is the usual
        mark (Christensen, Makransky & Horton 2017).
        """
        n = len(self.q3)
        upper = np.triu_indices(n, k=1)
        known = self.q3[upper][~np.isnan(self.q3[upper])]
        above = self.q3[upper] - (known.mean() if len(known) else 0.0)
        order = np.argsort(-np.nan_to_num(above, nan=-np.inf), kind="stable")
        return [
            (int(upper[0][at]), int(upper[1][at]), float(above[at])) for at in order
        ]


def examine(
    *, answers: People, found: Calibration, values: Sequence[float]
) -> Examination:
    """Look at everybody once more.

    Parameters
    ----------
    answers : People
        The same as were calibrated on.
    found : Calibration
    values : sequence of float, answer scale
        What each category counts in a mean, evenly spaced.

    Returns
    -------
    Examination

    Raises
    ------
    ValueError
        If the values are not evenly spaced.

    References
    ----------
    .. [1] Yen, W. M. (1984). Effects of local item dependence on the fit and equating
       performance of the three-parameter logistic model. Applied Psychological
       Measurement 8, 125-145.
    .. [2] Orlando, M. & Thissen, D. (2000). Likelihood-based item-fit indices for
       dichotomous item response theory models. Applied Psychological Measurement 24,
       50-64.
    """
    steps = np.diff(values)
    if not np.allclose(steps, steps[0]):
        raise ValueError(f"values must be evenly spaced, got {list(values)}")
    look = _Look(found, float(values[0]), float(steps[0]))
    sums = answers.prepared(as_they_are).total(partial(_look_at, look))
    people = sums.people()
    variance = people.theta.var(axis=0)
    return Examination(
        item_fit=_item_fit(found, sums.tables),
        q3=_correlations(sums),
        both=sums.both,
        reliability=variance / (variance + np.mean(people.sd**2, axis=0)),
        alpha=np.array([_alpha(table) for table in sums.tables]),
        people=people,
    )


class _Look:
    """What every block is looked at with."""

    def __init__(self, found: Calibration, lowest: float, step: float) -> None:
        problem = found.problem
        self.found = found
        self.problem = problem
        self.lowest, self.step = lowest, step
        place = problem.model_without_people().place(found.x)
        self.tables = place.tables
        self.prior = place.latent.prior
        codes = np.arange(found.tallies.shape[1])
        self.expected = tuple(
            np.einsum("k,jkq->jq", codes, np.exp(t.log_p) * t.free[:, :, None])
            for t in self.tables
        )
        self.bank = None if found.opposed_items else found.merged_bank()


@dataclass(frozen=True)
class _Sums:
    tables: tuple[FloatArray, ...]
    both: FloatArray
    residual: FloatArray
    square: FloatArray
    product: FloatArray
    parts: tuple[PersonNumbers, ...]

    def __add__(self, other: _Sums) -> _Sums:
        return _Sums(
            tuple(a + b for a, b in zip(self.tables, other.tables, strict=True)),
            self.both + other.both,
            self.residual + other.residual,
            self.square + other.square,
            self.product + other.product,
            (*self.parts, *other.parts),
        )

    def people(self) -> PersonNumbers:
        return PersonNumbers(
            theta=np.concatenate([part.theta for part in self.parts]),
            sd=np.concatenate([part.sd for part in self.parts]),
            mean=np.concatenate([part.mean for part in self.parts]),
            fit=np.concatenate([part.fit for part in self.parts]),
        )


def _look_at(look: _Look, codes: Codes) -> _Sums:
    problem = look.problem
    prepared = problem.preparation(codes)
    log_p = [table.log_p for table in look.tables]
    found = posteriors(prepared, engine=problem.engine, log_p=log_p, prior=look.prior)
    recoded = problem.recoding.apply(codes)
    nodes = problem.nodes
    theta = np.column_stack([w @ nodes for w in found.marginals])
    second = np.column_stack([w @ nodes**2 for w in found.marginals])
    due = np.empty(recoded.shape)
    for items, weights, curve in zip(
        problem.items, found.marginals, look.expected, strict=True
    ):
        due[:, items] = weights @ curve.T
    given = (recoded >= 0).astype(np.float64)
    left = np.where(recoded >= 0, recoded - due, 0.0)
    return _Sums(
        tuple(_score_table(recoded[:, items], look) for items in problem.items),
        given.T @ given,
        left.T @ given,
        (left**2).T @ given,
        left.T @ left,
        (_person_numbers(look, codes, recoded, theta, second),),
    )


def _person_numbers(
    look: _Look,
    codes: Codes,
    recoded: Codes,
    theta: FloatArray,
    second: FloatArray,
) -> PersonNumbers:
    means = [
        keyed_mean(answers=codes[:, items], lowest=0.0) for items in look.problem.items
    ]
    fit = np.full(len(codes), np.nan)
    if look.bank is not None:
        both = theta if theta.shape[1] == 2 else np.repeat(theta, 2, axis=1)
        fit = corrected_person_fit(
            bank=look.bank,
            answers=recoded,
            theta=both,
            correlation=look.found.correlation or 0.0,
        )
    return PersonNumbers(
        theta=theta,
        sd=np.sqrt(second - theta**2),
        mean=look.lowest + look.step * np.column_stack(means),
        fit=fit,
    )


def _score_table(recoded: Codes, look: _Look) -> FloatArray:
    """Count the complete people by item, sum score and category."""
    n_items, n_categories = recoded.shape[1], look.found.tallies.shape[1]
    complete = recoded[(recoded >= 0).all(axis=1)].astype(np.int64)
    n_scores = n_items * (n_categories - 1) + 1
    score = complete.sum(axis=1, keepdims=True)
    cell = (np.arange(n_items) * n_scores + score) * n_categories + complete
    size = n_items * n_scores * n_categories
    counts = np.bincount(cell.ravel(), minlength=size)
    return counts.reshape(n_items, n_scores, n_categories).astype(np.float64)


def _item_fit(
    found: Calibration, tables: tuple[FloatArray, ...]
) -> tuple[ItemFit, ...]:
    problem = found.problem
    place = problem.model_without_people().place(found.x)
    own_prior = _standard_prior(problem.nodes)
    fits: dict[int, ItemFit] = {}
    for items, table, seen in zip(problem.items, place.tables, tables, strict=True):
        p = np.exp(table.log_p) * table.free[:, :, None]
        one_trait = item_fit(
            p=p, prior=own_prior, table=seen, n_parameters=table.free.sum(axis=1)
        )
        fits.update(zip(items.tolist(), one_trait, strict=True))
    return tuple(fits[item] for item in range(len(fits)))


def _alpha(table: FloatArray) -> float:
    """Work Cronbach's alpha out from counts by item, sum score and category."""
    n_items, n_scores, n_categories = table.shape
    of_items = sum(
        _variance(np.arange(n_categories), counts) for counts in table.sum(axis=1)
    )
    of_total = _variance(np.arange(n_scores), table[0].sum(axis=1))
    if n_items < 2 or not of_total > 0.0:
        return float("nan")
    return float(n_items / (n_items - 1) * (1.0 - of_items / of_total))


def _variance(values: IntArray, counts: FloatArray) -> float:
    n = counts.sum()
    if n == 0:
        return float("nan")
    mean = values @ counts / n
    return float((values - mean) ** 2 @ counts / n)


def _standard_prior(nodes: FloatArray) -> FloatArray:
    weights = np.exp(-0.5 * nodes**2)
    return np.asarray(weights / weights.sum())


def _correlations(sums: _Sums) -> FloatArray:
    """Correlate residuals over the people who answered both items."""
    n = np.maximum(sums.both, 1.0)
    mean = sums.residual / n
    covariance = sums.product / n - mean * mean.T
    spread = sums.square / n - mean**2
    scale = np.sqrt(spread * spread.T)
    out = np.full(scale.shape, np.nan)
    return np.asarray(np.divide(covariance, scale, out=out, where=scale > 0))
