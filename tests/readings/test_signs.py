"""When a person may help more: what has to be there, and what is not enough."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from msgspec import structs

from nearer.content import catalogue
from nearer.content.referring import referring
from nearer.content.steps import contraindications
from nearer.core.measurement import Change, Estimate, Trait
from nearer.entries import Reviewed, UrgeNoticed, Withdrawn
from nearer.readings.moving import Move, Moved, TraitMove
from nearer.readings.signs import ASKED, KEPT_AWAY, TOUCH_HURTS, signs
from tests.readings.weeks import WeeksPen

CHANGE = Change(
    delta=Estimate(value=0.0, sd=1.0, low=-1.0, high=1.0),
    z=0.0,
    p_improved=0.0,
    p_deteriorated=0.0,
)


def moved(avoidance: Move, anxiety: Move = Move.WITHIN_NOISE) -> Moved:
    one, other = (
        TraitMove(trait=trait, move=move, change=CHANGE)
        for trait, move in zip(Trait, (avoidance, anxiety), strict=True)
    )
    return Moved(since=date(2026, 3, 2), traits=(one, other))


def of(pen: WeeksPen, change: Moved | None = None) -> frozenset[str]:
    return signs(pen.entries, moved=change, today=pen.day)


def looks_back(pen: WeeksPen, *, low: int, satisfaction: int | None = None) -> UUID:
    week = 1 + sum(isinstance(e, Reviewed) for e in pen.entries)
    entry = Reviewed(
        **pen.stamp(), week=week, note="", low=low, worry=1, satisfaction=satisfaction
    )
    pen.entries.append(entry)
    return entry.id


def goes_along(pen: WeeksPen, urge: str, times: int, *, acted: bool = True) -> None:
    for _ in range(times):
        pen.entries.append(
            UrgeNoticed(
                **pen.stamp(), urge=urge, strength=5, after="", note="", acted=acted
            )
        )


def test_every_sign_has_words_and_an_empty_diary_has_none() -> None:
    known = {sign for rule in referring().rules for sign in rule.signs}
    assert {"worse", "still", "low", "worry", "away", "again", "body", ASKED} <= known
    assert TOUCH_HURTS in contraindications()
    instrument, item, often = KEPT_AWAY
    assert item in catalogue().instruments[instrument].item_ids
    assert (
        "week"
        in catalogue()
        .instruments[instrument]
        .item(item)
        .response.labels["en"][often - 1]
    )

    assert of(WeeksPen()) == frozenset()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (moved(Move.MORE), {"worse"}),
        (moved(Move.LESS, Move.MORE), {"worse"}),
        (moved(Move.PERHAPS), set()),
        (moved(Move.LESS), set()),
        (None, set()),
    ],
)
def test_worse_only_where_chance_cannot_explain_it(
    change: Moved | None, found: set[str]
) -> None:
    assert of(WeeksPen(), change) == found


@pytest.mark.parametrize(
    ("first", "apart", "second", "later", "found"),
    [
        (2, 7, 2, 0, {"low"}),
        (2, 6, 3, 0, {"low"}),
        (2, 7, 1, 0, set()),
        (1, 7, 2, 0, set()),
        (2, 3, 2, 0, set()),
        (2, 7, 2, 21, set()),
    ],
)
def test_low_takes_two_heavy_reviews_a_week_apart(
    first: int, apart: int, second: int, later: int, found: set[str]
) -> None:
    pen = WeeksPen()
    looks_back(pen, low=first)
    looks_back(pen.later(apart), low=second)

    assert of(pen.later(later)) == found


def test_one_review_is_not_two_weeks() -> None:
    pen = WeeksPen()
    looks_back(pen, low=3)

    assert of(pen) == frozenset()


def test_what_was_taken_back_is_no_sign() -> None:
    pen = WeeksPen()
    looks_back(pen, low=2)
    slip = looks_back(pen.later(7), low=2)
    pen.entries.append(Withdrawn(**pen.stamp(), entry=slip))

    assert of(pen) == frozenset()


@pytest.mark.parametrize(
    ("days", "satisfaction", "change", "found"),
    [
        (70, 4, None, {"still"}),
        (70, 4, moved(Move.WITHIN_NOISE), {"still"}),
        (70, 4, moved(Move.LESS), set()),
        (70, 5, None, set()),
        (70, None, None, set()),
        (69, 4, None, set()),
    ],
)
def test_still_means_ten_weeks_nothing_less_and_it_weighs(
    days: int, satisfaction: int | None, change: Moved | None, found: set[str]
) -> None:
    pen = WeeksPen()
    pen.begins()
    looks_back(pen.later(days), low=0, satisfaction=satisfaction)

    assert of(pen, change) == found


def test_another_note_for_an_old_week_does_not_weigh_now() -> None:
    pen = WeeksPen()
    pen.begins()
    looks_back(pen, low=0, satisfaction=2)
    looks_back(pen.later(75), low=0, satisfaction=8)
    noted = next(e for e in pen.entries if isinstance(e, Reviewed))
    again = {**pen.stamp(), "note": "another word"}
    pen.entries.append(structs.replace(noted, **again))

    assert of(pen) == frozenset()


def test_ten_weeks_without_looking_back_say_nothing() -> None:
    pen = WeeksPen()
    pen.begins()

    assert of(pen.later(80)) == frozenset()


@pytest.mark.parametrize(("name", "sign"), [("anx", "worry"), ("avd", "away")])
def test_most_days_are_more_than_half_of_ten_at_least(name: str, sign: str) -> None:
    pen = WeeksPen()
    for day in range(10):
        pen.checks_in(None, **{name: 6 if day < 5 else 2})
        pen.later(1)
    assert of(pen) == frozenset()

    pen.checks_in(None, **{name: 6})
    assert of(pen) == {sign}
    assert of(pen.later(40)) == frozenset()


def test_nine_days_are_too_few() -> None:
    pen = WeeksPen()
    for _ in range(9):
        pen.checks_in(anx=10)
        pen.later(1)

    assert of(pen) == frozenset()


@pytest.mark.parametrize(
    ("times", "acted", "later", "found"),
    [
        (6, True, 0, {"again"}),
        (5, True, 0, set()),
        (9, False, 0, set()),
        (6, True, 28, set()),
    ],
)
def test_again_is_the_same_habit_gone_along_with(
    times: int, later: int, found: set[str], *, acted: bool
) -> None:
    pen = WeeksPen()
    goes_along(pen, "checking", times, acted=acted)
    goes_along(pen, "testing", 2)

    assert of(pen.later(later)) == found


def test_touch_that_hurts_is_a_sign_as_long_as_it_is_said() -> None:
    pen = WeeksPen()
    pen.practises(conditions=(TOUCH_HURTS,))
    assert of(pen.later(90)) == {"body"}

    pen.practises()
    assert of(pen) == frozenset()


@pytest.mark.parametrize(
    ("option", "later", "found"),
    [
        (3, 0, {"body"}),
        (5, 27, {"body"}),
        (2, 0, set()),
        (None, 0, set()),
        (5, 28, set()),
    ],
)
def test_touch_kept_away_from_against_ones_wish(
    option: int | None, later: int, found: set[str]
) -> None:
    instrument, item, _ = KEPT_AWAY
    pen = WeeksPen()
    pen.answers(pen.opens(instrument), item, option)

    assert of(pen.later(later)) == found
