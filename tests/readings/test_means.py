"""Plain means of any questionnaire: only where enough was answered."""

from __future__ import annotations

import pytest

from nearer.content import catalogue
from nearer.readings.means import read_means
from nearer.readings.sitting import Sitting, sittings
from tests.readings.pen import Pen
from tests.readings.people import TWO_FEARS, of_scales, shown

CLOSENESS = catalogue().instruments["closeness"]


def sitting_of(answers: dict[str, int]) -> Sitting:
    pen = Pen()
    pen.answers_all(pen.opens(), answers)
    return sittings(pen.entries)[0]


def test_a_mean_is_of_what_the_options_count() -> None:
    felt = [item.id for item in CLOSENESS.of_scale("felt")]
    # Options 1, 3, 5, 7, 9 of 0 … 10 count 0, 2, 4, 6, 8.
    answers = dict(zip(felt, (1, 3, 5, 7, 9), strict=True))

    felt_mean, wished = read_means(sitting=sitting_of(answers), instrument=CLOSENESS)

    assert felt_mean.mean == 4.0
    assert (felt_mean.lowest, felt_mean.highest) == (0.0, 10.0)
    assert (wished.mean, wished.n_given, wished.n_items) == (None, 0, 5)


def test_reversed_items_are_turned() -> None:
    answer = of_scales(TWO_FEARS, {"avoidance": 4, "anxiety": 2})
    answers = {item: answer(item) for item in TWO_FEARS.item_ids}

    read = read_means(
        sitting=sitting_of({i: v for i, v in answers.items() if v}),
        instrument=TWO_FEARS,
    )

    assert [scale.mean for scale in read] == [4.0, 2.0]


@pytest.mark.parametrize(("n_given", "scored"), [(3, False), (4, True)])
def test_a_mean_needs_four_of_five(n_given: int, *, scored: bool) -> None:
    felt = [item.id for item in CLOSENESS.of_scale("felt")][:n_given]

    read = read_means(sitting=sitting_of(dict.fromkeys(felt, 6)), instrument=CLOSENESS)

    assert (read[0].mean == 5.0) is scored


def test_an_item_that_the_form_lacks_changes_nothing() -> None:
    answers = {item: shown(TWO_FEARS, item, 3) for item in TWO_FEARS.item_ids}

    plain = read_means(sitting=sitting_of(answers), instrument=TWO_FEARS)
    odd = read_means(sitting=sitting_of(answers | {"gone": 5}), instrument=TWO_FEARS)

    assert odd == plain
