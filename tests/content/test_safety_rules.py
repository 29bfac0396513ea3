"""The shipped rules against the gate table, over all combinations of answers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.content.safety import safety
from nearer.core.safety import Answer, Switch, Switches, switches

RULES = safety().rules
NINE = [
    "afraid",
    "hurt",
    "threats",
    "pressed",
    "controls",
    "careful",
    "contact",
    "own",
    "seen",
]
HARM = NINE[:7]
FOR_TWO = {Switch.JOIN, Switch.COMPARE, Switch.CARDS}
AFTER_HARM = FOR_TWO | {Switch.TOWARD, Switch.LOOP}


def after(*yes: str, skipped: tuple[str, ...] = ()) -> Switches:
    answers = dict.fromkeys(RULES.questions, Answer.NO)
    answers |= dict.fromkeys(skipped, Answer.SKIPPED)
    answers |= dict.fromkeys(yes, Answer.YES)
    return switches(answers, RULES)


def every_set(names: list[str]) -> Iterator[frozenset[str]]:
    for size in range(len(names) + 1):
        yield from map(frozenset, itertools.combinations(names, size))


def expected(yes: frozenset[str]) -> tuple[set[Switch], list[str]]:
    """Return what the gate table says, written down a second time by hand."""
    off: set[Switch] = set()
    show = []
    harm = bool(yes & set(HARM))
    swings = {"highs", "stuck"} <= yes
    if "crisis" in yes:
        off |= FOR_TWO | {Switch.PRACTICE}
        show.append("crisis")
    if harm:
        off |= AFTER_HARM
        show.append("harm")
    if "own" in yes:
        off |= AFTER_HARM
        show.append("own")
    if "seen" in yes:
        off |= FOR_TWO | {Switch.NOTES}
        show.append("seen")
    if swings:
        off |= {Switch.CLIMB, Switch.LOOP}
        show.append("bond")
    return off, show


def test_the_truth_table_of_the_first_twelve_questions() -> None:
    for yes in every_set([*NINE, "crisis", "highs", "stuck"]):
        off, show = expected(yes)

        found = after(*yes)

        assert (set(found.off), list(found.show)) == (off, show), sorted(yes)


@pytest.mark.parametrize("question", HARM)
def test_any_one_of_the_seven_is_enough(question: str) -> None:
    assert after(question).off == AFTER_HARM


@pytest.mark.parametrize(
    ("yes", "off", "show"),
    [
        ("young", set(Switch), "young"),
        ("dreams guard numb", {Switch.DEPTH, Switch.CLIMB}, "memories"),
        ("drift", {Switch.DEPTH, Switch.CLIMB}, "memories"),
        ("low-twice", {Switch.CLIMB}, "mood"),
        ("worry-twice", {Switch.CLIMB}, "mood"),
        ("drinks", {Switch.UNASKED}, "use"),
        ("drink-count", {Switch.UNASKED}, "use"),
        ("eating", {Switch.TOWARD, Switch.CLIMB, Switch.DEPTH}, "wait"),
        ("unreal", {Switch.TOWARD, Switch.CLIMB, Switch.DEPTH}, "wait"),
        ("high", {Switch.TOWARD, Switch.CLIMB, Switch.DEPTH}, "wait"),
        ("loss", {Switch.TOWARD, Switch.CLIMB, Switch.DEPTH}, "wait"),
        ("declined", FOR_TWO, "declined"),
    ],
)
def test_every_other_situation_alone(yes: str, off: set[Switch], show: str) -> None:
    found = after(*yes.split())

    assert set(Switch) - found.on == off
    assert found.show == (show,)


@pytest.mark.parametrize("yes", ["", "highs", "stuck", "dreams blame", "avoid guard"])
def test_just_below_a_rule_nothing_changes(yes: str) -> None:
    assert after(*yes.split()) == Switches(off=frozenset(), show=(), completed=True)


@pytest.mark.parametrize("question", RULES.questions)
def test_one_skipped_question_changes_at_most_what_two_people_share(
    question: str,
) -> None:
    found = after(skipped=(question,))

    assert found.off == (FOR_TWO if question in RULES.completes else set())
    assert found.show == ()


@given(st.dictionaries(st.sampled_from(RULES.questions), st.sampled_from(Answer)))
def test_one_more_yes_never_switches_anything_back_on(
    answers: dict[str, Answer],
) -> None:
    before = switches(answers, RULES)

    for question in RULES.questions:
        later = switches(answers | {question: Answer.YES}, RULES)

        assert before.off <= later.off, question
        assert set(before.show) <= set(later.show), question


@given(st.sets(st.sampled_from(RULES.questions)))
def test_stopping_early_never_switches_anything_on(yes: set[str]) -> None:
    whole = after(*yes)
    names = list(RULES.questions)

    for reached in range(names.index("crisis") + 1):
        some = {
            name: Answer.YES if name in yes else Answer.NO for name in names[:reached]
        }
        stopped = switches(some, RULES)

        assert stopped.off >= FOR_TWO
        assert stopped.off - FOR_TWO <= whole.off


def test_the_nine_and_the_direct_question_complete_the_check() -> None:
    assert RULES.completes == {*NINE, "crisis"}
    assert RULES.needs_check == FOR_TWO


def test_thoughts_of_dying_hold_the_exercises_for_seven_days() -> None:
    assert RULES.hold_days == {Switch.PRACTICE: 7}


def test_the_names_of_switches_say_nothing_about_why() -> None:
    reasons = "violen abus harm hurt suicid crisis trauma partner danger safe risk fear"

    assert not [
        (switch, word)
        for switch in Switch
        for word in reasons.split()
        if word in switch
    ]
