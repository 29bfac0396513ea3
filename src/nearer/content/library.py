"""Where things stand in a words folder, and how each is read.

languages.toml · references.toml · instruments/<id>/key.toml with one <language>.toml
beside it · <topic>/evidence.toml with one <language>.toml beside it · the same in
lessons/<id>/, a topic of its own each.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from nearer.content.assembling import assemble
from nearer.content.checking import Part
from nearer.content.errors import ContentError
from nearer.content.instruments import Instrument
from nearer.content.reading import read_toml, shape
from nearer.content.references import Reference
from nearer.content.shapes import InstrumentKey, InstrumentWords
from nearer.content.texts import Evidence, Text, flatten, flatten_evidence

WORDS = Path(__file__).parent / "words"


class Language(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A language that everything is written in."""

    name: str
    """Its own name for itself."""


def read_languages(root: Path) -> dict[str, Language]:
    """Return the languages by code, the first one first."""
    return read_toml(root / "languages.toml", dict[str, Language], root=root)


def read_references(root: Path) -> dict[str, Reference]:
    """Return every source by its key."""
    return read_toml(root / "references.toml", dict[str, Reference], root=root)


def instrument_folders(root: Path) -> list[Path]:
    """Return the folder of every instrument."""
    return sorted(path for path in (root / "instruments").glob("*") if path.is_dir())


def read_key(root: Path, folder: Path) -> InstrumentKey:
    """Return the numbers of an instrument, whose id is the folder's name."""
    path = folder / "key.toml"
    key = read_toml(path, InstrumentKey, root=root)
    if key.id != folder.name:
        raise ContentError(
            file=path.relative_to(root).as_posix(),
            place="id",
            what=f"{key.id} is not the name of the folder.",
            what_to_do=f"Write {folder.name}, or rename the folder.",
        )
    return key


def read_words(root: Path, folder: Path, language: str) -> Part:
    """Return the words of an instrument in one language."""
    path = folder / f"{language}.toml"
    words = read_toml(path, InstrumentWords, root=root)
    return Part(path.relative_to(root).as_posix(), words)


def read_instrument(
    root: Path, folder: Path, *, languages: tuple[str, ...]
) -> Instrument:
    """Return the key with its words in every language."""
    key = read_key(root, folder)
    spoken = languages if key.texts == "shipped" else ()
    parts = {language: read_words(root, folder, language) for language in spoken}
    return assemble(key, parts, file=(folder / "key.toml").relative_to(root).as_posix())


def topic_folders(root: Path) -> list[Path]:
    """Return the folder of every topic of short texts."""
    paths = (*root.glob("*/evidence.toml"), *root.glob("lessons/*/evidence.toml"))
    return sorted(path.parent for path in paths)


def topic_of(root: Path, folder: Path) -> str:
    """Return what the ids of a topic's texts begin with: the folders' names."""
    return ".".join(folder.relative_to(root).parts)


def read_topic(root: Path, folder: Path, language: str) -> Iterator[tuple[str, str]]:
    """Yield (id, words) of one topic in one language, in the file's order."""
    path = folder / f"{language}.toml"
    tables = read_toml(path, dict[str, Any], root=root)
    file = path.relative_to(root).as_posix()
    yield from flatten(tables, topic=topic_of(root, folder), file=file)


def read_evidence(root: Path, folder: Path) -> Iterator[tuple[str, Evidence]]:
    """Yield (id, evidence) for every text of a topic that claims something."""
    path = folder / "evidence.toml"
    tables = read_toml(path, dict[str, Any], root=root)
    file = path.relative_to(root).as_posix()
    topic = topic_of(root, folder)
    for text_id, table in flatten_evidence(tables, topic=topic, file=file):
        yield text_id, shape(table, Evidence, file=f"{file}: {text_id}")


def read_texts(root: Path, language: str) -> dict[str, Text]:
    """Return every text of a language by id, with the evidence behind it."""
    texts = {}
    for folder in topic_folders(root):
        evidence = dict(read_evidence(root, folder))
        for text_id, words in read_topic(root, folder, language):
            found = evidence.get(text_id)
            texts[text_id] = Text(
                id=text_id,
                language=language,
                words=words,
                grade=found.grade if found else None,
                sources=found.sources if found else (),
            )
    return texts
