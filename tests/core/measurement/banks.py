"""Banks and answers that several tests share."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from nearer.core.measurement import GradedBank, Trait
from nearer.core.measurement._types import AnswerArray, BoolArray

TABLES = Path(__file__).parents[2] / "oracle" / "data"
ECR12 = np.array([2, 6, 8, 14, 18, 24, 9, 15, 25, 27, 29, 31]) - 1  # places in the ECR


@dataclass(frozen=True)
class Ecr:
    bank: GradedBank
    reversed_items: BoolArray

    @property
    def avoidance(self) -> BoolArray:
        return np.asarray(self.bank.trait == Trait.AVOIDANCE)


@cache
def ecr36() -> Ecr:
    """Return the 36 items with their parameters (see tests/oracle/PROVENANCE.md)."""
    with (TABLES / "ecr36.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    bank = GradedBank(
        discrimination=np.array([float(row["a"]) for row in rows]),
        thresholds=np.array([[float(row[f"b{k}"]) for k in "1234"] for row in rows]),
        trait=np.array([Trait[row["trait"]] for row in rows]),
    )
    return Ecr(bank, np.array([row["reversed"] == "1" for row in rows]))


def only(places: AnswerArray | np.ndarray, answers: np.ndarray) -> np.ndarray:
    """Keep some answers; the rest were not given."""
    kept = np.full(len(answers), -1, dtype=np.int8)
    kept[places] = answers[places]
    return kept


def simulate(
    bank: GradedBank, theta: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Answer by the model: count the thresholds that a uniform number has passed."""
    logit = bank.discrimination[:, None] * (
        theta[:, bank.trait, None] - bank.thresholds
    )
    chance = 1.0 / (1.0 + np.exp(-logit))
    passed = rng.random((*chance.shape[:2], 1)) < chance
    return np.asarray(passed.sum(axis=2), dtype=np.int8)
