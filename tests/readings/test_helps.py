"""What helps: from days and steps to what may be said of them, and when nothing is."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from nearer.core.dynamics import Nothing, Sense
from nearer.core.pacing import Domain
from nearer.readings import programme as programmes
from nearer.readings.helps import BESIDE, LOOK_BACK_DAYS, Helps, read_helps
from tests.readings.pen import FIRST_DAY
from tests.readings.weeks_lived import Life


def helps(life: Life, day: int) -> Helps:
    today = FIRST_DAY + timedelta(days=day)
    found = programmes.of(life.entries, today)
    plans = found.plans if found else ()
    return read_helps(life.entries, plans=plans, today=today)


def noted(n_days: int, *, seed: int = 1) -> Life:
    """Note days on which sharing more goes with feeling closer."""
    rng = np.random.default_rng(seed)
    life = Life().begins()
    for day in range(n_days):
        dis, ppr = int(rng.integers(0, 5)), int(rng.integers(3, 10))
        clo = int(np.clip(round(4 + dis + rng.normal(0, 0.8)), 1, 10))
        life.on(day).notes(clo=clo, dis=dis, ppr=ppr)
    return life


def test_an_empty_diary_says_how_many_days_it_needs() -> None:
    found = helps(Life(), 3)

    assert found.same_day.nothing is Nothing.TOO_FEW
    assert (found.same_day.n_answered, found.same_day.needed) == (0, 28)
    assert found.easier.nothing is Nothing.TOO_FEW
    assert all(split.more == split.less == () for split in found.splits.values())


def test_what_goes_with_close_days_is_found_and_each_day_is_there() -> None:
    found = helps(noted(40), 40)

    links = {link.name: link for link in found.same_day.links}
    assert links["dis"].sense is Sense.LIKELY
    assert links["ppr"].sense is not Sense.LIKELY
    assert links["strs"].nothing is Nothing.TOO_FEW
    split = found.splits["dis"]
    assert len(split.more) + len(split.less) == 40
    assert np.mean(split.more) > np.mean(split.less)


def test_27_days_are_one_too_few() -> None:
    assert helps(noted(27), 27).same_day.nothing is Nothing.TOO_FEW
    assert helps(noted(28), 28).same_day.nothing is None


def test_what_was_long_ago_is_left_out() -> None:
    life = noted(30)

    assert helps(life, 30).same_day.n_answered == 30
    assert helps(life, 30 + LOOK_BACK_DAYS).same_day.n_answered == 0


def test_the_model_looks_at_what_was_stated() -> None:
    assert BESIDE == ("dis", "ppr", "strs")


def test_kinds_of_steps_are_compared_with_what_was_expected() -> None:
    life = Life().begins()
    for day in range(1, 9):
        life.on(day).steps(Domain.EMOTIONAL, expected=7, discomfort=3, p_feared=90)
        life.on(day).steps(
            Domain.WAITING, expected=4, discomfort=4 + day % 2, happened="yes"
        )

    found = helps(life, 9)
    easier = {kind.name: kind for kind in found.easier.means}
    surprised = {kind.name: kind for kind in found.surprised.means}

    assert easier["emotional"].sense is Sense.LIKELY
    assert easier["emotional"].belief.mean == pytest.approx(4, abs=0.5)
    assert easier["waiting"].belief.mean < 1
    assert surprised["emotional"].belief.mean > 60
    assert surprised["waiting"].belief.mean < 0


def test_steps_without_both_numbers_or_not_done_do_not_count() -> None:
    life = Life().begins().on(1)
    life.steps(expected=None)
    life.steps(discomfort=None, happened=None)
    life.steps(done="no")
    life.plans()
    life.steps()

    found = helps(life, 2)

    assert (found.easier.n, found.surprised.n) == (1, 2)
