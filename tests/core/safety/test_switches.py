from __future__ import annotations

import pytest

from nearer.core.safety import Answer, Need, Rule, Rules, Switch, Switches, switches

RULES = Rules(
    version=1,
    questions=("danger", "low", "worry", "sleep"),
    completes=frozenset({"danger"}),
    needs_check=frozenset({Switch.JOIN}),
    rules=(
        Rule(
            id="first",
            needs=(Need(of=("danger",)),),
            off=frozenset({Switch.JOIN, Switch.PRACTICE}),
            show="help",
        ),
        Rule(
            id="second",
            needs=(Need(of=("low", "worry", "sleep"), at_least=2),),
            off=frozenset({Switch.CLIMB}),
            show="rest",
        ),
        Rule(
            id="third",
            needs=(Need(of=("danger",)), Need(of=("low",))),
            off=frozenset({Switch.CLIMB}),
            show="help",
        ),
    ),
)


def said(**answers: str) -> Switches:
    return switches({name: Answer(value) for name, value in answers.items()}, RULES)


def test_no_to_everything_leaves_everything_on() -> None:
    found = said(danger="no", low="no", worry="no", sleep="no")

    assert found == Switches(off=frozenset(), show=(), completed=True)
    assert found.on == frozenset(Switch)


def test_a_skipped_question_keeps_only_the_checked_things_off() -> None:
    found = said(danger="skipped", low="no")

    assert found.off == {Switch.JOIN}
    assert found.show == ()
    assert not found.completed


def test_a_question_that_was_not_reached_is_as_good_as_skipped() -> None:
    assert said() == said(danger="skipped", low="skipped")


def test_skipping_what_the_check_does_not_need_leaves_it_complete() -> None:
    assert said(danger="no", low="skipped").completed


def test_one_below_the_number_does_not_fire() -> None:
    assert said(danger="no", low="yes").show == ()
    assert said(danger="no", low="yes", sleep="yes").show == ("rest",)


def test_what_is_shown_stands_once_and_the_most_urgent_first() -> None:
    assert said(danger="yes", low="yes", worry="yes").show == ("help", "rest")


def test_what_is_off_takes_its_parts_along() -> None:
    found = said(danger="yes")

    assert Switch.TOWARD not in found.off
    assert not found.allows(Switch.TOWARD)
    assert not found.allows(Switch.COMPARE)
    assert found.allows(Switch.NOTES)
    assert found.on.isdisjoint({Switch.TOWARD, Switch.DEPTH, Switch.UNASKED})


def test_an_answer_to_an_unknown_question_is_never_overlooked() -> None:
    with pytest.raises(ValueError, match="not among the questions: dnager"):
        said(dnager="yes")


def test_what_comes_back_does_not_say_which_answer_led_to_it() -> None:
    fields = Switches.__slots__

    assert set(fields) == {"off", "show", "completed"}
    assert said(danger="no", low="yes", worry="yes") == said(
        danger="no", worry="yes", sleep="yes"
    )
