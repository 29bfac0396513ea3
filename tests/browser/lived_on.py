"""Weeks that two go on for, put where their pages put them: `PLACE SEED NAME NAME`.

Reaching out and drawing back of both, every day from the first to the last: a loop that
nobody looks at day by day, so nobody has to tap it. Run as a module while the place is
served or not; the names are those that they unlock with, who invited first.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from nearer.config import starting

STRENGTH, STAYS, LARGEST = 0.55, 0.2, 4


def live_on(
    place: Path, *, names: tuple[str, str], first: date, last: date, now: datetime
) -> None:
    """Let both tell each day from the first to the last, in a process of its own."""
    told = json.dumps([list(names), first.isoformat(), last.isoformat(), str(now)])
    subprocess.run(
        [sys.executable, "-m", "tests.browser.lived_on", told],
        env={**os.environ, "NEARER_DATA": str(place)},
        check=True,
    )


def pairs(count: int) -> list[tuple[int, int]]:
    """Return what one reaches out and the other draws back, on 0 to 4, day by day."""
    rng = np.random.default_rng(5)
    reach, draw, found = 0.0, 0.0, []
    for noise in rng.normal(size=(count, 2)):
        reach, draw = (
            STAYS * reach + STRENGTH * draw + noise[0],
            STAYS * draw + STRENGTH * reach + noise[1],
        )
        found.append((_tap(reach), _tap(draw)))
    return found


def _tap(value: float) -> int:
    return int(np.clip(round(2 + value), 0, LARGEST))


def main(told: str) -> None:
    names, first, last, now = json.loads(told)
    starting.have_key(Path(os.environ["NEARER_DATA"]))
    os.environ["DJANGO_SETTINGS_MODULE"] = "nearer.config.settings"
    import django  # noqa: PLC0415 - needs the key

    django.setup()
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    days = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    taps = pairs(len(days))
    told_by = (
        [{"clo": 5, "pur": reach, "wdr": 1} for reach, _ in taps],
        [{"clo": 6, "pur": 1, "wdr": draw} for _, draw in taps],
    )
    for name, values in zip(names, told_by, strict=True):
        _put(name, dict(zip(days, values, strict=True)), datetime.fromisoformat(now))


def _put(name: str, days: dict[date, dict[str, int]], now: datetime) -> None:
    from nearer.accounts import names  # noqa: PLC0415 - needs the settings
    from nearer.accounts.models import Person  # noqa: PLC0415
    from nearer.diary.access import open_private, unlock  # noqa: PLC0415
    from nearer.entries import Linked, SharedPattern  # noqa: PLC0415
    from tests.browser.visitors import PASSPHRASE  # noqa: PLC0415

    person = Person.objects.get(handle=names.handle(name)).pk
    key = unlock(person_id=person, passphrase=PASSPHRASE)
    diary = open_private(person_id=person, private_key=key)
    link = next(e for e in diary.entries() if isinstance(e, Linked))
    kept: dict[str, Any] = {"at": now, "day": now.date(), "by": link.by}
    diary.shared(link.space).append(
        *(
            SharedPattern(id=uuid.uuid4(), about=day, values=values, **kept)
            for day, values in days.items()
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])
