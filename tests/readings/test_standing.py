"""What the map is drawn from: which sitting counts, what moved, what was told."""

from __future__ import annotations

import pytest

from nearer.content import catalogue
from nearer.core.measurement import Trait, Verdict
from nearer.readings.closeness import Kind
from nearer.readings.moving import Move
from nearer.readings.standing import Standing, read_standing
from tests.readings.pen import Pen
from tests.readings.people import TWO_FEARS, Answer, of_scales, sit

CONTENT = catalogue()
CLOSENESS, HABITS, ROOTS = (
    CONTENT.instruments[name] for name in ("closeness", "habits", "roots")
)
ANXIOUS = of_scales(TWO_FEARS, {"avoidance": 1, "anxiety": 5})
CALM = of_scales(TWO_FEARS, {"avoidance": 1, "anxiety": 1})
MIDDLE = of_scales(TWO_FEARS, {"avoidance": 3, "anxiety": 3})


def standing(pen: Pen) -> Standing:
    return read_standing(pen.entries, catalogue=CONTENT)


def choosing(**options: int) -> Answer:
    return lambda item: options.get(item.replace("-", "_"))


def test_an_empty_diary_has_nothing_to_show() -> None:
    assert read_standing([], catalogue=CONTENT) == Standing(
        fears=None, moved=None, closeness=None, habits=None, roots=None, unfinished=()
    )


def test_the_latest_sitting_with_enough_answers_counts() -> None:
    pen = Pen()
    sit(pen, ANXIOUS)
    sit(pen.later(90), CALM, at_most=3)

    read = standing(pen)

    assert read.fears is not None
    assert read.fears.verdict is Verdict.ANXIETY
    assert read.unfinished == ("two-fears",)


def test_a_later_full_sitting_takes_the_place_of_the_earlier() -> None:
    pen = Pen()
    sit(pen, ANXIOUS)
    sit(pen.later(90), CALM)

    read = standing(pen)

    assert read.fears is not None
    assert read.fears.verdict is Verdict.NEITHER
    assert read.unfinished == ()


def test_a_few_answers_are_shown_as_too_few() -> None:
    pen = Pen()
    sit(pen, ANXIOUS, at_most=3)

    read = standing(pen)

    assert read.fears is not None
    assert read.fears.dials is None


def test_an_opened_sitting_without_answers_shows_nothing() -> None:
    pen = Pen()
    pen.opens(form=TWO_FEARS.binding)

    assert standing(pen).fears is None


def test_answers_to_another_form_are_left_out() -> None:
    pen = Pen()
    sitting = pen.opens(form="another#order")
    pen.answers_all(sitting, dict.fromkeys(TWO_FEARS.item_ids, 5))

    assert standing(pen).fears is None


def test_answers_to_a_questionnaire_that_is_gone_are_left_out() -> None:
    pen = Pen()
    pen.answers(pen.opens("taken-away"), "one", 2)

    assert standing(pen) == read_standing([], catalogue=CONTENT)


def test_one_sitting_has_not_moved() -> None:
    pen = Pen()
    sit(pen, ANXIOUS)

    assert standing(pen).moved is None


@pytest.mark.parametrize(
    ("then", "now", "move"),
    [
        (ANXIOUS, CALM, Move.LESS),
        (CALM, ANXIOUS, Move.MORE),
        (MIDDLE, MIDDLE, Move.WITHIN_NOISE),
    ],
)
def test_the_fear_of_being_left_moved_or_it_is_noise(
    then: Answer, now: Answer, move: Move
) -> None:
    pen = Pen()
    first = sit(pen, then)
    sit(pen.later(70), now)

    read = standing(pen)

    assert read.moved is not None
    assert read.moved.since == first.last
    avoidance, anxiety = read.moved.traits
    assert (avoidance.trait, anxiety.trait) == (Trait.AVOIDANCE, Trait.ANXIETY)
    assert anxiety.move is move
    assert avoidance.move is Move.WITHIN_NOISE


def test_a_small_step_may_be_chance() -> None:
    high = of_scales(TWO_FEARS, {"avoidance": 3, "anxiety": 4})
    pen = Pen()
    sit(pen, high)
    sit(pen.later(70), MIDDLE)

    read = standing(pen)

    assert read.moved is not None
    assert read.moved.traits[Trait.ANXIETY].move is Move.PERHAPS


def test_an_unfinished_sitting_does_not_count_as_a_move() -> None:
    pen = Pen()
    sit(pen, ANXIOUS)
    sit(pen.later(70), CALM, at_most=7)

    assert standing(pen).moved is None


def test_closeness_is_read_as_it_is_and_as_wished() -> None:
    pen = Pen()
    # The first of eleven options is 0, so option 4 is 3 and option 9 is 8.
    answer = choosing(
        emotional_felt=4,
        emotional_wished=9,
        social_felt=6,
        social_wished=4,
        recreational_felt=6,
        recreational_wished=8,
        sexual_felt=3,
    )
    sit(pen, answer, instrument=CLOSENESS)

    read = standing(pen).closeness

    assert read is not None
    assert [kind.id for kind in read.kinds] == [
        "emotional",
        "intellectual",
        "recreational",
        "social",
        "sexual",
    ]
    assert read.kinds[0] == Kind(id="emotional", felt=3.0, wished=8.0)
    assert read.kinds[0].gap == 5.0
    assert read.kinds[4].gap == 0.0  # the wish was skipped
    assert [kind.id for kind in read.by_gap] == ["emotional", "recreational"]
    assert [kind.id for kind in read.told] == [
        "emotional",
        "recreational",
        "social",
        "sexual",
    ]
    assert read.scale == (0, 10)


@pytest.mark.parametrize(
    ("answers", "fun"),
    [
        ({"emotional_felt": 3, "emotional_wished": 8}, True),
        ({"emotional_felt": 8, "emotional_wished": 8}, False),
        ({"recreational_felt": 3, "recreational_wished": 8}, False),
        ({"emotional_felt": 3, "emotional_wished": 8, "recreational_wished": 1}, False),
        ({"emotional_felt": 3, "emotional_wished": 8, "recreational_wished": 2}, True),
    ],
)
def test_fun_is_offered_as_a_gentle_start_to_sharing_feelings(
    answers: dict[str, int], *, fun: bool
) -> None:
    pen = Pen()
    sit(pen, choosing(**answers), instrument=CLOSENESS)

    read = standing(pen).closeness

    assert read is not None
    assert read.starts_with_fun is fun


def test_habits_are_shown_the_most_frequent_first() -> None:
    pen = Pen()
    sit(pen, choosing(joke=2, flaws=4, checking=5, alone=1), instrument=HABITS)

    read = standing(pen).habits

    assert read is not None
    assert [m.item for m in read.marked] == ["checking", "flaws", "joke"]
    assert [m.item for m in read.of("distance")] == ["flaws", "joke"]
    assert [m.item for m in read.of("distance", at_most=1)] == ["flaws"]
    assert read.n_given == 4


def test_roots_that_were_skipped_are_not_told() -> None:
    pen = Pen()
    sit(pen, choosing(), instrument=ROOTS)

    assert standing(pen).roots is None


def test_a_root_that_was_named_is_there_and_a_no_is_not() -> None:
    pen = Pen()
    sit(pen, choosing(loss=3, betrayal=2, alone=1), instrument=ROOTS)

    read = standing(pen).roots

    assert read is not None
    assert [m.item for m in read.marked] == ["loss", "betrayal"]


def test_the_two_fears_are_read_alike_whatever_else_the_diary_holds() -> None:
    alone, among = Pen(), Pen()
    sit(alone, ANXIOUS)
    sit(among, choosing(joke=3), instrument=HABITS)
    sit(among, ANXIOUS)

    first, second = standing(alone).fears, standing(among).fears

    assert first is not None
    assert second is not None
    assert first.dials == second.dials
    assert first.cloud == second.cloud


def test_a_withdrawn_sitting_leaves_the_one_before() -> None:
    pen = Pen()
    sit(pen, ANXIOUS)
    later = sit(pen.later(60), CALM)
    pen.withdraws(later.id)

    read = standing(pen)

    assert read.fears is not None
    assert read.fears.verdict is Verdict.ANXIETY
