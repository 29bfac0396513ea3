"""Everything in words/ as one frozen object, read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from nearer.content.errors import ContentError
from nearer.content.instruments import Instrument
from nearer.content.kept import read_kept
from nearer.content.library import (
    WORDS,
    instrument_folders,
    read_instrument,
    read_languages,
    read_references,
    read_texts,
)
from nearer.content.references import Reference
from nearer.content.texts import Text


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """Instruments, texts and sources in every language."""

    language_names: Mapping[str, str]
    """By code, each in its own words."""
    instruments: Mapping[str, Instrument]
    references: Mapping[str, Reference]
    spoken: Mapping[str, Mapping[str, Text]]
    """By language, then by id."""
    left_out: tuple[ContentError, ...] = ()
    """Imported files that could not be read; the rest works without them."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that everything is written in."""
        return tuple(self.language_names)

    def reference(self, key: str) -> Reference:
        """Return the source; KeyError for one that references.toml lacks."""
        return self.references[key]

    def text(self, text_id: str, language: str) -> Text:
        """Return the text; KeyError for an unknown id or language."""
        return self.spoken[language][text_id]

    def say(self, text_id: str, language: str, /, **gaps: object) -> str:
        """Return the words with every gap filled; KeyError names one left open."""
        return self.text(text_id, language).fill(**gaps)

    def texts(self, under: str, language: str) -> tuple[Text, ...]:
        """Return the texts whose ids begin with this one, in the file's order."""
        spoken = self.spoken[language]
        return tuple(
            text for key, text in spoken.items() if key.startswith(f"{under}.")
        )


def catalogue(*, extra: Path | None = None) -> Catalogue:
    """Return everything shipped, and the imported instruments of one folder.

    Read once; an imported file that is new or changed is read again. `ContentError`
    for a fault in what is shipped; a faulty imported file is in `left_out`.
    """
    if extra is None:
        return _shipped()
    found = sorted(extra.glob("*.toml")) if extra.is_dir() else []
    states = [(path, path.stat()) for path in found]
    return _with_imported(tuple((p, s.st_mtime_ns, s.st_size) for p, s in states))


def read_catalogue(root: Path) -> Catalogue:
    """Return what a words folder holds; raise the first fault."""
    languages = read_languages(root)
    instruments = [
        read_instrument(root, folder, languages=tuple(languages))
        for folder in instrument_folders(root)
    ]
    return Catalogue(
        language_names={code: found.name for code, found in languages.items()},
        instruments={instrument.id: instrument for instrument in instruments},
        references=read_references(root),
        spoken={language: read_texts(root, language) for language in languages},
    )


@lru_cache(maxsize=1)
def _shipped() -> Catalogue:
    return read_catalogue(WORDS)


@lru_cache(maxsize=4)
def _with_imported(files: tuple[tuple[Path, int, int], ...]) -> Catalogue:
    shipped = _shipped()
    instruments, left_out = dict(shipped.instruments), []
    for path, _, _ in files:
        try:
            instrument = read_kept(path, shipped=shipped.instruments)
        except ContentError as error:
            left_out.append(error)
        else:
            instruments[instrument.id] = instrument
    return msgspec.structs.replace(
        shipped, instruments=instruments, left_out=tuple(left_out)
    )
