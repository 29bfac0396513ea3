from __future__ import annotations

import importlib
import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.content.steps import Step, steps
from nearer.core.pacing import Domain, Reason, Track
from nearer.core.safety import Switch, Switches
from nearer.entries import AnyEntry
from nearer.readings.choosing import Nothing, Offer, choose, judge
from nearer.readings.offering import Standpoint, conditions
from nearer.readings.programme import of
from tests.keep.diaries import days as any_day
from tests.readings.lives import lives
from tests.readings.weeks import WeeksPen

ALL = Switches(off=frozenset(), show=(), completed=True)
SAFE = {Domain.SOOTHING, Domain.WORTH, Domain.OWN_TIME}
STEPS = steps()
HARDEST = max(STEPS.values(), key=lambda step: step.difficulty)

WAYS_ALONE = re.compile(
    r"\b(write|aloud|yourself|your own|shop|at work|till|stair|neighbour|group|online"
    r"|imagine|picture someone|anyone|copy|on paper|keep it|choose (a|something)|worry"
    r"|any (kind|offer)|alone|listen|think of|read|look for|sit for|turn off|take a day"
    r"|you tend to look up|decide three|about any close|bus|with an)"
)
"""What a form for one says where it can do without a friend."""
SAME_ROOM = {
    name
    for name, step in STEPS.items()
    if step.domain is Domain.TOUCH
    or re.search(
        r"\b(?:side by side|same room|coffee with|half an hour\. .*place)",
        step.words("en").how,
    )
}
"""Steps whose words lead into one room."""

some_switches = st.frozensets(st.sampled_from(list(Switch))).map(
    lambda off: Switches(off=off, show=(), completed=True)
)


def off(*switches: Switch) -> Switches:
    return Switches(off=frozenset(switches), show=(), completed=True)


def stand(
    pen: WeeksPen,
    switches: Switches = ALL,
    *,
    share: float = 0.5,
    heavy: bool = False,
    day: date | None = None,
) -> Standpoint:
    programme = of(pen.entries, day or pen.day)
    assert programme is not None
    return Standpoint(programme=programme, switches=switches, share=share, heavy=heavy)


def shown(offer: Offer) -> list[Step]:
    return [s for s in (offer.step, offer.easier, offer.different) if s is not None]


def beginner(company: str = "partner", **more: object) -> WeeksPen:
    pen = WeeksPen()
    pen.begins()
    pen.practises(company, **more)  # type: ignore[arg-type]  # as the tests say it
    return pen


def takes(pen: WeeksPen, step: Step, discomfort: int = 3, **end: object) -> None:
    plan = pen.takes_on(
        step.id,
        domain=step.domain.name.lower(),
        level=step.level,
        difficulty=step.difficulty,
        setting=f"place {len(pen.entries)}",
    )
    pen.ends(plan, discomfort=discomfort, **end)  # type: ignore[arg-type]  # likewise


def test_the_first_step_is_small_with_reasons_an_easier_and_a_different_one() -> None:
    offer = choose(stand(beginner()), STEPS)

    assert offer.nothing is None
    assert offer.step
    assert offer.step.level == 1
    assert Reason.HARDEST_THAT_FITS in offer.reasons
    assert offer.different
    assert offer.different.domain is not offer.step.domain
    assert offer.easier is None or offer.easier.difficulty < offer.step.difficulty


def test_it_is_the_same_on_every_visit_of_a_day() -> None:
    assert choose(stand(beginner()), STEPS) == choose(stand(beginner()), STEPS)


@given(lives(), any_day, some_switches, st.booleans(), st.floats(0.2, 0.8))
def test_whatever_was_lived_something_safe_is_said(
    entries: tuple[AnyEntry, ...],
    today: date,
    switches: Switches,
    heavy: bool,  # noqa: FBT001 - drawn by Hypothesis
    share: float,
) -> None:
    programme = of(entries, today)
    if programme is None:
        return
    view = Standpoint(programme=programme, switches=switches, share=share, heavy=heavy)
    offer = choose(view, STEPS)
    found = shown(offer)

    assert (offer.step is None) == (offer.nothing is not None)
    if not switches.allows(Switch.PRACTICE):
        assert offer.nothing is Nothing.OFF
    if not switches.allows(Switch.TOWARD):
        assert all(step.domain in SAFE and step.solo for step in found)
    if not switches.allows(Switch.CLIMB):
        assert all(step.level == 1 for step in found)
    if not programme.with_partner:
        assert all(not step.needs_partner for step in found)
    if not programme.touch_agreed:
        assert all(step.domain is not Domain.TOUCH for step in found)
    for step in found:
        assert not step.contraindications & conditions(view)
        assert judge(view, step).allowed


@given(some_switches, st.sampled_from(sorted(STEPS)))
def test_no_address_leads_around_the_switches(switches: Switches, name: str) -> None:
    step = STEPS[name]
    allowed = judge(stand(beginner(touch=True), switches), step).allowed

    if not switches.allows(Switch.PRACTICE):
        assert not allowed
    if not switches.allows(Switch.TOWARD):
        assert not allowed or (step.domain in SAFE and step.solo)
    if not switches.allows(Switch.CLIMB):
        assert not allowed or step.level == 1


def test_someone_in_danger_walks_ten_weeks_on_safe_steps_alone() -> None:
    pen, switches, taken = beginner(touch=True), off(Switch.TOWARD), []
    for _ in range(70):
        offer = choose(stand(pen, switches), STEPS)
        taken += shown(offer)
        if offer.step:
            takes(pen, offer.step, 4, response="good")
        pen.later(1)

    assert len(taken) > 80
    assert {step.domain for step in taken} == SAFE
    assert all(step.solo for step in taken)


@pytest.mark.parametrize(
    ("company", "far"), [("alone", False), ("friend", False), ("partner", True)]
)
def test_without_a_partner_or_far_from_one_ten_weeks_can_be_walked(
    company: str, *, far: bool
) -> None:
    pen, seen, days = beginner(company, far=far), [], []
    for _ in range(70):
        offer = choose(stand(pen), STEPS)
        seen += shown(offer)
        days.append(offer.step is not None)
        if offer.step:
            bears = round(max(0.0, 4.0 + 1.6 * (offer.step.difficulty - 1.0)))
            takes(pen, offer.step, bears, response="good")
        pen.later(1)

    assert min(sum(days[n : n + 7]) for n in range(64)) >= 4
    assert {step.domain.track for step in seen} == set(Track)
    assert max(step.level for step in seen) >= 4
    if far:
        assert {step.id for step in seen if step.id in SAME_ROOM} == set()
        return
    assert all(step.solo and step.words("en").told(alone=True) for step in seen)
    if company == "alone":
        assert [step.id for step in seen if "alone" in step.contraindications] == []


def test_a_step_that_says_nothing_against_it_goes_without_anyone() -> None:
    for step in STEPS.values():
        if not step.needs_partner and "alone" not in step.contraindications:
            assert _goes_without_anyone(step), (step.id, step.words("en").solo)


def _goes_without_anyone(step: Step) -> bool:
    """Return whether the words name a way that needs nobody whom one knows well."""
    if step.company == "alone":
        return True
    return bool(WAYS_ALONE.search(step.words("en").solo.casefold()))


def test_one_a_day_and_two_days_of_seven_are_free() -> None:
    pen, had = beginner(), []
    for _ in range(21):
        offer = choose(stand(pen), STEPS)
        had.append(offer.step is not None)
        if offer.step:
            takes(pen, offer.step, 4)
            assert choose(stand(pen), STEPS).nothing is Nothing.ENOUGH
        else:
            assert offer.nothing is Nothing.FREE_DAY
        pen.later(1)

    weeks = [sum(had[n : n + 7]) for n in range(14)]
    assert max(weeks) == 5
    assert min(weeks) >= 4


def test_not_today_changes_nothing_and_offers_it_tomorrow() -> None:
    pen = beginner()
    offered = choose(stand(pen), STEPS).step
    assert offered
    pen.sets_aside(offered.id)

    assert choose(stand(pen), STEPS).nothing is Nothing.SET_ASIDE
    assert choose(stand(pen.later(1)), STEPS).step == offered


def test_what_was_set_aside_twice_makes_room_until_a_step_is_taken_on() -> None:
    pen, seen = beginner(), list[str]()
    for _ in range(8):
        offered = choose(stand(pen), STEPS).step
        assert offered
        seen.append(offered.id)
        pen.sets_aside(offered.id)
        pen.later(1)

    assert seen[::2] == seen[1::2]
    assert len(set(seen)) == 4
    takes(pen, STEPS["s1a"])
    assert stand(pen.later(1)).programme.passed_over == frozenset()
    alone = {"s1a": STEPS["s1a"]}
    for _ in range(3):
        pen.sets_aside("s1a")
        pen.later(1)
    assert choose(stand(pen), alone).step == STEPS["s1a"], "it is all there is"


def test_a_step_under_way_is_not_joined_by_another() -> None:
    pen = beginner()
    pen.takes_on()

    assert choose(stand(pen.later(3)), STEPS).nothing is Nothing.UNDER_WAY
    pen.pauses()
    assert choose(stand(pen), STEPS).nothing is Nothing.RESTING


def test_discomfort_of_ten_on_the_first_step_makes_the_next_days_gentle() -> None:
    pen = beginner()
    takes(pen, STEPS["e1a"], 10)
    for _ in range(2):
        offer = choose(stand(pen.later(1)), STEPS)
        assert offer.asks_safety
        assert Reason.GENTLE_AFTER_A_HARD_ONE in offer.reasons
        assert offer.step
        for step in shown(offer):
            assert step.level == 1
            assert step.domain in {Domain.SOOTHING, Domain.PLAY}
        pen.sets_aside()
    after = choose(stand(pen.later(1)), STEPS)

    assert not after.asks_safety
    assert after.step
    assert after.step.level == 1


@pytest.mark.parametrize("discomfort", [0, 5, 10])
def test_all_answers_the_same_for_ten_weeks(discomfort: int) -> None:
    pen = beginner(touch=True)
    for _ in range(70):
        offer = choose(stand(pen), STEPS)
        if offer.step:
            takes(pen, offer.step, discomfort)
        pen.later(1)

    levels = [p.planned.level for p in stand(pen).programme.plans]
    assert levels
    # Five at level 1 says that level 2 would be about 6.6: too much to offer.
    assert (max(levels) > 1) == (discomfort < 5)


def test_every_step_refused_is_never_the_end() -> None:
    pen = beginner()
    for _ in range(30):
        offer = choose(stand(pen), STEPS)
        assert offer.step
        takes(pen, offer.step, 8, done="no")
        pen.later(1)

    assert choose(stand(pen.later(9)), STEPS).step


def test_two_not_done_bring_an_easier_one_or_another_domain() -> None:
    pen = beginner()
    for _ in range(2):
        takes(pen, STEPS["e1c"], 6, done="no")
        pen.later(1)
    offer = choose(stand(pen), STEPS)

    assert Reason.EASIER_AFTER_TWO_NOT_DONE in offer.reasons
    assert offer.step
    assert (
        offer.step.domain is not Domain.EMOTIONAL
        or offer.step.difficulty < STEPS["e1c"].difficulty
    )


def test_a_month_of_silence_asks_for_no_more_than_before() -> None:
    pen = beginner()
    before = choose(stand(pen), STEPS).step
    after = choose(stand(pen.later(30)), STEPS).step

    assert before
    assert after
    assert after.level == before.level == 1


def test_heavy_times_hold_the_levels() -> None:
    pen = beginner()
    for _ in range(4):
        takes(pen, STEPS["s1a"], 0)
        pen.later(3)

    held = choose(stand(pen, share=0.2, heavy=True), STEPS)
    assert Reason.LEVELS_HELD in held.reasons
    assert held.step
    assert held.step.level == 1


def test_losing_touch_during_a_step_leaves_only_gentle_ones_for_a_week() -> None:
    pen = beginner()
    takes(pen, STEPS["s1a"], 2, drifted=True)
    pen.later(1)

    assert "drifting" in conditions(stand(pen))
    assert all(step.level == 1 for step in shown(choose(stand(pen), STEPS)))
    assert not judge(stand(pen), STEPS["s4b"]).allowed
    assert "drifting" not in conditions(stand(pen.later(7)))


def test_what_the_person_said_speaks_against_steps_as_long_as_it_holds() -> None:
    pen = beginner(conditions=("grief", "unsteady", "something newer"), far=True)

    assert conditions(stand(pen)) == {"grief", "unsteady", "something newer", "far"}
    assert "grief" not in conditions(stand(pen.later(28)))
    assert "unsteady" in conditions(stand(pen))


def test_a_harder_step_is_allowed_and_said_to_be_harder() -> None:
    pen = beginner(touch=True)

    assert not judge(stand(pen), HARDEST).fits
    assert judge(stand(pen), STEPS["e5a"]).allowed
    assert not judge(stand(pen), STEPS["e5a"]).fits
    assert judge(stand(pen), STEPS["e1a"]).fits
    takes(pen, STEPS["e1a"], 9)
    pen.later(1)
    assert not judge(stand(pen), STEPS["e1b"]).fits, "only gentle ones fit now"
    assert judge(stand(pen), STEPS["s1a"]).fits


def test_what_is_offered_fits_unless_nothing_does() -> None:
    pen = beginner(touch=True)
    for number in range(60):
        offer = choose(stand(pen), STEPS)
        if offer.step:
            easiest = Reason.EASIEST_THERE_IS in offer.reasons
            assert judge(stand(pen), offer.step).fits != easiest
            takes(pen, offer.step, (3 * number) % 8)
        pen.later(1)


def test_a_strong_fear_does_not_keep_its_own_ladder_away_for_good() -> None:
    pen, near, hard = beginner(), 0, 0
    for number in range(70):
        offer = choose(stand(pen, share=0.8), STEPS)
        if offer.step:
            closeness = offer.step.domain.track is Domain.EMOTIONAL.track
            near, hard = near + closeness, hard + 1
            takes(pen, offer.step, 4 + number % 2 if closeness else 1)
        pen.later(1)

    assert near / hard > 0.6


@pytest.mark.parametrize(("share", "own"), [(0.8, "closeness"), (0.2, "distance")])
def test_whoever_finds_their_own_side_hard_gets_neither_rest_nor_one_step_for_weeks(
    share: float, own: str
) -> None:
    pen, taken = beginner(), list[Step]()
    for number in range(70):
        offer = choose(stand(pen, share=share), STEPS)
        if offer.step:
            taken.append(offer.step)
            asks = offer.step.kind == "step" and offer.step.domain.track == own
            takes(pen, offer.step, 4 + number % 3 if asks else 1)
        pen.later(1)

    names = Counter(step.id for step in taken)
    asking = [s for s in taken if s.domain.track == own and s.kind == "step"]
    assert len(asking) > len(taken) * 0.4
    assert len({step.domain for step in asking}) >= 4
    assert sum(step.domain is Domain.PLAY for step in taken) <= len(taken) / 4
    assert max(names.values()) <= 5
    assert all(one.id != other.id for one, other in pairwise(taken))


def test_joy_comes_once_a_week() -> None:
    joyful = {Domain.SOOTHING, Domain.PLAY}
    known = {
        name: msgspec.structs.replace(
            step, kind="play" if step.domain in joyful else "step"
        )
        for name, step in STEPS.items()
    }
    pen, kinds = beginner(), []
    for _ in range(28):
        offer = choose(stand(pen), known)
        if offer.step:
            kinds.append((pen.day, offer.step.kind))
            takes(pen, offer.step, 4)
        pen.later(1)

    joys = [day for day, kind in kinds if kind == "play"]
    assert 3 <= len(joys) <= 4
    assert all(b - a >= timedelta(7) for a, b in pairwise(joys))


def test_in_a_booster_week_the_steps_are_those_that_suit_it() -> None:
    pen = beginner()
    pen.later(95)
    view = stand(pen)
    one = next(s for s in STEPS.values() if s.level == 1)
    known = {**STEPS, one.id: msgspec.structs.replace(one, booster=True)}
    offer = choose(view, known)

    assert view.programme.week == 14
    assert offer.step
    assert known[offer.step.id].booster


def test_content_that_lost_steps_still_offers_what_is_left() -> None:
    pen = beginner()
    takes(pen, STEPS["e1a"], 3)
    pen.later(1)
    known = {name: step for name, step in STEPS.items() if name.startswith("s1")}

    assert choose(stand(pen), known).step
    assert choose(stand(pen), {}).nothing is Nothing.NOTHING_FITS


def test_whoever_is_asked_about_sober_days_is_asked_every_day() -> None:
    assert choose(stand(beginner(), off(Switch.UNASKED)), STEPS).asks_sober
    assert not choose(stand(beginner()), STEPS).asks_sober


def test_the_share_tilts_which_ladder_comes_more_often() -> None:
    def closeness(share: float) -> float:
        pen, tracks = beginner(), []
        for _ in range(40):
            offer = choose(stand(pen, share=share), STEPS)
            if offer.step:
                tracks.append(offer.step.domain.track)
                takes(pen, offer.step, 4)
            pen.later(1)
        return tracks.count(Domain.EMOTIONAL.track) / len(tracks)

    assert closeness(0.2) < 0.45 < closeness(0.8)


def test_a_view_can_be_turned_without_reading_anew() -> None:
    view = stand(beginner())

    assert replace(view, heavy=True).programme is view.programme


def test_the_made_up_people_of_the_page_on_pacing_live_ten_weeks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "scripts"))
    people = importlib.import_module("live_ten_weeks")
    monkeypatch.setattr(people, "PEOPLE", 1)
    row = people.row("in danger").split(" | ")

    assert len(row) == 11
    assert row[4:6] == [".00", ".00"], "nothing for two"
