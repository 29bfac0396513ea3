"""Open a diary of 3,000 entries and fold it."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from benchmarks.side_by_side import in_turn, seconds, table, versions, write_page
from nearer.content import catalogue
from nearer.entries import Answered, SittingClosed, SittingOpened
from nearer.readings.standing import read_standing

ENTRIES = 3_000
TARGET = 0.040
BEGUN = datetime(2026, 1, 1, 20, tzinfo=UTC)


def year_of_entries(catalogue):
    """Return sittings of every instrument, again and again, to 3,000 entries."""
    made: list[object] = []
    shipped = [one for one in catalogue.instruments.values() if one.languages]
    while len(made) < ENTRIES:
        at = BEGUN + timedelta(hours=3 * len(made))
        common = {"at": at, "day": at.date()}
        one = shipped[len(made) % len(shipped)]
        opened = SittingOpened(
            id=uuid4(), **common, instrument=one.id, form=one.binding, seed=1
        )
        made.append(opened)
        made += [
            Answered(
                id=uuid4(),
                **common,
                sitting=opened.id,
                item=item.id,
                value=1 + place % item.response.n_options,
            )
            for place, item in enumerate(one.items)
        ]
        made.append(
            SittingClosed(id=uuid4(), **common, sitting=opened.id, reason="precise")
        )
    return made[:ENTRIES]


def prepared(folder: Path) -> None:
    """Make a database of one's own."""
    os.environ["NEARER_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "nearer.config.settings"
    import django  # noqa: PLC0415 - settings come first
    from django.core.management import call_command  # noqa: PLC0415 - settings come first

    from nearer.config import environment  # noqa: PLC0415 - settings come first

    folder.mkdir(mode=0o700)
    environment.make_installation_key(environment.key_file(folder))
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        prepared(Path(folder) / "data")
        measure()


def measure() -> None:
    from nearer.accounts.models import Person  # noqa: PLC0415 - settings come first
    from nearer.diary import access  # noqa: PLC0415 - settings come first

    words = catalogue()
    person = Person.objects.create(handle="bench").pk
    new = access.new_reader(person_id=person, passphrase="a b c d", code="e" * 16)
    access.store(new, first=())
    own = {"person_id": person, "private_key": new.private_key}
    access.open_private(**own).append(*year_of_entries(words))

    def opened():
        return access.open_private(**own).entries()

    kept = opened()
    times = in_turn(
        {
            "open": opened,
            "fold": lambda: read_standing(kept, catalogue=words),
            "both": lambda: read_standing(opened(), catalogue=words),
        }
    )
    rows = [
        ["read, check and decrypt every row, decode", seconds(times["open"]), ""],
        ["fold them into where the person stands", seconds(times["fold"]), ""],
        ["both", seconds(times["both"]), f"≤ {seconds(TARGET)}"],
    ]
    what = (
        f"{ENTRIES:,} entries of one person: sittings of every set of questions, on "
        f"SQLite. {versions('Django', 'PyNaCl', 'msgspec')}."
    )
    write_page(
        "diary",
        title="Opening and folding a diary",
        parts=[what, table(["", "median", "target"], rows)],
    )


if __name__ == "__main__":
    main()
