"""Entries of every kind there is, with a planted word in every place that takes one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, get_args
from uuid import uuid4

import msgspec

from nearer.diary.access import Diary
from nearer.entries import (
    IN_TWO,
    AnyEntry,
    Known,
    SafetyAnswered,
    SwitchesSet,
    Unknown,
)
from tests.canary.scanner import STEM, word

WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
_SAFETY = (SafetyAnswered, SwitchesSet)


def of_every_kind() -> tuple[AnyEntry, ...]:
    """Return one entry of each kind that belongs into the diary."""
    elsewhere = (*_SAFETY, *IN_TWO)
    known = [full(kind) for kind in get_args(Known) if kind not in elsewhere]
    raw = msgspec.msgpack.encode({"kind": "x-later", "said": word()})
    return (*known, Unknown(kind="x-later", raw=raw))


def of_the_private_questions() -> tuple[AnyEntry, ...]:
    return tuple(full(kind) for kind in _SAFETY)


def of_a_space_of_two() -> tuple[AnyEntry, ...]:
    return tuple(full(kind) for kind in IN_TWO)


def write_everything(own: Diary, *, now: datetime) -> None:
    """Write each kind where it belongs: the diary, the safety space, a space of two."""
    own.append(*of_every_kind(), private=of_the_private_questions())
    space = own.begin_shared()
    own.shared(space).append(*of_a_space_of_two())
    own.invite(space, name=word(), now=now)


def full(kind: Any) -> AnyEntry:
    """Return an entry whose every field holds something; words are planted ones."""
    made: AnyEntry = kind(
        **{
            field.name: value_of(field.type, field.name)
            for field in msgspec.structs.fields(kind)
        }
    )
    return made


def value_of(annotation: Any, name: str) -> Any:
    if name == "at":
        return WHEN
    return _of(msgspec.inspect.type_info(annotation))


def _of(kind: msgspec.inspect.Type) -> Any:
    made: Any
    match kind:
        case msgspec.inspect.UnionType(types=types):
            made = _of(min(types, key=_rank))
        case msgspec.inspect.LiteralType(values=values):
            made = values[0]
        case msgspec.inspect.VarTupleType(item_type=item):
            made = (_of(item), _of(item))
        case msgspec.inspect.TupleType(item_types=items):
            made = tuple(map(_of, items))
        case msgspec.inspect.StructType(cls=inner):
            made = full(inner)
        case msgspec.inspect.DictType(key_type=key, value_type=value):
            made = {_of(key): _of(value)}
        case _:
            made = _PLAIN[type(kind)]()
    return made


def _rank(kind: msgspec.inspect.Type) -> int:
    """Words first, nothing last."""
    if isinstance(kind, msgspec.inspect.StrType):
        return 0
    return 2 if isinstance(kind, msgspec.inspect.NoneType) else 1


_PLAIN: dict[type[Any], Any] = {
    msgspec.inspect.StrType: word,
    msgspec.inspect.IntType: lambda: 3,
    msgspec.inspect.FloatType: lambda: 1.5,
    msgspec.inspect.BoolType: lambda: False,
    msgspec.inspect.BytesType: lambda: word().encode(),
    msgspec.inspect.UUIDType: uuid4,
    msgspec.inspect.DateType: lambda: date(2026, 3, 1),
    msgspec.inspect.DateTimeType: lambda: WHEN,
}


def words_in(entries: tuple[AnyEntry, ...]) -> Iterator[str]:
    """Yield the kinds that hold a word, so that a test can tell that they do."""
    for entry in entries:
        raw = msgspec.msgpack.encode(entry)
        if STEM.encode() in raw:
            yield type(entry).__name__
