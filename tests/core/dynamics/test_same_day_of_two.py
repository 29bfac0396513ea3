"""What goes with closeness on the same day, for two people at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from nearer.core.dynamics import (
    Nothing,
    Priors,
    Rules,
    SameDayOfTwo,
    Sense,
    same_day_of_two,
)
from nearer.core.dynamics._same_day_of_two import _Days

FloatArray = NDArray[np.float64]
START = 20


@dataclass(frozen=True)
class Two:
    """Days of two people, and what truly goes with whose closeness, in SD units."""

    outcomes: FloatArray
    predictors: dict[str, FloatArray]
    own: FloatArray
    partner: FloatArray

    def read(self, rules: Rules | None = None) -> SameDayOfTwo:
        weekend = np.arange(len(self.outcomes)) % 7 >= 5
        return same_day_of_two(
            outcomes=self.outcomes,
            predictors=self.predictors,
            weekend=weekend,
            rules=rules,
        )


def live(
    rng: np.random.Generator,
    *,
    own: tuple[float, float] | None = None,
    partner: tuple[float, float] | None = None,
    together: float = 0.4,
    n_days: int = 70,
    gaps: float = 0.15,
) -> Two:
    """Live some days; links come from the priors unless given, alike for both."""
    b = np.array(own) if own else rng.normal(0.1, 0.25, 2)
    c = np.array(partner) if partner else rng.normal(0.0, 0.25, 2)
    x = rng.standard_normal((START + n_days, 2, 2))  # day, predictor, person
    left = max(1.0 - float(b @ b + c @ c) - 0.0625, 0.3) ** 0.5
    new = rng.standard_normal((START + n_days, 2))
    new[:, 1] = together * new[:, 0] + np.sqrt(1 - together**2) * new[:, 1]
    y = np.zeros((START + n_days, 2))
    for day in range(1, len(y)):
        here = x[day]
        y[day] = b @ here + c @ here[:, ::-1] + 0.25 * y[day - 1] + left * new[day]
    x, y = x[START:], y[START:]
    scale = y.std(axis=0).mean()
    y = 6.0 + 1.5 * y / scale
    y[rng.random(y.shape) < gaps] = np.nan
    said = 5.0 + 2.0 * x
    said[rng.random(said.shape) < gaps] = np.nan
    names = {"dis": said[:, 0], "ppr": said[:, 1]}
    return Two(y, names, b / scale, c / scale)


def test_it_finds_what_is_there_on_either_side() -> None:
    two = live(np.random.default_rng(1), own=(0.5, 0.0), partner=(0.0, 0.4), gaps=0.1)

    found = two.read()

    assert found.nothing is None
    for part in found.parts:
        dis, ppr = part.own
        other_dis, other_ppr = part.partner
        assert dis.sense is Sense.LIKELY
        assert other_ppr.sense is Sense.LIKELY
        assert ppr.sense is not Sense.LIKELY
        assert other_dis.sense is not Sense.LIKELY
        assert 0.0 < part.carry.mean < 0.5
    assert found.together is not None
    assert found.together.low < 0.4 < found.together.high


def test_a_third_reason_for_both_is_no_link() -> None:
    two = live(
        np.random.default_rng(2), own=(0.0, 0.0), partner=(0.0, 0.0), together=0.8
    )

    found = two.read()

    links = [link for part in found.parts for link in (*part.own, *part.partner)]
    assert all(link.sense is not Sense.LIKELY for link in links)
    assert found.together is not None
    assert found.together.p_positive > 0.99


def test_swapping_the_two_people_swaps_their_parts() -> None:
    two = live(np.random.default_rng(3))
    turned = Two(
        two.outcomes[:, ::-1],
        {name: column[:, ::-1] for name, column in two.predictors.items()},
        two.own,
        two.partner,
    )

    one, other = two.read(), turned.read()

    for mine, theirs in zip(one.parts, reversed(other.parts), strict=True):
        for a, b in zip(
            (*mine.own, *mine.partner), (*theirs.own, *theirs.partner), strict=True
        ):
            assert (a.name, a.nothing, a.sense) == (b.name, b.nothing, b.sense)
            if a.belief and b.belief:
                assert a.belief.mean == pytest.approx(b.belief.mean, abs=1e-6)


@pytest.mark.slow  # eighty couples: fewer would not tell 95 % from 90 %
def test_intervals_hold_the_truth_before_any_rule_hides_them() -> None:
    rng = np.random.default_rng(4)
    held = []
    for _ in range(80):
        two = live(rng)
        used = {(name, person): None for name in two.predictors for person in range(2)}
        weekend = np.arange(70) % 7 >= 5
        days = _Days(two.outcomes, two.predictors, weekend, used, Priors())
        for (person, name, whose), belief in days.fit(slice(None)).links.items():
            truths = two.own if person == whose else two.partner
            low, high = belief.interval(0.95)
            held.append(low <= truths[list(two.predictors).index(name)] <= high)

    assert len(held) == 640
    assert 0.92 <= np.mean(held) <= 0.98


def test_too_few_days_with_both_say_nothing() -> None:
    two = live(np.random.default_rng(5), n_days=30, gaps=0.2)

    found = two.read()

    assert found.nothing is Nothing.TOO_FEW
    assert found.n_both < found.needed
    assert found.parts == ()


def test_one_predictor_that_hardly_varies_is_left_out_alone() -> None:
    two = live(np.random.default_rng(6))
    still = two.predictors["ppr"].copy()
    still[:, 0] = 5.0
    found = Two(
        two.outcomes, {**two.predictors, "ppr": still}, two.own, two.partner
    ).read()

    assert found.parts[0].own[1].nothing is Nothing.HARDLY_VARIES
    assert found.parts[1].partner[1].nothing is Nothing.HARDLY_VARIES
    assert found.parts[0].own[0].belief is not None
    assert found.parts[0].partner[1].belief is not None


def test_rules_can_be_asked_otherwise() -> None:
    two = live(np.random.default_rng(7), n_days=30, gaps=0.2)

    assert two.read(rules=Rules(least_days=10)).nothing is None


def test_columns_of_another_shape_are_refused() -> None:
    two = live(np.random.default_rng(8))

    with pytest.raises(ValueError, match="70 days of two people"):
        same_day_of_two(
            outcomes=two.outcomes[:, 0],
            predictors=two.predictors,
            weekend=np.zeros(70, dtype=np.bool_),
        )
