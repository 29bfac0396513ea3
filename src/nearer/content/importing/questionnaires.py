"""Which kind of file it is, and who reads it."""

from __future__ import annotations

from pathlib import Path

from nearer.content.catalogue import catalogue
from nearer.content.errors import ContentError
from nearer.content.importing import fhir
from nearer.content.importing.understood import Understood, items_of
from nearer.content.kept import from_tables
from nearer.content.reading import MAX_BYTES, decode_text, parse_toml, read_bytes


def read_questionnaire(
    source: Path | bytes, *, name: str = "", language: str = "en"
) -> Understood:
    """Return what was understood of a FHIR Questionnaire or of our own TOML.

    Parameters
    ----------
    source : Path or bytes
        The file, or what it holds.
    name : str
        The name to call the file by; a path brings its own.
    language : str
        Language of a FHIR file that does not name its own.

    Raises
    ------
    ContentError
        If the file as a whole is not one that can be read. A question that cannot be
        asked is no such error: it stands in `refusals`.
    """
    file = name or (source.name if isinstance(source, Path) else "file")
    raw = read_bytes(source) if isinstance(source, Path) else source
    _check(raw, file=file)
    text = decode_text(raw, file=file)
    if file.lower().endswith(".json") or text.lstrip().startswith("{"):
        return fhir.understand(text, file=file, language=language)
    return _own(text, file=file, language=language)


def _check(raw: bytes, *, file: str) -> None:
    if len(raw) > MAX_BYTES:
        raise ContentError(
            file=file,
            place="",
            what=f"The file is larger than {MAX_BYTES // 1_000_000} MB.",
            what_to_do="Check that it is the right file.",
            id_="too-large",
        )
    if not raw.strip():
        raise ContentError(
            file=file,
            place="",
            what="The file is empty.",
            what_to_do="Check that it is the right file.",
            id_="empty",
        )


def _own(text: str, *, file: str, language: str) -> Understood:
    tables = parse_toml(text, file=file)
    instrument = from_tables(tables, file=file, shipped=catalogue().instruments)
    shown = language if language in instrument.languages else instrument.languages[0]
    return Understood(
        kind="toml",
        file=file,
        id=instrument.id,
        form=instrument.form,
        title=instrument.words[shown].title,
        languages=instrument.languages,
        source=instrument.source,
        licence_note=instrument.licence_note,
        items=items_of(instrument, shown),
        warnings=(),
        refusals=(),
        instrument=instrument,
    )
