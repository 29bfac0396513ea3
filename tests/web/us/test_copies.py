"""What can be put there: steps, moments and returns, the map; and who sees what."""

from __future__ import annotations

import re
import secrets
import uuid
from datetime import timedelta
from typing import Any

import pytest

from nearer.content.steps import steps
from nearer.diary.access import Diary, NotYoursError
from nearer.entries import (
    AnyEntry,
    Linked,
    MomentBegan,
    Returned,
    ReturnPromised,
    SharedTemperature,
    StepEnded,
    StepPlanned,
)
from tests.web.accounts.conftest import Clock
from tests.web.assess.walking import answer_all, begin_walk
from tests.web.us.pairs import Pair, code_from, prove, someone, text

pytestmark = pytest.mark.django_db(transaction=True)
STEP = "e1a"


def stamp(pair: Pair) -> dict[str, Any]:
    now = pair.clock.now
    return {
        "id": uuid.UUID(bytes=secrets.token_bytes(16)),
        "at": now,
        "day": now.date(),
    }


def lived(pair: Pair, *, done: Any = "yes") -> None:
    """Let Ana do a step, and take time alone and come back."""
    planned = StepPlanned(
        **stamp(pair),
        step=STEP,
        domain="emotional",
        level=1,
        difficulty=-2.0,
        chosen="offered",
        feared="laughter",
        p_feared=50,
        expected=5,
        setting="",
    )
    ended = StepEnded(
        **stamp(pair),
        planned=planned.id,
        done=done,
        discomfort=3,
        happened="no",
        learned="a smile",
        response="good",
    )
    began = MomentBegan(**stamp(pair), urge="pull-back", path="space", strength=7)
    promised = ReturnPromised(
        **stamp(pair),
        moment=began.id,
        minutes=20,
        message="I will be back at nine.",
        until=pair.clock.now + timedelta(minutes=20),
    )
    diary = pair.diary_of("Ana")
    diary.append(planned, ended, began, promised)
    pair.clock.go(minutes=5)
    diary.append(Returned(**stamp(pair), moment=began.id))


def share_everything(pair: Pair) -> str:
    """Share every line that is offered; return what the page offered."""
    page = pair.ana.get("/us/share").content.decode()
    items = re.findall(r'name="item" value="([^"]+)"', page)
    pair.ana.post("/us/share", {"do": "share", "item": items})
    return text(pair.ana, "/us/share")


def test_a_step_a_moment_and_the_return_from_it(pair: Pair) -> None:
    lived(pair)
    title = steps()[STEP].words("en").title
    offered = text(pair.ana, "/us/share")
    share_everything(pair)
    later = text(pair.ana, "/us/share")
    share_everything(pair)

    seen = text(pair.ben)

    assert f"done – {title}" in offered
    assert "I will be back at nine." in offered
    assert "back at" in later, "a return can be shared once its moment is there"
    assert title in seen
    assert "I will be back at nine." in seen
    assert "Back at" in seen
    assert "Thank, and stop there" in seen, "what helps after a step of theirs"
    assert "Thank, and stop there" not in text(pair.ana)
    assert "laughter" not in seen
    assert "a smile" not in seen
    assert "nothing new" in text(pair.ana, "/us/share")


def test_a_step_that_was_not_done_is_not_offered(pair: Pair) -> None:
    lived(pair, done="no")

    assert b'value="steps:' not in pair.ana.get("/us/share").content


def test_a_step_done_in_part_is_told_as_that_until_it_is_done(pair: Pair) -> None:
    lived(pair, done="partly")
    title = steps()[STEP].words("en").title

    assert f"done in part – {title}" in share_and_return_what_was_offered(pair)
    assert f"{title} (in part)" in text(pair.ben)

    planned = next(e for e in entries_of(pair) if isinstance(e, StepPlanned))
    whole = StepEnded(
        **stamp(pair),
        planned=planned.id,
        done="yes",
        discomfort=3,
        happened="no",
        learned="",
        response=None,
    )
    pair.diary_of("Ana").append(whole)

    assert f": done – {title}" in share_and_return_what_was_offered(pair)
    seen = text(pair.ben)
    assert seen.count(f": {title}") == 1, "the later word replaces the earlier"
    assert "(in part)" not in seen


def share_and_return_what_was_offered(pair: Pair) -> str:
    offered = text(pair.ana, "/us/share")
    share_everything(pair)
    return offered


def entries_of(pair: Pair) -> tuple[AnyEntry, ...]:
    return pair.diary_of("Ana").entries()


def test_both_maps_open_together_and_close_together(pair: Pair) -> None:
    plain = text(pair.ben, "/beside"), text(pair.ben)
    for client in (pair.ana, pair.ben):
        assert (text(pair.ben, "/beside"), text(pair.ben)) == plain
        answer_all(client, begin_walk(client))
        page = client.get("/us/share").content.decode()
        items = re.findall(r'name="item" value="(map:[^"]+)"', page)
        assert len(items) == 1
        client.post("/us/share", {"do": "share", "item": items})
        assert "map:" not in client.get("/us/share").content.decode()

    guide, both = text(pair.ben, "/beside"), text(pair.ben)

    assert "For the two of you" in guide
    assert "Ana B." in guide
    assert "Where each of us stands" in both
    assert "Where Ana B. stands" in both
    assert "Where Ben stands" in both

    pair.ana.post("/us/share", {"do": "back"})

    assert (text(pair.ben, "/beside"), "For the two" in guide) == (plain[0], True)
    assert "Where Ana B. stands" not in text(pair.ben)
    assert "Both open together" in text(pair.ben), "his own is still there"


def test_two_temperatures_stand_side_by_side(pair: Pair) -> None:
    for name, by in (("Ana", 1), ("Ben", 2)):
        diary = pair.diary_of(name)
        space = next(e.space for e in diary.entries() if isinstance(e, Linked))
        today = pair.clock.now.date()
        diary.shared(space).append(
            *(
                SharedTemperature(
                    **stamp(pair),
                    by=1 if by == 1 else 2,
                    about=today - timedelta(days=n),
                    value=3 + n % 5,
                )
                for n in range(3 if by == 1 else 12)
            )
        )

    page = pair.ana.get("/us").content.decode()

    assert page.count('<figure class="figure">') == 2
    assert "Ben: 12 days in six weeks" in text(pair.ana)


def test_a_new_code_makes_the_old_one_worth_nothing(clock: Clock) -> None:
    ana, ben = someone(clock, "Ana"), someone(clock, "Ben")
    old, new = code_from(ana), code_from(ana)
    assert "waiting for the other" in text(ana)
    prove(ben)

    late = ben.post("/us/join", {"code": old}).content.decode()
    fresh = ben.post("/us/join", {"code": new}).content.decode()

    assert "Pairing is off" in late
    assert "would like to link" in fresh
    assert ben.post("/us/join", {"code": ""}).status_code == 422
    unnamed = {"code": new, "do": "yes", "name": ""}
    assert ben.post("/us/join", unnamed).status_code == 422
    assert ana.post("/us/invite", {"name": ""}).status_code == 422


def test_who_comes_second_keeps_what_they_had(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = someone(clock, "Ana"), someone(clock, "Ben")
    code = code_from(ana)
    code_from(ben, "Ben")

    def taken(*_: Any, **__: Any) -> None:
        raise NotYoursError

    monkeypatch.setattr(Diary, "accept_invitation", taken)
    page = ben.post("/us/join", {"code": code, "do": "yes", "name": "Ben"})

    assert "Pairing is off" in page.content.decode()
    assert "waiting for the other" in text(ben), "the own code still waits"


def test_pages_of_two_send_others_on(clock: Clock) -> None:
    ana = someone(clock, "Ana")
    prove(ana)

    assert ana.get("/us/share")["Location"] == "/us"
    assert ana.get("/us/days")["Location"] == "/us"
    assert ana.get("/us/mine")["Location"] == "/us"
    assert ana.get("/us/invite").status_code == 200
    assert ana.get("/us/join").status_code == 200
    assert ana.post("/us/glad", {"words": "x", "key": "k"}).status_code == 404


def test_choices_are_asked_about_again(pair: Pair) -> None:
    key = re.search(
        r'name="key" value="([^"]+)"', pair.ana.get("/us/share").content.decode()
    )
    assert key
    pair.ana.post(
        "/us/share", {"do": "choose", "what": ["steps", "moments"], "key": key[1]}
    )
    lived(pair)
    pair.ana.post("/us/glad", {"words": "the soup", "key": "k1"})

    assert "I will be back at nine." in text(pair.ben), "moments go along by themselves"
    refused = pair.ana.post(
        "/us/share", {"do": "choose", "what": ["everything"], "key": "k2"}
    )
    assert refused.status_code == 422


def test_what_is_not_of_today_stands_folded(pair: Pair) -> None:
    for number in range(4):
        words = {"words": f"thing {number}.", "key": f"g{number}"}
        pair.ana.post("/us/glad", words)
    for step in ("p1a", "p1b"):
        pair.ana.post("/us/step", {"step": step, "key": step})
    page = pair.ben.get("/us").content.decode()
    proposed = re.findall(r'name="proposed" value="([^"]+)"', page)
    pair.ben.post("/us/step", {"proposed": proposed[0], "say": "no"})

    whole = pair.ben.get("/us").content.decode().partition("<main")[2]
    folded = " ".join(re.findall(r"<details>.*?</details>", whole, re.DOTALL))
    plain = re.sub(r"<details>.*?</details>", "", whole, flags=re.DOTALL)

    declined, other = (steps()[step].words("en").title for step in ("p1b", "p1a"))
    assert "thing 3." in plain
    assert "thing 2." in plain
    assert "thing 1." in folded
    assert "thing 0." in folded
    assert declined not in plain
    assert f"<p>{declined}</p>" in folded
    assert f"<strong>{other}</strong>" in plain
    assert 'id="both-step"' in folded
    yes = {"proposed": proposed[0], "say": "yes"}
    pair.ben.post("/us/step", yes)
    assert "Both of you said yes" in text(pair.ana), "a no can become a yes"
