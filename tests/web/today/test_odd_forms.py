"""Whatever is sent to the pages of the ten weeks: no fault, no wrong entry."""

from __future__ import annotations

import pytest

from nearer.entries import CheckedIn, StepEnded, StepPlanned
from nearer.readings.days import SCALES
from tests.web.today.walking import Walker

pytestmark = pytest.mark.django_db
ODD = ("", "\x00", "9" * 400, "２", "[]")
FIELDS = {
    "/today/felt": ("clo", "about", "key"),
    "/today/day": ("clo", "dis", "about", "key"),
    "/today/aside": ("do", "step", "key"),
    "/today/pause": ("do", "key"),
    "/today/with": ("company", "touch", "track", "conditions", "key"),
    "/step/s1a": ("feared", "p_feared", "expected", "setting", "clear", "sure", "key"),
}
AFTER = (
    "done",
    "discomfort",
    "happened",
    "response",
    "learned",
    "drifted",
    "do",
    "key",
)


@pytest.mark.parametrize("odd", ODD)
def test_no_form_of_a_day_or_a_step_can_be_sent_wrongly(
    on_the_way: Walker, odd: str
) -> None:
    for path, names in FIELDS.items():
        for name in names:
            sent = {"key": f"{path}{name}", "about": "2026-03-01", name: odd}
            assert on_the_way.client.post(path, sent).status_code < 500, (path, name)
        assert on_the_way.client.get(path).status_code in {200, 302, 405}
    on_the_way.clock.go(days=0)
    for plan in on_the_way.written(StepPlanned):
        for name in AFTER:
            sent = {"key": name, "done": "yes", "learned": name, name: odd}
            answer = on_the_way.client.post(f"/step/{plan.id}", sent)
            assert answer.status_code < 500, name

    for entry in on_the_way.written(CheckedIn):
        for name, value in entry.values.items():
            assert SCALES[name][0] <= value <= SCALES[name][1]
    for end in on_the_way.written(StepEnded):
        assert end.done in {"yes", "partly", "no"}
        assert end.discomfort is None or 0 <= end.discomfort <= 10
    assert on_the_way.client.get("/today").status_code == 200
