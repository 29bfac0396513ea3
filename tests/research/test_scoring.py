"""Every row gets a line, and what was odd about it is said."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

import nearer
from nearer.content import catalogue
from nearer.research import COLUMNS, WRONG_VALUE, Scorer

REVERSED = {3, 15, 19, 22, 25, 27, 29, 31, 33, 35}
ATOL_SCIENCE = 6e-5  # science.md 6.4 gives four decimals


def shown(keyed: list[int]) -> list[int]:
    """Turn keyed answers 1 … 5 back into what a person ticks."""
    return [6 - k if n in REVERSED else k for n, k in enumerate(keyed, 1)]


MIDDLE = shown([3] * 36)
ANXIOUS = shown([2 if n % 2 else 4 for n in range(1, 37)])
STAIRS = shown([(n - 1) % 5 + 1 for n in range(1, 37)])


def test_the_reference_numbers_hold_from_answers_as_ticked() -> None:
    scored = nearer.score([MIDDLE, ANXIOUS, STAIRS], correlation=0.0178)

    got = np.stack(
        [
            scored.theta_avoidance,
            scored.sd_avoidance,
            scored.theta_anxiety,
            scored.sd_anxiety,
            scored.p_anxiety_leads,
        ],
        axis=1,
    )
    # science.md 6.4; its grid ends at 6 with step .1, ours at 4.5 with step .15.
    np.testing.assert_allclose(
        got,
        [
            [0.5722, 0.1770, -0.1648, 0.2126, 0.0044],
            [-0.3473, 0.2030, 0.7605, 0.2334, 0.9998],
            [0.5736, 0.2374, -0.2870, 0.2721, 0.0093],
        ],
        atol=6e-4,
    )


def test_means_are_keyed_and_need_four_answers_of_five() -> None:
    row = np.array(ANXIOUS)
    three_gone, four_gone = row.copy(), row.copy()
    three_gone[[0, 2, 4]] = 0
    four_gone[[0, 2, 4, 6]] = 0

    scored = nearer.score([row, three_gone, four_gone])

    np.testing.assert_allclose(scored.mean_avoidance, [2.0, 2.0, np.nan])
    np.testing.assert_allclose(scored.mean_anxiety, 4.0)
    assert scored.flags.tolist() == [
        "",
        "missing:3",
        "missing:4;over-20-percent-missing-avoidance",
    ]
    assert scored.sd_avoidance[0] < scored.sd_avoidance[2]


def test_verdicts_of_clear_people() -> None:
    high = shown([5 - n % 2 for n in range(36)])
    low = shown([1 + n % 2 for n in range(36)])
    avoidant = shown([4 if n % 2 else 2 for n in range(1, 37)])

    verdicts = nearer.score([high, low, avoidant, ANXIOUS, MIDDLE]).verdict

    assert verdicts.tolist() == ["both", "neither", "avoidance", "anxiety", "unclear"]


def test_one_answer_for_all_and_for_most_is_said() -> None:
    mostly = [3] * 30 + [2] * 6
    enough = [3] * 28 + [2] * 8
    alone = [0] * 35 + [4]

    flags = nearer.score([[4] * 36, mostly, enough, alone]).flags.tolist()

    assert flags[0].split(";")[0] == "all-same"
    assert "mostly-same" in flags[1]
    assert "same" not in flags[2]
    assert flags[3].startswith("missing:35")


def test_a_repeated_row_names_the_first_but_sameness_is_no_repeat() -> None:
    answers = [STAIRS, ANXIOUS, [3] * 36, STAIRS, [3] * 36, STAIRS]

    flags = [f.split(";") for f in nearer.score(answers).flags.tolist()]

    assert "duplicate-of:1" in flags[3]
    assert "duplicate-of:1" in flags[5]
    assert not any("duplicate" in flag for row in (0, 1, 2, 4) for flag in flags[row])


def test_blocks_remember_earlier_ones() -> None:
    scorer = Scorer(catalogue().instruments["ecr36"])
    scorer.score(np.array([STAIRS, ANXIOUS]))

    again = scorer.score(np.array([ANXIOUS]))

    assert again.row.tolist() == [3]
    assert "duplicate-of:2" in again.flags[0]


def test_a_row_with_nothing_or_something_wrong_gets_no_number() -> None:
    scorer = Scorer(catalogue().instruments["ecr36"])
    wrong = list(STAIRS)
    wrong[6] = WRONG_VALUE

    scored = scorer.score(np.array([[0] * 36, wrong, STAIRS]))

    assert scored.flags.tolist()[:2] == [
        "unscorable:no-answers",
        "unscorable:bad-value-Q7",
    ]
    assert scored.verdict.tolist()[:2] == ["unclear", "unclear"]
    for name in COLUMNS[1:-2]:
        values = getattr(scored, name)
        assert np.isnan(values[:2]).all(), name
        assert np.isfinite(values[2]), name


def test_columns_by_name_and_a_plain_array_agree() -> None:
    named = {f"Q{n + 1}": [MIDDLE[n], STAIRS[n]] for n in range(36)}

    by_name = nearer.score(named).table()
    by_place = nearer.score([MIDDLE, STAIRS]).table()

    assert tuple(by_name) == COLUMNS
    for name, column in by_name.items():
        np.testing.assert_array_equal(column, by_place[name])


def test_a_data_frame_is_columns_by_name() -> None:
    class Frame:
        """What every kind of data frame has."""

        columns = tuple(f"Q{n + 1}" for n in range(36))

        def __contains__(self, name: object) -> bool:
            return name in self.columns

        def __getitem__(self, name: str) -> list[float]:
            return [STAIRS[int(name[1:]) - 1], float("nan")]

    scored = nearer.score(Frame(), catalogue().instruments["ecr36"])

    expected = nearer.score(STAIRS).theta_anxiety[0]
    assert scored.theta_anxiety[0] == pytest.approx(expected)
    assert scored.flags[1] == "unscorable:no-answers"


@pytest.mark.parametrize("id_", ["closeness", "habits"])
def test_what_does_not_measure_both_fears_is_refused(id_: str) -> None:
    with pytest.raises(ValueError, match="does not measure avoidance and anxiety"):
        Scorer(catalogue().instruments[id_])


def test_answers_that_are_not_evenly_spaced_are_refused() -> None:
    scale = catalogue().instruments["ecr36"]
    uneven = replace(scale.response, values=(1.0, 2.0, 3.0, 4.0, 9.0))

    with pytest.raises(ValueError, match="not evenly spaced"):
        Scorer(replace(scale, response=uneven))


def test_our_own_items_have_wider_errors() -> None:
    own = nearer.score([[3] * 32], "two-fears")

    assert own.sd_anxiety[0] > nearer.score([[3] * 36]).sd_anxiety[0]
    assert own.mean_avoidance[0] == 3.0


def test_one_person_s_posterior_agrees_with_the_table() -> None:
    known = nearer.posterior(STAIRS)
    scored = nearer.score(STAIRS)

    assert known.mean[0] == pytest.approx(scored.theta_avoidance[0])
    assert known.sd[1] == pytest.approx(scored.sd_anxiety[0])


@pytest.mark.parametrize(
    ("answers", "scale", "says"),
    [
        ([[3] * 35], "ecr36", "36 items"),
        ([[3] * 35 + [7]], "ecr36", "row 1, Q36: 7 is no answer"),
        ([[3] * 35 + [2.5]], "ecr36", "row 1, Q36: 2.5 is no answer"),
        ({"Q1": [3]}, "ecr36", "35 columns are missing: Q2"),
        ([[3] * 36], "ecr63", "no instrument 'ecr63'"),
    ],
)
def test_what_cannot_be_scored_is_named(answers: object, scale: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        nearer.score(answers, scale)  # type: ignore[arg-type]  # wrong on purpose


def test_a_correlation_may_be_asked_for() -> None:
    few = [0] * 36
    few[0] = 5
    apart, together = (
        nearer.score(few, correlation=rho).theta_anxiety[0] for rho in (0.0, 0.5)
    )

    assert abs(apart) < 1e-6
    assert together > 0.3


def test_the_face_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match="no attribute 'scores'"):
        nearer.scores  # noqa: B018  # asking is the point
