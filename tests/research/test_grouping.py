from __future__ import annotations

import numpy as np
import pytest

from nearer.research.grouping import (
    FEWEST,
    FEWEST_NAMED,
    MOST_GROUPS,
    NO_AGE,
    NOT_SAID,
    SMALL,
    Grouping,
    age_band,
    grouping,
)


def grouped(column: str, cells: dict[str, int]) -> Grouping:
    """Group people whose cells are these, so many of each."""
    spellings = list(cells)
    codes = np.repeat(np.arange(len(cells)), list(cells.values())).astype(np.int32)
    return grouping(column=column, spellings=spellings, codes=codes)


@pytest.mark.parametrize(
    ("cell", "band"),
    [
        ("18", "18-24"),
        ("24", "18-24"),
        ("24.9", "18-24"),
        ("25", "25-34"),
        ("80", "55-80"),
        ("110", "81-110"),
        ("111", NO_AGE),
        ("9", NO_AGE),
        ("-30", NO_AGE),
        ("3546789", NO_AGE),
        ("nan", NO_AGE),
        ("thirty", NO_AGE),
        ("0", NOT_SAID),
        ("", NOT_SAID),
    ],
)
def test_ages_fall_into_bands_and_what_is_none_is_said(cell: str, band: str) -> None:
    assert age_band(cell) == band


def test_the_largest_group_is_the_reference_and_small_ones_are_only_counted() -> None:
    found = grouped("gender", {"1": 400, "2": 900, "3": 20, "0": 50, "": 5})

    assert found.labels == ("2", "1")
    assert found.sizes == (900, 400)
    assert found.comparable
    assert found.beside == {"3": 20, NOT_SAID: 55}
    assert np.bincount(found.codes + 1).tolist() == [75, 900, 400]


def test_namibia_is_a_country() -> None:
    found = grouped("country", {"US": 800, "NA": FEWEST, "AX": FEWEST - 1})

    assert found.labels == ("US", "NA")
    assert found.beside == {"AX": FEWEST - 1}


def test_ages_stand_from_young_to_old_after_the_largest() -> None:
    cells = {"60": 400, "30": 900, "20": 500, "3546789": 1, "12": 350}

    found = grouped("Age", cells)

    assert found.labels == ("25-34", "10-17", "18-24", "55-80")
    assert found.beside == {NO_AGE: 1}


def test_only_so_many_groups_are_compared() -> None:
    found = grouped("country", {f"C{n}": 400 + n for n in range(MOST_GROUPS + 3)})

    assert len(found.labels) == MOST_GROUPS
    assert len(found.beside) == 3


def test_groups_too_small_to_name_are_folded_into_one() -> None:
    cells = {"US": 800, "AX": FEWEST_NAMED, "BT": FEWEST_NAMED - 1, "VA": 1, "": 2}

    found = grouped("country", cells)

    assert found.beside == {"AX": FEWEST_NAMED, NOT_SAID: 2, SMALL: FEWEST_NAMED}
    assert found.sizes[0] + sum(found.beside.values()) == sum(cells.values())


def test_one_group_is_nothing_to_compare() -> None:
    assert not grouped("gender", {"1": 900}).comparable
    assert not grouped("gender", {}).comparable
