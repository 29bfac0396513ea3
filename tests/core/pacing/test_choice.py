"""Who is offered what, and what is never offered."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.core.pacing import (
    Attempt,
    Domain,
    Reason,
    Situation,
    Step,
    Tolerance,
    Track,
    next_step,
    nominal_difficulty,
    open_level,
    prior,
    recovery,
)
from nearer.core.pacing.choice import SOLO_WHEN_UNSAFE

ALL_STEPS = tuple(
    Step(
        id=f"{domain.name.lower()}-{level}{form}",
        domain=domain,
        level=level,
        difficulty=nominal_difficulty(level),
        solo=form == "s",
        contraindications=frozenset({"after-drinking"}) if level > 1 else frozenset(),
    )
    for domain in Domain
    for level in range(1, 6)
    for form in "sp"
)
TODAY = Situation(day=100, week=9, with_partner=True, touch_agreed=True)
AT_EASE = Tolerance(mean=np.full(16, 6.0), covariance=np.eye(16) * 1e-6)


def tried(
    step: str, *, day: int = 99, discomfort: float = 4.0, **more: object
) -> Attempt:
    found = next(one for one in ALL_STEPS if one.id == step)
    attempt = Attempt(
        step=step,
        domain=found.domain,
        level=found.level,
        difficulty=found.difficulty,
        day=day,
        done=True,
        discomfort=discomfort,
    )
    return replace(attempt, **more)  # type: ignore[arg-type]  # a test's own shorthand


def test_the_first_step_is_of_the_first_level() -> None:
    decision = next_step(
        steps=ALL_STEPS, attempts=(), tolerance=prior(), situation=TODAY
    )

    assert decision.step is not None
    assert decision.step.level == 1
    assert decision.p_overwhelm is not None
    assert decision.p_overwhelm <= 0.10
    assert Reason.HARDEST_THAT_FITS in decision.reasons


def test_someone_in_danger_is_offered_only_what_is_safe_alone() -> None:
    unsafe = replace(TODAY, unsafe=True)

    decision = next_step(
        steps=ALL_STEPS, attempts=(), tolerance=AT_EASE, situation=unsafe
    )

    offered = [decision.step, decision.easier, decision.different]
    for step in (step for step in offered if step is not None):
        assert step.domain in SOLO_WHEN_UNSAFE
        assert step.solo
    assert Reason.SAFE_ALONE in decision.reasons


def test_without_a_partner_every_step_offered_has_a_solo_form() -> None:
    alone = replace(TODAY, with_partner=False)
    attempts: list[Attempt] = []
    for day in range(40):
        decision = next_step(
            steps=ALL_STEPS,
            attempts=attempts,
            tolerance=AT_EASE,
            situation=replace(alone, day=day),
        )
        assert decision.step is not None
        assert decision.step.solo
        attempts.append(tried(decision.step.id, day=day, setting=str(day)))


def test_touch_waits_for_both_to_say_yes() -> None:
    touch = tuple(step for step in ALL_STEPS if step.domain is Domain.TOUCH)

    for with_partner, agreed in ((False, False), (True, False), (False, True)):
        situation = replace(TODAY, with_partner=with_partner, touch_agreed=agreed)
        decision = next_step(
            steps=touch, attempts=(), tolerance=AT_EASE, situation=situation
        )
        assert decision.step is None
        assert decision.reasons == (Reason.NOTHING_FITS,)


@pytest.mark.parametrize("hard", [{"discomfort": 8.0}, {"hurtful": True}])
def test_after_a_step_that_was_too_much_two_days_are_gentle(
    hard: dict[str, object],
) -> None:
    attempts = [tried("emotional-4s", day=98, **hard)]  # type: ignore[arg-type]

    decision = next_step(
        steps=ALL_STEPS, attempts=attempts, tolerance=AT_EASE, situation=TODAY
    )

    assert decision.step is not None
    assert decision.step.level == 1
    assert decision.step.domain in {Domain.SOOTHING, Domain.PLAY}
    assert decision.ask_safety
    assert decision.reasons[0] is Reason.GENTLE_AFTER_A_HARD_ONE


def test_for_a_week_after_that_the_level_is_capped_two_lower() -> None:
    state = recovery(attempts=[tried("emotional-4s", day=95, discomfort=9.0)], day=100)

    assert state.level_cap == 2
    assert not state.gentle_only
    assert recovery(
        attempts=[tried("emotional-4s", day=92, discomfort=9.0)], day=100
    ).level_cap is (None)


def test_a_clock_set_back_does_not_lift_the_rest() -> None:
    state = recovery(attempts=[tried("emotional-1s", day=105, discomfort=9.0)], day=100)

    assert state.gentle_only


def test_two_not_done_running_lead_to_something_easier_or_different() -> None:
    attempts = [
        tried("emotional-1s", day=97, done=False),
        tried("emotional-1s", day=98, done=False),
    ]

    decision = next_step(
        steps=ALL_STEPS, attempts=attempts, tolerance=AT_EASE, situation=TODAY
    )

    assert decision.step is not None
    assert decision.step.domain is not Domain.EMOTIONAL
    assert Reason.EASIER_AFTER_TWO_NOT_DONE in decision.reasons


def test_a_level_opens_after_two_good_ones_in_two_settings() -> None:
    at_home = tried("play-1p", setting="home")

    assert open_level(attempts=[at_home, at_home], domain=Domain.PLAY) == 1
    outside = tried("play-1p", setting="outside")
    assert open_level(attempts=[at_home, outside], domain=Domain.PLAY) == 2
    hard = tried("play-2p", discomfort=8.0)
    assert open_level(attempts=[at_home, outside, hard], domain=Domain.PLAY) == 1


def test_three_easy_ones_of_four_open_a_level_in_one_setting() -> None:
    easy = tried("play-1p", discomfort=1.0)

    assert open_level(attempts=[easy, easy, easy], domain=Domain.PLAY) == 2


def test_what_met_a_hurtful_answer_opens_nothing_and_is_not_brought_back() -> None:
    hurt = [
        tried("emotional-1s", day=n, discomfort=1.0, setting=str(n), hurtful=True)
        for n in range(60, 63)
    ]
    decision = next_step(
        steps=[step for step in ALL_STEPS if step.domain is Domain.EMOTIONAL],
        attempts=[*hurt, tried("emotional-1p", day=64)],
        tolerance=AT_EASE,
        situation=TODAY,
    )

    assert open_level(attempts=hurt, domain=Domain.EMOTIONAL, aim_higher=True) == 1
    assert not recovery(attempts=hurt, day=99).aim_higher
    assert Reason.KNOWN_STEP_NEW_SETTING not in decision.reasons


def easily_done(*domains: str) -> list[Attempt]:
    return [
        tried(f"{name}-1s", day=80 + n, discomfort=1.0)
        for n, name in enumerate(domains)
    ]


def test_three_easy_ones_of_the_last_four_of_any_domain_aim_one_level_higher() -> None:
    easy = easily_done("emotional", "bid", "worth", "social")
    mixed = [*easy[:2], *(replace(one, discomfort=4.0) for one in easy[2:])]

    def reached(attempts: list[Attempt], domain: Domain) -> int:
        aim_higher = recovery(attempts=attempts, day=99).aim_higher
        return open_level(attempts=attempts, domain=domain, aim_higher=aim_higher)

    assert reached(easy, Domain.EMOTIONAL) == 2
    assert reached(mixed, Domain.EMOTIONAL) == 1
    assert reached(easy, Domain.NAMING) == 1, "nothing was done there yet"
    assert reached([*easy[:2], tried("worth-1s"), *easy[3:]], Domain.WORTH) == 1
    undone = [replace(one, done=False, rated=False) for one in easy]
    assert reached(undone, Domain.EMOTIONAL) == 1
    hard = tried("emotional-1s", day=70, discomfort=9.0)
    assert reached([hard, *easy[1:]], Domain.EMOTIONAL) == 1, "it was too much there"


def test_whoever_finds_all_of_it_easy_climbs_with_each_turn_of_a_domain() -> None:
    attempts: list[Attempt] = []
    for day in range(40):
        decision = next_step(
            steps=ALL_STEPS,
            attempts=attempts,
            tolerance=AT_EASE,
            situation=replace(TODAY, day=day),
        )
        assert decision.step is not None
        attempts.append(tried(decision.step.id, day=day, discomfort=1.0))

    levels = [attempt.level for attempt in attempts]
    assert max(levels[:8]) <= 3
    assert max(levels) == 5
    assert sum(levels[-10:]) > 2 * sum(levels[:10])


def test_an_easy_step_is_not_called_a_stretch() -> None:
    easy = next_step(steps=ALL_STEPS, attempts=(), tolerance=AT_EASE, situation=TODAY)

    assert Reason.OPENS_THE_NEXT in easy.reasons
    assert Reason.HARDEST_THAT_FITS not in easy.reasons


def test_held_levels_go_no_further_than_before() -> None:
    attempts = [tried("play-1p", setting=s) for s in ("home", "outside")]
    held = replace(TODAY, levels_held=True)

    decision = next_step(
        steps=ALL_STEPS, attempts=attempts, tolerance=AT_EASE, situation=held
    )

    assert decision.step is not None
    assert decision.step.level == 1


def climbed(*domains: str, level: int = 3) -> list[Attempt]:
    """Twice each, in two settings, up to a level that then stands open."""
    return [
        tried(f"{name}-{one}s", day=60, discomfort=3.0, setting=setting)
        for name in domains
        for one in range(1, level)
        for setting in ("home", "outside")
    ]


@pytest.mark.parametrize(
    ("hard", "held", "most"),
    [
        ([tried("emotional-3s", day=99, discomfort=9.0)], False, 1),
        ([tried("emotional-4s", day=95, discomfort=9.0)], False, 2),
        ([], True, 2),
        ([], False, 3),
    ],
)
def test_what_stands_beside_keeps_to_the_hard_rules_as_well(
    hard: list[Attempt],
    held: bool,  # noqa: FBT001 - of a table
    most: int,
) -> None:
    ready = climbed("emotional", "play", "soothing", "social", "worth")
    mean = np.full(16, 6.0)
    mean[[Domain.PLAY, Domain.WORTH]] = 9.0
    decision = next_step(
        steps=ALL_STEPS,
        attempts=[*ready, *hard],
        tolerance=Tolerance(mean=mean, covariance=AT_EASE.covariance),
        situation=replace(TODAY, levels_held=held),
    )

    assert decision.easier or decision.different
    for step in (decision.step, decision.easier, decision.different):
        assert step is None or step.level <= most
        if most == 1 and step is not None:
            assert step.domain in {Domain.SOOTHING, Domain.PLAY}


def test_what_speaks_against_a_step_today_keeps_it_away() -> None:
    tonight = replace(TODAY, conditions=frozenset({"after-drinking"}))

    decision = next_step(
        steps=ALL_STEPS, attempts=(), tolerance=AT_EASE, situation=tonight
    )

    assert decision.step is not None
    assert decision.step.level == 1


def test_one_step_in_five_is_a_known_one_in_a_new_setting() -> None:
    attempts = [
        tried(f"{name}-1s", day=90 + n)
        for n, name in enumerate(("play", "worth", "social", "bid"))
    ]

    decision = next_step(
        steps=ALL_STEPS, attempts=attempts, tolerance=AT_EASE, situation=TODAY
    )

    assert decision.step is not None
    assert decision.step.id in {attempt.step for attempt in attempts}
    assert Reason.KNOWN_STEP_NEW_SETTING in decision.reasons


@pytest.mark.parametrize("track", list(Track))
def test_a_track_that_is_due_is_preferred(track: Track) -> None:
    share = 0.8 if track is Track.CLOSENESS else 0.2

    decision = next_step(
        steps=ALL_STEPS,
        attempts=(),
        tolerance=prior(),
        situation=replace(TODAY, closeness_share=share),
    )

    assert decision.step is not None
    assert decision.step.domain.track is track


@given(st.data())
def test_whatever_happened_a_new_step_is_bearable_and_open(data: st.DataObject) -> None:
    ids = st.sampled_from([step.id for step in ALL_STEPS])
    attempts = [
        tried(one, day=day, discomfort=y, done=done, setting=setting)
        for day, (one, y, done, setting) in enumerate(
            data.draw(
                st.lists(
                    st.tuples(
                        ids, st.floats(0, 10), st.booleans(), st.sampled_from("ab")
                    ),
                    max_size=12,
                )
            )
        )
    ]
    week = data.draw(st.integers(0, 30))
    situation = replace(TODAY, day=len(attempts), week=week)

    decision = next_step(
        steps=ALL_STEPS, attempts=attempts, tolerance=prior(), situation=situation
    )

    assert decision.step is not None
    assert decision == next_step(
        steps=ALL_STEPS, attempts=attempts, tolerance=prior(), situation=situation
    )
    exempt = {Reason.EASIEST_THERE_IS, Reason.GENTLE_AFTER_A_HARD_ONE}
    if not exempt & set(decision.reasons):
        assert decision.p_overwhelm is not None
        assert decision.p_overwhelm <= 0.10 + 1e-9
        beside = (decision.easier, decision.different)
        aim_higher = recovery(attempts=attempts, day=situation.day).aim_higher
        for step in (decision.step, *beside):
            assert step is None or step.level <= open_level(
                attempts=attempts, domain=step.domain, aim_higher=aim_higher
            )


def test_when_everything_is_too_hard_the_easiest_is_offered_and_named_so() -> None:
    frightened = Tolerance(mean=np.full(16, -9.0), covariance=np.eye(16))

    decision = next_step(
        steps=ALL_STEPS, attempts=(), tolerance=frightened, situation=TODAY
    )

    assert decision.step is not None
    assert decision.step.level == 1
    assert Reason.EASIEST_THERE_IS in decision.reasons


def test_where_only_the_gentlest_are_left_they_take_turns() -> None:
    mean = np.full(16, -9.0)
    mean[int(Domain.SOOTHING)] = -7.0
    calm = next(
        s for s in ALL_STEPS if s.domain is Domain.SOOTHING and s.level == 1 and s.solo
    )
    near = [replace(calm, id=f"calm-{n}", difficulty=-2.3 + n / 10) for n in range(4)]
    taken: list[str] = []
    for day in range(4):
        decision = next_step(
            steps=near,
            attempts=[replace(tried(calm.id), step=name) for name in taken],
            tolerance=Tolerance(mean=mean, covariance=np.eye(16)),
            situation=replace(TODAY, day=day),
        )
        assert decision.step is not None
        assert Reason.EASIEST_THERE_IS in decision.reasons
        taken.append(decision.step.id)

    assert set(taken) == {step.id for step in near}


def test_a_domain_of_the_last_three_waits_while_another_fits() -> None:
    # In three domains everything is open; without waiting the two of them would take
    # turns for weeks, since what is open there is harder than all the rest.
    attempts = [
        tried(f"{name}-{level}s", day=80 + level, setting=setting)
        for level in range(1, 6)
        for setting in ("home", "out")
        for name in ("emotional", "waiting", "naming")
    ]

    decision = next_step(
        steps=ALL_STEPS, attempts=attempts, tolerance=AT_EASE, situation=TODAY
    )

    recent = {Domain.EMOTIONAL, Domain.WAITING, Domain.NAMING}
    assert decision.step is not None
    assert decision.step.domain not in recent
    assert Reason.NEW_DOMAIN in decision.reasons


def test_where_only_two_domains_are_left_they_take_turns() -> None:
    two = {Domain.SOOTHING, Domain.WORTH}
    few = tuple(step for step in ALL_STEPS if step.domain in two)
    attempts = [
        tried("worth-1s", day=96),
        tried("soothing-1s", day=97),
        tried("worth-1p", day=98),
    ]

    decision = next_step(
        steps=few, attempts=attempts, tolerance=AT_EASE, situation=TODAY
    )

    assert decision.step is not None
    assert decision.step.domain is Domain.SOOTHING


def test_where_one_domain_is_left_it_is_offered_again() -> None:
    one = tuple(step for step in ALL_STEPS if step.domain is Domain.WORTH)

    decision = next_step(
        steps=one,
        attempts=[tried("worth-1s")],
        tolerance=AT_EASE,
        situation=TODAY,
    )

    assert decision.step is not None
    assert decision.step.id == "worth-1p", "the other variant has its turn"
    assert Reason.NEW_DOMAIN not in decision.reasons


def test_a_variant_tried_before_gives_way_to_a_slightly_easier_one() -> None:
    hard, soft = (
        Step(id=name, domain=Domain.WORTH, level=1, difficulty=d, solo=True)
        for name, d in (("hard", -1.8), ("soft", -2.0))
    )
    attempt = replace(tried("worth-1s"), step="hard", difficulty=-1.8)

    fresh, known = (
        next_step(
            steps=(hard, soft), attempts=tries, tolerance=AT_EASE, situation=TODAY
        ).step
        for tries in ((), (attempt,))
    )

    assert (fresh, known) == (hard, soft)


@pytest.mark.parametrize(
    ("week", "tries", "comes"),
    [(5, 0, True), (8, 0, True), (4, 0, False), (9, 0, False), (6, 1, False)],
)
def test_a_practice_comes_once_in_its_weeks(
    week: int, tries: int, *, comes: bool
) -> None:
    practice = Step(
        id="a-practice",
        domain=Domain.WORTH,
        level=1,
        difficulty=-2.4,
        solo=True,
        weeks=(5, 8),
    )
    attempt = replace(tried("worth-1s", day=20), step="a-practice")

    decision = next_step(
        steps=(*ALL_STEPS, practice),
        attempts=[attempt, *(tried(f"{d}-1s", day=50) for d in ("play", "bid"))]
        if tries
        else (),
        tolerance=AT_EASE,
        situation=replace(TODAY, week=week, closeness_share=0.2),
    )

    assert (decision.step == practice) is comes
    assert (Reason.PRACTICE_OF_THESE_WEEKS in decision.reasons) is comes


def test_a_practice_that_is_too_much_waits_even_in_its_weeks() -> None:
    practice = Step(
        id="a-practice",
        domain=Domain.NAMING,
        level=3,
        difficulty=0.0,
        solo=True,
        weeks=(9, 10),
    )

    decision = next_step(
        steps=(*ALL_STEPS, practice),
        attempts=(),
        tolerance=prior(),
        situation=replace(TODAY, week=9),
    )

    assert decision.step is not None
    assert decision.step != practice


@pytest.mark.parametrize(
    ("week", "tolerance", "leads"),
    [(1, AT_EASE, True), (8, AT_EASE, True), (9, AT_EASE, False), (5, prior(), False)],
    ids=["four weeks before", "last week", "over", "too much for now"],
)
def test_before_a_practice_its_domain_comes_more_often(
    week: int, tolerance: Tolerance, *, leads: bool
) -> None:
    # Level 3 is not open, so the practice itself cannot come; what opens it can. Among
    # first steps that are alike, plain order would take another domain.
    practice = Step(
        id="a-practice",
        domain=Domain.WORTH,
        level=3,
        difficulty=0.0,
        solo=True,
        weeks=(5, 8),
    )
    nearby = [s for s in ALL_STEPS if s.domain in {Domain.OWN_TIME, Domain.WORTH}]

    decision = next_step(
        steps=(*nearby, practice),
        attempts=(),
        tolerance=tolerance,
        situation=replace(TODAY, week=week, closeness_share=0.2),
    )

    assert decision.step is not None
    assert decision.step.level == 1
    assert (decision.step.domain is Domain.WORTH) is leads
