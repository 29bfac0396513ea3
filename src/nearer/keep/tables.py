"""The export as tables: one CSV file for each kind, in a zip archive."""

from __future__ import annotations

import base64
import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from itertools import chain

import msgspec

from nearer.entries import AnyEntry, Unknown
from nearer.keep.document import Export, kind_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run what begins so; an apostrophe before it makes it words."""
UNKNOWN = "other"


def archive(export: Export) -> bytes:
    """Return the archive; the same export gives the same bytes."""
    by_kind: dict[str, list[AnyEntry]] = {}
    for entry in chain(export.entries, export.private):
        name = UNKNOWN if isinstance(entry, Unknown) else kind_of(entry)
        by_kind.setdefault(name, []).append(entry)
    made = export.made.timetuple()[:6]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, entries in sorted(by_kind.items()):
            inside = zipfile.ZipInfo(f"{name}.csv", date_time=made)
            inside.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(inside, _table(entries))
    return file.getvalue()


def _table(entries: Sequence[AnyEntry]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    first = entries[0]
    if isinstance(first, Unknown):
        writer.writerow(("kind", "msgpack"))
        writer.writerows(_unknown(entries))
    else:
        writer.writerow(first.__struct_fields__)
        writer.writerows(_cells(entry) for entry in entries)
    return text.getvalue()


def _unknown(entries: Iterable[AnyEntry]) -> Iterable[tuple[str, str]]:
    for entry in entries:
        if isinstance(entry, Unknown):
            yield _safe(entry.kind), base64.b64encode(entry.raw).decode()


def _cells(entry: AnyEntry) -> list[str]:
    values = msgspec.to_builtins(entry)
    return [_cell(values[name]) for name in entry.__struct_fields__]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _safe(value)
    return msgspec.json.encode(value).decode()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
