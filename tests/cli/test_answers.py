"""A cell is an answer, a missing one, or wrong; nothing is guessed."""

from __future__ import annotations

import numpy as np
import pytest

from nearer.cli.answers import MISSING, WRONG, Spellings
from nearer.cli.refusal import RefusalError
from nearer.cli.tables import Block


@pytest.fixture
def spellings() -> Spellings:
    return Spellings(low=1, high=5, missing=("0", "NA", "-9"))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1", 0),
        ("5", 4),
        (" 4 ", 3),
        ("4.0", 3),
        ("4.", 3),
        ("+4", 3),
        ("04", 3),
        ("", MISSING),
        ("   ", MISSING),
        ("0", MISSING + 1),
        ("0.0", MISSING + 1),
        ("NA", MISSING + 2),
        ("-9", MISSING + 3),
        ("-9.00", MISSING + 3),
        *((wrong, WRONG) for wrong in ("6", "-1", "4.5", "na", "four", "٤", "1_0")),
        *((wrong, WRONG) for wrong in ("4e0", "--5", "nan", "inf", "4,0", "9" * 5000)),
    ],
)
def test_what_a_cell_means(spellings: Spellings, cell: str, code: int) -> None:
    assert spellings[cell] == code
    assert spellings[cell] == code


def test_wrong_cells_do_not_fill_the_memory(spellings: Spellings) -> None:
    for number in range(1000):
        assert spellings[f"x{number}"] == WRONG
        assert spellings["4." + "0" * (number + 9)] == 3

    assert len(spellings) == 0


def test_a_block_is_read_in_the_order_of_the_items(spellings: Spellings) -> None:
    block = Block(1, 2, [["DE", "5", "1"], ["NA", "", "0"]])

    codes = spellings.read(block, [2, 1])

    np.testing.assert_array_equal(codes, [[0, 4], [MISSING + 1, MISSING]])


def test_too_many_codes_for_missing_are_refused() -> None:
    with pytest.raises(RefusalError, match="Name fewer"):
        Spellings(low=1, high=5, missing=[str(n) for n in range(90, 120)])
