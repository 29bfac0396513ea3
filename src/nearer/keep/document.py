"""The export as JSON: everything in it, readable by people and by this program.

Format 1, described in docs/use/keep.md. Written for reading back: the same entries,
byte for byte, the kinds that this version does not know included. Reading refuses, with
a reason in `Fault`, whatever is not whole; it never repairs.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from nearer.diary.access import LARGEST_ENTRY
from nearer.entries import AnyEntry, Known, Unknown, decode, encode
from nearer.keep import private

FORMAT = "notes-export"
VERSION = 1
LARGEST_FILE = 16 * 2**20
MOST_ENTRIES = 50_000
"""About 17 years of daily use."""
_MOST_COMMAS = 1_000_000
_FIRST_YEAR, _LAST_YEAR = 1970, 2200
_LONGEST_INT = 2**63


class Fault(StrEnum):
    """Why a file is not taken in."""

    TOO_LARGE = "too large"
    TOO_MANY = "too many"
    NOT_OURS = "not ours"
    NEWER = "newer"
    CHANGED = "changed"
    BROKEN = "broken"


class RefusedError(ValueError):
    """The file is refused whole; `place` counts its entries from 1."""

    def __init__(self, fault: Fault, place: int | None = None) -> None:
        super().__init__(f"{fault}{f', entry {place}' if place else ''}")
        self.fault, self.place = fault, place


@dataclass(frozen=True)
class Export:
    """What a file holds."""

    made: datetime
    entries: tuple[AnyEntry, ...]
    private: tuple[AnyEntry, ...] = ()
    """From the safety space; only ever there because it was asked for by name."""


class _Head(msgspec.Struct):
    format: str
    version: int


class _Document(msgspec.Struct):
    made: datetime
    count: int
    digest: str
    entries: list[msgspec.Raw]
    private: list[msgspec.Raw] = []


_heads = msgspec.json.Decoder(_Head)
_documents = msgspec.json.Decoder(_Document)
_known: msgspec.json.Decoder[Known] = msgspec.json.Decoder(Known)


def write(export: Export, *, program: str) -> bytes:
    """Return the file's bytes."""
    parts: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "made": export.made,
        "program": program,
        "count": len(export.entries) + len(export.private),
        "digest": _digest(export),
        "entries": [_plain(entry) for entry in export.entries],
    }
    if export.private:
        parts["private"] = [_plain(entry) for entry in export.private]
    return msgspec.json.format(msgspec.json.encode(parts), indent=1)


def read(raw: bytes) -> Export:
    """Return what the file holds; raise `RefusedError`."""
    _refuse_what_is_vast(raw)
    try:
        head = _heads.decode(raw)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        begins_as_ours = FORMAT.encode() in raw[:200]
        raise RefusedError(Fault.BROKEN if begins_as_ours else Fault.NOT_OURS) from None
    if head.format != FORMAT or head.version < 1:
        raise RefusedError(Fault.NOT_OURS)
    if head.version > VERSION:
        raise RefusedError(Fault.NEWER)
    try:
        found = _documents.decode(raw)
    except (msgspec.MsgspecError, RecursionError):
        raise RefusedError(Fault.BROKEN) from None
    if len(found.entries) + len(found.private) > MOST_ENTRIES:
        raise RefusedError(Fault.TOO_MANY)
    if found.made.tzinfo is None:
        raise RefusedError(Fault.BROKEN)
    export = Export(
        made=found.made,
        entries=tuple(_entries(found.entries, is_private=False)),
        private=tuple(_entries(found.private, is_private=True)),
    )
    there = len(export.entries) + len(export.private)
    if (found.count, found.digest) != (there, _digest(export)):
        raise RefusedError(Fault.CHANGED)
    return export


def identity(entry: AnyEntry) -> str:
    """Return what makes two entries the same one."""
    if not isinstance(entry, Unknown):
        return str(entry.id)
    named = msgspec.msgpack.decode(entry.raw).get("id")
    return named if isinstance(named, str) else hashlib.sha256(entry.raw).hexdigest()


def _refuse_what_is_vast(raw: bytes) -> None:
    """Count before anything is made of it: a list has no more items than commas."""
    if len(raw) > LARGEST_FILE:
        raise RefusedError(Fault.TOO_LARGE)
    if raw.count(b",") > _MOST_COMMAS:
        raise RefusedError(Fault.TOO_MANY)


def _digest(export: Export) -> str:
    """Return what notices a file that was cut or changed by accident.

    It is no signature: whoever changes a file on purpose can compute it anew.
    """
    hashing = hashlib.sha256()
    for entries in (export.entries, export.private):
        for entry in entries:
            raw = encode(entry)
            hashing.update(len(raw).to_bytes(8, "big") + raw)
        hashing.update(b"\xff" * 8)
    return hashing.hexdigest()


def _plain(entry: AnyEntry) -> Any:
    if isinstance(entry, Unknown):
        raw = base64.b64encode(entry.raw).decode()
        return {"kind": entry.kind, "msgpack": raw}
    return msgspec.Raw(msgspec.json.encode(entry))


def _entries(raws: Iterable[msgspec.Raw], *, is_private: bool) -> Iterable[AnyEntry]:
    for place, raw in enumerate(raws, 1):
        try:
            entry = _entry(raw)
        except (msgspec.MsgspecError, RecursionError, ValueError, OverflowError):
            raise RefusedError(Fault.BROKEN, place) from None
        wrong_place = not isinstance(entry, Unknown) and (
            private.belongs(entry) != is_private
        )
        if wrong_place or len(encode(entry)) > LARGEST_ENTRY:
            raise RefusedError(Fault.BROKEN, place)
        yield entry


def _entry(raw: msgspec.Raw) -> AnyEntry:
    """Return one entry; raise a ValueError for anything that is not one."""
    shape = msgspec.json.decode(raw)
    if not isinstance(shape, dict) or not isinstance(shape.get("kind"), str):
        raise ValueError("not an entry")  # noqa: TRY004 - one kind of refusal
    if set(shape) == {"kind", "msgpack"}:
        packed = _unpacked(shape["msgpack"], kind=shape["kind"])
    else:
        try:
            packed = encode(_known.decode(raw))
        except msgspec.ValidationError:
            # Of a newer program: kept as it is, as the diary does.
            packed = msgspec.msgpack.encode(shape)
    entry = decode(packed)
    _refuse_what_breaks_sums(entry)
    return entry


def _unpacked(text: object, *, kind: str) -> bytes:
    if not isinstance(text, str):
        raise ValueError("no bytes")  # noqa: TRY004 - one kind of refusal
    try:
        packed = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("no bytes") from None
    inside = msgspec.msgpack.decode(packed)
    if not isinstance(inside, dict) or inside.get("kind") != kind:
        raise ValueError("another kind inside")
    return packed


def _refuse_what_breaks_sums(entry: AnyEntry) -> None:
    """Days that no calendar sum survives, instants without a zone, endless numbers."""
    if isinstance(entry, Unknown):
        return
    if entry.at.tzinfo is None:
        raise ValueError("an instant without its zone")
    if not all(
        _FIRST_YEAR <= year <= _LAST_YEAR for year in (entry.at.year, entry.day.year)
    ):
        raise ValueError("a day of no calendar")
    for name in entry.__struct_fields__:
        value = getattr(entry, name)
        if isinstance(value, int) and not -_LONGEST_INT <= value < _LONGEST_INT:
            raise ValueError("an endless number")


def of_kind(entries: Iterable[AnyEntry]) -> dict[str, int]:
    """Count the entries of each kind, in the order of their first one."""
    counts: dict[str, int] = {}
    for entry in entries:
        kind = kind_of(entry)
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def kind_of(entry: AnyEntry) -> str:
    if isinstance(entry, Unknown):
        return entry.kind
    return str(entry.__struct_config__.tag)


def ids(entries: Iterable[AnyEntry]) -> set[str]:
    return {identity(entry) for entry in entries}


__all__ = [
    "LARGEST_FILE",
    "MOST_ENTRIES",
    "Export",
    "Fault",
    "RefusedError",
    "identity",
    "ids",
    "kind_of",
    "of_kind",
    "read",
    "write",
]
