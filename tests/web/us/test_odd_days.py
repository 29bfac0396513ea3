"""Odd days of two: one name twice, both at once, two languages, a danger that ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from nearer.accounts import names
from nearer.accounts.models import Person
from nearer.content.steps import steps
from nearer.core.safety import Switch
from nearer.diary.access import Diary
from nearer.diary.members import OWN
from nearer.diary.models import Invitation, Membership
from nearer.entries import Linked, SharedPattern, SharedTemperature, SwitchesSet
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import begin, fields, unlock
from tests.web.us.pairs import Pair, answered, code_from, key_on, prove, someone, text
from tests.web.us.test_copies import STEP, lived, share_everything, stamp
from tests.web.us.test_share import begin_weeks, choose, felt

pytestmark = pytest.mark.django_db(transaction=True)
OF_TWO = {Switch.JOIN, Switch.COMPARE, Switch.CARDS}


def next_day(pair: Pair, days: int = 1) -> None:
    pair.clock.go(days=days)
    for client, name in ((pair.ana, "Ana"), (pair.ben, "Ben")):
        assert unlock(client, name=name) == 302


def namesakes(clock: Clock) -> Pair:
    pair = Pair(someone(clock, "Ana"), someone(clock, "Ben"), clock)
    code = code_from(pair.ana, "Robin")
    prove(pair.ben)
    pair.ben.post("/us/join", {"code": code, "do": "yes", "name": "robin "})
    return pair


def test_of_two_with_one_name_each_reads_which_one_they_are(clock: Clock) -> None:
    pair = namesakes(clock)
    pair.ana.post("/us/glad", {"words": "the soup", "key": key_on(pair.ana)})
    pair.ben.post("/us/glad", {"words": "tea", "key": key_on(pair.ben)})

    assert "Robin (you) : the soup" in text(pair.ana)
    assert "robin : tea" in text(pair.ana)
    assert "robin (you) : tea" in text(pair.ben)
    assert "Robin : the soup" in text(pair.ben)


def test_a_name_that_is_taken_here_is_said_so() -> None:
    begin(Client(), name="Ana")

    page = Client().post("/begin", fields(name="ana"))

    assert page.status_code == 422
    assert "Someone here has this name already" in page.content.decode()


def test_the_first_day_that_is_shared_can_be_read(pair: Pair) -> None:
    begin_weeks(pair)
    felt(pair, 7)
    assert "No day has been shared yet." in text(pair.ben)
    share_everything(pair)

    assert "Ana B., 1 March 2026: 7 of 10" in text(pair.ben)
    assert "Ana B., 1 March 2026: 7 of 10" in text(pair.ana)


def test_each_reads_the_name_of_a_step_in_their_own_language(pair: Pair) -> None:
    lived(pair)
    share_everything(pair)
    pair.ana.post("/us/step", {"step": "p1a", "key": key_on(pair.ana)})
    pair.ben.post("/choose", {"language": "es", "back": "/us"})

    seen = text(pair.ben)

    for step in (STEP, "p1a"):
        assert f" {steps()[step].words('es').title} " in seen
        assert steps()[step].words("en").title not in seen
    pair.ana.post("/choose", {"language": "es", "back": "/us"})
    assert pair.ana.get("/us/share").content.count(b'value="steps:') == 0, "once"


def test_after_a_time_of_being_off_nothing_goes_along_by_itself(pair: Pair) -> None:
    begin_weeks(pair)
    choose(pair, "temperature")
    felt(pair, 7)
    next_day(pair)
    answered(pair.ana, pair.clock, "Ana", off=OF_TWO)
    felt(pair, 2)
    next_day(pair)
    answered(pair.ana, pair.clock, "Ana")
    felt(pair, 8)

    page = text(pair.ana, "/us/share")
    seen = text(pair.ben)

    assert "Sharing was off for a while" in page
    assert "checked" not in pair.ana.get("/us/share").content.decode()
    assert "7 of 10" in seen
    assert "2 of 10" not in seen
    assert "8 of 10" not in seen
    choose(pair, "temperature")
    assert "Sharing was off" not in text(pair.ana, "/us/share")
    felt(pair, 9)
    assert "the latest at 9 of 10" in text(pair.ben)


def halfway(pair: Pair) -> None:
    """Let Ana come to the first of the private questions, and no further."""
    entry = SwitchesSet(
        **stamp(pair),
        switches=tuple(f"{'-' if s in OF_TWO else '+'}{s}" for s in sorted(Switch)),
        rules_version=1,
        completed=False,
    )
    pair.diary_of("Ana").safety.append(entry)


@pytest.mark.parametrize(("days", "goes_along"), [(0, 1), (1, 0)])
def test_questions_that_are_gone_through_end_no_choice_unless_they_lie_open(
    pair: Pair, days: int, goes_along: int
) -> None:
    begin_weeks(pair)
    choose(pair, "temperature")
    halfway(pair)
    next_day(pair, days)
    answered(pair.ana, pair.clock, "Ana")
    felt(pair, 6)

    assert text(pair.ben).count("6 of 10") == goes_along


def test_a_slip_of_the_hand_is_no_closed_door(clock: Clock) -> None:
    ben = someone(clock, "Ben")
    prove(ben)

    for typed in ("ABCD", "ABCD-EFGH-JKL0", "ÄBCD-EFGH-JKMN", "A" * 13):
        page = ben.post("/us/join", {"code": typed})
        assert page.status_code == 422
        assert "A code has twelve letters and digits" in page.content.decode()


def test_a_code_of_another_installation_is_told_apart_from_nothing(
    clock: Clock,
) -> None:
    ana, ben = someone(clock, "Ana"), someone(clock, "Ben")
    code = code_from(ana)
    Invitation.objects.all().delete()  # as where it was never made
    prove(ben)

    page = ben.post("/us/join", {"code": code}).content.decode()

    assert "Pairing is off" in page
    assert "made in another place" in page
    assert "only in the place where it was made" in text(ben, "/us/join")


def test_two_tabs_at_once_wait_in_one_place(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = someone(clock, "Ana"), someone(clock, "Ben")
    prove(ana)
    begins, first = Diary.begin_shared, list[str]()

    def meanwhile(diary: Diary) -> object:
        if not first:
            first.append("")
            first[0] = code_from(ana)  # the other tab, from the first press to its end
        return begins(diary)

    monkeypatch.setattr(Diary, "begin_shared", meanwhile)
    second = code_from(ana)
    prove(ben)
    said = ben.post("/us/join", {"code": second, "do": "yes", "name": "Ben"})

    assert said["Location"] == "/us"
    assert "You and Ben" in text(ana)
    assert first[0] != second


def test_who_was_second_at_the_same_moment_is_led_to_the_link(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = someone(clock, "Ana"), someone(clock, "Ben")
    code_of_ana, code_of_ben = code_from(ana, "Ana"), code_from(ben, "Ben")
    for client in (ana, ben):
        prove(client)
    accepts, before = Diary.accept_invitation, list[int]()

    def meanwhile(diary: Diary, *args: object, **kwargs: object) -> object:
        if not before:  # Ana has pressed; before that is done, Ben has, too
            before.append(1)
            yes = {"code": code_of_ana, "do": "yes", "name": "Ben"}
            assert ben.post("/us/join", yes)["Location"] == "/us"
        return accepts(diary, *args, **kwargs)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(Diary, "accept_invitation", meanwhile)
    late = ana.post("/us/join", {"code": code_of_ben, "do": "yes", "name": "Ana"})

    assert late["Location"] == "/us"
    assert "You and Ben" in text(ana)
    assert "You and Ana" in text(ben)
    ana.post("/us/glad", {"words": "the soup", "key": key_on(ana)})
    assert "the soup" in text(ben)
    private = len((Switch, Linked))  # each one's two own spaces
    spaces = Membership.objects.values("space").distinct().count()
    assert spaces == private * Person.objects.count() + 1


def test_one_has_ninety_days_and_the_other_three(pair: Pair) -> None:
    begin_weeks(pair)
    choose(pair, "temperature", "pattern")
    today = pair.clock.now.date()
    for name, count in (("Ana", 90), ("Ben", 3)):
        diary = pair.diary_of(name)
        space = next(e.space for e in diary.entries() if isinstance(e, Linked))
        diary.shared(space).append(
            *(
                kind(
                    **stamp(pair),
                    by=1 if name == "Ana" else 2,
                    about=today - timedelta(days=count - 1 - n),
                    **had,
                )
                for n in range(count)
                for kind, had in (
                    (SharedPattern, {"values": {"clo": 5, "pur": n % 5, "wdr": 1}}),
                    (SharedTemperature, {"value": 1 + n % 10}),
                )
            )
        )

    for client in (pair.ana, pair.ben):
        assert "Ana B.: 42 days in six weeks" in text(client)
        assert "Ben: 3 days in six weeks" in text(client)
    page = text(pair.ana, "/us/days")
    assert "There is not enough to tell yet." in page
    assert "Days that both of you have: 3." in page
    assert "half year" not in page, "all of it is looked at"


def test_days_that_are_all_alike_are_enough_and_still_tell_nothing(pair: Pair) -> None:
    choose(pair, "pattern")
    today = pair.clock.now.date()
    for name in ("Ana", "Ben"):
        diary = pair.diary_of(name)
        space = next(e.space for e in diary.entries() if isinstance(e, Linked))
        diary.shared(space).append(
            *(
                SharedPattern(
                    **stamp(pair),
                    by=1 if name == "Ana" else 2,
                    about=today - timedelta(days=n),
                    values={"clo": 5, "pur": 2, "wdr": 1},
                )
                for n in range(200)
            )
        )

    page = text(pair.ana, "/us/days")

    assert "Days that both of you have: 180." in page
    assert "Only the last half year is looked at." in page
    assert "There is not enough to tell yet." in page
    assert "What goes together on one day cannot be told from these." in page


def seen_by(client: Client) -> str:
    return text(client) + text(client, "/us/days") + text(client, "/keep")


def test_one_who_erases_everything_looks_as_quiet_as_before(pair: Pair) -> None:
    pair.ana.post("/us/glad", {"words": "the soup", "key": key_on(pair.ana)})
    before = seen_by(pair.ben)
    prove(pair.ana)

    led = pair.ana.post("/keep/all", {"when": "now", "sure": "on"})

    assert "It is gone" in text(pair.ana, led["Location"])
    assert not Person.objects.filter(handle=names.handle("Ana")).exists()
    assert seen_by(pair.ben) == before
    pair.ben.post("/us/week", {"words": "still here", "key": key_on(pair.ben)})
    assert "still here" in text(pair.ben)
    assert pair.ben.post("/us/mine", {"way": "silent"}).status_code == 302
    assert Membership.objects.values("space").distinct().count() == len(OWN)


def test_two_half_a_day_apart_open_a_week_and_keep_days_of_their_own(
    pair: Pair,
) -> None:
    # 22:30 UTC on a Sunday: Monday in Auckland, Sunday afternoon in Los Angeles.
    zones = (pair.ana, "Pacific/Auckland"), (pair.ben, "America/Los_Angeles")
    for client, zone in zones:
        client.cookies["tz"] = zone
        said = {"company": "partner", "track": "", "agreed": "on", "key": "weeks"}
        assert client.post("/today/begin", said).status_code == 302
        client.get("/us/share")
        chosen = {"do": "choose", "what": ["temperature"], "key": "k"}
        assert client.post("/us/share", chosen).status_code == 302
    for client, day, value in (
        (pair.ana, "2026-03-02", 4),
        (pair.ben, "2026-03-01", 8),
    ):
        taps = {"about": day, "key": "d", "clo": str(value)}
        assert client.post("/today/day", taps).status_code == 302
        client.post("/us/week", {"words": f"week of {day}", "key": key_on(client)})

    for client in (pair.ana, pair.ben):
        assert "Ana B., 2 March 2026: 4 of 10" in text(client).replace(" (you)", "")
        assert "Ben, 1 March 2026: 8 of 10" in text(client)
    assert "week of 2026-03-02" not in text(pair.ben), "his week is another one"
    next_day(pair)
    pair.ben.post("/us/week", {"words": "a new one", "key": key_on(pair.ben)})
    for client in (pair.ana, pair.ben):
        assert "week of 2026-03-02" in text(client)
        assert "a new one" in text(client)
