"""What is said of a pattern, by what its days prove."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation

from nearer.core.dynamics import Estimate, Path, Paths, Reading, Reason, Verdict
from nearer.us.arrows import figures
from nearer.us.patterns import _side, lately

SIZE = Estimate(mean=0.3, sd=0.1, low=0.1, high=0.5, p_positive=0.99)
PATHS = Paths(
    x_to_x=SIZE, y_to_x=SIZE, x_to_y=SIZE, y_to_y=SIZE, same_day=SIZE, effective=1.0
)


def reading(loop: Verdict, *ways: Verdict, reason: Reason | None = None) -> Reading:
    there, back = ways
    return Reading(
        n_days=70,
        n_pairs=60,
        reason=reason,
        paths=PATHS,
        leaning=frozenset(),
        verdicts={Path.X_TO_Y: there, Path.Y_TO_X: back},
        loop=loop,
    )


@pytest.mark.parametrize(
    ("loop", "ways", "said", "sure"),
    [
        (
            Verdict.LIKELY,
            (Verdict.LIKELY, Verdict.LIKELY),
            "after Bo drew back more, Al reached out more.",
            "likely",
        ),
        (
            Verdict.UNCLEAR,
            (Verdict.LIKELY, Verdict.LIKELY),
            "not enough to call it one back and forth",
            "unclear",
        ),
        (
            Verdict.UNCLEAR,
            (Verdict.LIKELY, Verdict.UNCLEAR),
            "cannot be told from these days",
            "unclear",
        ),
        (
            Verdict.LIKELY_NOT,
            (Verdict.LIKELY_NOT, Verdict.LIKELY),
            "no such back and forth",
            "likely not there",
        ),
    ],
)
def test_words_claim_no_more_than_the_days(
    loop: Verdict, ways: tuple[Verdict, Verdict], said: str, sure: str
) -> None:
    side = _side(reading(loop, *ways), "Al", "Bo")

    assert said in side.words
    assert side.sure == sure


@pytest.mark.parametrize("reason", list(Reason))
def test_where_nothing_can_be_said_it_says_why_and_draws_nothing(
    reason: Reason,
) -> None:
    nothing = Verdict.NOT_ENOUGH
    found = reading(nothing, nothing, nothing, reason=reason)
    words = _side(found, "Al", "Bo").words

    said, why = words.split(" tell yet. ")
    assert "not enough to" in said
    assert why.endswith(".")
    assert "Al" not in why
    assert "Bo" not in why
    assert figures(found, one="Al", other="Bo", ident="mine") == []


def test_the_round_has_an_arrow_each_way_whole_only_where_it_is_likely() -> None:
    found = reading(Verdict.UNCLEAR, Verdict.LIKELY, Verdict.UNCLEAR)
    drawn, measured = figures(found, one="Al", other="Bo", ident="theirs")

    assert 'class="going lamp"' in drawn.svg
    assert 'class="going back window"' in drawn.svg
    assert drawn.table.rows == (
        ("the next day Bo drew back more", "likely"),
        ("the next day Al reached out more", "unclear"),
    )
    assert "How sure each arrow is" in measured.svg


def test_how_sure_an_arrow_is_stands_in_numbers_as_the_reader_writes_them() -> None:
    size = Estimate(mean=0.1, sd=0.1, low=-0.123, high=0.5, p_positive=0.8)
    paths = replace(PATHS, x_to_y=size, y_to_x=replace(size, low=-0.001))
    found = replace(reading(Verdict.UNCLEAR, *[Verdict.UNCLEAR] * 2), paths=paths)

    with translation.override("es"):
        _, measured = figures(found, one="Al", other="Bo", ident="mine")

    assert [row[1] for row in measured.table.rows] == ["−0,12 – 0,50", "0,00 – 0,50"]
    assert "altibajos" in measured.table.columns[1]


def test_only_half_a_year_up_to_the_latest_day_of_either_is_read() -> None:
    last = date(2026, 7, 1)
    told = {last - timedelta(days=n): {"pur": 1} for n in range(200)}
    quiet = {day: what for day, what in told.items() if day < date(2026, 5, 1)}

    mine, theirs = lately(told, quiet)

    assert min(mine) == min(theirs) == last - timedelta(days=179)
    assert max(theirs) == date(2026, 4, 30)
    assert lately(mine, theirs) == (mine, theirs)
    assert lately({}, {}) == ({}, {})
