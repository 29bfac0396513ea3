"""The square that a phone reads: the standard's marks at the standard's places."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.accounts.square import QUIET, square

FINDER = {  # the seven rows of a corner mark, as bits
    *((x, y) for x in range(7) for y in (0, 6)),
    *((x, y) for y in range(7) for x in (0, 6)),
    *((x, y) for x in (2, 3, 4) for y in (2, 3, 4)),
}


def cells(path: str) -> set[tuple[int, int]]:
    return {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path)}


@pytest.mark.parametrize("text", ["a", "otpauth://totp/Notes?secret=ABC", "äß漢" * 40])
def test_three_corners_hold_the_mark_and_the_edge_is_empty(text: str) -> None:
    drawn = square(text)
    dark, last = cells(drawn.path), drawn.size - QUIET - 7

    for left, top in ((QUIET, QUIET), (last, QUIET), (QUIET, last)):
        corner = {(x - left, y - top) for x, y in dark}
        assert {(x, y) for x in range(7) for y in range(7)} & corner == FINDER
    assert all(QUIET <= n < drawn.size - QUIET for cell in dark for n in cell)


@given(st.text(min_size=1, max_size=60))
def test_a_square_has_one_of_the_standards_sizes(text: str) -> None:
    drawn = square(text)

    assert (drawn.size - 2 * QUIET - 17) % 4 == 0
    assert re.fullmatch(r"(M\d+ \d+h1v1h-1z)+", drawn.path)


def test_one_text_gives_one_square_and_another_text_another() -> None:
    assert square("a") == square("a")
    assert square("a") != square("b")
