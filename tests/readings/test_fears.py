"""Where answers put a person between the two fears, and what may not be said yet."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.content import Instrument, catalogue
from nearer.core.measurement import Judgement, Lead, Level, Trait, Verdict
from nearer.readings.fears import Fears, Note, Why, _why, read_fears
from nearer.readings.sitting import sittings
from tests.readings.pen import Pen
from tests.readings.people import TWO_FEARS, Answer, of_scales, shown, sit

ECR = catalogue().instruments["ecr36"]


def fears_of(
    avoidance: int, anxiety: int, *, instrument: Instrument = TWO_FEARS, seed: int = 7
) -> Fears:
    answer = of_scales(instrument, {"avoidance": avoidance, "anxiety": anxiety})
    return fears_by(answer, instrument=instrument, seed=seed)


def fears_by(
    answer: Answer,
    *,
    instrument: Instrument = TWO_FEARS,
    seed: int = 7,
    at_most: int = 99,
) -> Fears:
    sitting = sit(Pen(), answer, instrument=instrument, seed=seed, at_most=at_most)
    return read_fears(sitting=sitting, instrument=instrument)


@pytest.mark.parametrize("instrument", [TWO_FEARS, ECR], ids=lambda i: i.id)
@pytest.mark.parametrize(
    ("avoidance", "anxiety", "verdict"),
    [
        (5, 1, Verdict.AVOIDANCE),
        (1, 5, Verdict.ANXIETY),
        (5, 5, Verdict.BOTH),
        (1, 1, Verdict.NEITHER),
    ],
)
def test_plain_answers_get_a_plain_verdict(
    instrument: Instrument, avoidance: int, anxiety: int, verdict: Verdict
) -> None:
    read = fears_of(avoidance, anxiety, instrument=instrument)

    assert read.verdict is verdict
    assert read.why == ()


def test_the_middle_is_no_verdict_and_says_why() -> None:
    read = fears_of(3, 3)

    assert read.verdict is Verdict.UNCLEAR
    assert Why.MIDDLE in read.why


def test_no_certainty_is_named_where_none_leads() -> None:
    assert fears_of(3, 3).certainty is None
    assert fears_of(1, 5).certainty == pytest.approx(1.0, abs=0.01)


def test_high_avoidance_moves_the_avoidance_dial() -> None:
    read = fears_of(5, 1)

    assert read.dials is not None
    avoidance, anxiety = read.dials
    assert (avoidance.trait, anxiety.trait) == (Trait.AVOIDANCE, Trait.ANXIETY)
    assert (avoidance.level, anxiety.level) == (Level.HIGH, Level.LOW)
    assert avoidance.mean.value > 4
    assert anxiety.mean.value < 2
    assert read.certainty is not None
    assert read.certainty > 0.99


@given(st.integers(1, 5), st.integers(1, 5))
def test_a_dial_lies_in_its_band_and_the_band_on_the_scale(av: int, an: int) -> None:
    read = fears_of(av, an)

    assert read.dials is not None
    for dial in read.dials:
        assert 1 <= dial.mean.low < dial.mean.value < dial.mean.high <= 5
        assert dial.n_options == 5


def test_the_cloud_is_the_same_each_time_and_lies_where_the_dials_are() -> None:
    read = fears_of(4, 2)

    assert read.dials is not None
    points = np.array(read.cloud)
    assert points.shape == (100, 2)
    assert fears_of(4, 2).cloud == read.cloud
    for trait in Trait:
        mean = read.dials[trait].mean
        inside = (points[:, trait] > mean.low) & (points[:, trait] < mean.high)
        assert 0.8 <= inside.mean() <= 0.98  # 90 % band, 100 points: ± 3 SE of .03


def test_seven_answers_are_too_few_and_show_no_dial() -> None:
    middle = of_scales(TWO_FEARS, {"avoidance": 5, "anxiety": 1})

    read = fears_by(middle, at_most=7)

    assert read.why == (Why.TOO_FEW,)
    assert (read.dials, read.cloud, read.verdict) == (None, (), Verdict.UNCLEAR)


def test_eight_answers_are_enough_to_look() -> None:
    plain = of_scales(TWO_FEARS, {"avoidance": 5, "anxiety": 1})

    assert fears_by(plain, at_most=8).dials is not None


def test_answers_about_one_fear_alone_do_not_tell_which_leads() -> None:
    about_anxiety = [i for i in TWO_FEARS.items if i.scale == "anxiety"][:8]
    pen = Pen()
    pen.answers_all(pen.opens(), {item.id: 4 for item in about_anxiety})

    read = read_fears(sitting=sittings(pen.entries)[0], instrument=TWO_FEARS)

    assert read.why == (Why.ONE_SIDED,)
    assert read.dials is None


def test_own_items_have_no_percentiles_and_say_so() -> None:
    read = fears_of(4, 2)

    assert read.dials is not None
    assert [dial.percentile for dial in read.dials] == [None, None]
    assert Note.UNCALIBRATED in read.notes
    assert not read.calibrated


def all_of_the_ecr(keyed: int) -> Fears:
    answer = of_scales(ECR, {"avoidance": keyed, "anxiety": keyed})
    pen = Pen()
    pen.answers_all(pen.opens("ecr36"), {item: answer(item) for item in ECR.item_ids})
    return read_fears(sitting=sittings(pen.entries)[0], instrument=ECR)


def test_calibrated_items_have_percentiles_of_the_reference_group() -> None:
    read = all_of_the_ecr(3)

    assert read.dials is not None
    assert Note.UNCALIBRATED not in read.notes
    avoidance, anxiety = (dial.percentile for dial in read.dials)
    assert avoidance is not None
    assert anxiety is not None
    # θ = .5722 (SD .1770) and -.1648 (SD .2126); E Φ(θ) = Φ(mean / sqrt(1 + SD²))
    assert avoidance.value == pytest.approx(71.35, abs=0.1)
    assert anxiety.value == pytest.approx(43.60, abs=0.1)
    assert avoidance.low < avoidance.value < avoidance.high


def test_the_same_answer_to_all_is_a_lead_by_one_measure_alone() -> None:
    # More avoidant than most, less anxious than most; yet both fears alike in words.
    read = all_of_the_ecr(3)

    assert read.verdict is Verdict.UNCLEAR
    assert read.why == (Why.CLOSE, Why.MIDDLE)


def test_almost_all_the_same_answers_are_noted() -> None:
    def always_four(_: str) -> int:
        return 4

    assert Note.ALL_THE_SAME in fears_by(always_four).notes
    assert Note.ALL_THE_SAME not in fears_of(4, 4).notes  # reversed items differ


def test_many_skipped_questions_are_noted() -> None:
    skips = iter(range(99))

    def every_other(_: str) -> int | None:
        return 3 if next(skips) % 2 else None

    assert Note.MANY_SKIPPED in fears_by(every_other).notes
    assert Note.MANY_SKIPPED not in fears_of(3, 3).notes


def test_answers_that_do_not_go_together_are_noted() -> None:
    # Worst at the easiest statements, best at the hardest: no level explains it.
    rank = {item.id: i for i, item in enumerate(ECR.items)}

    def against_the_grain(item: str) -> int:
        return shown(ECR, item, 1 if rank[item] % 4 < 2 else 5)

    pen = Pen()
    answers = {item: against_the_grain(item) for item in ECR.item_ids}
    pen.answers_all(pen.opens("ecr36"), answers)

    read = read_fears(sitting=sittings(pen.entries)[0], instrument=ECR)

    assert Note.UNUSUAL in read.notes
    assert Note.UNUSUAL not in all_of_the_ecr(3).notes


def test_two_measures_that_contradict_each_other_are_named() -> None:
    # Hardly ever so sure of both; then neither fear is named as the leading one.
    judged = Judgement(
        verdict=Verdict.UNCLEAR,
        lead=Lead.UNCLEAR,
        lead_by_z=Lead.AVOIDANCE,
        lead_by_raw=Lead.ANXIETY,
        avoidance=Level.UNSURE,
        anxiety=Level.HIGH,
    )

    assert _why(judged) == (Why.CONTRADICT, Why.MIDDLE)
    assert _why(replace(judged, lead_by_raw=Lead.UNCLEAR, avoidance=Level.HIGH)) == (
        Why.CLOSE,
    )
