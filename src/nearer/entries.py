"""The kinds of things that a diary can hold: frozen, small, each saying what happened.

A kind never changes its meaning: a new meaning is a new kind. A kind that this version
does not know is kept as it is (`Unknown`), never dropped. Sealing and storing are the
diary's work; this file knows neither keys nor databases.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What every entry carries."""

    id: UUID
    """uuid7: sorts by the instant of writing."""
    at: datetime
    """The instant, UTC."""
    day: date
    """The person's own calendar day."""


class Began(Entry, frozen=True, kw_only=True, tag="began"):
    """The first entry of a private diary."""

    name: str
    """What the person likes to be called."""
    language: str


class Consented(Entry, frozen=True, kw_only=True, tag="consented"):
    """A yes to a text that is named by id and version."""

    to: str
    version: int


class Preferred(Entry, frozen=True, kw_only=True, tag="preferred"):
    """A setting, by name: language, look, lock time. The latest one holds."""

    setting: str
    value: str


class SittingOpened(Entry, frozen=True, kw_only=True, tag="sitting-opened"):
    """The person began to answer a questionnaire; `id` is the sitting's id."""

    instrument: str
    form: str
    """Form and item order that the answers are bound to."""
    seed: int
    """Decides the draws of the adaptive choice, so that it can be replayed."""


class Answered(Entry, frozen=True, kw_only=True, tag="answered"):
    """One answer; on screen, a later one for the same item and sitting replaces it."""

    sitting: UUID
    item: str
    value: int | None
    """Option as shown, counted from 1, before any reversal; None: skipped."""


class SittingClosed(Entry, frozen=True, kw_only=True, tag="sitting-closed"):
    """The sitting came to its end."""

    sitting: UUID
    reason: Literal["precise", "limit", "exhausted", "stopped"]


class SwitchesSet(Entry, frozen=True, kw_only=True, tag="switches-set"):
    """What the private safety questions led to. Only ever in the safety space."""

    switches: tuple[str, ...]
    rules_version: int
    completed: bool
    """False where the person skipped or stopped: what needs the check stays off."""


class SafetyAnswered(Entry, frozen=True, kw_only=True, tag="safety-answered"):
    """Single answers, kept only because the person asked. Only in the safety space."""

    answers: dict[str, str]


class Withdrawn(Entry, frozen=True, kw_only=True, tag="withdrawn"):
    """Takes back an earlier entry from everything that is shown."""

    entry: UUID


class Unknown(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a kind that this version does not know, byte for byte as it was."""

    kind: str
    raw: bytes


Known: TypeAlias = (
    Began
    | Consented
    | Preferred
    | SittingOpened
    | Answered
    | SittingClosed
    | SwitchesSet
    | SafetyAnswered
    | Withdrawn
)
AnyEntry: TypeAlias = Known | Unknown

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Known] = msgspec.msgpack.Decoder(Known)


def encode(entry: AnyEntry) -> bytes:
    """Return the entry as MessagePack; an unknown one as it came."""
    return entry.raw if isinstance(entry, Unknown) else _encoder.encode(entry)


def decode(raw: bytes) -> AnyEntry:
    """Return the entry; raise `msgspec.ValidationError` for a malformed known kind."""
    try:
        known: Known = _decoder.decode(raw)
    except msgspec.ValidationError:
        kind = msgspec.msgpack.decode(raw).get("kind", "")
        if kind in _KINDS:
            raise
        return Unknown(kind=kind, raw=raw)
    return known


_KINDS = frozenset(
    kind.__struct_config__.tag
    for kind in (
        Began,
        Consented,
        Preferred,
        SittingOpened,
        Answered,
        SittingClosed,
        SwitchesSet,
        SafetyAnswered,
        Withdrawn,
    )
)
