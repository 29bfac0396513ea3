"""The kinds of things that a diary can hold: frozen, small, each saying what happened.

A kind never changes its meaning: a new meaning is a new kind. A kind that this version
does not know is kept as it is (`Unknown`), never dropped. Sealing and storing are the
diary's work; this package knows neither keys nor databases.
"""

from __future__ import annotations

from typing import TypeAlias, TypeGuard, get_args

import msgspec

from nearer.entries.base import Entry, Unknown
from nearer.entries.ground import (
    Answered,
    Began,
    Consented,
    Preferred,
    SafetyAnswered,
    SittingClosed,
    SittingOpened,
    SwitchesSet,
    Withdrawn,
)
from nearer.entries.programme import (
    AlongsideNoted,
    BondLaid,
    CheckedIn,
    LessonRead,
    MomentBegan,
    MomentEnded,
    ProgrammeBegan,
    ProgrammePaused,
    ProgrammeResumed,
    ReminderSet,
    Returned,
    ReturnPromised,
    Reviewed,
    ScriptWritten,
    SituationSet,
    StepEnded,
    StepPlanned,
    StepSetAside,
    UrgeNoticed,
    WaitBegan,
    WaveNoted,
    Wrote,
)
from nearer.entries.two import (
    Linked,
    LinkEnded,
    Shared,
    SharedMap,
    SharedMoment,
    SharedPattern,
    SharedReturn,
    SharedStep,
    SharedTemperature,
    SharedWeek,
    SharingSet,
    StepAgreed,
    StepProposed,
    TakenBack,
    Thanked,
)

InTwo: TypeAlias = (
    Shared
    | SharedTemperature
    | SharedPattern
    | SharedStep
    | StepProposed
    | StepAgreed
    | SharedMoment
    | SharedReturn
    | SharedWeek
    | Thanked
    | SharedMap
    | TakenBack
)
"""What a shared space may hold."""
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
    | ProgrammeBegan
    | SituationSet
    | ProgrammePaused
    | ProgrammeResumed
    | CheckedIn
    | StepPlanned
    | StepSetAside
    | StepEnded
    | UrgeNoticed
    | MomentBegan
    | ReturnPromised
    | WaitBegan
    | WaveNoted
    | Returned
    | MomentEnded
    | Wrote
    | Reviewed
    | BondLaid
    | ScriptWritten
    | LessonRead
    | AlongsideNoted
    | ReminderSet
    | Linked
    | LinkEnded
    | SharingSet
    | InTwo
)
AnyEntry: TypeAlias = Known | Unknown

KINDS: frozenset[str] = frozenset(
    str(kind.__struct_config__.tag) for kind in get_args(Known)
)

IN_TWO: tuple[type[Entry], ...] = get_args(InTwo)


def is_of_two(entry: AnyEntry) -> TypeGuard[InTwo]:
    """Return whether a shared space may hold the entry."""
    return isinstance(entry, IN_TWO)


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
        if kind in KINDS:
            raise
        return Unknown(kind=kind, raw=raw)
    return known


__all__ = [
    "IN_TWO",
    "KINDS",
    "AlongsideNoted",
    "Answered",
    "AnyEntry",
    "Began",
    "BondLaid",
    "CheckedIn",
    "Consented",
    "Entry",
    "InTwo",
    "Known",
    "LessonRead",
    "LinkEnded",
    "Linked",
    "MomentBegan",
    "MomentEnded",
    "Preferred",
    "ProgrammeBegan",
    "ProgrammePaused",
    "ProgrammeResumed",
    "ReminderSet",
    "ReturnPromised",
    "Returned",
    "Reviewed",
    "SafetyAnswered",
    "ScriptWritten",
    "Shared",
    "SharedMap",
    "SharedMoment",
    "SharedPattern",
    "SharedReturn",
    "SharedStep",
    "SharedTemperature",
    "SharedWeek",
    "SharingSet",
    "SittingClosed",
    "SittingOpened",
    "SituationSet",
    "StepAgreed",
    "StepEnded",
    "StepPlanned",
    "StepProposed",
    "StepSetAside",
    "SwitchesSet",
    "TakenBack",
    "Thanked",
    "Unknown",
    "UrgeNoticed",
    "WaitBegan",
    "WaveNoted",
    "Withdrawn",
    "Wrote",
    "decode",
    "encode",
    "is_of_two",
]
