"""What may be said, and when nothing may."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.core.dynamics import (
    CROSS,
    Couples,
    Days,
    Estimate,
    Path,
    PathPriors,
    PathRules,
    Paths,
    Reason,
    Verdict,
    examine,
    loop,
    read,
    read_many,
    simulate,
)
from nearer.core.dynamics import _reading as reading_module

LOOP = np.array([[0.25, 0.45], [0.45, 0.25]])


def couples(
    count: int, seed: int, *, cross: float = 0.45, n_days: int = 70
) -> list[Days]:
    phi = np.array([[0.25, cross], [cross, 0.25]])
    like = Couples(transition=phi[None].repeat(count, axis=0), n_days=n_days)
    return [
        Days(5.0 + 1.5 * days.array, days.weekend)
        for days in simulate(couples=like, rng=np.random.default_rng(seed))
    ]


def changed(days: Days, **columns: np.ndarray) -> Days:
    values = days.array.copy()
    for name, column in columns.items():
        values[:, "xy".index(name)] = column
    return Days(values, days.weekend)


WHOLE = couples(1, 1)[0]
NONE70 = np.full(70, np.nan)
COSINE = np.cos(np.arange(70.0))


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        (WHOLE, None),
        (Days(np.empty((0, 2))), Reason.NOBODY),
        (changed(WHOLE, y=NONE70), Reason.ONE_ONLY),
        (WHOLE.between(0, 9), Reason.FEW_ANSWERS),
        (changed(WHOLE, x=np.full(70, 3.0)), Reason.CONSTANT),
        (WHOLE.between(0, 41), Reason.FEW_DAYS),
        (
            changed(WHOLE, x=np.where(np.arange(70) % 5 < 2, COSINE, np.nan)),
            Reason.GAPS,
        ),
        (
            changed(WHOLE, x=np.where(np.arange(70) % 2 == 0, 2 * COSINE, np.nan)),
            Reason.FEW_PAIRS,
        ),
        (changed(WHOLE, x=0.5 * COSINE), Reason.STILL),
        (changed(WHOLE, x=np.where(np.arange(70) % 4 == 0, 9.0, 1.0)), Reason.ALIKE),
    ],
)
def test_each_reason_is_named(days: Days, reason: Reason | None) -> None:
    assert examine(days=days) is reason
    found = read(days=days)
    assert found.reason is reason
    assert all(found.why(path) is reason for path in CROSS if not found.leaning)
    if reason is not None:
        assert set(found.verdicts.values()) == {Verdict.NOT_ENOUGH}
        assert found.loop is Verdict.NOT_ENOUGH
        assert found.loop_reason is reason


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        (PathRules(least_days=70), None),
        (PathRules(least_days=71), Reason.FEW_DAYS),
        (PathRules(least_pairs=WHOLE.n_pairs), None),
        (PathRules(least_pairs=WHOLE.n_pairs + 1), Reason.FEW_PAIRS),
    ],
)
def test_a_rule_holds_to_the_day(rules: PathRules, reason: Reason | None) -> None:
    assert examine(days=WHOLE, rules=rules) is reason


def test_numbers_are_kept_for_a_table_where_nothing_may_be_said() -> None:
    assert read(days=WHOLE.between(0, 41)).paths is not None
    assert read(days=changed(WHOLE, y=NONE70)).paths is None


def test_a_strong_loop_is_found() -> None:
    strong = couples(8, 2, n_days=120)
    said = [found.loop for found in read_many(many=strong)]

    assert said.count(Verdict.LIKELY) >= 6


def test_days_without_a_loop_hold_none() -> None:
    said = [found.loop for found in read_many(many=couples(20, 3, cross=0.0))]

    assert Verdict.LIKELY not in said


def at(p: float, mean: float = 0.2) -> Estimate:
    return Estimate(mean=mean, sd=0.1, low=0.0, high=0.4, p_positive=p)


def paths(one: float, other: float, mean: float = 0.2) -> Paths:
    return Paths(at(0.99), at(other, mean), at(one, mean), at(0.99), at(0.5), 0.7)


@pytest.mark.parametrize(
    ("weaker", "expected"), [(0.2, Verdict.UNCLEAR), (0.21, Verdict.LIKELY)]
)
def test_a_loop_needs_days_that_say_so_without_the_prior(
    weaker: float, expected: Verdict, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Posterior 0.2 (SD 0.1) after a prior N(0, 0.2²): by the days alone 0.2667 with a
    # standard error of 0.1155, 2.31 of them above 0; with 0.21 it is 2.42.
    uneven = Paths(at(0.99), at(0.98, weaker), at(0.99, 0.6), at(0.99), at(0.5), 0.7)
    monkeypatch.setattr(
        reading_module, "fit_many", lambda *, many, **_: [uneven] * len(many)
    )

    found = read(days=WHOLE)

    assert {found.verdicts[path] for path in CROSS} == {Verdict.LIKELY}
    assert found.loop is expected


def test_a_path_as_unsure_as_before_the_days_makes_no_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    priors = PathPriors(cross=(0.0, 0.1))
    monkeypatch.setattr(
        reading_module,
        "fit_many",
        lambda *, many, **_: [paths(0.99, 0.99, mean=0.3)] * len(many),
    )

    assert read(days=WHOLE, priors=priors).loop is Verdict.UNCLEAR
    assert read(days=WHOLE).loop is Verdict.LIKELY


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (0.96, 0.91, Verdict.LIKELY),
        (0.94, 0.94, Verdict.UNCLEAR),
        (0.99, 0.90, Verdict.UNCLEAR),
        (0.99, 0.09, Verdict.LIKELY_NOT),
        (0.50, 0.50, Verdict.UNCLEAR),
    ],
)
def test_a_loop_needs_both_paths_and_one_of_them_sure(
    one: float, other: float, expected: Verdict, monkeypatch: pytest.MonkeyPatch
) -> None:
    always = paths(one, other, mean=0.3)
    monkeypatch.setattr(
        reading_module, "fit_many", lambda *, many, **_: [always] * len(many)
    )

    assert read(days=WHOLE).loop is expected


def test_what_rests_on_a_third_of_the_days_is_not_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turned = paths(0.3, 0.3, mean=-0.1)
    answers = iter([[paths(0.99, 0.99)], [paths(0.99, 0.99), turned]])
    monkeypatch.setattr(reading_module, "fit_many", lambda **_: next(answers))

    found = read(days=WHOLE)

    assert found.leaning == set(CROSS)
    assert found.verdicts[Path.X_TO_Y] is Verdict.NOT_ENOUGH
    assert found.why(Path.X_TO_Y) is Reason.PART
    assert found.verdicts[Path.X_TO_X] is Verdict.LIKELY
    assert found.why(Path.X_TO_X) is None
    assert found.loop is Verdict.NOT_ENOUGH
    assert found.loop_reason is Reason.PART


def test_a_part_that_cannot_be_fitted_turns_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter([[paths(0.99, 0.99)], [None, None]])
    monkeypatch.setattr(reading_module, "fit_many", lambda **_: next(answers))

    assert read(days=WHOLE).leaning == frozenset()


def test_no_stable_fit_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        reading_module, "fit_many", lambda *, many, **_: [None] * len(many)
    )

    found = read(days=WHOLE)

    assert found.reason is Reason.NO_FIT
    assert found.paths is None


def test_both_directions_are_read_each_by_itself() -> None:
    one, other = couples(2, 4)

    found = loop(first=one, second=other)

    assert found.first == read(days=one)
    assert found.second.paths is not None
    assert found.second.n_days == other.n_days
