"""The export as a page to read and print: one file, its style inside, no other file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

import msgspec
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from nearer.content.catalogue import Catalogue
from nearer.content.instruments import Instrument
from nearer.entries import (
    Answered,
    AnyEntry,
    Entry,
    SittingClosed,
    SittingOpened,
    Unknown,
)
from nearer.keep import private
from nearer.keep.document import Export
from nearer.keep.names import kind_name
from nearer.readings.sitting import Sitting, sittings

_IN_SITTINGS = (SittingOpened, Answered, SittingClosed)
_STAMP = frozenset(Entry.__struct_fields__)


@dataclass(frozen=True)
class Answers:
    """One time of answering, as it is read."""

    title: str
    day: date
    rows: tuple[tuple[str, str], ...]
    """Statement, answer."""


@dataclass(frozen=True)
class Line:
    """Any other entry."""

    at: datetime | None
    """None where it cannot be read."""
    what: str
    details: tuple[str, ...]


def page(export: Export, *, words: Catalogue, room: str) -> str:
    """Return the whole HTML file in the language of the request."""
    days = [e.day for e in export.entries if not isinstance(e, Unknown)]
    context = {
        "language": _language(),
        "room": room,
        "style": _style(),
        "made": timezone.localtime(export.made),
        "count": len(export.entries),
        "first": min(days, default=None),
        "last": max(days, default=None),
        "answers": tuple(_answers(export.entries, words)),
        "lines": tuple(_lines(export.entries)),
        "private": tuple(_lines(export.private)),
    }
    return render_to_string("keep/readable.html", context)


def _language() -> str:
    return (get_language() or "en").split("-", maxsplit=1)[0]


@cache
def _style() -> SafeString:
    css = files("nearer.keep").joinpath("static", "keep", "readable.css")
    return mark_safe(f"<style>{css.read_text('utf-8')}</style>")  # noqa: S308 - our own file


def _answers(entries: Iterable[AnyEntry], words: Catalogue) -> Iterator[Answers]:
    for sitting in sittings(entries):
        known = words.instruments.get(sitting.instrument)
        if known is not None and _language() in known.words:
            title = known.words[_language()].title
            rows = tuple(_row(sitting, known, item) for item in sitting.answers)
        else:
            title = sitting.instrument
            rows = tuple(
                (item, _number(value)) for item, value in sitting.answers.items()
            )
        yield Answers(title=title, day=sitting.opened, rows=rows)


def _row(sitting: Sitting, known: Instrument, item_id: str) -> tuple[str, str]:
    value = sitting.answers[item_id]
    if item_id not in known.item_ids:
        return item_id, _number(value)
    item = known.item(item_id)
    labels = item.response.labels.get(_language(), ())
    statement = item.text.get(_language(), item_id)
    if value is not None and 1 <= value <= len(labels):
        return statement, labels[value - 1]
    return statement, _number(value)


def _number(value: int | None) -> str:
    return gettext("not answered") if value is None else str(value)


def _lines(entries: Iterable[AnyEntry]) -> Iterator[Line]:
    for entry in entries:
        if isinstance(entry, Unknown):
            yield Line(
                at=None,
                what=gettext("Of a kind that this version does not know"),
                details=(entry.kind,),
            )
        elif not isinstance(entry, _IN_SITTINGS):
            yield Line(
                at=timezone.localtime(entry.at),
                what=kind_name(entry),
                details=_details(entry),
            )


def _details(entry: AnyEntry) -> tuple[str, ...]:
    told = private.answers(entry, language=_language())
    if told:
        return told
    fields = msgspec.to_builtins(entry)
    return tuple(
        f"{name}: {_plain(value)}"
        for name, value in fields.items()
        if name not in _STAMP and name != "kind"
    )


def _plain(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(str, value))
    return str(value)
