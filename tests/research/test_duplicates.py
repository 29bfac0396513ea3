"""A row that was seen before is found, in whichever block it stood."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nearer.research.duplicates import Seen


@given(
    rows=arrays(
        np.int16, st.tuples(st.integers(0, 40), st.just(3)), elements=st.integers(0, 2)
    ),
    size=st.integers(1, 7),
)
def test_the_first_of_its_kind_is_named_however_the_rows_are_cut(
    rows: np.ndarray[tuple[int, int], np.dtype[np.int16]], size: int
) -> None:
    seen = Seen(3)
    found: list[int] = []
    for start in range(0, len(rows), size):
        block = rows[start : start + size]
        numbers = np.arange(start, start + len(block), dtype=np.int64)
        found += seen.first_rows(block, numbers).tolist()

    kinds = [tuple(row) for row in rows.tolist()]
    assert found == [kinds.index(kind) for kind in kinds]


def test_memory_grows_by_sixteen_bytes_a_row() -> None:
    seen = Seen(36)
    rng = np.random.default_rng(1)
    for start in range(0, 64_000, 1000):
        block = rng.integers(0, 6, size=(1000, 36), dtype=np.int16)
        seen.first_rows(block, np.arange(start, start + 1000, dtype=np.int64))

    assert seen.nbytes == 64_000 * 16
    assert seen.n_runs <= 7
