from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given

from nearer.core.measurement import (
    Judgements,
    Lead,
    Level,
    Posterior,
    Prior,
    Scores,
    Trait,
    Verdict,
    VerdictRules,
    posterior,
    score,
    verdict,
)
from tests.core.measurement.banks import ecr36
from tests.core.strategies import posteriors

AN, AV, UNCLEAR = "anxiety", "avoidance", "unclear"

# P(anxiety leads) in SD, in answers, P(avoidance, anxiety elevated) → verdict, lead
CASES = [
    (0.95, 0.95, 0.1, 0.9, AN, AN),
    (0.05, 0.05, 0.9, 0.1, AV, AV),
    (0.95, 0.95, 0.9, 0.9, "both", AN),
    (0.50, 0.50, 0.8, 0.8, "both", UNCLEAR),
    (0.50, 0.50, 0.2, 0.2, "neither", UNCLEAR),
    (0.05, 0.05, 0.1, 0.1, "neither", AV),
    (0.95, 0.95, 0.5, 0.9, UNCLEAR, AN),  # avoidance "?"
    (0.05, 0.05, 0.9, 0.5, UNCLEAR, AV),  # anxiety "?"
    (0.95, 0.95, 0.5, 0.5, UNCLEAR, AN),
    (0.50, 0.95, 0.1, 0.9, UNCLEAR, UNCLEAR),  # one criterion is not sure
    (0.95, 0.50, 0.1, 0.9, UNCLEAR, UNCLEAR),
    (0.05, 0.95, 0.1, 0.9, UNCLEAR, UNCLEAR),  # the two contradict each other
    (0.90, 0.95, 0.1, 0.9, UNCLEAR, UNCLEAR),  # more than .9, not .9
    (0.05, 0.05, 0.1, 0.9, UNCLEAR, AV),  # leads, but the other one is high
    (0.95, np.nan, 0.1, 0.9, UNCLEAR, UNCLEAR),  # no item about one of them
    (0.95, 0.95, np.nan, 0.9, UNCLEAR, AN),
]


def scores_of(case: tuple[float, ...]) -> Scores:
    by_z, by_raw, avoidance, anxiety = (np.array([x]) for x in case)
    pair, one = np.zeros((1, 2)), np.zeros(1)
    return Scores(
        mean=pair,
        sd=pair,
        covariance=one,
        p_anxiety_leads=by_z,
        p_anxiety_leads_raw=by_raw,
        expected_mean=pair,
        expected_mean_sd=pair,
        p_elevated=np.stack([avoidance, anxiety], axis=1),
        n_answered=np.zeros((1, 2), dtype=np.intp),
    )


@pytest.mark.parametrize("case", CASES)
def test_the_double_criterion(
    case: tuple[float, float, float, float, str, str],
) -> None:
    *numbers, said, lead = case

    got = verdict(scores_of(tuple(numbers)))

    assert got.verdict.tolist() == [said]
    assert got.lead.tolist() == [lead]


def test_a_contradiction_is_told_apart_from_doubt() -> None:
    contradict = verdict(scores_of((0.05, 0.95, 0.1, 0.9)))
    doubt = verdict(scores_of((0.5, 0.95, 0.1, 0.9)))

    assert contradict.lead_by_z.tolist() == ["avoidance"]
    assert contradict.lead_by_raw.tolist() == ["anxiety"]
    assert contradict.criteria_contradict.tolist() == [True]
    assert doubt.criteria_contradict.tolist() == [False]


def test_levels_include_their_limits() -> None:
    got = verdict(scores_of((0.5, 0.5, 0.2, 0.8)))

    assert got.avoidance.tolist() == ["L"]
    assert got.anxiety.tolist() == ["H"]


@given(found=posteriors())
def test_one_person_and_many_are_judged_alike(found: Posterior) -> None:
    alone = verdict(found)
    many = verdict(
        scores_of(
            (
                found.p_anxiety_leads,
                found.p_anxiety_leads_raw,
                *(found.p_elevated(trait) for trait in Trait),
            )
        )
    )

    for field in fields(Judgements):
        assert getattr(alone, field.name) == getattr(many, field.name)[0]
    assert alone.criteria_contradict == many.criteria_contradict[0]
    assert isinstance(alone.verdict, Verdict)
    assert isinstance(alone.lead, Lead)
    assert isinstance(alone.avoidance, Level)


def test_the_middle_on_everything_says_nothing() -> None:
    # Ticking the midpoint throughout is +0.57 SD of avoidance and -0.16 of anxiety:
    # compared with others avoidance leads, by the answers themselves nothing does.
    found = posterior(
        bank=ecr36().bank, answers=np.full(36, 2), prior=Prior(correlation=0.0178)
    )

    got = verdict(found)

    assert got.verdict is Verdict.UNCLEAR
    assert got.lead is Lead.UNCLEAR
    assert got.lead_by_z is Lead.AVOIDANCE
    assert got.lead_by_raw is Lead.UNCLEAR
    assert not got.criteria_contradict
    assert (got.avoidance, got.anxiety) == (Level.UNSURE, Level.UNSURE)


def test_clear_answers_get_a_clear_verdict() -> None:
    ecr = ecr36()
    rows = np.stack(
        [
            np.where(ecr.avoidance, 0, 4),
            np.where(ecr.avoidance, 4, 0),
            np.full(36, 4),
            np.full(36, 0),
        ]
    )

    got = verdict(score(bank=ecr.bank, answers=rows, prior=Prior(correlation=0.0178)))

    assert got.verdict.tolist() == ["anxiety", "avoidance", "both", "neither"]


def test_stricter_rules_say_less() -> None:
    case = scores_of((0.95, 0.95, 0.1, 0.9))

    strict = VerdictRules(lead_certainty=0.96, high=0.95, low=0.05)

    assert verdict(case, rules=strict).lead.tolist() == ["unclear"]
    assert verdict(case, rules=strict).anxiety.tolist() == ["?"]


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ({"lead_certainty": 0.4}, "lead_certainty must lie in 0.5 … 1, got 0.4"),
        ({"lead_certainty": 1.0}, "lead_certainty must lie in 0.5 … 1, got 1.0"),
        ({"low": 0.8}, "low and high must rise within 0 … 1, got 0.8, 0.8"),
        ({"high": 1.1}, "low and high must rise within 0 … 1, got 0.2, 1.1"),
    ],
)
def test_rules_that_make_no_sense_are_refused(
    rules: dict[str, float], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        VerdictRules(**rules)
