"""Keyed answers at the door: whole numbers from 0, -1 for none."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nearer.core.measurement._graded import GradedBank
from nearer.core.measurement._types import MISSING, AnswerArray, IntArray


def check_answers(bank: GradedBank, answers: npt.ArrayLike) -> AnswerArray:
    """Return answers as (n_people, n_items) int8, or say which one cannot be."""
    values = np.asarray(answers)
    if values.ndim != 2 or values.shape[1] != bank.n_items:
        raise ValueError(
            f"answers must have {bank.n_items} items per person, got shape "
            f"{values.shape}"
        )
    if values.dtype.kind not in "iu":
        raise ValueError(f"answers must be whole numbers, got {values.dtype}")
    _refuse_out_of_range(bank, values)
    return np.ascontiguousarray(values, dtype=np.int8)


def _refuse_out_of_range(bank: GradedBank, values: IntArray) -> None:
    if values.size == 0:
        return
    highest = bank.n_categories - 1
    columns_ok = (values.max(axis=0) <= highest) & (values.min(axis=0) >= MISSING)
    if columns_ok.all():
        return
    wrong = (values > highest) | (values < MISSING)
    person, item = (int(place[0]) for place in np.nonzero(wrong))
    raise ValueError(
        f"person {person}, item {item}: answer must lie in 0 … {highest[item]} or "
        f"be {MISSING} for none, got {values[person, item]}"
    )
