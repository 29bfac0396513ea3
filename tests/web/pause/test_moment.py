"""A moment from the first tap to the last, and what is never offered in danger."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from nearer.content import catalogue
from nearer.entries import (
    AnyEntry,
    MomentBegan,
    MomentEnded,
    Returned,
    ReturnPromised,
    UrgeNoticed,
    WaitBegan,
    WaveNoted,
    Withdrawn,
    Wrote,
)
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin, diary, unlock
from tests.web.help.walking import Walker
from tests.web.proofs import foreign_titles, unproven

pytestmark = pytest.mark.django_db
MESSAGES = catalogue().texts("moment.message", "en")


@pytest.fixture(autouse=True)
def _inside(client: Client) -> None:
    begin(client)


class Person:
    """Someone in a moment, with a finger."""

    def __init__(self, client: Client, clock: Clock) -> None:
        self.client, self.clock, self.taps = client, clock, 0
        self.at = ""

    def key(self) -> str:
        self.taps += 1
        return f"k{self.taps}"

    def begins(self, urge: str) -> Person:
        answer = self.client.post("/moment", {"urge": urge, "key": self.key()})
        assert answer.status_code == 302, answer.content.decode()
        self.at = str(answer["Location"]).removesuffix("/strength")
        return self

    def taps_on(self, where: str, **sent: Any) -> Any:
        return self.client.post(f"{self.at}{where}", {"key": self.key()} | sent)

    def sees(self, where: str = "") -> str:
        answer = self.client.get(f"{self.at}{where}", follow=True)
        assert answer.status_code == 200
        return str(answer.content.decode())

    def wrote(self, kind: Any) -> list[Any]:
        return [e for e in self.entries() if isinstance(e, kind)]

    def entries(self) -> tuple[AnyEntry, ...]:
        return diary(self.client, self.clock).entries()


@pytest.fixture
def person(client: Client, clock: Clock) -> Person:
    return Person(client, clock)


def test_two_taps_name_the_urge_and_how_strong_it_is(person: Person) -> None:
    person.begins("pull-back")
    answer = person.taps_on("/strength", strength="7")

    assert answer["Location"] == person.at
    (began,) = person.wrote(MomentBegan)
    assert (began.urge, began.path) == ("pull-back", "space")
    assert [wave.strength for wave in person.wrote(WaveNoted)] == [7]


def test_a_second_tap_begins_no_second_moment(person: Person, client: Client) -> None:
    sent = {"urge": "joke", "key": "same"}
    first, second = (client.post("/moment", sent)["Location"] for _ in range(2))

    assert first == second
    assert len(person.wrote(MomentBegan)) == 1


def test_every_urge_of_the_habits_is_there_once_and_in_its_place(
    client: Client, person: Person
) -> None:
    page = client.get("/moment").content.decode()
    shown = re.findall(r'name="urge" value="([a-z-]*)"', page)
    habits = catalogue().instruments["habits"].items

    assert sorted(shown) == sorted(["", *(item.id for item in habits)])
    person.begins("messages")
    assert person.wrote(MomentBegan)[0].path == "reach"


@pytest.mark.parametrize("urge", ["nowhere", "a\x00b", "x" * 3_000])
def test_an_urge_that_there_is_not_is_refused(
    client: Client, person: Person, urge: str
) -> None:
    assert client.post("/moment", {"urge": urge, "key": "k"}).status_code == 422
    assert person.wrote(MomentBegan) == []


def test_the_message_holds_the_minutes_and_is_kept_as_ones_own(
    person: Person,
) -> None:
    person.begins("pull-back")
    assert MESSAGES[0].fill(minutes=45) in person.sees("/words?m=45")
    person.taps_on("/words", minutes="45", message="  Give me 45 minutes, love.  ")

    (promise,) = person.wrote(ReturnPromised)
    assert promise.message == "Give me 45 minutes, love."
    assert (promise.until - promise.at).total_seconds() == 45 * 60
    assert "Give me 45 minutes, love." in person.sees()

    person.begins("joke")
    page = person.sees("/words?m=20")
    assert "Give me 20 minutes, love." in page
    assert "Your own words, from last time" in page


def test_another_wording_can_be_picked_and_nonsense_picks_the_first(
    person: Person,
) -> None:
    person.begins("pull-back")
    third = MESSAGES[2].fill(minutes=20)

    assert f">{third}</textarea>" in person.sees("/words?w=2")
    for query in ("?w=99", "?w=-1", "?w=²", "?m=7", "?m=1e9", "?m=x&w=y"):
        first = MESSAGES[0].fill(minutes=20)
        assert f">{first}</textarea>" in person.sees(f"/words{query}")


def test_time_can_be_taken_without_a_word(person: Person) -> None:
    person.begins("pull-back")
    person.taps_on("/words", minutes="20", message="something", do="silent")

    assert person.wrote(ReturnPromised)[0].message == ""
    assert "What you say" not in person.sees()


@pytest.mark.parametrize("minutes", ["19", "61", "", "x", "9" * 50])
def test_other_times_are_not_taken(person: Person, minutes: str) -> None:
    person.begins("pull-back")
    answer = person.taps_on("/words", minutes=minutes, message="m")

    assert answer.status_code == 422
    assert person.wrote(ReturnPromised) == []


def test_a_message_that_is_too_long_stays_on_the_page(person: Person) -> None:
    person.begins("pull-back")
    answer = person.taps_on("/words", minutes="20", message="w" * 2_001)

    assert answer.status_code == 422
    assert "w" * 2_001 in answer.content.decode()
    assert "Use at most 2000 characters" in answer.content.decode()


def test_the_time_survives_closing_the_page_and_midnight(person: Person) -> None:
    person.client.cookies["tz"] = "Europe/Madrid"  # 22:30 UTC is 23:30 there
    person.begins("pull-back")
    person.taps_on("/words", minutes="45", message="")

    assert "tomorrow, 00:15" in person.sees()
    assert "45 minutes" in person.sees()
    for _ in range(5):
        person.clock.go(minutes=8)
        person.client.get("/settings")
    page = person.sees()
    assert "00:15" in page
    assert "tomorrow" not in page
    assert "5 minutes" in page
    assert "How long is it now?" in page
    person.clock.go(minutes=6)
    page = person.sees()
    assert "How long is it now?" not in page
    assert page.count("Your time is over. Going back now is the step.") == 1
    assert "It took longer than you said." not in page
    person.clock.go(minutes=9)
    assert "It took longer than you said." in person.sees()


def test_a_clock_that_was_set_back_does_not_lengthen_the_time(person: Person) -> None:
    person.begins("pull-back")
    person.taps_on("/words", minutes="20", message="")
    person.clock.go(minutes=-8)
    unlock(person.client)  # a clock that goes back locks

    assert "20 minutes" in person.sees()


def test_an_open_promise_waits_on_the_first_page_without_blame(
    person: Person, client: Client
) -> None:
    person.begins("pull-back")
    person.taps_on("/words", minutes="20", message="")
    assert "Time to come back: 22:50" in client.get("/moment").content.decode()

    for _ in range(5):
        person.clock.go(minutes=9)
        client.get("/settings")
    page = client.get("/moment").content.decode()
    assert "The time to come back was 22:50" in page
    assert "Late is fine too" in page

    answer = person.taps_on("/back")
    assert answer["Location"].endswith("/end")
    assert "Later than planned still counts" in person.sees("/end")
    assert len(person.wrote(Returned)) == 1
    assert "was 10:50" not in client.get("/moment").content.decode()


def test_a_promise_can_be_put_away_and_taken_up_again(
    person: Person, client: Client
) -> None:
    person.begins("pull-back")
    person.taps_on("/words", minutes="20", message="")
    answer = person.taps_on("/later")
    page = client.get(answer["Location"]).content.decode()
    assert "It is put away" in page
    assert "22:50" not in page

    person.taps_on("/later", do="undo")
    assert "22:50" in client.get("/moment").content.decode()
    person.taps_on("/later", do="undo")
    assert len(person.wrote(Withdrawn)) == 2


def test_more_time_is_said_once_with_a_new_time(person: Person) -> None:
    person.begins("pull-back")
    person.taps_on("/words", minutes="20", message="mine")
    assert "I need 30 more minutes" in person.sees("/words?m=30")
    person.clock.go(minutes=5)
    person.taps_on("/words", minutes="30", message="longer")

    assert "23:05" in person.sees()


def test_waiting_before_the_next_message_and_what_was_parked(person: Person) -> None:
    person.begins("messages")
    assert "They are asleep." in person.sees()
    person.taps_on("/wait", span="thirty", park=" Why no answer ")

    (waiting,) = person.wrote(WaitBegan)
    (parked,) = person.wrote(Wrote)
    assert (waiting.until - waiting.at).total_seconds() == 30 * 60
    assert parked.text == "Why no answer"
    assert "30 minutes" in person.sees()
    assert "Wait until" in person.sees()
    for _ in range(4):
        person.clock.go(minutes=8)
        person.client.get("/settings")
    page = person.sees()
    assert "Wait until" not in page
    assert "How long is it now?" not in page
    over = page.index("The time is over. How strong is the pull now?")
    scale, write = page.index('id="wave"'), page.index("once, plainly, with one")
    assert over < scale < write < page.index("They are asleep.")


@pytest.mark.parametrize(
    ("zone", "go", "until"),
    [
        ("Europe/Madrid", 0, "2026-03-02 07:00"),  # half past eleven in the evening
        ("Europe/Madrid", 4, "2026-03-02 07:00"),  # after midnight
        ("America/Lima", 0, "2026-03-02 13:00"),
        ("Asia/Tokyo", 0, "2026-03-01 23:00"),  # half past seven in the morning
        ("Asia/Tokyo", 1, "2026-03-02 23:00"),
    ],
)
def test_until_tomorrow_morning_is_eight_where_the_person_is(
    client: Client, clock: Clock, zone: str, go: int, until: str
) -> None:
    client.cookies["tz"] = zone
    for _ in range(go * 10):
        clock.go(minutes=6)
        client.get("/settings")
    person = Person(client, clock).begins("messages")
    person.taps_on("/wait", span="tomorrow")

    assert f"{person.wrote(WaitBegan)[0].until:%Y-%m-%d %H:%M}" == until


def test_the_wave_is_drawn_with_its_table(person: Person) -> None:
    person.begins("messages")
    person.taps_on("/wave", strength="8")
    assert "<svg" not in person.sees().split('id="wave"')[1]
    for strength in ("9", "4"):
        person.clock.go(minutes=4)
        person.taps_on("/wave", strength=strength)
    person.clock.go(minutes=-20)
    unlock(person.client)
    person.taps_on("/wave", strength="2")
    person.taps_on("/wave", strength="11")

    page = person.sees().split('id="wave"')[1]
    assert "It began at 8, was at its highest at 9, and is at 2 now." in page
    assert page.count('<th scope="row">') == 4


def test_one_tap_afterwards_and_more_only_for_who_wants(person: Person) -> None:
    person.begins("messages")
    person.taps_on("/end", outcome="harder")
    assert "It can get worse before it calms" in person.sees()
    person.taps_on(
        "/end",
        outcome="harder",
        helped=["breathing", "nonsense", "walking"],
        went="no",
        do="more",
    )

    last = person.wrote(MomentEnded)[-1]
    assert last.helped == ("breathing", "walking")
    assert last.acted is False
    assert "It is noted" in person.sees("?noted")


def test_not_being_sure_leads_to_calm_and_both_ways_on(person: Person) -> None:
    person.begins("")
    page = person.sees()

    assert f'href="{person.at}/time"' in page
    assert f'href="{person.at}/wait"' in page
    person.taps_on("/wait", span="ten")
    assert "10 minutes" in person.sees()


def test_a_late_tap_on_what_is_not_there_changes_nothing(person: Person) -> None:
    person.begins("pull-back")
    before = len(person.entries())
    for where in ("/wave", "/back", "/later", "/end", "/wait", "/strength", "/words"):
        answer = person.client.post(f"{person.at}{where}", {})
        assert answer.status_code in {302, 422}, where
    person.taps_on("/later")
    person.taps_on("/later", do="undo")

    assert len(person.entries()) == before


def test_where_someone_is_afraid_nothing_leads_to_the_other_person(
    person: Person, client: Client
) -> None:
    person.begins("pull-back")
    person.taps_on("/words", minutes="20", message="Soon back")
    Walker(client, yes={"afraid"}).walk()

    assert "Soon back" not in client.get("/moment").content.decode()
    assert "22:50" not in client.get("/moment").content.decode()
    for urge in ("pull-back", "messages", ""):
        person.begins(urge)
        page = person.sees()
        assert "First of all, you" in page
        assert "you need not tell them anything and you need not go back" in page
        for text in MESSAGES:
            assert text.words[:20] not in page
        assert "They are asleep" not in page
        assert "come back" not in page.lower().replace("come back every", "")
        for where in ("/time", "/words", "/wait"):
            assert person.client.get(f"{person.at}{where}")["Location"] == person.at
        for where, sent in (
            ("/words", {"minutes": "20", "message": "x"}),
            ("/wait", {"span": "ten"}),
        ):
            person.taps_on(where, **sent)
    assert len(person.wrote(ReturnPromised)) == 1
    assert person.wrote(WaitBegan) == []


def test_where_exercises_are_off_there_is_only_where_to_turn(
    person: Person, client: Client
) -> None:
    person.begins("pull-back")
    Walker(client, yes={"crisis"}).walk()
    page = client.get("/moment").content.decode()

    assert 'name="urge"' not in page
    assert 'href="/help"' in page
    assert client.get(person.at)["Location"] == "/moment"
    assert client.post(f"{person.at}/wave", {"strength": "1"}).status_code == 302
    before = len(person.entries())
    client.post("/moment", {"urge": "joke", "key": "k"})
    assert len(person.entries()) == before


def test_danger_is_named_on_every_page_of_a_moment(person: Person) -> None:
    person.begins("pull-back")
    for where in ("", "/strength", "/time", "/words", "/wait", "/end"):
        assert "get help now" in person.sees(where), where


@pytest.mark.parametrize("urge", ["pull-back", "messages", ""])
def test_every_claim_in_a_moment_says_how_it_is_known(
    person: Person, urge: str
) -> None:
    person.begins(urge)
    pages = [person.sees(where) for where in ("", "/strength", "/time", "/wait")]
    person.taps_on("/words", minutes="20", message="Back soon.")
    pages.append(person.sees())
    person.clock.go(minutes=25)
    pages.append(person.sees())

    assert [unproven(page) for page in pages] == [[]] * len(pages)
    assert [foreign_titles(page) for page in pages] == [[]] * len(pages)


def test_what_others_wrote_does_not_disturb(person: Person) -> None:
    own = diary(person.client, person.clock)
    own.append(
        UrgeNoticed(
            id=person.wrote(object)[0].id,
            at=person.clock.now,
            day=person.clock.now.date(),
            urge="gone-from-content",
            strength=None,
            after="gone too",
            note="",
            acted=None,
        )
    )
    assert person.client.get("/moment").status_code == 200
