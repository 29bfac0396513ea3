from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from uuid import UUID

import msgspec

from nearer import entries

AT = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
NOBODY = UUID(int=1)


def test_the_library_loads_without_the_web() -> None:
    code = "import sys, nearer.readings; print('django' in sys.modules)"

    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert out.stdout.strip() == "False"


def test_an_entry_comes_back_as_it_was() -> None:
    entry = entries.Answered(
        id=NOBODY, at=AT, day=date(2026, 3, 1), sitting=NOBODY, item="av.01", value=None
    )

    assert entries.decode(entries.encode(entry)) == entry


def test_an_entry_of_a_later_version_is_kept_byte_for_byte() -> None:
    raw = msgspec.msgpack.encode({"kind": "from-the-future", "id": "x", "joy": 7})

    kept = entries.decode(raw)

    assert isinstance(kept, entries.Unknown)
    assert kept.kind == "from-the-future"
    assert entries.encode(kept) == raw
