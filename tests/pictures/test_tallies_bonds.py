from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.pictures import Bond, Tally, WeekRow, WeekWords, weeks
from tests.pictures.figures import (
    TABLE,
    at,
    drawn,
    of_class,
    some_bonds,
    some_tallies,
    some_weeks,
)

names = st.text(st.characters(codec="utf-8"), max_size=60)


def test_bars_are_as_long_as_their_counts() -> None:
    figure = some_tallies((Tally("a", 4), Tally("b", 2), Tally("c", 0)))
    (four, two) = (at(bar, "width")[0] for bar in of_class(figure, "rect", "tally"))

    assert four == pytest.approx(2 * two, abs=0.01)
    texts = [t.text for t in of_class(figure, "text", "soft")]
    assert texts == ["4", "2", "0"]


def test_weeks_share_one_scale() -> None:
    figure = some_weeks((WeekRow("a", (1, 0, 4)), WeekRow("b", (2, 0, 0), hue="lamp")))
    one, four, two = (at(bar, "height")[0] for bar in of_class(figure, "rect", "tally"))

    assert four == pytest.approx(4 * one, abs=0.02)
    assert four == pytest.approx(2 * two, abs=0.02)
    assert len(of_class(figure, "rect", "lamp")) == 1


@pytest.mark.parametrize(
    "rows", [(), (WeekRow("a", ()),), (WeekRow("a", (1,)), WeekRow("b", (1, 2)))]
)
def test_weeks_that_do_not_fit_together_are_refused(rows: tuple[WeekRow, ...]) -> None:

    with pytest.raises(ValueError, match="length"):
        weeks(
            rows, ident="w", words=WeekWords("t", "a", "b"), sentence="s", table=TABLE
        )


def test_counts_below_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        some_tallies((Tally("a", -1),))
    with pytest.raises(ValueError, match="0 or more"):
        some_weeks((WeekRow("a", (-1,)),))


def test_a_bond_lies_where_its_years_are_and_one_that_goes_on_is_open() -> None:
    figure = some_bonds(
        (
            Bond("a", "2000 to 2010", 2000, 2010, ""),
            Bond("b", "2010 to 2020", 2010, 2020, ""),
            Bond("c", "since 2020", 2020, None, "", goes_on=True),
        )
    )
    first, second, third = (
        at(line, "x1", "x2") for line in of_class(figure, "line", "stretch")
    )

    assert first[0] == 8
    assert first[1] == second[0]
    assert third[1] == 312
    assert len(of_class(figure, "circle", "wished")) == 1


def test_a_bond_without_years_has_no_stretch() -> None:
    figure = some_bonds((Bond("a", "no year", None, None, "a note"),))

    assert of_class(figure, "line", "stretch") == []
    assert of_class(figure, "line", "track") == []


@given(names, names, st.none() | st.integers(1, 9999), st.none() | st.integers(1, 9999))
def test_whatever_is_noted_of_a_bond_can_be_drawn(
    name: str, words: str, began: int | None, ended: int | None
) -> None:
    figure = some_bonds((Bond(name, "years", began, ended, words),))

    assert drawn(figure).get("role") == "img"
    for line in of_class(figure, "line", "stretch"):
        assert all(8 <= x <= 312 for x in at(line, "x1", "x2"))


@given(st.lists(st.builds(Tally, names, st.integers(0, 10**6)), min_size=1, max_size=4))
def test_whatever_is_counted_can_be_drawn(rows: list[Tally]) -> None:
    figure = some_tallies(tuple(rows))

    assert drawn(figure).get("role") == "img"
    for bar in of_class(figure, "rect", "tally"):
        x, width = at(bar, "x", "width")
        assert x + width <= 320
