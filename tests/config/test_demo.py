from __future__ import annotations

from datetime import UTC, datetime

from nearer.config import demo_days
from nearer.content import catalogue
from nearer.readings.standing import read_standing

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def test_the_made_up_answers_name_items_that_there_are() -> None:
    shelf = catalogue().instruments
    named = {
        "two-fears": {*demo_days.FIRST, *demo_days.LATER},
        "closeness": set(demo_days.CLOSENESS),
        "habits": set(demo_days.HABITS),
    }

    for instrument, items in named.items():
        assert items <= {item.id for item in shelf[instrument].items}


def test_every_part_of_the_map_has_something_to_show() -> None:
    standing = read_standing(
        demo_days.entries(name="Robin Example", now=NOW), catalogue=catalogue()
    )

    assert standing.fears is not None
    assert standing.moved is not None
    assert standing.habits is not None
    assert standing.closeness is not None
