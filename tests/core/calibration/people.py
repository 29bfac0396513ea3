"""Simulated people, and a slow second way to the same likelihood."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
from numpy.typing import NDArray

from nearer.core.measurement._types import FloatArray

SLOPES = np.array([1.2, 2.3, 0.9, 1.7, 1.4, 2.0])
INTERCEPTS = np.array(
    [
        [2.0, 0.6, -0.2, -1.9],
        [2.6, 0.4, -1.0, -3.1],
        [1.5, 0.7, 0.2, -0.8],
        [2.2, 1.0, -0.5, -2.4],
        [1.1, 0.0, -0.9, -1.7],
        [3.0, 1.4, 0.1, -1.5],
    ]
)


def answer(
    theta: FloatArray,
    rng: np.random.Generator,
    *,
    slopes: FloatArray = SLOPES,
    intercepts: FloatArray = INTERCEPTS,
    missing: float = 0.0,
) -> NDArray[np.int8]:
    """Let people with these traits, (n_people, n_items) or (n_people, 1), answer."""
    n_people = len(theta)
    logit = slopes[:, None] * theta[:, :, None] + intercepts
    noise = rng.logistic(size=(n_people, len(slopes), 1))
    codes: NDArray[np.int8] = np.sum(logit + noise > 0, axis=2).astype(np.int8)
    codes[rng.random(codes.shape) < missing] = -1
    return codes


def one_trait(n_people: int, seed: int, *, missing: float = 0.0) -> NDArray[np.int8]:
    rng = np.random.default_rng(seed)
    return answer(rng.normal(size=(n_people, 1)), rng, missing=missing)


def two_traits(
    n_people: int, seed: int, *, rho: float, missing: float = 0.0
) -> NDArray[np.int8]:
    """Even items about the first trait, odd items about the second."""
    rng = np.random.default_rng(seed)
    pair = rng.multivariate_normal([0, 0], [[1, rho], [rho, 1]], size=n_people)
    return answer(pair[:, [0, 1] * 3], rng, missing=missing)


TWO_TRAITS = [0, 1] * 3


def plain_log_likelihood(
    codes: NDArray[np.int8],
    slopes: FloatArray,
    intercepts: FloatArray,
    nodes: FloatArray,
    *,
    traits: list[int],
    rho: float = 0.0,
) -> float:
    """Sum over people and node pairs in plain loops, straight from the definition."""
    pairs = list(product(nodes, nodes))
    weights = [
        math.exp(-0.5 * (x * x - 2 * rho * x * y + y * y) / (1 - rho**2))
        for x, y in pairs
    ]
    whole = sum(weights)
    total = 0.0
    for person in codes:
        evidence = 0.0
        for pair, weight in zip(pairs, weights, strict=True):
            chance = weight / whole
            for item, code in enumerate(person):
                if code >= 0:
                    theta = pair[traits[item]]
                    z = slopes[item] * theta + intercepts[item]
                    above = [1.0, *(1 / (1 + math.exp(-v)) for v in z), 0.0]
                    chance *= above[code] - above[code + 1]
            evidence += chance
        total += math.log(evidence)
    return total
