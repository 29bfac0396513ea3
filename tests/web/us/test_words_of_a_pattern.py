"""What is said of a pattern, by what its days prove."""

from __future__ import annotations

import pytest

from nearer.core.dynamics import Path, Reading, Verdict
from nearer.us.patterns import _side


def reading(loop: Verdict, *ways: Verdict) -> Reading:
    there, back = ways
    return Reading(
        n_days=70,
        n_pairs=60,
        reason=None,
        paths=None,
        leaning=frozenset(),
        verdicts={Path.X_TO_Y: there, Path.Y_TO_X: back},
        loop=loop,
    )


@pytest.mark.parametrize(
    ("loop", "ways", "said", "sure"),
    [
        (
            Verdict.LIKELY,
            (Verdict.LIKELY, Verdict.LIKELY),
            "after Bo drew back more, Al reached out more.",
            "likely",
        ),
        (
            Verdict.UNCLEAR,
            (Verdict.LIKELY, Verdict.LIKELY),
            "not enough to call it one back and forth",
            "unclear",
        ),
        (
            Verdict.UNCLEAR,
            (Verdict.LIKELY, Verdict.UNCLEAR),
            "cannot be told from these days",
            "unclear",
        ),
        (
            Verdict.LIKELY_NOT,
            (Verdict.LIKELY_NOT, Verdict.LIKELY),
            "no such back and forth",
            "likely not there",
        ),
    ],
)
def test_words_claim_no_more_than_the_days(
    loop: Verdict, ways: tuple[Verdict, Verdict], said: str, sure: str
) -> None:
    side = _side(reading(loop, *ways), "Al", "Bo")

    assert said in side.words
    assert side.sure == sure
