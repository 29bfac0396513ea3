from __future__ import annotations

import csv
import io
import re
import zipfile

from hypothesis import given

from nearer.entries import AnyEntry
from nearer.keep import tables
from nearer.keep.document import Export
from tests.keep import diaries
from tests.keep.test_document import ANSWER, MADE, NEWER, PRIVATE

NUMBER = re.compile(r"-?\d+(\.\d+)?(e[-+]?\d+)?")


def opened(*entries: AnyEntry) -> dict[str, list[list[str]]]:
    raw = tables.archive(Export(made=MADE, entries=entries))
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        assert packed.testzip() is None
        return {
            name: list(csv.reader(io.StringIO(packed.read(name).decode(), newline="")))
            for name in packed.namelist()
        }


def test_one_table_for_each_kind() -> None:
    found = opened(ANSWER, NEWER, PRIVATE)

    assert sorted(found) == ["answered.csv", "other.csv", "safety-answered.csv"]
    assert found["answered.csv"] == [
        ["id", "at", "day", "sitting", "item", "value"],
        [
            str(ANSWER.id),
            "2026-03-01T22:30:00Z",
            "2026-03-01",
            str(ANSWER.sitting),
            "av.01",
            "3",
        ],
    ]


@given(diaries.diaries)
def test_every_entry_has_its_line_and_no_cell_runs(
    entries: tuple[AnyEntry, ...],
) -> None:
    found = opened(*entries)

    assert sum(len(rows) - 1 for rows in found.values()) == len(entries)
    cells = [cell for rows in found.values() for row in rows for cell in row]
    numeric = [cell for cell in cells if NUMBER.fullmatch(cell)]
    assert not [
        cell
        for cell in cells
        if cell.startswith(tables._FORMULA) and cell not in numeric
    ]


def test_the_same_export_gives_the_same_bytes() -> None:
    export = Export(made=MADE, entries=(ANSWER, NEWER))

    assert tables.archive(export) == tables.archive(export)
