"""Share: off at first, one by one or by itself, and never more than was shown."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import numpy as np
import pytest
from django.utils.html import escape

from nearer.content.steps import steps
from nearer.core.safety import Switch
from nearer.entries import (
    AnyEntry,
    Linked,
    SharedPattern,
    SharedStep,
    SharedTemperature,
)
from tests.web.accounts.people import PASSPHRASE, unlock
from tests.web.us.pairs import Pair, answered, key_on, prove, text

pytestmark = pytest.mark.django_db(transaction=True)
TICKED = r'name="what" value="([a-z]+)"[^>]* checked'


def felt(pair: Pair, value: int) -> None:
    """Let Ana say how connected she feels today."""
    day = pair.clock.now.date().isoformat()
    said = pair.ana.post(
        "/today/day",
        {"about": day, "key": f"k{value}", "clo": str(value), "pur": "4", "wdr": "3"},
    )
    assert said.status_code == 302, said.content.decode()


def begin_weeks(pair: Pair) -> None:
    said = pair.ana.post(
        "/today/begin",
        {"company": "partner", "track": "", "agreed": "on", "key": "weeks"},
    )
    assert said.status_code == 302, said.content.decode()


def choose(pair: Pair, *what: str) -> None:
    prove(pair.ana)
    keep(pair, *what)


def keep(pair: Pair, *what: str) -> None:
    key = key_on(pair.ana, "/us/share")
    said = pair.ana.post("/us/share", {"do": "choose", "what": what, "key": key})
    assert said.status_code == 302


def later(pair: Pair) -> None:
    """Stay at the browser until the passphrase typed at linking holds no longer."""
    for _ in range(3):
        pair.clock.go(minutes=4)
        assert pair.ana.get("/us").status_code == 200


def ticked(pair: Pair) -> set[str]:
    return set(re.findall(TICKED, pair.ana.get("/us/share").content.decode()))


def test_nothing_goes_along_by_itself_at_first(pair: Pair) -> None:
    begin_weeks(pair)
    before = text(pair.ben)
    felt(pair, 7)

    assert text(pair.ben) == before


def test_one_by_one_the_other_gets_exactly_the_line_that_was_shown(pair: Pair) -> None:
    begin_weeks(pair)
    felt(pair, 7)
    page = pair.ana.get("/us/share").content.decode()
    items = re.findall(r'name="item" value="([^"]+)"', page)
    assert [i for i in items if i.startswith("temperature")]
    assert "7 of 10" in page
    assert not [i for i in items if i.startswith("pattern")]

    pair.ana.post("/us/share", {"do": "share", "item": items})
    pair.ana.post("/us/share", {"do": "share", "item": items})

    shared = pair.diary_of("Ben")
    kinds = [type(e).__name__ for e in shared_entries(pair, "Ben")]
    assert kinds.count("SharedTemperature") == 1
    assert shared.entries(), "the own diary is still there"


def test_a_standing_choice_takes_along_from_its_day_on(pair: Pair) -> None:
    begin_weeks(pair)
    felt(pair, 3)
    pair.clock.go(days=1)
    for client, name in ((pair.ana, "Ana"), (pair.ben, "Ben")):
        assert unlock(client, name=name) == 302
    choose(pair, "temperature")
    felt(pair, 8)

    values = [
        e.value for e in shared_entries(pair, "Ben") if isinstance(e, SharedTemperature)
    ]

    assert values == [8]


def test_reaching_out_and_drawing_back_are_never_shown_by_themselves(
    pair: Pair,
) -> None:
    begin_weeks(pair)
    choose(pair, "temperature", "pattern")
    felt(pair, 6)

    kinds = {type(e).__name__ for e in shared_entries(pair, "Ben")}
    pages = pair.ben.get("/us").content + pair.ben.get("/us/days").content

    assert "SharedPattern" in kinds
    assert b"pur" not in pages
    assert b"wdr" not in pages


def test_danger_stops_what_goes_along_and_shows_nothing(pair: Pair) -> None:
    begin_weeks(pair)
    choose(pair, "temperature")
    before = text(pair.ben)
    answered(pair.ana, pair.clock, "Ana", off={Switch.JOIN, Switch.COMPARE})

    felt(pair, 9)

    assert text(pair.ben) == before
    assert "Pairing is off" in text(pair.ana)


def test_a_week_opens_for_both_at_once(pair: Pair) -> None:
    pair.ana.post("/us/week", {"words": "a slow one", "key": key_on(pair.ana)})
    assert "a slow one" not in text(pair.ben)
    assert "both open together" in text(pair.ana).lower()

    pair.ben.post("/us/week", {"words": "a warm one", "key": key_on(pair.ben)})

    for client in (pair.ana, pair.ben):
        assert "a slow one" in text(client)
        assert "a warm one" in text(client)


def test_nobody_writes_a_week_anew_once_both_can_read_it(pair: Pair) -> None:
    pair.ana.post("/us/week", {"words": ".", "key": key_on(pair.ana)})
    stale = {"words": "after I read yours", "key": key_on(pair.ana)}
    sent = {"words": "a warm one", "key": key_on(pair.ben)}
    pair.ben.post("/us/week", sent)

    late = pair.ana.post("/us/week", stale)

    assert late.status_code == 422
    assert "after I read yours" in late.content.decode()  # to put elsewhere
    assert "after I read yours" not in text(pair.ana) + text(pair.ben)
    assert pair.ben.post("/us/week", sent).status_code == 302  # only sent once more


def test_gladness_and_a_step_for_both(pair: Pair) -> None:
    pair.ana.post("/us/glad", {"words": "the soup", "key": key_on(pair.ana)})
    page = pair.ana.get("/us").content.decode()
    step = re.findall(r'<option value="([a-z0-9]+)"', page)[0]
    pair.ana.post("/us/step", {"step": step, "key": key_on(pair.ana)})
    assert "the soup" in text(pair.ben)
    assert "Both of you said yes" not in text(pair.ana)

    page = pair.ben.get("/us").content.decode()
    assert escape(steps()[step].words("en").how) in page, "what a yes would mean"
    proposed = re.search(r'name="proposed" value="([^"]+)"', page)
    assert proposed
    pair.ben.post("/us/step", {"proposed": proposed[1], "say": "yes"})

    assert "Both of you said yes" in text(pair.ana)

    done = {"proposed": proposed[1], "say": "done"}
    for client in (pair.ben, pair.ana):  # the second from a page that was open before
        client.post("/us/step", done)
    for client in (pair.ana, pair.ben):
        assert "Both of you said yes" not in text(client)
        assert text(client).count("Steps that were done") == 1
    told = [e for e in shared_entries(pair, "Ana") if isinstance(e, SharedStep)]
    assert [(one.by, one.step) for one in told] == [(2, step)]


def test_whom_steps_toward_another_are_put_off_for_is_led_to_none(pair: Pair) -> None:
    page = pair.ben.get("/us").content.decode()
    found = re.findall(r'<option value="([a-z0-9]+)"', page)
    pair.ben.post("/us/step", {"step": found[0], "key": key_on(pair.ben)})
    answered(pair.ana, pair.clock, "Ana", off=[Switch.TOWARD])
    before = shared_entries(pair, "Ana")

    page = pair.ana.get("/us").content.decode()
    proposed = re.search(r'name="proposed" value="([^"]+)"', page)
    assert proposed
    for said in ({"step": found[1]}, {"proposed": proposed[1], "say": "yes"}):
        pair.ana.post("/us/step", {"key": key_on(pair.ana), **said})

    assert "<option" not in page
    assert 'value="yes"' not in page
    assert shared_entries(pair, "Ana") == before
    pair.ana.post("/us/step", {"proposed": proposed[1], "say": "done"})
    assert shared_entries(pair, "Ana") == before, "nothing is done before both agree"
    pair.ana.post("/us/step", {"proposed": proposed[1], "say": "no"})
    assert len(shared_entries(pair, "Ana")) == len(before) + 1, "a no can be said"


def test_too_long_and_empty_words_come_back(pair: Pair) -> None:
    key = key_on(pair.ana)

    empty = pair.ana.post("/us/week", {"words": "", "key": key})
    long = pair.ana.post("/us/glad", {"words": "x" * 400, "key": key})

    assert (empty.status_code, long.status_code) == (422, 422)
    assert "x" * 300 in long.content.decode()


def shared_entries(pair: Pair, name: str) -> tuple[AnyEntry, ...]:
    """Return what lies in the shared space, as one of the two opens it."""
    diary = pair.diary_of(name)
    space = next(e.space for e in diary.entries() if isinstance(e, Linked))
    return diary.shared(space).entries()


def test_what_our_days_say_needs_both_and_enough_of_them(pair: Pair) -> None:
    begin_weeks(pair)
    choose(pair, "pattern")
    felt(pair, 6)
    assert "There is not enough to tell yet" in text(pair.ana, "/us/days")

    for name, by in (("Ana", 1), ("Ben", 2)):
        diary = pair.diary_of(name)
        space = next(e.space for e in diary.entries() if isinstance(e, Linked))
        diary.shared(space).append(*two_months(by, pair))

    page = text(pair.ana, "/us/days")
    assert "not enough to tell yet. About" not in page
    assert "How sure each arrow is" in page
    assert "How sure:" in page
    assert "Ben felt closer, too. Likely." in page


def two_months(by: int, pair: Pair) -> list[SharedPattern]:
    """Return sixty days in which one reaches out and the other draws back."""
    rng, together = np.random.default_rng(by), np.random.default_rng(9)
    first = pair.clock.now.date() - timedelta(days=60)
    return [
        SharedPattern(
            id=uuid.uuid4(),
            at=pair.clock.now,
            day=pair.clock.now.date(),
            by=1 if by == 1 else 2,
            about=first + timedelta(days=day),
            values={
                **{name: int(rng.integers(0, 5)) for name in ("pur", "wdr")},
                "clo": 1 + good + int(rng.integers(0, 2)),
                "ppr": good + int(rng.integers(0, 2)),
            },
        )
        for day, good in enumerate(together.integers(0, 9, 60).tolist())
    ]


def test_only_a_fresh_passphrase_lets_more_go_along(pair: Pair) -> None:
    choose(pair, "steps")
    later(pair)
    wanted = {"do": "choose", "what": ["steps", "temperature"], "key": "late"}

    asked = pair.ana.post("/us/share", wanted)

    assert asked["Location"] == "/unlock/again?next=%2Fus%2Fshare%3Fon%3D0-1"
    assert ticked(pair) == {"steps"}
    early = pair.ana.get("/us/share?on=0-1").content.decode()
    assert "Nothing is kept yet" not in early, "no passphrase was typed"
    typed = {"secret": PASSPHRASE, "next": "/us/share?on=0-1"}
    back = pair.ana.post("/unlock/again", typed, follow=True).content.decode()
    assert "Nothing is kept yet" in back
    assert set(re.findall(TICKED, back)) == {"steps", "temperature"}
    assert pair.ana.post("/us/share", wanted)["Location"] == "/us/share?saved=1"
    assert ticked(pair) == {"steps", "temperature"}


def test_letting_less_go_along_asks_for_nothing(pair: Pair) -> None:
    choose(pair, "steps", "temperature")
    later(pair)

    keep(pair, "steps")

    assert ticked(pair) == {"steps"}


def test_only_a_fresh_passphrase_shares_single_things(pair: Pair) -> None:
    begin_weeks(pair)
    felt(pair, 7)
    item = re.findall(
        r'name="item" value="([^"]+)"', pair.ana.get("/us/share").content.decode()
    )
    later(pair)
    assert unlock(pair.ben, name="Ben") == 302
    before = text(pair.ben)
    assert "You and Ana" in before

    asked = pair.ana.post("/us/share", {"do": "share", "item": item})

    assert asked["Location"] == "/unlock/again?next=%2Fus%2Fshare%3Fonce%3D0"
    assert text(pair.ben) == before
    early = pair.ana.get("/us/share?once=0").content.decode()
    assert "Nothing is shared yet" not in early, "no passphrase was typed"
    typed = {"secret": PASSPHRASE, "next": "/us/share?once=0"}
    back = pair.ana.post("/unlock/again", typed, follow=True).content.decode()
    assert "Nothing is shared yet" in back
    assert re.findall(r'name="item" value="([^"]+)"[^>]* checked', back) == item
    said = pair.ana.post("/us/share", {"do": "share", "item": item})
    assert said["Location"] == "/us/share?saved=2"
    assert "7 of 10" in text(pair.ben)


def test_an_address_that_somebody_made_up_ticks_nothing(pair: Pair) -> None:
    page = pair.ana.get("/us/share?once=99-x&on=9-").content.decode()

    assert " checked" not in page


def test_nothing_ticked_shares_nothing_and_asks_for_nothing(pair: Pair) -> None:
    later(pair)

    said = pair.ana.post("/us/share", {"do": "share"})

    assert said["Location"] == "/us/share"


def test_a_standing_choice_shows_how_the_other_will_read_it(pair: Pair) -> None:
    begin_weeks(pair)
    page = pair.ana.get("/us/share").content.decode()
    shown = dict(re.findall(r'id="goes-([a-z]+)".*?<span>(.*?)</label>', page))
    assert "“1 March 2026: 7 of 10”" in shown["temperature"]
    assert "1 March 2026: done – " in shown["steps"]
    assert "1 March 2026: time alone from " in shown["moments"]
    assert "1 March 2026: back at " in shown["moments"]
    assert "“" not in shown["pattern"]

    choose(pair, "temperature")
    felt(pair, 7)

    assert "1 March 2026: 7 of 10" in text(pair.ben)
