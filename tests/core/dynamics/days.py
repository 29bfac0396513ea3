"""Made-up days of one person, for the models of `core.dynamics`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

START = 20
NAMES = ("dis", "ppr", "strs")


@dataclass(frozen=True)
class Life:
    """Days on a grid with gaps, and what truly goes with closeness, in SD units."""

    outcome: FloatArray
    predictors: dict[str, FloatArray]
    asked: dict[str, BoolArray]
    weekend: BoolArray
    links: FloatArray
    carry: float


def live(
    rng: np.random.Generator,
    *,
    n_days: int = 70,
    gaps: float = 0.3,
    links: tuple[float, ...] | None = None,
) -> Life:
    """Live some days; unless given, links and carry-over come from the priors.

    The third predictor is left out by plan on every other day, and what one says of a
    day hangs together (r = .4).
    """
    b = np.array(links) if links is not None else rng.normal(0.1, 0.25, 3)
    carry = float(rng.normal(0.25, 0.2))
    together = np.full((3, 3), 0.4) + 0.6 * np.eye(3)
    x = rng.multivariate_normal(np.zeros(3), together, size=START + n_days)
    noise = max(1.0 - float(b @ together @ b) - carry**2, 0.2) ** 0.5
    y = np.zeros(len(x))
    for day in range(1, len(x)):
        y[day] = b @ x[day] + carry * y[day - 1] + noise * rng.normal()
    x, y = x[START:], y[START:]
    true = b * x.std(axis=0, ddof=1) / y.std(ddof=1)
    gone = rng.random(n_days) < gaps
    outcome = np.where(gone, np.nan, 6.0 + 1.8 * y)
    answers = np.where(gone[:, None], np.nan, 5.0 + 1.5 * x)
    every, by_plan = np.ones(n_days, dtype=bool), np.arange(n_days) % 2 == 0
    answers[~by_plan, 2] = np.nan
    return Life(
        outcome=outcome,
        predictors=dict(zip(NAMES, answers.T, strict=True)),
        asked={"dis": every, "ppr": every, "strs": by_plan},
        weekend=np.arange(n_days) % 7 >= 5,
        links=true,
        carry=carry,
    )
