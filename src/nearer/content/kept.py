"""Our own file format for an instrument: key and words in one TOML file.

A file with ``for = "ecr36"`` brings only words to a key that ships as numbers: it names
the form, and is refused where form or item ids are not those that the key belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from nearer.content.assembling import assemble
from nearer.content.checking import Part
from nearer.content.errors import ContentError
from nearer.content.instruments import Instrument
from nearer.content.reading import decode_text, parse_toml, read_bytes, shape
from nearer.content.shapes import InstrumentKey, InstrumentWords

FORMAT = 1


class WordsFor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words for a key that is shipped."""

    format: int
    for_: str = msgspec.field(name="for")
    form: str
    source: str
    licence_note: str
    words: dict[str, InstrumentWords]


class Whole(InstrumentKey, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Key and words together."""

    format: int
    words: dict[str, InstrumentWords]


def tables_of(instrument: Instrument) -> dict[str, Any]:
    """Return what `from_tables` makes the same instrument of."""
    key = instrument.key
    words = {lang: msgspec.to_builtins(w) for lang, w in instrument.words.items()}
    if key.texts == "imported":
        return {
            "format": FORMAT,
            "for": key.id,
            "form": key.form,
            "source": key.source,
            "licence_note": key.licence_note,
            "words": words,
        }
    bound = msgspec.structs.replace(key, order=instrument.order)
    return {"format": FORMAT, **msgspec.to_builtins(bound), "words": words}


def read_kept(path: Path, *, shipped: Mapping[str, Instrument]) -> Instrument:
    """Return the instrument of one file; `ContentError` says what is wrong with it."""
    text = decode_text(read_bytes(path), file=path.name)
    return from_tables(
        parse_toml(text, file=path.name), file=path.name, shipped=shipped
    )


def from_tables(
    tables: dict[str, Any], *, file: str, shipped: Mapping[str, Instrument]
) -> Instrument:
    """Return the instrument that the tables of one file describe."""
    if tables.get("format") != FORMAT:
        raise ContentError(
            file=file,
            place="format",
            what=f"The format is {tables.get('format')!r}, not {FORMAT}.",
            what_to_do=f"Write format = {FORMAT} in the first line.",
        )
    if "for" in tables:
        return _words_for(shape(tables, WordsFor, file=file), file, shipped)
    return _whole(shape(tables, Whole, file=file), file, shipped)


def _words_for(
    given: WordsFor, file: str, shipped: Mapping[str, Instrument]
) -> Instrument:
    target = shipped.get(given.for_)
    if target is None or target.key.texts != "imported":
        wanted = [i.id for i in shipped.values() if i.key.texts == "imported"]
        raise ContentError(
            file=file,
            place="for",
            what=f"{given.for_} is no key that waits for words.",
            what_to_do=f"Use {' or '.join(wanted)}, or describe the whole instrument.",
        )
    if given.form != target.form:
        raise ContentError(
            file=file,
            place="form",
            what=f"The key of {target.id} belongs to form {target.form},"
            f" not {given.form}.",
            what_to_do="A key holds for one item order only; check which one you have.",
        )
    key = msgspec.structs.replace(
        target.key, source=given.source, licence_note=given.licence_note
    )
    return _assemble(key, given.words, file)


def _whole(given: Whole, file: str, shipped: Mapping[str, Instrument]) -> Instrument:
    if given.id in shipped:
        raise ContentError(
            file=file,
            place="id",
            what=f"{given.id} is the id of an instrument that is shipped.",
            what_to_do="Choose another id.",
        )
    fields = {name: getattr(given, name) for name in InstrumentKey.__struct_fields__}
    key = InstrumentKey(**{**fields, "texts": "shipped"})
    return _assemble(key, given.words, file)


def _assemble(
    key: InstrumentKey, words: Mapping[str, InstrumentWords], file: str
) -> Instrument:
    if not words:
        raise ContentError(
            file=file,
            place="words",
            what="There are no words in any language.",
            what_to_do="Add a table such as [words.en].",
        )
    parts = {lang: Part(f"{file}: words.{lang}", w) for lang, w in words.items()}
    return assemble(key, parts, file=file, imported=True)
