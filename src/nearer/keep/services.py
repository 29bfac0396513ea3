"""Take a diary along and bring one in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from threading import BoundedSemaphore
from typing import Literal, TypeAlias

from nearer import __version__
from nearer.content.catalogue import Catalogue
from nearer.diary.access import Diary
from nearer.entries import (
    AnyEntry,
    Linked,
    LinkEnded,
    SharingSet,
    Unknown,
    is_of_two,
)
from nearer.keep import document, locking, private, readable, tables
from nearer.keep.document import Export, Fault, RefusedError
from nearer.readings.two import link_of

Form: TypeAlias = Literal["read", "whole", "tables"]
ENDINGS: dict[Form, tuple[str, str]] = {
    "read": ("html", "text/html; charset=utf-8"),
    "whole": ("json", "application/json"),
    "tables": ("zip", "application/zip"),
}
_OF_LINKS = (Linked, LinkEnded, SharingSet)
# age takes half a gigabyte for a moment: one at a time.
_one_at_a_time = BoundedSemaphore(1)


@dataclass(frozen=True)
class Download:
    """A file to hand over; its name says nothing."""

    name: str
    content_type: str
    raw: bytes


def collect(diary: Diary, *, now: datetime, with_private: bool) -> Export:
    """Return what an export holds; the safety space only if asked for by name."""
    return Export(
        made=now,
        entries=diary.entries(),
        private=private.entries(diary) if with_private else (),
    )


def download(
    export: Export,
    form: Form,
    *,
    passphrase: str,
    day: date,
    words: Catalogue,
    room: str,
) -> Download:
    """Return the file, locked if there is a passphrase."""
    if form == "read":
        raw = readable.page(export, words=words, room=room).encode()
    elif form == "whole":
        raw = document.write(export, program=f"nearer {__version__}")
    else:
        raw = tables.archive(export)
    name, (ending, content_type) = f"notes-{day:%Y-%m-%d}", ENDINGS[form]
    if not passphrase:
        return Download(f"{name}.{ending}", content_type, raw)
    with _one_at_a_time:
        locked = locking.lock(raw, passphrase)
    return Download(f"{name}.age", "application/octet-stream", locked)


def opened(raw: bytes, passphrase: str) -> bytes:
    """Return the file without its lock."""
    if not locking.is_locked(raw):
        return raw
    with _one_at_a_time:
        return locking.unlock(raw, passphrase)


@dataclass(frozen=True)
class Understood:
    """What a file would bring, said before anything is kept."""

    made: datetime
    new: tuple[AnyEntry, ...]
    private: tuple[AnyEntry, ...]
    n_there: int
    """Entries that are in the diary already."""
    n_left_out: int
    """Entries of the safety space that are left where they are."""
    n_of_two: int
    """Entries that say what goes along to another; what was chosen here holds."""
    key: str
    """The same file brings the same key."""

    @property
    def n_new(self) -> int:
        return len(self.new) + len(self.private)

    @property
    def n_unknown(self) -> int:
        return sum(isinstance(entry, Unknown) for entry in self.new)

    @property
    def kinds(self) -> dict[str, int]:
        return document.of_kind((*self.new, *self.private))

    @property
    def days(self) -> tuple[date, date] | None:
        found = [e.day for e in self.new if not isinstance(e, Unknown)]
        return (min(found), max(found)) if found else None


def understand(raw: bytes, *, diary: Diary) -> Understood:
    """Return what a JSON export would bring; raise `RefusedError`."""
    export = _read(raw)
    there = document.ids(diary.entries())
    fresh = _not_there(export.entries, there)
    new = _alone(fresh) if link_of(diary.entries()) else fresh
    coming = _not_there(export.private, document.ids(private.entries(diary)))
    taken = private.takes(diary, coming)
    both = len(export.entries) + len(export.private)
    return Understood(
        made=export.made,
        new=new,
        private=taken,
        n_there=both - len(fresh) - len(coming),
        n_left_out=len(coming) - len(taken),
        n_of_two=len(fresh) - len(new),
        key=f"take in:{hashlib.sha256(raw).hexdigest()}",
    )


def take_in(found: Understood, *, diary: Diary) -> None:
    """Keep it: all or nothing, once."""
    diary.append(*found.new, private=found.private, request_key=found.key)


def _not_there(entries: tuple[AnyEntry, ...], there: set[str]) -> tuple[AnyEntry, ...]:
    """Return the entries that are new, each once."""
    new: dict[str, AnyEntry] = {}
    for entry in entries:
        identity = document.identity(entry)
        if identity not in there:
            new.setdefault(identity, entry)
    return tuple(new.values())


def _alone(entries: tuple[AnyEntry, ...]) -> tuple[AnyEntry, ...]:
    """Return what says nothing of a link.

    A file at a screen that was left open must not let more go along to another than the
    person chose, nor hide to whom they are linked.
    """
    return tuple(e for e in entries if not isinstance(e, _OF_LINKS))


def check(raw: bytes) -> None:
    """Raise `RefusedError` for what is not a whole export."""
    _read(raw)


def _read(raw: bytes) -> Export:
    """Return what the file holds; what stands between two is nobody's own."""
    export = document.read(raw)
    for place, entry in enumerate(export.entries, 1):
        if is_of_two(entry):
            raise RefusedError(Fault.BROKEN, place)
    return export
