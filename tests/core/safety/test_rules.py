from __future__ import annotations

import pytest

from nearer.core.safety import Need, Rule, Rules, Switch

OFF = frozenset({Switch.JOIN})


def rule(*needs: Need, off: frozenset[Switch] = OFF) -> Rule:
    return Rule(id="r", needs=needs, off=off, show="s")


def rules(*wanted: Rule, questions: tuple[str, ...], completes: str = "") -> Rules:
    return Rules(
        version=1,
        questions=questions,
        completes=frozenset(completes.split()),
        needs_check=frozenset({Switch.JOIN}),
        rules=wanted,
    )


def test_a_need_counts_only_its_own_questions() -> None:
    need = Need(of=("a", "b", "c"), at_least=2)

    assert not need.met(frozenset({"a", "x", "y"}))
    assert need.met(frozenset({"a", "c"}))


def test_a_rule_fires_when_every_need_is_met() -> None:
    both = rule(Need(of=("a",)), Need(of=("b", "c")))

    assert not both.fires(frozenset({"b", "c"}))
    assert not both.fires(frozenset({"a"}))
    assert both.fires(frozenset({"a", "c"}))
    assert both.questions == {"a", "b", "c"}


@pytest.mark.parametrize(("of", "at_least"), [((), 1), (("a",), 0), (("a",), 2)])
def test_a_need_that_always_or_never_holds_is_refused(
    of: tuple[str, ...], at_least: int
) -> None:
    with pytest.raises(ValueError, match="at_least must be from 1 to"):
        Need(of=of, at_least=at_least)


def test_a_need_that_counts_a_question_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        Need(of=("a", "a"), at_least=2)


def test_a_rule_that_would_fire_for_everyone_is_refused() -> None:
    with pytest.raises(ValueError, match="always fire"):
        rule()


def test_a_question_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        rules(rule(Need(of=("a",))), questions=("a", "a"))


def test_a_rule_about_an_unknown_question_is_refused() -> None:
    with pytest.raises(ValueError, match="not among the questions: b"):
        rules(rule(Need(of=("a", "b"))), questions=("a",))


def test_a_question_that_no_rule_looks_at_is_refused() -> None:
    with pytest.raises(ValueError, match="no rule looks at: b"):
        rules(rule(Need(of=("a",))), questions=("a", "b"))


def test_a_yes_that_would_switch_the_checked_things_on_is_refused() -> None:
    idle = rule(Need(of=("a",)), off=frozenset({Switch.CLIMB}))

    with pytest.raises(ValueError, match="a yes to a completes the check"):
        rules(idle, questions=("a",), completes="a")
