"""A cell is an option, no answer, or wrong; nothing is guessed."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.cli.reading.answers import Spellings
from nearer.cli.reading.tables import Block
from nearer.cli.refusal import RefusalError
from nearer.research import NO_ANSWER, WRONG_VALUE


def read(*cells: str, missing: tuple[str, ...] | None = None) -> list[int]:
    spellings = Spellings((1.0, 2.0, 3.0, 4.0, 5.0), missing=missing)
    rows = Block(1, 2, [[cell, cell] for cell in cells])
    return [int(option) for option in spellings.read(rows, [0, 1])[:, 0]]


@pytest.mark.parametrize("cell", ["4", " 4 ", "4.0", "4.", "+4", "04", "4.000"])
def test_an_answer_however_it_is_spelt(cell: str) -> None:
    assert read("1", "5", cell, cell) == [1, 5, 4, 4]


@pytest.mark.parametrize("cell", ["", "   ", "0", "0.0", "-0", "NA"])
def test_no_answer_by_the_usual_signs(cell: str) -> None:
    assert read(cell) == [NO_ANSWER]


def test_no_answer_by_signs_that_were_asked_for() -> None:
    cells = ("-9", "-9.00", "refused", "", "0", "NA")

    options = read(*cells, missing=("-9", "refused"))

    assert options == [NO_ANSWER] * 4 + [WRONG_VALUE] * 2


@pytest.mark.parametrize(
    "cell",
    [
        *("6", "-1", "4.5", "4.0000001", "na", "four", "٤", "1_0", "4e0", "--5"),
        *("nan", "inf", "4,0", "9" * 5000),
    ],
)
def test_a_wrong_cell_is_never_guessed(cell: str) -> None:
    assert read(cell) == [WRONG_VALUE]


def test_where_zero_is_an_answer_it_is_one() -> None:
    spellings = Spellings((0.0, 1.0, 2.0))

    options = spellings.read(Block(1, 2, [["0", "2"], ["NA", "1"]]), [0, 1])

    np.testing.assert_array_equal(options, [[1, 3], [NO_ANSWER, 2]])


def test_wrong_and_long_spellings_do_not_fill_the_memory() -> None:
    spellings = Spellings((1.0, 2.0))
    for number in range(1000):
        assert spellings[f"x{number}"] == spellings["wrong"]
        assert spellings[" " * (number + 9) + "2"] == 2

    assert len(spellings) == 0


def test_what_stood_for_no_answer_is_counted() -> None:
    spellings = Spellings((1.0, 2.0))
    for _ in range(2):
        spellings.read(Block(1, 2, [["0", "2"], ["", "NA"], ["0.0", "1"]]), [0, 1])

    assert spellings.missing_met == {"0": 4, "": 2, "NA": 2}


def test_codes_for_missing_that_cannot_be_are_refused() -> None:
    with pytest.raises(RefusalError, match="3 is an answer"):
        Spellings((1.0, 2.0, 3.0), missing=("3",))
    with pytest.raises(RefusalError, match="Name fewer"):
        Spellings((1.0, 2.0), missing=[str(n) for n in range(90, 120)])
