"""One couple's seventy days: statsmodels' VARMAX, NumPyro's NUTS and this project."""

from __future__ import annotations

import gc
import statistics
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.couple_fit import peers
from benchmarks.side_by_side import seconds, table, versions, write_page
from nearer.core.dynamics import (
    Days,
    Engine,
    Path,
    PathPriors,
    couples_of,
    fit_many,
    read_many,
    simulate,
)

N_DAYS = 70
MISSING = 0.2
COUPLES = 5
LONG_COUPLES = 1  # for the sampler that takes half a minute
MANY = 1000
TARGETS = {"varmax": 100.0, "mle": 25.0, "nuts": 2000.0}
HEADER = ["who", "one couple, 70 days", "against ours", "target", "what it gives"]
PEERS = ("statsmodels", "numpyro", "jax", "numba")
HOW = (
    f"medians of {COUPLES} couples ({LONG_COUPLES} for NUTS), in turn; seconds of "
    "processor time on one core, which other work on the machine does not lengthen"
)
DAYS = (
    f"{N_DAYS} days of two people, {{share:.0%}} of the answers missing, couples drawn "
    "from the priors. {versions}."
)
NOTE = (
    "Ours gives posterior intervals in that time; whether they hold what they promise "
    "stands in [couple_coverage.md](couple_coverage.md). Compiled loops are loaded, "
    "and samplers compiled, before the clock starts."
)


@dataclass(frozen=True)
class Timed:
    """Seconds for each couple, and the four paths with their SDs."""

    seconds: list[float]
    means: list[np.ndarray]
    sds: list[np.ndarray]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


Fit = Callable[[Days], tuple[np.ndarray, np.ndarray]]


def own(engine: Engine) -> Fit:
    def run(days: Days) -> tuple[np.ndarray, np.ndarray]:
        paths = fit_many(many=[days], engine=engine)[0]
        return (
            np.array([paths[path].mean for path in Path]),
            np.array([paths[path].sd for path in Path]),
        )

    return run


def in_turn(fits: dict[str, Fit], many: Sequence[Days]) -> dict[str, Timed]:
    """Fit every couple by every program in turn; the first couple once before."""
    found = {name: Timed([], [], []) for name in fits}
    for round_, days in enumerate([many[0], *many]):
        for name, fit in fits.items():
            if name == "nuts" and round_ > LONG_COUPLES:
                continue
            gc.collect()
            begun = time.process_time()
            mean, sd = fit(days)
            taken = time.process_time() - begun
            if round_:
                found[name].seconds.append(taken)
                found[name].means.append(mean)
                found[name].sds.append(sd)
    return found


def agreement(found: dict[str, Timed]) -> str:
    """Say how far the sampler and ours lie apart, on the couples that both fitted."""
    ours, theirs = found["numba"], found["nuts"]
    count = len(theirs.means)
    far = np.abs(np.array(ours.means[:count]) - np.array(theirs.means))
    far /= np.array(theirs.sds)
    wide = np.array(ours.sds[:count]) / np.array(theirs.sds)
    return (
        "Beside NUTS on the same model and priors (couples fitted by both: "
        f"{count}; four paths each): means lie at most {far.max():.2f} "
        f"posterior SD apart, SDs are {wide.min():.2f} to {wide.max():.2f} times as "
        "wide."
    )


def thousand(dice: np.random.Generator) -> list[list[str]]:
    couples = couples_of(priors=PathPriors(), count=MANY, n_days=N_DAYS, rng=dice)
    many = simulate(couples=couples, rng=dice)
    rows = []
    for name, engine in (("compiled", Engine.NUMBA), ("NumPy alone", Engine.NUMPY)):
        begun = time.process_time()
        found = fit_many(many=many, engine=engine)
        fitted = time.process_time() - begun
        begun = time.process_time()
        read_many(many=many, engine=engine)
        read = time.process_time() - begun
        count = sum(paths is not None for paths in found)
        rows.append([name, seconds(fitted), seconds(read), str(count)])
    return rows


def main() -> None:
    warnings.simplefilter("ignore")
    dice = np.random.default_rng(1)
    couples = couples_of(priors=PathPriors(), count=COUPLES, n_days=N_DAYS, rng=dice)
    many = simulate(couples=couples, rng=dice)
    for place, days in enumerate(many):
        values = days.array.copy()
        values[dice.random(values.shape) < MISSING / 2] = np.nan
        many[place] = Days(values, days.weekend)
    found = in_turn(
        {
            "varmax": peers.varmax,
            "short": partial(peers.varmax, maxiter=50),
            "mle": peers.own_model,
            "nuts": peers.nuts,
            "numpy": own(Engine.NUMPY),
            "numba": own(Engine.NUMBA),
        },
        many,
    )
    reference = found["numba"].median
    names = {
        "varmax": (
            "statsmodels VARMAX(1, 0), measurement error, trend and weekend, converged",
            "a maximum and standard errors; no priors",
        ),
        "short": (
            "the same, its default of 50 iterations",
            "mostly not yet a maximum",
        ),
        "mle": (
            "statsmodels, own state-space model with our priors",
            "the top of the posterior and its curvature",
        ),
        "nuts": (
            "NumPyro NUTS, same model and priors, 2 × 500 draws after 500",
            "the posterior",
        ),
        "numpy": ("this project, NumPy alone", "posterior mean, SD, interval"),
        "numba": ("this project, compiled", "the same"),
    }
    rows = [
        [
            names[key][0],
            seconds(timed.median),
            f"{timed.median / reference:,.0f}×",
            f"≥ {TARGETS[key]:,.0f}×" if key in TARGETS else "",
            names[key][1],
        ]
        for key, timed in found.items()
    ]
    share = 1.0 - np.mean([days.answered.mean() for days in many])
    write_page(
        "couple_fit",
        title="Fitting one couple's days",
        how=HOW,
        parts=[
            DAYS.format(share=share, versions=versions(*PEERS)),
            table(HEADER, rows),
            agreement(found),
            NOTE,
            f"## {MANY:,} couples × {N_DAYS} days, one process, one thread",
            table(
                ["", "fit", "fit, rules and thirds left out", "fitted"], thousand(dice)
            ),
            "Target: 15 s on two cores; the command uses a thread for each.",
        ],
    )


if __name__ == "__main__":
    main()
