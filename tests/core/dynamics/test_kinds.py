"""Kinds within one person: partial pooling, coverage, and when to be silent."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.core.dynamics import KindRules, Nothing, Sense, compare_kinds


def test_intervals_hold_what_they_say() -> None:
    """Truths from the model itself, 1,200: standard errors .6 and 1.2 points."""
    rng = np.random.default_rng(3)
    held = {0.80: 0, 0.95: 0}
    n = 0
    for _ in range(200):
        mean = rng.normal(rng.normal(), abs(rng.normal()), 6)
        values = {
            str(kind): rng.normal(mean[kind], 1.6, rng.integers(3, 9)).tolist()
            for kind in range(6)
        }
        for kind in compare_kinds(values, unit=1.0).means:
            n += 1
            below = kind.belief.p_below(mean[int(kind.name)])
            for mass in held:
                held[mass] += abs(below - 0.5) < mass / 2

    assert n == 1200
    assert 0.93 <= held[0.95] / n <= 0.97
    assert 0.77 <= held[0.80] / n <= 0.83


def test_a_kind_with_few_values_is_held_back_more() -> None:
    many, few = [2.0, 3.0] * 10, [2.0, 3.0, 2.5]
    rest = [0.0, 0.4, -0.4, 0.2] * 4

    found = compare_kinds(
        {"many": many, "few": few, "rest": rest, "else": rest}, unit=1.0
    )
    means = {kind.name: kind.belief.mean for kind in found.means}

    assert means["rest"] < means["few"] < means["many"] < 2.5
    assert {k.name: k.sense for k in found.means}["many"] is Sense.LIKELY
    assert {k.name: k.sense for k in found.means}["rest"] is Sense.UNCLEAR


def test_shifting_the_unit_shifts_the_answer_with_it() -> None:
    values = {"a": [1.0, 2.0, 3.0, 2.0] * 2, "b": [0.0, 1.0, -1.0, 0.5] * 2}
    ten = {name: [10 * v for v in some] for name, some in values.items()}

    here = compare_kinds(values, unit=1.0).means
    there = compare_kinds(ten, unit=10.0).means

    for one, other in zip(here, there, strict=True):
        assert other.belief.mean == pytest.approx(10 * one.belief.mean)
        assert other.belief.sd == pytest.approx(10 * one.belief.sd)


def test_too_few_values_or_kinds_say_nothing() -> None:
    eleven = compare_kinds({"a": [1.0] * 6, "b": [2.0] * 5}, unit=1.0)
    one_kind = compare_kinds({"a": [1.0, 2.0] * 8, "b": [1.0, 2.0], "c": []}, unit=1.0)
    twelve = compare_kinds({"a": [1.0] * 6, "b": [2.0] * 6}, unit=1.0)

    assert (eleven.nothing, eleven.n) == (Nothing.TOO_FEW, 11)
    assert one_kind.nothing is Nothing.TOO_FEW
    assert twelve.nothing is None


def test_a_kind_with_too_few_values_takes_part_and_is_not_named() -> None:
    values = {"a": [1.0, 2.0] * 4, "b": [0.0, 1.0] * 4, "c": [9.0, 9.0]}

    found = compare_kinds(values, unit=1.0)
    named = [kind.name for kind in found.means]
    more = compare_kinds(values, unit=1.0, rules=KindRules(least_of_kind=2)).means

    assert named == ["a", "b"]
    assert [kind.name for kind in more] == ["a", "b", "c"]


@pytest.mark.parametrize("unit", [0.0, -1.0, float("nan")])
def test_a_unit_that_is_none_is_refused(unit: float) -> None:
    with pytest.raises(ValueError, match="unit must be above 0"):
        compare_kinds({"a": [1.0]}, unit=unit)
