from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from nearer.entries import AnyEntry, BondLaid
from nearer.readings import patterns
from nearer.readings.versions import versions
from tests.keep import diaries
from tests.readings.written import START, Hand

TODAY = START.date()


def test_moments_count_beside_what_was_noticed_outside_of_one() -> None:
    hand = Hand()
    hand.notices("joke", after="feelings-talk")
    hand.ends(hand.begins("joke"), acted=False)
    hand.begins("")

    found = patterns.notices(hand.entries)
    assert [n.urge for n in found] == ["joke", "joke"]
    assert [n.in_moment for n in found] == [False, True]
    assert [n.acted for n in found] == [None, False]


def test_what_was_taken_back_is_not_counted() -> None:
    hand = Hand()
    hand.withdraws(hand.notices("joke"))

    assert patterns.notices(hand.entries) == ()


def test_weeks_run_from_monday_to_sunday_and_the_last_is_now() -> None:
    hand = Hand()  # 2 March 2026 is a Monday
    hand.notices("joke")
    hand.go(days=-1).notices("joke")
    hand.notices("flaws")
    hand.go(days=-6).notices("joke")
    hand.go(days=-200).notices("joke")
    weeks = patterns.by_week(patterns.notices(hand.entries), today=TODAY, weeks=3)

    assert weeks.mondays == (date(2026, 2, 16), date(2026, 2, 23), date(2026, 3, 2))
    assert weeks.counts == {"joke": (0, 2, 1), "flaws": (0, 1, 0)}


def test_a_day_ahead_of_the_clock_counts_in_this_week() -> None:
    hand = Hand()
    hand.go(days=40).notices("joke")
    weeks = patterns.by_week(patterns.notices(hand.entries), today=TODAY, weeks=2)

    assert weeks.counts == {"joke": (0, 1)}


def test_the_part_of_the_day_is_the_persons_own() -> None:
    late = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)

    assert patterns.part_of(late, zone=UTC) == "evening"
    assert patterns.part_of(late, zone=ZoneInfo("Europe/Madrid")) == "night"
    assert patterns.part_of(late, zone=ZoneInfo("America/Lima")) == "afternoon"
    assert patterns.part_of(late, zone=ZoneInfo("Asia/Tokyo")) == "morning"


def test_counts_of_weekdays_and_of_what_came_before() -> None:
    hand = Hand()
    hand.notices("joke", after="late-reply")
    hand.notices("joke", after="quarrel")
    hand.go(days=2).notices("joke", after="late-reply")
    hand.notices("flaws")
    found = patterns.notices(hand.entries)

    assert patterns.by_weekday(found) == (2, 0, 2, 0, 0, 0, 0)
    assert patterns.by_after(found) == {"late-reply": 2, "quarrel": 1}
    assert patterns.often(found, ["flaws", "joke"], most=1) == ["joke"]


def test_nothing_is_said_of_two_bonds_and_of_half() -> None:
    hand = Hand()
    hand.lays("A", "joke", "flaws")
    hand.lays("B", "joke", "joke")
    assert patterns.shared(bonds(hand)) == ()

    hand.lays("C")
    hand.lays("D", "flaws", "joke")
    (told,) = patterns.shared(bonds(hand))
    assert (told.habit, told.times, told.of) == ("joke", 3, 4)


def test_the_line_goes_by_years_and_the_yearless_stand_last() -> None:
    hand = Hand()
    hand.lays("later", began=2019)
    hand.lays("no year")
    hand.lays("only an end", ended=2010)
    line = patterns.on_a_line(versions(hand.entries, BondLaid))

    assert [bond.newest.name for bond in line] == ["only an end", "later", "no year"]


def bonds(hand: Hand) -> list[BondLaid]:
    return [found.newest for found in versions(hand.entries, BondLaid)]


@given(
    st.lists(diaries.entries, max_size=20),
    st.dates(date(1971, 6, 1), date(2199, 6, 1)),
)
def test_any_diary_can_be_counted_and_nothing_is_counted_twice(
    entries: list[AnyEntry], today: date
) -> None:
    found = patterns.notices(entries)
    weeks = patterns.by_week(found, today=today)

    assert sum(map(sum, weeks.counts.values())) <= len(found)
    assert sum(patterns.by_part(found, zone=UTC).values()) == len(found)
    assert sum(patterns.by_weekday(found)) == len(found)
    assert len(weeks.mondays) == patterns.WEEKS
    assert all(
        b - a == timedelta(weeks=1)
        for a, b in zip(weeks.mondays, weeks.mondays[1:], strict=False)
    )
    laid = versions(entries, BondLaid)
    assert len(patterns.on_a_line(laid)) == len(laid)
    assert len(patterns.shared([bond.newest for bond in laid])) <= 40
