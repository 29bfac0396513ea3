from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given

from nearer.entries import Answered, AnyEntry, SafetyAnswered, Unknown, encode
from nearer.keep import document
from nearer.keep.document import Export, Fault, RefusedError
from tests.keep import diaries

MADE = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
ANSWER = Answered(
    id=UUID(int=1),
    at=MADE,
    day=date(2026, 3, 1),
    sitting=UUID(int=7),
    item="av.01",
    value=3,
)
PRIVATE = SafetyAnswered(
    id=UUID(int=2), at=MADE, day=date(2026, 3, 1), answers={"afraid": "yes"}
)
NEWER = Unknown(
    kind="dreamt", raw=msgspec.msgpack.encode({"kind": "dreamt", "id": "x", "b": b"\0"})
)


def file_of(*entries: AnyEntry, private: tuple[AnyEntry, ...] = ()) -> bytes:
    return document.write(
        Export(made=MADE, entries=entries, private=private), program="test"
    )


def changed(raw: bytes, **parts: Any) -> bytes:
    return json.dumps(json.loads(raw) | parts).encode()


def fault(raw: bytes) -> Fault:
    with pytest.raises(RefusedError) as refused:
        document.read(raw)
    return refused.value.fault


@given(diaries.diaries, diaries.private)
def test_what_is_written_reads_back_byte_for_byte(
    entries: tuple[AnyEntry, ...], kept: AnyEntry
) -> None:
    found = document.read(file_of(*entries, private=(kept,)))

    assert [encode(e) for e in found.entries] == [encode(e) for e in entries]
    assert [encode(e) for e in found.private] == [encode(kept)]


def test_an_entry_is_readable_by_people_and_a_newer_one_is_whole() -> None:
    parts = json.loads(file_of(ANSWER, NEWER))

    assert (parts["format"], parts["version"], parts["count"]) == ("notes-export", 1, 2)
    assert parts["entries"][0]["kind"] == "answered"
    assert parts["entries"][0]["item"] == "av.01"
    assert base64.b64decode(parts["entries"][1]["msgpack"]) == NEWER.raw
    assert "private" not in parts


def test_what_a_newer_program_wrote_in_plain_is_kept_too() -> None:
    raw = json.loads(file_of())
    newer = {"kind": "dreamt", "id": "x", "of": "a house"}
    raw |= {"entries": [newer], "count": 1}
    kept = Unknown(kind="dreamt", raw=msgspec.msgpack.encode(newer))
    digest = json.loads(file_of(kept))["digest"]

    found = document.read(json.dumps(raw | {"digest": digest}).encode())

    assert found.entries == (kept,)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"PK\x03\x04",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"format":' * 10_000,
        b'{"format":"other","version":1}',
        b'{"format":"notes-export","version":0}',
    ],
)
def test_what_is_no_export_of_ours(raw: bytes) -> None:
    assert fault(raw) is Fault.NOT_OURS


def test_a_newer_format() -> None:
    assert fault(changed(file_of(ANSWER), version=2)) is Fault.NEWER


@pytest.mark.parametrize(
    "parts",
    [
        {"count": 2},
        {"digest": "0" * 64},
        {"entries": []},
        {"made": "2026-03-01T22:30:00Z", "digest": ""},
    ],
)
def test_a_file_that_was_changed_or_cut(parts: dict[str, Any]) -> None:
    assert fault(changed(file_of(ANSWER), **parts)) is Fault.CHANGED


def test_every_changed_letter_of_an_answer_is_noticed() -> None:
    raw = file_of(ANSWER)
    start = raw.index(b'"entries"')

    for place in range(start, len(raw)):
        touched = bytearray(raw)
        touched[place] ^= 1
        try:
            found = document.read(bytes(touched))
        except RefusedError:
            continue
        assert found == document.read(raw), f"place {place}"


def entry_with(**fields: Any) -> bytes:
    raw = json.loads(file_of(ANSWER))
    raw["entries"][0] |= fields
    return json.dumps(raw).encode()


@pytest.mark.parametrize(
    "fields",
    [
        {"value": "3"},
        {"value": 2**70},
        {"value": 10**400},
        {"at": "2026-03-01T22:30:00"},
        {"day": "9999-12-31"},
        {"day": "0001-01-01"},
        {"at": "9999-12-31T23:59:59Z"},
        {"id": "no id"},
        {"kind": 3},
        {"kind": "switches-set", "switches": [], "rules_version": 1, "completed": True},
        {"item": "a" * 300_000},
    ],
)
def test_an_entry_that_would_break_the_diary(fields: dict[str, Any]) -> None:
    assert fault(entry_with(**fields)) in {Fault.BROKEN, Fault.CHANGED}


@pytest.mark.parametrize(
    "packed",
    [
        "?",
        3,
        "AAAA",
        base64.b64encode(msgspec.msgpack.encode({"kind": "other"})).decode(),
        base64.b64encode(msgspec.msgpack.encode({"kind": "dreamt"}) + b"\x00").decode(),
        base64.b64encode(msgspec.msgpack.encode([1])).decode(),
    ],
)
def test_bytes_that_are_no_entry(packed: Any) -> None:
    raw = changed(file_of(), entries=[{"kind": "dreamt", "msgpack": packed}], count=1)

    assert fault(raw) is Fault.BROKEN


def test_private_entries_only_where_they_belong() -> None:
    assert fault(file_of(PRIVATE)) is Fault.BROKEN
    assert fault(file_of(private=(ANSWER,))) is Fault.BROKEN


@pytest.mark.parametrize("item", ["{}", "1", "[]"])
def test_millions_of_entries_are_refused_before_anything_is_made(item: str) -> None:
    raw = json.dumps(json.loads(file_of()) | {"entries": "HERE"})
    vast = raw.replace('"HERE"', "[" + ",".join([item] * 2_000_000) + "]").encode()

    assert fault(vast) is Fault.TOO_MANY
    assert fault(vast + b" " * document.LARGEST_FILE) is Fault.TOO_LARGE


def test_more_entries_than_a_life_of_notes() -> None:
    raw = json.loads(file_of())
    raw["entries"] = [{}] * (document.MOST_ENTRIES + 1)

    assert fault(json.dumps(raw).encode()) is Fault.TOO_MANY
