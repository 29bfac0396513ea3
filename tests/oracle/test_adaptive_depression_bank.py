"""Step by step as another program went: 15 PROMIS depression items, one trait."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from nearer.core.measurement import (
    AdaptiveRules,
    Criterion,
    GradedBank,
    Grid,
    Posterior,
    Prior,
    StopReason,
    Trait,
    item_information,
    next_item,
    posterior,
    stop,
)
from tests.shared_data import FOLDER

RUNS = FOLDER / "grm-adaptive-oracle"
pytestmark = pytest.mark.skipif(
    not RUNS.exists(), reason=f"the adaptive runs are not there ({RUNS})"
)

# As the header of each run says: 81 points on ±4, 4 to 8 items, SD 0.3. The item is the
# one with the largest information averaged over the posterior; no dice.
GRID = Grid.uniform(low=-4.0, high=4.0, n_nodes=81)
RULES = AdaptiveRules(
    min_items=4,
    max_items=8,
    target_sd=0.3,
    top=1,
    criterion=Criterion.OVER_POSTERIOR,
    start_medium=False,
)
ATOL = 1e-6  # theta and SD are printed with seven digits
RTOL_DENSITY = 1e-5  # densities too, but as products of up to eight likelihoods


@dataclass(frozen=True)
class Step:
    information: np.ndarray
    item: int
    answer: int
    theta: float
    sd: float
    density: np.ndarray


@cache
def bank() -> GradedBank:
    table = np.genfromtxt(RUNS / "iparDep.csv", delimiter=",", skip_header=1)
    return GradedBank(
        discrimination=table[:, 1],
        thresholds=table[:, 2:6],
        trait=np.zeros(len(table), dtype=np.int64),
    )


def steps(path: Path) -> list[Step]:
    found: dict[int, dict[str, str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        match = re.match(r"adminOrder\t (\d+) \t(\w+)\t (.*)$", line)
        if match:
            found.setdefault(int(match[1]), {})[match[2]] = match[3]
    return [
        Step(
            information=np.array(values["itemInfo"].split(), dtype=np.float64),
            item=int(values["ItemAdmin"]) - 1,
            answer=int(values["Score"]) - 1,
            theta=float(values["InterimTheta"]),
            sd=float(values["InterimSE"]),
            density=np.array(values["currentProbGrid"].split(), dtype=np.float64),
        )
        for number, values in sorted(found.items())
        if number > 0
    ]


@pytest.mark.parametrize(
    ("name", "n_steps", "reason"),
    [
        ("Dep_PROMISdefault_all1.txt", 8, StopReason.LONG_ENOUGH),
        ("Dep_PROMISdefault_inc1to5.txt", 7, StopReason.PRECISE),
    ],
)
def test_a_whole_sitting(name: str, n_steps: int, reason: StopReason) -> None:
    rng = np.random.default_rng(0)
    now = posterior(
        bank=bank(), answers=np.full(15, -1), prior=Prior(correlation=0.0), grid=GRID
    )
    asked: list[int] = []

    for step in steps(RUNS / name):
        assert stop(posterior=now, n_asked=len(asked), rules=RULES) is None
        item = next_item(bank=bank(), posterior=now, asked=asked, rng=rng, rules=RULES)
        assert item == step.item
        np.testing.assert_allclose(
            worth(now) / worth(now).max(),
            step.information / step.information.max(),
            rtol=1e-6,
        )
        asked.append(item)
        now = now.updated(item=item, answer=step.answer)
        assert now.mean[Trait.AVOIDANCE] == pytest.approx(step.theta, abs=ATOL)
        assert now.sd[Trait.AVOIDANCE] == pytest.approx(step.sd, abs=ATOL)
        np.testing.assert_allclose(
            now.marginal(Trait.AVOIDANCE),
            step.density / step.density.sum(),
            rtol=RTOL_DENSITY,
        )

    assert len(asked) == n_steps
    assert stop(posterior=now, n_asked=len(asked), rules=RULES) is reason


def worth(now: Posterior) -> np.ndarray:
    information = item_information(bank=bank(), theta=now.nodes)
    return np.asarray(now.marginal(Trait.AVOIDANCE) @ information)
