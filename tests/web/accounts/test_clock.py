"""Whose day it is: the person's own, wherever the server stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nearer.accounts.zones import zone_of

LATE = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Pacific%2FAuckland", 2),
        ("Pacific/Auckland", 2),
        ("America/Los_Angeles", 1),
        ("America/Indiana/Knox", 1),
    ],
)
def test_the_day_is_the_one_where_the_person_is(zone: str, day: int) -> None:
    assert LATE.astimezone(zone_of(zone)).day == day


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "Nowhere",
        "../../etc/passwd",
        "/etc/passwd",
        "Europe",
        "a" * 400,
        "\x00",
        "é",
    ],
)
def test_a_zone_that_is_none_is_this_computers(cookie: str) -> None:
    here = datetime.now(UTC).astimezone()

    assert here.astimezone(zone_of(cookie)).utcoffset() == here.utcoffset()
