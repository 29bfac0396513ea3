from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.pictures import (
    Kind,
    LinesWords,
    Series,
    Stop,
    Way,
    line_with_band,
    loop,
)
from nearer.pictures.axes import spread, ticks
from tests.pictures.figures import (
    TABLE,
    a_loop,
    at,
    drawn,
    of_class,
    some_kinds,
    some_lines,
)


def test_the_loop_says_every_habit_in_order_beside_its_own_arrow() -> None:
    figure = a_loop(habits=("ask again", "wait up"))

    right = [t.text for t in of_class(figure, "text", "habit lamp")]
    left = [t.text for t in of_class(figure, "text", "habit window")]
    assert right == ["ask again", "wait up"]
    assert " ".join(t or "" for t in left) == "se queda en silencio"


@pytest.mark.parametrize(
    ("sure", "dotted"),
    [
        ((None, None), "1"),
        ((True, True), ""),
        ((False, True), "0"),
        ((False,) * 2, "01"),
    ],
)
def test_a_way_that_is_not_sure_is_dotted(
    sure: tuple[bool | None, bool | None], dotted: str
) -> None:
    down, up = sure
    figure = loop(
        ident="loop",
        top=Stop("You", "afraid"),
        down=Way("You reach out", ("once",), sure=down),
        bottom=Stop("The other", "crowded"),
        up=Way("The other steps back", ("goes quiet",), sure=up),
        title="The loop",
        sentence="Round and round.",
        description="You reach out, the other steps back.",
        table=TABLE,
    )

    back = (f"going back {hue}" for hue in ("lamp", "window"))
    found = [bool(of_class(figure, "path", one)) for one in back]
    assert found == [str(place) in dotted for place in range(2)]


def test_more_habits_make_the_ring_taller() -> None:
    short, tall = (
        float((drawn(a_loop(habits=("one",) * n)).get("viewBox") or "").split()[3])
        for n in (1, 12)
    )

    assert tall > short + 100


def test_an_arrow_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="habit"):
        loop(
            ident="loop",
            top=Stop("You", "afraid"),
            down=Way("You reach out", ()),
            bottom=Stop("The other", "crowded"),
            up=Way("The other steps back", ("goes quiet",)),
            title="The loop",
            sentence="Round and round.",
            description="You reach out, the other steps back.",
            table=TABLE,
        )


def test_the_ends_of_a_kind_s_scale_are_the_ends_of_its_line() -> None:
    figure = some_kinds((Kind("Touch", 0, 10),))

    (track,) = of_class(figure, "line", "track")
    (felt,) = [d for d in of_class(figure, "circle", "felt") if at(d, "cy")[0] > 30]
    (wished,) = [d for d in of_class(figure, "circle", "wished") if at(d, "cy")[0] > 30]
    assert at(felt, "cx") + at(wished, "cx") == at(track, "x1", "x2")


def test_a_skipped_kind_is_said_and_not_guessed() -> None:
    figure = some_kinds((Kind("Touch", None, None), Kind("Ideas", 3, None)))

    rows = [d for d in of_class(figure, "circle", "felt") if at(d, "cy")[0] > 30]
    assert len(rows) == 1
    assert "sin respuesta" in [t.text for t in of_class(figure, "text", "soft")]
    assert not of_class(figure, "line", "wish")


@pytest.mark.parametrize(
    "row", [Kind("Touch", 11, 3), Kind("Touch", 3, -1), Kind("Touch", math.nan, 3)]
)
def test_an_answer_outside_the_scale_is_refused(row: Kind) -> None:
    with pytest.raises(ValueError, match="Touch"):
        some_kinds((row,))


def test_a_line_rises_where_its_numbers_rise() -> None:
    marks = [
        at(mark, "cx", "cy")
        for mark in of_class(some_lines(width=640), "circle", "mark window")
    ]

    assert [x for x, _ in marks] == sorted(x for x, _ in marks)
    assert [y for _, y in marks] == sorted((y for _, y in marks), reverse=True)


def test_each_line_carries_its_own_name_at_its_end_or_above() -> None:
    for width in (320, 640):
        names = " ".join(
            t.text or "" for t in of_class(some_lines(width=width), "text", "title")
        )
        assert "miedo a la cercanía" in names
        assert "miedo a que te dejen" in names


@pytest.mark.parametrize(
    "one",
    [
        Series("uneven", (1, 2), (1,)),
        Series("empty", (), ()),
        Series("gap", (1, 2), (1, math.nan)),
        Series("back", (2, 1), (1, 2)),
        Series("half", (1, 2), (1, 2), low=(0,), high=(3, 3)),
    ],
)
def test_a_line_that_cannot_be_drawn_is_named(one: Series) -> None:
    words = LinesWords("t", "x", "y", str)

    with pytest.raises(ValueError, match=one.name):
        line_with_band([one], ident="l", words=words, sentence="s", table=TABLE)


def test_a_flat_line_of_one_point_has_room_around_it() -> None:
    words = LinesWords("t", "x", "y", str)
    figure = line_with_band(
        [Series("one", (3,), (2,))], ident="l", words=words, sentence="s", table=TABLE
    )

    assert len(of_class(figure, "circle", "mark")) == 1


def test_ticks_are_round_numbers() -> None:
    assert ticks(0.83, 0.99) == [0.85, 0.9, 0.95]
    assert ticks(0, 10) == [0, 2, 4, 6, 8, 10]
    assert ticks(-3, 3, about=3) == [-2, 0, 2]


@given(
    st.floats(-1e6, 1e6),
    st.floats(1e-3, 1e6),
    st.integers(1, 12),
)
def test_ticks_lie_inside_and_are_evenly_apart(
    low: float, wide: float, about: int
) -> None:
    found = ticks(low, low + wide, about=about)

    steps = [b - a for a, b in itertools.pairwise(found)]
    assert all(low - wide * 1e-6 <= t <= low + wide * (1 + 1e-6) for t in found)
    assert len(found) <= about + 2
    assert all(step == pytest.approx(steps[0], rel=1e-4) for step in steps)


@pytest.mark.parametrize(("low", "high"), [(1, 1), (2, 1), (0, math.inf)])
def test_ticks_of_no_range_are_refused(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="low < high"):
        ticks(low, high)


@given(st.lists(st.floats(0, 100), max_size=8))
def test_names_are_moved_apart_without_changing_their_order(
    wanted: Sequence[float],
) -> None:
    placed = spread(list(wanted), apart=10)

    by_wish = sorted(range(len(wanted)), key=lambda i: wanted[i])
    in_order = [placed[i] for i in by_wish]
    assert all(b - a >= 10 - 1e-6 for a, b in itertools.pairwise(in_order))


def test_names_with_room_stay_where_they_are() -> None:
    assert spread([50.0, 10.0, 30.0], apart=10) == [50.0, 10.0, 30.0]
