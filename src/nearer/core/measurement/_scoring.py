"""Score many people at once: matrix products over blocks, no loop over people.

The same numbers as _posterior.py gives one by one (tests/core/measurement).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from nearer.core.measurement._answers import check_answers
from nearer.core.measurement._graded import GradedBank
from nearer.core.measurement._grid import Grid, Prior
from nearer.core.measurement._tables import Tables, tables
from nearer.core.measurement._types import (
    MISSING,
    AnswerArray,
    FloatArray,
    IntArray,
    Trait,
)

BLOCK = 1024  # people at a time: all that a block needs stays in the cache


@dataclass(frozen=True, eq=False)
class Scores:
    """Posterior summaries of many people; the last axis is avoidance, anxiety.

    Attributes
    ----------
    mean, sd : ndarray of shape (n_people, 2), SD
        Expected a posteriori and posterior SD.
    covariance : ndarray of shape (n_people,), SD²
        Between the two traits.
    p_anxiety_leads : ndarray of shape (n_people,)
        P(anxiety > avoidance), both in SD of the reference group.
    p_anxiety_leads_raw : ndarray of shape (n_people,)
        P(anxiety > avoidance), both as expected answers; nan if one has no item.
    expected_mean, expected_mean_sd : ndarray of shape (n_people, 2)
        Item mean over the whole bank, answer scale 1 … n_categories; nan for a trait
        without items.
    p_elevated : ndarray of shape (n_people, 2)
        P(expected item mean above the scale's midpoint); nan likewise.
    n_answered : ndarray of shape (n_people, 2)
        Answers given about each trait.
    """

    mean: FloatArray
    sd: FloatArray
    covariance: FloatArray
    p_anxiety_leads: FloatArray
    p_anxiety_leads_raw: FloatArray
    expected_mean: FloatArray
    expected_mean_sd: FloatArray
    p_elevated: FloatArray
    n_answered: IntArray

    def __len__(self) -> int:
        return len(self.mean)


def score(
    *,
    bank: GradedBank,
    answers: npt.ArrayLike,
    prior: Prior,
    grid: Grid | None = None,
    inflation: float = 1.0,
) -> Scores:
    """Return the posterior summaries of many people.

    Parameters
    ----------
    bank : GradedBank
        The items.
    answers : ndarray of shape (n_people, n_items)
        Keyed categories from 0; -1 where there is no answer.
    prior : Prior
        What is known before the first answer.
    grid : Grid, optional
        Trait levels; 61 from -4.5 to 4.5 unless given.
    inflation : float
        Factor on the posterior SD for a bank that is not calibrated, at least 1.

    Returns
    -------
    Scores
        One row a person, in the order given; a row without answers is the prior.

    Raises
    ------
    ValueError
        If answers do not fit the bank; the message names person, item and value.

    Notes
    -----
    Cost O(n_people · (n_items · n_categories + n_nodes) · n_nodes).

    References
    ----------
    .. [1] Bock, R. D. & Mislevy, R. J. (1982). Applied Psychological Measurement 6,
       431-444.
    """
    made = tables(bank, grid or Grid.default(), prior, float(inflation))
    keyed = check_answers(bank, answers)
    n_answered = np.stack(
        [(keyed[:, bank.items_of(trait)] != MISSING).sum(axis=1) for trait in Trait],
        axis=1,
    )
    likelihoods, summary = Likelihoods(made), summary_of(made)
    sums = np.empty((len(keyed), SUMS))
    for start in range(0, len(keyed), BLOCK):
        block = slice(start, start + BLOCK)
        sums[block] = summary.sums(*likelihoods.of(keyed[block]))
    return as_scores(sums, n_answered)


SAFE = -300.0  # of two such logarithms, the exponential is still a number


class Likelihoods:
    """The item tables laid out so that one matrix product adds up all answers."""

    def __init__(self, made: Tables) -> None:
        bank = made.bank
        self.items = [bank.items_of(trait) for trait in Trait]
        # A category that an item lacks is never chosen; 0 · -inf must not spoil sums.
        real = np.isfinite(made.log_probability)
        table = np.where(real, made.log_probability, 0.0)
        n_nodes = len(made.grid.nodes)
        nothing = np.zeros((1, n_nodes))
        self.tables = [
            np.concatenate([table[items].reshape(-1, n_nodes), nothing])
            for items in self.items
        ]
        self.first_rows = [
            np.arange(len(items), dtype=np.int32) * bank.max_categories
            for items in self.items
        ]
        self.is_safe = [
            # Even the least likely answers are likely enough somewhere.
            bool(table[items].min(axis=1).sum(axis=0).max() > SAFE)
            for items in self.items
        ]

    def of(self, keyed: AnswerArray) -> tuple[FloatArray, FloatArray]:
        """Return each trait's likelihood, two of (n_people, n_nodes), in any unit."""
        return self._of_trait(keyed, 0), self._of_trait(keyed, 1)

    def _of_trait(self, keyed: AnswerArray, trait: int) -> FloatArray:
        mine, table = keyed[:, self.items[trait]], self.tables[trait]
        # A missing answer chooses the last row, which says nothing.
        row = np.where(mine >= 0, mine + self.first_rows[trait], len(table) - 1)
        one_hot = np.zeros((len(keyed), len(table)))
        place = np.arange(len(keyed))[:, None] * len(table) + row
        one_hot.ravel()[place] = 1.0
        log_likelihood = one_hot @ table
        if not self.is_safe[trait]:
            log_likelihood -= log_likelihood.max(axis=1, keepdims=True)
        return np.asarray(np.exp(log_likelihood, out=log_likelihood))


SUMS = 13  # three of both traits, then five of each


class Summary:
    """The matrices that turn two likelihoods into all sums of a person."""

    def __init__(self, made: Tables) -> None:
        nodes = made.grid.nodes
        product = nodes[:, None] * made.weights * nodes
        forms = [made.weights, made.leads, made.leads_raw, product]
        self.n_nodes = len(nodes)
        self.forms = np.concatenate(forms).T.copy()
        self.weights = made.weights
        self.features = [
            np.stack([nodes, nodes**2, curve, curve**2, made.elevated[trait]], axis=1)
            for trait, curve in zip(Trait, made.item_mean, strict=True)
        ]

    def sums(self, avoidance: FloatArray, anxiety: FloatArray) -> FloatArray:
        """Return (n_people, 13): leads, raw leads, product, then five per trait."""
        n_people = len(avoidance)
        blocks = (anxiety @ self.forms).reshape(n_people, 4, self.n_nodes)
        joint = np.matmul(blocks, avoidance[:, :, None])[:, :, 0]
        total = joint[:, :1]
        marginals = avoidance * blocks[:, 0], anxiety * (avoidance @ self.weights)
        parts = [joint[:, 1:]]
        parts += [
            marginal @ feature
            for marginal, feature in zip(marginals, self.features, strict=True)
        ]
        return np.asarray(np.concatenate(parts, axis=1) / total)


class SummaryByTerm(Summary):
    """The same where the prior is a short sum of products of one trait each.

    Everything but "which one leads" is then found trait by trait.
    """

    def __init__(self, made: Tables, left: FloatArray, right: FloatArray) -> None:
        super().__init__(made)
        n = self.n_nodes
        self.leads = self.forms[:, n : 3 * n].copy()
        self.terms = [
            np.einsum("rn,nf->nfr", term, np.column_stack([np.ones(n), feature]))
            for term, feature in zip((left, right), self.features, strict=True)
        ]

    def sums(self, avoidance: FloatArray, anxiety: FloatArray) -> FloatArray:
        """Return (n_people, 13), in the order of `Summary.sums`."""
        n_people, n = len(avoidance), self.n_nodes
        blocks = (anxiety @ self.leads).reshape(n_people, 2, n)
        leads = np.matmul(blocks, avoidance[:, :, None])[:, :, 0]
        first, second = (
            (likelihood @ terms.reshape(n, -1)).reshape(n_people, *terms.shape[1:])
            for likelihood, terms in zip((avoidance, anxiety), self.terms, strict=True)
        )
        product = np.einsum("pr,pr->p", first[:, 1], second[:, 1])[:, None]
        of_first = np.einsum("pfr,pr->pf", first, second[:, 0])
        of_second = np.einsum("pfr,pr->pf", second, first[:, 0])
        parts = [leads, product, of_first[:, 1:], of_second[:, 1:]]
        return np.asarray(np.concatenate(parts, axis=1) / of_first[:, :1])


FEW_TERMS = 14  # so many products cost less than the whole prior
LEAST_SHARE = 1e-15


@lru_cache(maxsize=16)
def summary_of(made: Tables) -> Summary:
    """Return the summary that costs least; the numbers are the same."""
    # Scaling by the marginals first keeps the far corners as exact as the middle.
    rows, columns = (np.sqrt(made.weights.sum(axis=axis)) for axis in (1, 0))
    left, size, right = np.linalg.svd(made.weights / np.outer(rows, columns))
    n_terms = int(np.sum(size > LEAST_SHARE * size[0]))
    if n_terms > FEW_TERMS:
        return Summary(made)
    return SummaryByTerm(
        made,
        (left[:, :n_terms] * size[:n_terms]).T * rows,
        right[:n_terms] * columns,
    )


def as_scores(sums: FloatArray, n_answered: IntArray) -> Scores:
    """Name the sums of `Summary.sums`."""
    leads, leads_raw, product = sums[:, 0], sums[:, 1], sums[:, 2]
    traits = sums[:, 3:].reshape(-1, 2, 5)
    mean, square, item_mean, item_square, elevated = np.moveaxis(traits, 2, 0)
    return Scores(
        mean=mean.copy(),
        sd=np.sqrt(square - mean**2),
        covariance=product - mean[:, 0] * mean[:, 1],
        p_anxiety_leads=leads.copy(),
        p_anxiety_leads_raw=leads_raw.copy(),
        expected_mean=item_mean.copy(),
        # A tight posterior can leave a square sum a rounding error below the square.
        expected_mean_sd=np.sqrt(np.maximum(item_square - item_mean**2, 0.0)),
        p_elevated=elevated.copy(),
        n_answered=n_answered,
    )
