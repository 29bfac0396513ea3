"""Score 25,746 people on two correlated traits: Python mirt and this project."""

from __future__ import annotations

import mirt
import numpy as np

from benchmarks.side_by_side import (
    ecr_answers,
    in_turn,
    seconds,
    table,
    versions,
    write_page,
)
from nearer.content import catalogue
from nearer.core import measurement
from nearer.core.measurement import Grid, Prior

POINTS = 61
CORRELATION = 0.0178
HEADER = ["who", "time", "against ours", "worst Δθ", "median Δθ"]
NOTE = (
    "Δθ: distance from the posterior mean on 281 points from -7 to 7, in SD. This "
    "project also gives what the verdict needs in the same pass (P(anxiety leads) by "
    "both criteria, levels, covariance); the peer gives means and standard errors."
)


def peer_model(bank):
    """Return mirt's graded model with the same parameters."""
    model = mirt.GradedResponseModel(n_items=36, n_categories=5, n_factors=2)
    slopes = np.zeros((36, 2))
    slopes[np.arange(36), bank.trait] = bank.discrimination
    model.set_parameters(discrimination=slopes, thresholds=bank.thresholds)
    model._is_fitted = True  # noqa: SLF001 - given parameters count as fitted
    return model


def main() -> None:
    answers = ecr_answers()
    scale = catalogue().instruments["ecr36"]
    bank, prior = scale.bank(), Prior(CORRELATION)
    keyed = scale.keyed(answers.options)
    model, wide = peer_model(bank), keyed.astype(np.int64)
    covariance = np.array([[1.0, CORRELATION], [CORRELATION, 1.0]])

    def peer(points):
        return mirt.fscores(model, wide, n_quadpts=points, prior_cov=covariance)

    def own():
        return measurement.score(bank=bank, answers=keyed, prior=prior)

    times = in_turn(
        {"peer": lambda: peer(POINTS), "peer at 49": lambda: peer(49), "own": own}
    )
    exact = measurement.score(
        bank=bank,
        answers=keyed,
        prior=prior,
        grid=Grid.uniform(low=-7.0, high=7.0, n_nodes=281),
    )
    far = {
        "peer": np.abs(peer(POINTS).theta - exact.mean),
        "peer at 49": np.abs(peer(49).theta - exact.mean),
        "own": np.abs(own().mean - exact.mean),
    }
    names = {
        "peer": f"Python mirt, {POINTS} points a trait",
        "peer at 49": "Python mirt, its default of 49",
        "own": f"this project, {POINTS} points a trait",
    }
    rows = [
        [
            names[key],
            seconds(times[key]),
            f"{times[key] / times['own']:.0f}×",
            f"{far[key].max():.4f}",
            f"{np.median(far[key]):.1e}",
        ]
        for key in names
    ]
    people = (
        f"{len(keyed):,} people × 36 items × 5 categories, {answers.source}; "
        f"correlation {CORRELATION}. {versions('mirt')}."
    )
    write_page(
        "scoring",
        title="Scoring two correlated traits",
        parts=[people, table(HEADER, rows), NOTE],
    )


if __name__ == "__main__":
    main()
