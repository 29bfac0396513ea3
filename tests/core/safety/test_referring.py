from __future__ import annotations

import pytest

from nearer.core.safety import Referral, referrals

WAYS = ("line", "doctor", "therapist")
RULES = (
    Referral(id="urgent", signs=frozenset({"danger"}), options=WAYS),
    Referral(id="slow", signs=frozenset({"stuck", "tired"}), options=WAYS),
)


def test_without_a_sign_nothing_is_suggested() -> None:
    assert referrals([], RULES) == ()


@pytest.mark.parametrize("sign", ["stuck", "tired"])
def test_any_one_sign_is_enough(sign: str) -> None:
    assert [rule.id for rule in referrals([sign], RULES)] == ["slow"]


def test_the_most_urgent_comes_first_and_each_comes_once() -> None:
    found = referrals(["tired", "danger", "stuck"], RULES)

    assert [rule.id for rule in found] == ["urgent", "slow"]


def test_a_sign_that_no_rule_knows_is_never_overlooked() -> None:
    with pytest.raises(ValueError, match="no referral knows: dnager"):
        referrals(["dnager", "stuck"], RULES)


@pytest.mark.parametrize(
    "options", [(), ("line",), ("line", "line", "doctor"), (*WAYS, "friend")]
)
def test_a_suggestion_names_three_ways(options: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="must name 3 different ways"):
        Referral(id="r", signs=frozenset({"s"}), options=options)


def test_a_suggestion_without_a_sign_is_refused() -> None:
    with pytest.raises(ValueError, match="would never come"):
        Referral(id="r", signs=frozenset(), options=WAYS)
