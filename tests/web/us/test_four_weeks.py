"""Four weeks of two people: every choice, a danger, a leaving, seen by the other."""

from __future__ import annotations

import re

import pytest

from nearer.accounts.models import Person
from nearer.core.safety import Switch
from nearer.diary.access import forget_reader
from nearer.entries import (
    AnyEntry,
    Linked,
    SharedMoment,
    SharedPattern,
    SharedStep,
    SharedTemperature,
)
from tests.web.accounts.conftest import Clock
from tests.web.accounts.people import unlock
from tests.web.us.pairs import Pair, answered, key_on, linked, text
from tests.web.us.test_copies import lived

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]  # four weeks
DAYS = 28
IN_DANGER, GONE = 14, 21
CHOICES = ("temperature", "steps", "moments", "pattern")


def come_back(pair: Pair) -> None:
    """Unlock both browsers on another day."""
    for client, name in ((pair.ana, "Ana"), (pair.ben, "Ben")):
        assert unlock(client, name=name) == 302


def begin_weeks(pair: Pair) -> None:
    for client in (pair.ana, pair.ben):
        said = {"company": "partner", "track": "", "agreed": "on", "key": "weeks"}
        assert client.post("/today/begin", said).status_code == 302
        key = key_on(client, "/us/share")
        chosen = {"do": "choose", "what": CHOICES, "key": key}
        assert client.post("/us/share", chosen).status_code == 302


def a_day(pair: Pair, number: int, *, quiet: bool) -> None:
    """Live one day: both check in; once a week Ana does a step and takes a moment."""
    day = pair.clock.now.date().isoformat()
    for place, client in enumerate((pair.ana, pair.ben)):
        if quiet and client is pair.ana:
            continue
        taps = {"clo": 1 + (number * 3 + place) % 10, "dis": number % 5, "pur": 1}
        said = {"about": day, "key": f"{place}-{number}", **taps}
        assert client.post("/today/day", said).status_code == 302
    if number % 7 == 3 and not quiet:
        lived(pair)
    if number % 7 == 5:
        for client in (pair.ana, pair.ben):
            if not (quiet and client is pair.ana):
                words = {"words": f"week {number // 7}", "key": f"w{number}"}
                client.post("/us/week", words)


def in_common(pair: Pair) -> tuple[AnyEntry, ...]:
    """Return what lies in the space of two, as Ben opens it."""
    diary = pair.diary_of("Ben")
    space = next(e.space for e in diary.entries() if isinstance(e, Linked))
    return diary.shared(space).entries()


def seen_by_ben(pair: Pair) -> list[str]:
    pages = (pair.ben.get(f"/us{end}").content.decode() for end in ("", "/days"))
    return [re.sub(r'value="[^"]{16,}"|[0-9a-f-]{36}', "", page) for page in pages]


def four_weeks(clock: Clock, *, what: str) -> list[list[str]]:
    """Return what Ben sees each week; from the third on Ana is quiet for a reason."""
    pair, found = linked(clock), []
    begin_weeks(pair)
    for number in range(DAYS):
        quiet = number >= IN_DANGER
        if number == IN_DANGER and what == "danger":
            answered(pair.ana, clock, "Ana", off={Switch.JOIN, Switch.COMPARE})
        if number == GONE and what == "left":
            assert pair.ana.post("/us/mine", {"way": "silent"}).status_code == 302
        a_day(pair, number, quiet=quiet and what != "danger")
        if number % 7 == 6:
            found.append(seen_by_ben(pair))
        clock.go(days=1)
        come_back(pair)
    if what == "quiet":
        kinds = {type(entry) for entry in in_common(pair)}
        assert {SharedTemperature, SharedPattern, SharedStep, SharedMoment} <= kinds
        assert "week 0" in text(pair.ben)
    return found


def test_ben_cannot_tell_whether_ana_is_quiet_in_danger_or_gone(clock: Clock) -> None:
    begun, seen = clock.now, {}
    for what in ("quiet", "danger", "left"):
        clock.now = begun
        seen[what] = four_weeks(clock, what=what)
        forget_everyone()

    assert len(seen["quiet"]) == 4
    assert seen["quiet"][0] != seen["quiet"][1], "while both write, something moves"
    assert seen["left"] == seen["quiet"]
    assert seen["danger"] == seen["quiet"], "what she writes stays with her"


def forget_everyone() -> None:
    for person in Person.objects.all():
        forget_reader(person.pk)
        person.delete()
