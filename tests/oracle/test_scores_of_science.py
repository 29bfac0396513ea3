"""Scores that R's mirt asserts for its Science data: four items, four categories."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pytest

from nearer.core.measurement import GradedBank, Grid, Prior, Trait, score
from nearer.core.measurement._graded import log_probabilities_at
from tests.shared_data import FOLDER

SCIENCE = FOLDER / "grm-science"
pytestmark = pytest.mark.skipif(
    not SCIENCE.exists(), reason=f"the Science data are not there ({SCIENCE})"
)
GRID = Grid.uniform(low=-6.0, high=6.0, n_nodes=61)  # mirt's default


@cache
def oracle() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SCIENCE / "oracle.json").read_text("utf-8"))
    return loaded


def bank_of(parameters: list[list[float]]) -> GradedBank:
    """Turn slope and intercepts (a, d) into thresholds: b = -d / a."""
    slope = np.array([row[0] for row in parameters])
    intercepts = np.array([row[1:] for row in parameters])
    return GradedBank(
        discrimination=slope,
        thresholds=-intercepts / slope[:, None],
        trait=np.zeros(len(slope), dtype=np.int64),
    )


def refitted() -> GradedBank:
    return bank_of(oracle()["own_refit"]["par"])


def answers() -> np.ndarray:
    return np.loadtxt(
        SCIENCE / "Science.csv", delimiter=",", skiprows=1, dtype=np.int64
    )


def test_the_score_of_one_pattern() -> None:
    expected = oracle()["EAP_pattern_1234"]

    got = score(
        bank=refitted(),
        answers=np.array([[0, 1, 2, 3]]),
        prior=Prior(correlation=0.0),
        grid=GRID,
    )

    # 1e-4 of the oracle, 3e-4 for parameters printed with four decimals
    assert got.mean[0, Trait.AVOIDANCE] == pytest.approx(expected["theta"], abs=4e-4)
    assert got.sd[0, Trait.AVOIDANCE] == pytest.approx(expected["se"], abs=4e-4)


def test_the_scores_of_the_first_patterns() -> None:
    patterns = np.unique(answers(), axis=0)[:6] - 1

    got = score(
        bank=refitted(), answers=patterns, prior=Prior(correlation=0.0), grid=GRID
    )

    np.testing.assert_allclose(
        got.mean[:, Trait.AVOIDANCE],
        oracle()["EAP_first6_sorted_patterns_tol_1e-2"],
        atol=1e-2,
    )


def test_the_likelihood_of_the_data() -> None:
    rows = answers() - 1
    nodes = np.linspace(-8.0, 8.0, 401)
    prior = np.exp(-(nodes**2) / 2)
    table = log_probabilities_at(refitted(), np.broadcast_to(nodes[:, None], (401, 4)))

    by_person = table[:, np.arange(4), rows].sum(axis=2)
    total = np.log(np.exp(by_person).T @ (prior / prior.sum())).sum()

    assert total == pytest.approx(oracle()["own_refit"]["loglik"], abs=1e-3)
