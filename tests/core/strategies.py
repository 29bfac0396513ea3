"""Inputs for property tests: banks, answers, correlations."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from nearer.core.measurement import GradedBank, Posterior, Prior, posterior
from nearer.core.measurement._types import AnswerArray

LEVEL = st.floats(-6.0, 6.0)
CORRELATIONS = st.floats(-0.9, 0.9)


@st.composite
def banks(
    draw: st.DrawFn, *, min_items: int = 1, max_items: int = 8, both: bool = False
) -> GradedBank:
    """Return items of two to six categories; of both traits where asked for."""
    n_items = draw(st.integers(max(min_items, 2 if both else 1), max_items))
    rows = [
        draw(
            st.lists(
                st.floats(-3.0, 3.0).map(lambda x: round(x, 2)),
                min_size=1,
                max_size=5,
                unique=True,
            )
        )
        for _ in range(n_items)
    ]
    width = max(len(row) for row in rows)
    trait = draw(st.lists(st.integers(0, 1), min_size=n_items, max_size=n_items))
    if both:
        trait[:2] = [0, 1]
    return GradedBank(
        discrimination=np.array([draw(st.floats(0.2, 4.0)) for _ in range(n_items)]),
        thresholds=np.array(
            [sorted(row) + [np.inf] * (width - len(row)) for row in rows]
        ),
        trait=np.array(trait),
    )


@st.composite
def answers_to(draw: st.DrawFn, bank: GradedBank) -> AnswerArray:
    """Return keyed answers to a bank, some of them missing."""
    return np.array(
        [draw(st.integers(-1, int(top) - 1)) for top in bank.n_categories],
        dtype=np.int8,
    )


@st.composite
def posteriors(draw: st.DrawFn) -> Posterior:
    """Return the posterior of somebody who answered some of a bank's items."""
    bank = draw(banks(both=True))
    return posterior(
        bank=bank,
        answers=draw(answers_to(bank)),
        prior=Prior(correlation=draw(CORRELATIONS)),
        inflation=draw(st.sampled_from([1.0, 1.25])),
    )
