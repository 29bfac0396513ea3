"""Play the adaptive test again on complete answers, for many people at once.

Each person gets the items that `next_item` would have chosen; with ``top=1`` exactly
those, otherwise with dice of their own (tests/core/measurement/test_replay.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nearer.core.measurement._adaptive import (
    AdaptiveRules,
    Criterion,
    refuse_bad_content,
)
from nearer.core.measurement._answers import check_answers
from nearer.core.measurement._graded import GradedBank, information_at
from nearer.core.measurement._grid import Grid, Prior
from nearer.core.measurement._scoring import SUMS, Scores, Summary, as_scores
from nearer.core.measurement._tables import Tables, tables
from nearer.core.measurement._types import (
    MISSING,
    AnswerArray,
    BoolArray,
    FloatArray,
    IntArray,
    Trait,
)

BLOCK = 512  # people at a time: all that a block needs stays in the cache


@dataclass(frozen=True, eq=False)
class Replay:
    """What an adaptive sitting would have given each person.

    Attributes
    ----------
    order : ndarray of shape (n_people, n_steps)
        Item asked at each step, as its place in the bank.
    mean, sd : ndarray of shape (n_people, n_steps, 2), SD
        Posterior after each step; the last axis is avoidance, anxiety.
    scores : dict of int to Scores
        Full summaries after so many items, for the lengths asked for.
    """

    order: IntArray
    mean: FloatArray
    sd: FloatArray
    scores: dict[int, Scores]

    def lengths(self, *, target_sd: float, min_items: int = 1) -> IntArray:
        """Return after how many items each person would have stopped.

        Parameters
        ----------
        target_sd : float, SD
            Stop when the SD of both traits is at most this.
        min_items : int
            Fewest items.

        Returns
        -------
        ndarray of shape (n_people,)
            Number of items; 0 where the precision was not reached in this replay.
        """
        precise = np.all(self.sd <= target_sd, axis=2)
        precise[:, : min_items - 1] = False
        return np.where(precise.any(axis=1), precise.argmax(axis=1) + 1, 0)


def replay(  # noqa: PLR0913 - a replay depends on all of these, by name
    *,
    bank: GradedBank,
    answers: npt.ArrayLike,
    prior: Prior,
    rng: np.random.Generator,
    lengths: Sequence[int] = (4, 8, 12, 16, 20),
    facets: IntArray | None = None,
    reversed_items: BoolArray | None = None,
    rules: AdaptiveRules | None = None,
    inflation: float = 1.0,
) -> Replay:
    """Ask every person adaptively, with the answers that they gave to all items.

    Parameters
    ----------
    bank : GradedBank
        The items.
    answers : ndarray of shape (n_people, n_items)
        Keyed categories from 0; -1 where there is no answer: such an item is asked,
        and teaches nothing.
    prior : Prior
        What is known before the first answer.
    rng : numpy.random.Generator
        The dice of the choice among the best.
    lengths : sequence of int
        Numbers of items after which full scores are wanted. The longest is how far
        the replay goes: it does not stop early (see `Replay.lengths`).
    facets, reversed_items : ndarray of shape (n_items,), optional
        As in `next_item`.
    rules : AdaptiveRules, optional
        As in `next_item`; ``min_items`` matters for the balance of reversed items.
    inflation : float
        As in `score`.

    Returns
    -------
    Replay
        One row a person, in the order given.

    Raises
    ------
    ValueError
        If answers, facets or reversed items do not fit the bank or a length is not
        one of 1 … n_items.

    Notes
    -----
    Cost O(n_people · n_steps · (n_nodes² + n_items · n_categories)).
    """
    made = tables(bank, Grid.default(), prior, float(inflation))
    keyed = check_answers(bank, answers)
    refuse_bad_content(bank, facets, reversed_items)
    wanted = sorted(set(lengths))
    if not wanted or not 1 <= wanted[0] <= wanted[-1] <= bank.n_items:
        raise ValueError(f"lengths must lie in 1 … {bank.n_items}, got {lengths}")
    chooser = _Chooser(made, facets, reversed_items, rules or AdaptiveRules())
    summary = Summary(made)
    n_people, n_steps = len(keyed), wanted[-1]
    order = np.empty((n_people, n_steps), dtype=np.intp)
    mean = np.empty((n_people, n_steps, 2))
    sd = np.empty((n_people, n_steps, 2))
    sums = {length: np.empty((n_people, SUMS)) for length in wanted}
    for start in range(0, n_people, BLOCK):
        block = slice(start, min(start + BLOCK, n_people))
        sitting = _Sitting(made, keyed[block])
        for step in range(n_steps):
            item = chooser.choose(sitting, rng)
            sitting.answer(item)
            order[block, step] = item
            mean[block, step] = sitting.mean
            sd[block, step] = np.sqrt(sitting.variance)
            if step + 1 in sums:
                sums[step + 1][block] = summary.sums(*sitting.likelihood)
    return Replay(
        order=order,
        mean=mean,
        sd=sd,
        scores={
            length: as_scores(total, _n_answered(bank, keyed, order[:, :length]))
            for length, total in sums.items()
        },
    )


def _n_answered(bank: GradedBank, keyed: AnswerArray, order: IntArray) -> IntArray:
    given = np.take_along_axis(keyed, order, axis=1) != MISSING
    about = bank.trait[order]
    return np.stack([(given & (about == trait)).sum(axis=1) for trait in Trait], axis=1)


class _Sitting:
    """A block of people in the middle of their questions."""

    def __init__(self, made: Tables, keyed: AnswerArray) -> None:
        n_people, n_nodes = len(keyed), len(made.grid.nodes)
        self.made = made
        self.keyed = keyed
        self.people = np.arange(n_people)
        self.free = np.ones(keyed.shape, dtype=np.bool_)
        self.likelihood = np.ones((2, n_people, n_nodes))
        # One more category, the last, for "no answer": it multiplies by one.
        none = np.ones((made.bank.n_items, 1, n_nodes))
        self._factor = np.concatenate([made.probability, none], axis=1)
        self._update_moments()

    def answer(self, item: IntArray) -> None:
        """Take everyone's answer to the item that each was asked."""
        trait = self.made.bank.trait[item]
        rows = self.likelihood[trait, self.people]
        rows *= self._factor[item, self.keyed[self.people, item]]
        rows /= rows.max(axis=1, keepdims=True)
        self.likelihood[trait, self.people] = rows
        self.free[self.people, item] = False
        self._update_moments()

    def _update_moments(self) -> None:
        avoidance, anxiety = self.likelihood
        weights = self.made.weights
        self.marginals = np.stack(
            [avoidance * (anxiety @ weights.T), anxiety * (avoidance @ weights)]
        )
        total, first, second = np.moveaxis(self.marginals @ self.made.powers, 2, 0)
        self.marginals /= total[:, :, None]
        self.mean = (first / total).T
        self.variance = (second / total).T - self.mean**2


class _Chooser:
    """The rules of `next_item`, for everyone in a block at once."""

    def __init__(
        self,
        made: Tables,
        facets: IntArray | None,
        reversed_items: BoolArray | None,
        rules: AdaptiveRules,
    ) -> None:
        bank = made.bank
        self.made = made
        self.rules = rules
        self.of_trait = np.stack([bank.trait == trait for trait in Trait])
        starts = [trait for trait in Trait if self.of_trait[trait].any()]
        self.starts = starts if rules.start_medium else []
        self.facet_of = facets
        self.reversed_of = (
            None if reversed_items is None else self.of_trait & reversed_items
        )

    def choose(self, sitting: _Sitting, rng: np.random.Generator) -> IntArray:
        """Return the item that each person is asked next, (n_people,)."""
        worth = self._worth(sitting)
        return self._among_best(worth, self._allowed(sitting), rng)

    def _worth(self, sitting: _Sitting) -> FloatArray:
        trait = self.made.bank.trait
        if self.rules.criterion is Criterion.AT_MEAN:
            information = information_at(self.made.bank, sitting.mean[:, trait])
            return np.asarray(information * sitting.variance[:, trait])
        both = sitting.marginals @ self.made.information.T
        return both[trait, :, np.arange(len(trait))].T

    def _allowed(self, sitting: _Sitting) -> BoolArray:
        free = sitting.free
        n_asked = int(np.count_nonzero(~free[0]))
        if n_asked < len(self.starts):
            free = free & self.of_trait[self.starts[n_asked]]
        if self.facet_of is not None:
            member = self.facet_of[:, None] == np.arange(self.facet_of.max() + 1)
            counts = (~free).astype(np.intp) @ member.astype(np.intp)
            under_cap = counts[:, self.facet_of] < self.rules.max_per_facet
            free = _where_any(free & under_cap, free)
        if self.reversed_of is not None:
            free = self._balanced(free, sitting.free, self.reversed_of)
        return free

    def _balanced(
        self, free: BoolArray, unasked: BoolArray, reversed_of: BoolArray
    ) -> BoolArray:
        """Keep only reversed items once the places left are all needed for them."""
        n_asked = int(np.count_nonzero(~unasked[0]))
        owed = np.zeros_like(free)
        n_owed = np.zeros(len(free), dtype=np.intp)
        for mine in reversed_of:
            open_ones = free & mine
            missing = self.rules.min_reversed - (~unasked & mine).sum(axis=1)
            missing = np.clip(missing, 0, open_ones.sum(axis=1))
            owed |= open_ones & (missing > 0)[:, None]
            n_owed += missing
        urgent = (n_owed > 0) & (self.rules.min_items - n_asked <= n_owed)
        return np.where(urgent[:, None], owed, free)

    def _among_best(
        self, worth: FloatArray, allowed: BoolArray, rng: np.random.Generator
    ) -> IntArray:
        top = min(self.rules.top, worth.shape[1])
        ranked = np.argsort(np.where(allowed, worth, -np.inf), axis=1, kind="stable")
        choices = np.minimum(allowed.sum(axis=1), top)
        rank = rng.integers(choices)
        return np.asarray(ranked[np.arange(len(worth)), -1 - rank])


def _where_any(preferred: BoolArray, otherwise: BoolArray) -> BoolArray:
    return np.where(preferred.any(axis=1, keepdims=True), preferred, otherwise)
