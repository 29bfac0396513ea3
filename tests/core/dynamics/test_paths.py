"""Four paths with their doubt: against brute force, and against the truth."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.core.dynamics import (
    CROSS,
    Couples,
    Days,
    Engine,
    Path,
    PathPriors,
    Paths,
    couples_of,
    fit,
    fit_many,
    simulate,
)
from nearer.core.dynamics._climb import Posterior, climb
from nearer.core.dynamics._days import batch_of
from nearer.core.dynamics._lockstep import log_posterior

LATTICE = 0.1  # posterior SD: 256 draws against 12,000
TRUTH = np.array([[0.3, -0.2], [0.35, 0.2]])


def couple(seed: int) -> Days:
    like = Couples(transition=TRUTH[None], n_days=70)
    return simulate(couples=like, rng=np.random.default_rng(seed))[0]


def fitted(days: Days, priors: PathPriors | None = None) -> Paths:
    found = fit(days=days, priors=priors)
    assert found is not None
    return found


def test_it_agrees_with_many_more_draws() -> None:
    days, priors = couple(1), PathPriors()
    found = fitted(days)
    posterior = Posterior(batch_of([days]), priors, log_posterior)
    peak = climb(posterior)
    rng = np.random.default_rng(2)
    z = rng.standard_normal((12_000, len(priors.table())))
    points = peak.point + 1.2 * z @ np.linalg.inv(np.linalg.cholesky(peak.precision[0]))
    weight = posterior.at(points[None], np.array([0]))[0] + 0.5 * (z**2).sum(axis=1)
    weight = np.exp(weight - weight.max())
    weight /= weight.sum()
    own = points[:, :4] * priors.table()[:4, 1] + priors.table()[:4, 0]
    mean = weight @ own
    sd = np.sqrt(weight @ (own - mean) ** 2)

    for place, path in enumerate(Path):
        assert found[path].mean == pytest.approx(mean[place], abs=LATTICE * sd[place])
        assert found[path].sd == pytest.approx(sd[place], rel=LATTICE)
        assert found[path].p_positive == pytest.approx(
            weight @ (own[:, place] > 0.0), abs=0.03
        )


def test_paths_are_named_by_where_they_lead() -> None:
    like = Couples(transition=TRUTH[None].repeat(40, axis=0), n_days=100, missing=0.0)
    many = simulate(couples=like, rng=np.random.default_rng(3))

    found = [paths for paths in fit_many(many=many) if paths]

    # Row is today, column is yesterday; weak priors draw all of them a little in.
    mean = {path: np.mean([paths[path].mean for paths in found]) for path in Path}
    assert mean[Path.X_TO_X] == pytest.approx(0.30, abs=0.08)
    assert mean[Path.Y_TO_X] == pytest.approx(-0.20, abs=0.08)
    assert mean[Path.X_TO_Y] == pytest.approx(0.35, abs=0.08)
    assert mean[Path.Y_TO_Y] == pytest.approx(0.20, abs=0.08)


def test_swapping_the_two_people_swaps_the_paths() -> None:
    days = couple(4)

    one = fitted(days)
    other = fitted(Days(days.array[:, ::-1], days.weekend))

    assert one.x_to_y.mean == pytest.approx(other.y_to_x.mean, abs=LATTICE / 10)
    assert one.x_to_x.sd == pytest.approx(other.y_to_y.sd, abs=LATTICE / 10)
    assert one.same_day.mean == pytest.approx(other.same_day.mean, abs=LATTICE / 10)


def test_another_scale_and_level_change_nothing() -> None:
    days = couple(5)

    one, other = fitted(days), fitted(Days(days.array * 7.0 + 40.0, days.weekend))

    assert one.x_to_y.mean == pytest.approx(other.x_to_y.mean, abs=1e-6)


def test_turning_one_scale_round_turns_the_cross_paths() -> None:
    days = couple(6)

    one = fitted(days)
    other = fitted(Days(days.array * np.array([1.0, -1.0]), days.weekend))

    assert one.x_to_y.mean == pytest.approx(-other.x_to_y.mean, abs=LATTICE / 10)
    assert one.x_to_x.mean == pytest.approx(other.x_to_x.mean, abs=LATTICE / 10)


def test_one_couple_alone_and_among_others_gets_the_same() -> None:
    like = Couples(transition=TRUTH[None].repeat(5, axis=0), n_days=50)
    many = simulate(couples=like, rng=np.random.default_rng(7))
    many[2] = many[2].between(0, 31)

    together = fit_many(many=many, engine=Engine.NUMPY)

    for days, paths in zip(many, together, strict=True):
        assert paths is not None
        assert fitted(days).x_to_y.mean == pytest.approx(paths.x_to_y.mean, abs=1e-9)


def test_programme_progress_is_no_inertia() -> None:
    rng = np.random.default_rng(8)
    white = rng.standard_normal((70, 2))
    progress = white + 4.0 * np.linspace(-1.0, 1.0, 70)[:, None]

    assert fitted(Days(progress)).x_to_x.mean < 0.35
    assert fitted(Days(progress)).x_to_y.mean == pytest.approx(
        fitted(Days(white)).x_to_y.mean, abs=0.1
    )


def test_allowing_for_noise_widens_every_path() -> None:
    days = couple(9)

    plain, allowing = fitted(days, PathPriors(noise=None)), fitted(days)

    assert all(allowing[path].sd > plain[path].sd for path in Path)


def test_the_interval_is_the_central_95_percent() -> None:
    found = fitted(couple(10)).x_to_y

    assert found.high - found.mean == pytest.approx(1.96 * found.sd, rel=1e-3)
    assert found.mean - found.low == pytest.approx(1.96 * found.sd, rel=1e-3)
    assert found.p_sign == max(found.p_positive, 1.0 - found.p_positive)


@pytest.mark.slow  # 200 couples are fitted: fewer would not tell 95 % from 90 %
def test_intervals_hold_the_truth_of_couples_like_the_priors() -> None:
    like = couples_of(
        priors=PathPriors(), count=200, n_days=60, rng=np.random.default_rng(11)
    )
    many = simulate(couples=like, rng=np.random.default_rng(12))

    found = fit_many(many=many, engine=Engine.NUMPY)

    held = [
        paths[path].low <= truth <= paths[path].high
        for paths, own in zip(found, like.transition.reshape(-1, 4), strict=True)
        if paths is not None
        for path, truth in zip(Path, own, strict=True)
    ]
    assert len(held) == 800
    assert 0.92 <= np.mean(held) <= 0.98


def test_too_little_to_fit_is_refused_by_number() -> None:
    constant = Days(np.column_stack([np.ones(20), np.arange(20) % 3]))

    with pytest.raises(ValueError, match="couple 0: each series needs 10 answers"):
        fit(days=constant)


def test_a_search_without_an_end_gives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nearer.core.dynamics._climb.MOST_ROUNDS", 1)
    monkeypatch.setattr("nearer.core.dynamics._climb.NEAR", 0.0)

    assert fit(days=couple(13)) is None


def test_draws_that_miss_the_posterior_give_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nearer.core.dynamics._paths.LEAST_EFFECTIVE", 1.0)

    assert fit(days=couple(14)) is None


def test_the_cross_paths_are_the_two_between_people() -> None:
    assert set(CROSS) == {Path.X_TO_Y, Path.Y_TO_X}


def test_couples_of_a_world_without_noise_have_none() -> None:
    exact = PathPriors(noise=None)

    like = couples_of(priors=exact, count=3, n_days=20, rng=np.random.default_rng(15))

    assert like.noise == 0.0
    assert like.transition.shape == (3, 2, 2)
