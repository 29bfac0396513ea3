"""The joint posterior of both traits of one person, exact on a grid.

Source: Bock & Mislevy (1982) for expected a posteriori; the factorisation is in
docs/science/measurement.md. Many people at once: _scoring.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from nearer.core.measurement._answers import check_answers
from nearer.core.measurement._graded import GradedBank
from nearer.core.measurement._grid import Grid, Prior
from nearer.core.measurement._tables import Tables, tables
from nearer.core.measurement._types import (
    MISSING,
    Estimate,
    FloatArray,
    Trait,
    frozen,
)


@dataclass(frozen=True, eq=False)
class Posterior:
    """What is known of one person's avoidance and anxiety.

    Made by `posterior`; `updated` gives the next one. What is read from it is worked
    out when first asked for, and kept.

    Attributes
    ----------
    tables : Tables
        Bank, grid, prior and inflation, with what follows from them.
    likelihood : ndarray of shape (2, n_nodes)
        Of the answers about each trait, largest value 1 (tempered if inflated).
    """

    tables: Tables
    likelihood: FloatArray

    @property
    def bank(self) -> GradedBank:
        return self.tables.bank

    @property
    def nodes(self) -> FloatArray:
        """Trait levels of the grid, (n_nodes,), SD."""
        return self.tables.grid.nodes

    @cached_property
    def density(self) -> FloatArray:
        """Probability of every pair of nodes, (avoidance, anxiety), sums to 1."""
        avoidance, anxiety = self.likelihood
        joint = self.tables.weights * avoidance[:, None] * anxiety
        return np.asarray(joint / joint.sum())

    @cached_property
    def _unnormalised(self) -> FloatArray:
        """Both marginals, (2, n_nodes), with the same unknown factor."""
        avoidance, anxiety = self.likelihood
        weights = self.tables.weights
        out = np.empty_like(self.likelihood)
        np.multiply(avoidance, weights @ anxiety, out=out[0])
        np.multiply(anxiety, avoidance @ weights, out=out[1])
        return out

    @cached_property
    def _moments(self) -> FloatArray:
        """Total, Σθ and Σθ² of both unnormalised marginals, (2, 3)."""
        return self._unnormalised @ self.tables.powers

    @cached_property
    def mean(self) -> FloatArray:
        """Expected a posteriori: avoidance, anxiety, (2,), SD."""
        moments = self._moments
        return np.asarray(moments[:, 1] / moments[:, 0])

    @cached_property
    def variance(self) -> FloatArray:
        """Posterior variances: avoidance, anxiety, (2,), SD²."""
        moments = self._moments
        return np.asarray(moments[:, 2] / moments[:, 0] - self.mean**2)

    @cached_property
    def sd(self) -> FloatArray:
        """Posterior standard deviations: avoidance, anxiety, (2,), SD."""
        return np.sqrt(self.variance)

    @cached_property
    def covariance(self) -> FloatArray:
        """Posterior covariance matrix, (2, 2), SD²."""
        product = float(self.nodes @ self.density @ self.nodes)
        off = product - float(self.mean[0] * self.mean[1])
        return np.array([[self.variance[0], off], [off, self.variance[1]]])

    @property
    def p_anxiety_leads(self) -> float:
        """P(anxiety > avoidance), both in SD of the reference group."""
        return self._share_of(self.tables.leads)

    @property
    def p_anxiety_leads_raw(self) -> float:
        """P(anxiety > avoidance), both as expected answers; nan if one has no item."""
        return self._share_of(self.tables.leads_raw)

    def _share_of(self, form: FloatArray) -> float:
        avoidance, anxiety = self.likelihood
        share = float(avoidance @ form @ anxiety / self._moments[0, 0])
        return min(share, 1.0)  # rounding; nan stays nan

    def marginal(self, trait: Trait) -> FloatArray:
        """Return the probability of every node of one trait, (n_nodes,), sums to 1."""
        return np.asarray(self._unnormalised[trait] / self._moments[trait, 0])

    def interval(self, trait: Trait, *, mass: float = 0.9) -> tuple[float, float]:
        """Return the ends of the central interval of one trait, in SD.

        Parameters
        ----------
        trait : Trait
            Which fear.
        mass : float
            Probability inside, between 0 and 1.

        Returns
        -------
        tuple of two floats, SD
            As much probability lies below the first as above the second.

        Raises
        ------
        ValueError
            If the mass is not between 0 and 1.
        """
        if not 0.0 < mass < 1.0:
            raise ValueError(f"mass must lie between 0 and 1, got {mass}")
        below = np.append(0.0, np.cumsum(self.marginal(trait)))
        tail = (1.0 - mass) / 2.0
        edges = self.tables.grid.edges
        low, high = np.interp([tail, 1.0 - tail], below, edges)
        return float(low), float(high)

    def expected_mean(self, trait: Trait, *, mass: float = 0.9) -> Estimate:
        """Return the item mean that this person would give to the whole bank.

        Parameters
        ----------
        trait : Trait
            Which fear.
        mass : float
            Probability inside the interval.

        Returns
        -------
        Estimate, answer scale 1 … n_categories
            Without the noise of single answers.

        Raises
        ------
        ValueError
            If the bank has no item about the trait.

        References
        ----------
        .. [1] Lord, F. M. (1980). Applications of item response theory to practical
           testing problems: the true score.
        """
        curve = self.tables.item_mean[trait]
        if np.isnan(curve[0]):
            raise ValueError(f"the bank has no item about {trait.name.lower()}")
        chance = self.marginal(trait)
        value = float(chance @ curve)
        sd = float(np.sqrt(chance @ (curve - value) ** 2))
        low, high = np.interp(self.interval(trait, mass=mass), self.nodes, curve)
        return Estimate(value=value, sd=sd, low=float(low), high=float(high))

    def p_elevated(self, trait: Trait) -> float:
        """Return P(expected item mean above the midpoint of the answer scale)."""
        return float(self.marginal(trait) @ self.tables.elevated[trait])

    def draws(self, n_draws: int, rng: np.random.Generator) -> FloatArray:
        """Return plausible values of both traits.

        Parameters
        ----------
        n_draws : int
            How many, at least 1.
        rng : numpy.random.Generator
            The dice.

        Returns
        -------
        ndarray of shape (n_draws, 2), SD
            Avoidance, anxiety; drawn from the joint posterior, each node spread
            evenly over its cell (this adds step²/12 to a variance).

        Raises
        ------
        ValueError
            If fewer than one draw is asked for.

        References
        ----------
        .. [1] Mislevy, R. J. (1991). Randomization-based inference about latent
           variables from complex samples. Psychometrika 56, 177-196.
        """
        if n_draws < 1:
            raise ValueError(f"n_draws must be at least 1, got {n_draws}")
        below = np.cumsum(self.density.ravel())
        spot = np.searchsorted(below, rng.random(n_draws) * below[-1], side="right")
        cell = np.stack(np.unravel_index(spot, self.density.shape), axis=1)
        jitter = rng.random((n_draws, 2)) - 0.5
        return np.asarray(self.nodes[cell] + jitter * self.tables.grid.step)

    def updated(self, *, item: int, answer: int) -> Posterior:
        """Return the posterior after one more answer.

        Parameters
        ----------
        item : int
            Its place in the bank.
        answer : int
            Keyed category from 0; -1 (asked, not answered) changes nothing.

        Returns
        -------
        Posterior
            The same, up to rounding, as one made from all answers at once.

        Raises
        ------
        ValueError
            If there is no such item or category.
        """
        bank = self.tables.bank
        if not 0 <= item < len(bank.trait):
            raise ValueError(f"item must lie in 0 … {bank.n_items - 1}, got {item}")
        if answer == MISSING:
            return self
        if not 0 <= answer < bank.n_categories[item]:
            raise ValueError(
                f"item {item}: answer must lie in 0 … {bank.n_categories[item] - 1} "
                f"or be -1, got {answer}"
            )
        likelihood = self.likelihood.copy()
        row = likelihood[bank.trait[item]]
        row *= self.tables.probability[item, answer]
        row /= row.max()
        likelihood.setflags(write=False)
        return Posterior(tables=self.tables, likelihood=likelihood)


def posterior(
    *,
    bank: GradedBank,
    answers: npt.ArrayLike,
    prior: Prior,
    grid: Grid | None = None,
    inflation: float = 1.0,
) -> Posterior:
    """Return the joint posterior of both traits of one person.

    Parameters
    ----------
    bank : GradedBank
        The items.
    answers : ndarray of shape (n_items,)
        Keyed categories from 0; -1 where there is no answer.
    prior : Prior
        What is known before the first answer.
    grid : Grid, optional
        Trait levels; 61 from -4.5 to 4.5 unless given.
    inflation : float
        Factor on the posterior SD for a bank whose parameters are not calibrated
        (1.25), at least 1.

    Returns
    -------
    Posterior
        Exact on the grid.

    Raises
    ------
    ValueError
        If answers do not fit the bank; the message names the item and the value.

    Notes
    -----
    Inflation raises the whole posterior (prior and likelihood) to the power
    ``1/inflation²``. A normal density treated so keeps its mean and has exactly
    ``inflation`` times its SD, and everything read from the posterior agrees with it.

    References
    ----------
    .. [1] Bock, R. D. & Mislevy, R. J. (1982). Adaptive EAP estimation of ability in
       a microcomputer environment. Applied Psychological Measurement 6, 431-444.
    """
    made = tables(bank, grid or Grid.default(), prior, float(inflation))
    keyed = check_answers(bank, np.asarray(answers)[None, ...])[0]
    answered = np.flatnonzero(keyed != MISSING)
    log_rows = made.log_probability[answered, keyed[answered]]
    log_likelihood = np.zeros((2, len(made.grid.nodes)))
    np.add.at(log_likelihood, bank.trait[answered], log_rows)
    log_likelihood -= log_likelihood.max(axis=1, keepdims=True)
    return Posterior(tables=made, likelihood=frozen(np.exp(log_likelihood), np.float64))
