"""Which question comes next, when to stop, and how far along one is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.content import catalogue
from nearer.core.measurement import Trait
from nearer.readings.asking import Progress, asking, belief
from nearer.readings.sitting import Sitting, sittings
from tests.readings.pen import Pen
from tests.readings.people import TWO_FEARS, of_levels, of_scales, shown, sit

ECR = catalogue().instruments["ecr36"]
MIDDLE = of_scales(TWO_FEARS, {"avoidance": 3, "anxiety": 3})
RTOL_OTHER_GRID = 2e-3  # the reference numbers come from a grid from -6 to 6 by .1


def one(pen: Pen) -> Sitting:
    return sittings(pen.entries)[-1]


def fresh(seed: int = 7) -> Sitting:
    pen = Pen()
    pen.opens(form=TWO_FEARS.binding, seed=seed)
    return one(pen)


def test_a_new_sitting_begins_with_some_item() -> None:
    state = asking(instrument=TWO_FEARS, sitting=fresh())

    assert state.item in TWO_FEARS.item_ids
    assert state.reason is None
    assert state.progress is Progress.BEGINNING
    assert (state.n_asked, state.n_given, state.enough) == (0, 0, False)


def test_the_same_diary_asks_the_same_question_again() -> None:
    sitting = fresh()

    first = asking(instrument=TWO_FEARS, sitting=sitting)

    assert asking(instrument=TWO_FEARS, sitting=sitting) == first


def test_another_seed_may_ask_another_question() -> None:
    firsts = {asking(instrument=TWO_FEARS, sitting=fresh(s)).item for s in range(20)}

    assert len(firsts) > 1


def test_nothing_is_asked_twice_and_no_more_than_twenty() -> None:
    sitting = sit(Pen(), MIDDLE)

    assert 8 <= len(sitting.answers) <= 20
    assert sitting.closed in {"precise", "limit"}


def test_both_fears_are_asked_about_and_facets_take_turns() -> None:
    sitting = sit(Pen(), MIDDLE)

    items = [TWO_FEARS.item(item) for item in sitting.answers]
    assert {item.scale for item in items[:2]} == {"avoidance", "anxiety"}
    assert min([i.scale for i in items].count(s) for s in TWO_FEARS.scales) >= 4
    assert sum(item.reversed for item in items[:8]) >= 4


def test_a_skipped_question_is_not_asked_again_and_counts() -> None:
    sitting = sit(Pen(), lambda _: None)

    state = asking(instrument=TWO_FEARS, sitting=sitting)

    assert (state.n_asked, state.n_given, state.enough) == (20, 0, False)
    assert sitting.closed == "limit"


def test_a_closed_sitting_asks_nothing_more() -> None:
    pen = Pen()
    sitting = sit(pen, MIDDLE, at_most=8)
    pen.closes(sitting.id, "stopped")

    state = asking(instrument=TWO_FEARS, sitting=one(pen))

    assert (state.item, state.reason, state.progress) == (
        None,
        "stopped",
        Progress.DONE,
    )
    assert state.enough


def test_the_end_is_seen_though_the_closing_was_never_written() -> None:
    pen = Pen()
    sitting = sit(pen, MIDDLE)

    state = asking(instrument=TWO_FEARS, sitting=replace(sitting, closed=None))

    assert state.item is None
    assert state.reason == sitting.closed


def test_one_goes_on_where_one_stopped() -> None:
    pen = Pen()
    sit(pen, MIDDLE, at_most=6)
    stopped = one(pen)
    next_then = asking(instrument=TWO_FEARS, sitting=stopped).item

    next_later = asking(instrument=TWO_FEARS, sitting=one(pen.later(3))).item

    assert next_then == next_later


def test_an_item_that_the_form_lacks_changes_nothing() -> None:
    pen = Pen()
    sitting = sit(pen, MIDDLE, at_most=5)
    before = asking(instrument=TWO_FEARS, sitting=sitting)

    pen.answers(sitting.id, "from-an-older-form", 2)

    assert asking(instrument=TWO_FEARS, sitting=one(pen)) == before


@given(
    st.permutations(TWO_FEARS.item_ids[:12]),
    st.lists(st.integers(1, 5), min_size=12, max_size=12),
)
def test_the_order_of_answers_is_irrelevant_to_the_estimate(
    order: list[str], options: list[int]
) -> None:
    answers = dict(zip(TWO_FEARS.item_ids, options, strict=False))
    straight, mixed = Pen(), Pen()
    straight.answers_all(straight.opens(), answers)
    mixed.answers_all(mixed.opens(), {item: answers[item] for item in order})

    one_way = belief(instrument=TWO_FEARS, sitting=one(straight))
    other_way = belief(instrument=TWO_FEARS, sitting=one(mixed))

    assert one_way.mean == pytest.approx(other_way.mean, abs=1e-12)
    assert one_way.sd == pytest.approx(other_way.sd, abs=1e-12)


@given(st.sets(st.sampled_from(TWO_FEARS.item_ids), max_size=10))
def test_skipped_answers_change_no_estimate(skipped: set[str]) -> None:
    pen = Pen()
    sitting = pen.opens()
    answered = {i: 4 for i in TWO_FEARS.item_ids[:10] if i not in skipped}
    pen.answers_all(sitting, answered)
    before = belief(instrument=TWO_FEARS, sitting=one(pen))

    pen.answers_all(sitting, dict.fromkeys(sorted(skipped)))

    assert (belief(instrument=TWO_FEARS, sitting=one(pen)).mean == before.mean).all()


def test_changing_an_answer_back_restores_the_estimate() -> None:
    pen = Pen()
    sitting = sit(pen, MIDDLE, at_most=9)
    before = belief(instrument=TWO_FEARS, sitting=sitting)
    item = list(sitting.answers)[3]

    pen.answers(sitting.id, item, 1)
    changed = belief(instrument=TWO_FEARS, sitting=one(pen))
    pen.answers(sitting.id, item, sitting.answers[item])

    assert (changed.mean != before.mean).any()
    assert (belief(instrument=TWO_FEARS, sitting=one(pen)).mean == before.mean).all()


def test_answers_narrow_the_estimate_on_average() -> None:
    narrower = []
    for seed in range(12):
        pen = Pen()
        someone = of_levels(
            TWO_FEARS, {Trait.AVOIDANCE: 0.4, Trait.ANXIETY: -0.3}, seed=seed
        )
        few = belief(instrument=TWO_FEARS, sitting=sit(pen, someone, at_most=4))
        more = belief(instrument=TWO_FEARS, sitting=sit(Pen(), someone, at_most=14))
        narrower.append(few.sd - more.sd)

    assert np.mean(narrower, axis=0).min() > 0.1


@pytest.mark.parametrize(
    ("avoidance", "anxiety", "mean"),
    [  # reference numbers for the 36 published items
        (3, 3, (0.5722, -0.1648)),
        (2, 4, (-0.3473, 0.7605)),
        (4, 2, (1.3955, -1.0092)),
    ],
)
def test_answers_as_shown_give_the_published_estimate(
    avoidance: int, anxiety: int, mean: tuple[float, float]
) -> None:
    keyed = {"avoidance": avoidance, "anxiety": anxiety}
    pen = Pen()
    pen.answers_all(
        pen.opens("ecr36"),
        {item.id: shown(ECR, item.id, keyed[item.scale]) for item in ECR.items},
    )

    found = belief(instrument=ECR, sitting=one(pen))

    assert found.mean == pytest.approx(mean, abs=RTOL_OTHER_GRID)


def test_a_bank_that_was_asked_to_the_end_is_exhausted() -> None:
    pen = Pen()
    sitting = pen.opens(form=ECR.binding)
    pen.answers_all(sitting, dict.fromkeys(ECR.item_ids))

    state = asking(instrument=ECR, sitting=one(pen))

    assert (state.item, state.reason) == (None, "exhausted")


@pytest.mark.parametrize("seed", range(10))
def test_progress_in_words_never_goes_back(seed: int) -> None:
    levels = {Trait.AVOIDANCE: 1.0, Trait.ANXIETY: -1.0}
    someone = of_levels(TWO_FEARS, levels, seed=seed)
    pen, seen = Pen(), list[Progress]()
    opened = pen.opens(form=TWO_FEARS.binding, seed=seed)

    state = asking(instrument=TWO_FEARS, sitting=one(pen))
    while state.item:
        seen.append(state.progress)
        pen.answers(opened, state.item, someone(state.item))
        state = asking(instrument=TWO_FEARS, sitting=one(pen))

    assert seen == sorted(seen, key=list(Progress).index)
    assert set(seen) == set(Progress) - {Progress.DONE}
