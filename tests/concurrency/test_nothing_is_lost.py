"""What was acknowledged is there after a kill; what was sent twice is there once."""

from __future__ import annotations

import os
import time

import pytest

from tests.concurrency.conftest import Store

KILLS = int(os.environ.get("NEARER_TEST_KILLS", "3"))
SECONDS = float(os.environ.get("NEARER_TEST_SECONDS", "0.4"))
TABS = 50
WRITERS = 12
"""Of those tabs; so many may overtake each other before one gives up."""
PAIRS = 4

pytestmark = pytest.mark.slow  # programs are started, killed and raced


def test_what_was_acknowledged_survives_kill_9(store: Store) -> None:
    acknowledged = 0
    for kill in range(KILLS):
        with store.start("write", str(acknowledged + 1)) as process:
            assert process.stdout
            assert int(process.stdout.readline()) == acknowledged + 1
            # A different moment of a write each time, without dice.
            time.sleep(SECONDS + kill * 0.00137)
            process.kill()
            said = process.stdout.read().splitlines(keepends=True)
        whole_lines = [int(line) for line in said if line.endswith("\n")]
        acknowledged = max([acknowledged + 1, *whole_lines])

        found = store.run("read")

        pairs = [n for k in range(1, acknowledged + 1) for n in (k, -k % 2**64)]
        assert found["whole"] == "ok"
        assert found["numbers"][: len(pairs)] == pairs
        # At most one more pair was on the disk before it could be said; it is whole.
        more = acknowledged + 1
        assert found["numbers"][len(pairs) :] in ([], [more, -more % 2**64])
    print(f"{acknowledged} acknowledged, {KILLS} kills, 0 lost")  # noqa: T201 - a figure


def test_many_tabs_at_once_lose_nothing_and_write_a_tap_once(store: Store) -> None:
    faults = store.run("race", str(TABS), str(WRITERS))

    found = store.run("read")

    assert faults == []
    assert found["whole"] == "ok"
    assert sorted(found["numbers"]) == [1, *range(100, 100 + WRITERS)]


def test_two_who_take_each_others_code_at_once_are_linked_once(store: Store) -> None:
    for said, places in store.run("link", str(PAIRS)):
        assert said == ["in", "there already"]
        assert places in ([[0], [0]], [[1], [1]]), "both are in one and the same place"
