from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, product
from math import hypot
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer import pictures
from nearer.pictures import Figure, standalone
from nearer.pictures.svg import Canvas, number
from nearer.pictures.words import width_of, wrap
from tests.pictures.figures import (
    DIAL_ES,
    SVG,
    a_dial,
    a_loop,
    at,
    drawn,
    everything,
    of_class,
    some_lines,
)

STYLES = Path(pictures.__file__).parent / "static" / "pictures" / "pictures.css"
EVERY = pytest.mark.parametrize(
    "figure", everything(), ids=lambda f: drawn(f).get("class")
)


@EVERY
def test_it_is_an_image_with_a_name_and_a_description(figure: Figure) -> None:
    root = drawn(figure)

    named = [
        root.findtext(f"{SVG}title") or "",
        root.findtext(f"{SVG}desc") or "",
    ]
    ids = [e.get("id") for e in root if e.tag in {f"{SVG}title", f"{SVG}desc"}]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == " ".join(i or "" for i in ids)
    assert all(named)
    assert figure.sentence in named[1]


@EVERY
def test_a_strict_policy_has_nothing_to_block(figure: Figure) -> None:
    for element in drawn(figure).iter():
        assert element.tag not in {f"{SVG}style", f"{SVG}script", f"{SVG}image"}
        assert not {"style", "href"} & set(element.attrib)
        assert not [name for name in element.attrib if name.startswith("on")]


@EVERY
def test_every_mark_has_its_colour_by_class(figure: Figure) -> None:
    known = set(re.findall(r"\.([a-z]+)", STYLES.read_text(encoding="utf-8")))

    for element in list(drawn(figure))[2:]:
        kinds = (element.get("class") or "").split()
        assert kinds, element.tag
        assert set(kinds) & known or element.tag == f"{SVG}text"
        assert (element.get("fill") or element.get("stroke")) in {
            "currentColor",
            "none",
        }


@EVERY
def test_text_keeps_twelve_pixels_where_it_is_shown(figure: Figure) -> None:
    width = float((drawn(figure).get("viewBox") or "").split()[2])

    # 280 px is the column of a 320 px window; a drawing for a file is shown as it is.
    shown = 280 if width <= 320 else width
    sizes = [at(t, "font-size")[0] for t in of_class(figure, "text", "")]
    assert min(sizes) * shown / width >= 12


def boxes(figure: Figure) -> list[tuple[str, float, float, float, float]]:
    """Return where each line of words stands, by the measure that places them."""
    found = []
    for text in of_class(figure, "text", ""):
        x, y, size = at(text, "x", "y", "font-size")
        kinds = (text.get("class") or "").split()
        wide = width_of(
            text.text or "", size=size, bold=bool({"title", "way"} & set(kinds))
        )
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[
            text.get("text-anchor") or "start"
        ]
        found.append((text.text or "", left, left + wide, y - size * 0.78, y + 2.5))
    return found


@EVERY
def test_no_words_stand_on_other_words(figure: Figure) -> None:
    for one, other in combinations(boxes(figure), 2):
        across = min(one[2], other[2]) - max(one[1], other[1])
        down = min(one[4], other[4]) - max(one[3], other[3])
        assert across <= 0 or down <= 0, (one[0], other[0])


@pytest.mark.parametrize(
    "title",
    ["Miedo a que te abandonen", "Fear", "Fear of being left by someone one loves"],
)
def test_the_words_inside_a_dial_stay_clear_of_its_band(title: str) -> None:
    figure = a_dial(1.6, 1, 5, words=replace(DIAL_ES, title=title))

    inside = [box for box in boxes(figure) if 60 < box[4] < 194]
    assert len(inside) >= 3
    for words, left, right, top, bottom in inside:
        for x, y in product((left, right), (top, bottom)):
            # the band is 20 wide on an arc of radius 142 round (160, 194)
            assert hypot(x - 160, y - 194) < 132, words


@pytest.mark.parametrize("habits", [("mm " * 20,), ("a",) * 9, ("no duermes hasta",)])
def test_the_words_inside_a_loop_stay_clear_of_its_ring(
    habits: tuple[str, ...],
) -> None:
    figure = a_loop(habits=habits)

    (start, end) = (at(stop, "cy")[0] for stop in of_class(figure, "circle", "stop"))
    inside = [box for box in boxes(figure) if start < box[3] and box[4] < end]
    assert len(inside) >= 3
    for words, left, right, top, bottom in inside:
        for x, y in product((left, right), (top, bottom)):
            # a ring from 6 to 314 with corners of 46
            across = max(52 - x, x - 268, 0)
            down = max(start + 46 - y, y - (end - 46), 0)
            assert hypot(across, down) < 44, words


@EVERY
def test_no_words_leave_the_drawing(figure: Figure) -> None:
    _, _, width, height = map(float, (drawn(figure).get("viewBox") or "").split())

    for words, left, right, top, bottom in boxes(figure):
        assert left >= -1, words
        assert right <= width + 1, words
        assert top >= 0, words
        assert bottom <= height + 1, words


@given(st.text(max_size=40))
def test_whatever_a_person_types_is_shown_and_never_run(habit: str) -> None:
    figure = a_loop(habits=(habit or "a",))

    assert "<script" not in figure.svg
    assert ET.fromstring(figure.svg).get("role") == "img"


def test_markup_in_words_is_words() -> None:
    figure = a_loop(habits=('"/><script>alert(1)</script>&',))

    words = "".join(t.text or "" for t in of_class(figure, "text", "habit lamp"))
    assert words.replace(" ", "") == '"/><script>alert(1)</script>&'


def test_words_that_xml_cannot_hold_are_left_out() -> None:
    figure = a_loop(habits=("a\x00b\x1f",))

    assert of_class(figure, "text", "habit lamp")[0].text == "ab"


@pytest.mark.parametrize("ident", ["", "1a", "a b", 'a"', "a>"])
def test_an_ident_that_is_no_id_is_refused(ident: str) -> None:
    with pytest.raises(ValueError, match="ident"):
        Canvas(ident=ident, width=1, title="t", description="d", kind="k")


@pytest.mark.parametrize(
    ("value", "written"), [(1.0, "1"), (-0.001, "0"), (2.345, "2.35"), (10.5, "10.5")]
)
def test_coordinates_are_short(value: float, written: str) -> None:
    assert number(value) == written


def test_a_coordinate_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        number(float("nan"))


def test_a_file_of_its_own_carries_its_colours_for_both_looks() -> None:
    source = standalone(some_lines(width=640))

    assert source.index("<style>") < source.index("<title")
    assert "prefers-color-scheme: dark" in source
    # A margin on all four sides, as a part of the drawing: nothing of it is cut off.
    assert ET.fromstring(source).get("viewBox") == "-24 -24 688 378"
    assert "padding" not in source


def test_a_file_of_its_own_has_colours_without_variables() -> None:
    style = standalone(some_lines(width=640)).partition("</style>")[0]

    for rule in re.findall(r"\{([^{}]*)\}", style):
        said = [one.strip().partition(": ") for one in rule.split(";")]
        plain = {name for name, _, value in said if "var(" not in value}
        asked = {name for name, _, value in said if "var(" in value}
        drawn_with = {name for name in asked if not name.startswith("--")}
        assert drawn_with - {"background"} <= plain  # on paper there is none
    lamp = re.search(r"[^}]*\.lamp\.spread \{ fill: (#\w+);", style)
    assert lamp
    assert f"--lamp: {lamp[1]};" in style
    # As strong as the rule that browsers follow, so that a later one still wins.
    assert ".picture.lamp ." not in style


@given(st.text("abcdefg mnop", max_size=80), st.floats(20, 300))
def test_wrapping_keeps_every_word_in_order(words: str, width: float) -> None:
    lines = wrap(words, width=width)

    assert " ".join(lines).split() == words.split()
    assert all(width_of(line) <= width or " " not in line for line in lines)


@pytest.mark.parametrize(
    ("words", "measured"),  # in DejaVu Sans Bold, the widest of the usual fonts
    [
        ("Days with more than is usual for you: 17", 22.87),
        ("Días con más de lo habitual para ti: 17", 21.78),
        ("Naming it, and coming back", 15.76),
        ("Nombrarlo, decir cuánto y volver", 18.58),
    ],
)
def test_bold_words_are_taken_for_at_least_as_wide_as_they_stand(
    words: str, measured: float
) -> None:
    assert measured <= width_of(words, size=1, bold=True) <= measured * 1.1


def test_wrapping_leaves_no_lonely_word() -> None:
    # Filled greedily, the last line would be "alarma" alone.
    lines = wrap("la cercanía enciende una alarma", width=200)

    assert lines == ["la cercanía enciende", "una alarma"]


def test_wrapping_into_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        wrap("a", width=0)
