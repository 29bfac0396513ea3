"""Every fault in a words folder, not only the first one that loading would raise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from nearer.content import helplines, lessoning, referring, safety, stepping
from nearer.content.checking import Part, key_digest, key_faults, words_faults
from nearer.content.errors import ContentError
from nearer.content.library import (
    WORDS,
    instrument_folders,
    read_evidence,
    read_key,
    read_languages,
    read_references,
    read_topic,
    read_words,
    topic_folders,
)
from nearer.content.references import NEEDS_SOURCE
from nearer.content.shapes import InstrumentKey
from nearer.content.texts import Evidence, gaps_of

_Faults = list[ContentError]


def audit(root: Path = WORDS, *, today: date | None = None) -> list[ContentError]:
    """Return every fault in the folder; an empty list where all is well.

    With a date, also what must not be released on that day.
    """
    faults: _Faults = []
    languages: tuple[str, ...] = ()
    sources: frozenset[str] = frozenset()
    with _noting(faults):
        languages = tuple(read_languages(root))
    with _noting(faults):
        sources = frozenset(read_references(root))
    for folder in instrument_folders(root):
        faults.extend(_instrument_faults(root, folder, languages, sources))
    for folder in topic_folders(root):
        faults.extend(_topic_faults(root, folder, languages, sources))
    faults.extend(stepping.faults(root, languages=languages, sources=sources))
    faults.extend(lessoning.faults(root, languages=languages))
    faults.extend(_safety_faults(root / "safety", today))
    return faults


def _safety_faults(folder: Path, today: date | None) -> Iterator[ContentError]:
    faults: _Faults = []
    if not folder.is_dir():  # a folder of instruments alone can be audited, too
        return
    with _noting(faults):
        safety.read(folder)
        referring.read(folder / "referral")
    with _noting(faults):
        found = helplines.read(folder)
        faults.extend(helplines.faults(found, today=today) if today else ())
    yield from faults


@contextmanager
def _noting(faults: _Faults) -> Iterator[None]:
    """Keep the fault that the block raises, and go on after it."""
    try:
        yield
    except ContentError as fault:
        faults.append(fault)


def _instrument_faults(
    root: Path, folder: Path, languages: Sequence[str], sources: frozenset[str]
) -> Iterator[ContentError]:
    faults: _Faults = []
    file = (folder / "key.toml").relative_to(root).as_posix()
    with _noting(faults):
        key = read_key(root, folder)
        faults.extend(_key_faults(key, file, sources))
        if key.texts == "shipped":
            faults.extend(_words_faults(root, folder, key, languages))
    yield from faults
    known = {"key.toml", *(f"{language}.toml" for language in languages)}
    for path in sorted(folder.glob("*")):
        if path.name not in known:
            yield ContentError(
                file=path.relative_to(root).as_posix(),
                place="",
                what="This file belongs to no language.",
                what_to_do="Add the language to languages.toml, or remove the file.",
            )


def _key_faults(
    key: InstrumentKey, file: str, sources: frozenset[str]
) -> Iterator[ContentError]:
    yield from key_faults(key, file=file)
    if not key.order:
        yield ContentError(
            file=file,
            place="order",
            what="The digest of the item order is missing.",
            what_to_do=f'Write order = "{key_digest(key)}".',
        )
    group = key.calibration.reference_group
    named = (*key.sources, *([group.source] if group else []))
    yield from _source_faults(file, "sources", named, sources)


def _words_faults(
    root: Path, folder: Path, key: InstrumentKey, languages: Sequence[str]
) -> Iterator[ContentError]:
    faults: _Faults = []
    parts: dict[str, Part] = {}
    for language in languages:
        with _noting(faults):
            parts[language] = read_words(root, folder, language)
    yield from faults
    yield from words_faults(key, parts)


def _topic_faults(
    root: Path, folder: Path, languages: Sequence[str], sources: frozenset[str]
) -> Iterator[ContentError]:
    faults: _Faults = []
    spoken: dict[str, dict[str, str]] = {}
    evidence: dict[str, Evidence] = {}
    for language in languages:
        with _noting(faults):
            spoken[language] = dict(read_topic(root, folder, language))
    with _noting(faults):
        evidence = dict(read_evidence(root, folder))
    yield from faults
    yield from _text_faults(folder.relative_to(root).as_posix(), spoken)
    file = (folder / "evidence.toml").relative_to(root).as_posix()
    known = {text_id for texts in spoken.values() for text_id in texts}
    for text_id, found in evidence.items():
        yield from _evidence_faults(file, text_id, found, known=known)
        yield from _source_faults(file, text_id, found.sources, sources)


def _text_faults(
    topic: str, spoken: Mapping[str, Mapping[str, str]]
) -> Iterator[ContentError]:
    for text_id in dict.fromkeys(i for texts in spoken.values() for i in texts):
        have = {lang: t[text_id] for lang, t in spoken.items() if text_id in t}
        for language in sorted(spoken.keys() - have.keys()):
            yield ContentError(
                file=f"{topic}/{language}.toml",
                place=text_id,
                what=f"This text is missing; {', '.join(have)} has it.",
                what_to_do="Write it.",
            )
        gaps = {lang: gaps_of(words) for lang, words in have.items()}
        if len(set(gaps.values())) > 1:
            said = "; ".join(f"{lang}: {sorted(names)}" for lang, names in gaps.items())
            yield ContentError(
                file=topic,
                place=text_id,
                what=f"The languages have different gaps ({said}).",
                what_to_do="Use the same names in each.",
            )


def _evidence_faults(
    file: str, text_id: str, found: Evidence, *, known: set[str]
) -> Iterator[ContentError]:
    if text_id not in known:
        yield ContentError(
            file=file,
            place=text_id,
            what="There is no such text.",
            what_to_do="Correct the id, or leave it out.",
        )
    if found.grade in NEEDS_SOURCE and not found.sources:
        yield ContentError(
            file=file,
            place=text_id,
            what=f"The grade {found.grade} stands without a source.",
            what_to_do="Name a source, or grade it computed or judgement.",
        )


def _source_faults(
    file: str, place: str, named: Sequence[str], sources: frozenset[str]
) -> Iterator[ContentError]:
    for source in named:
        if source not in sources:
            yield ContentError(
                file=file,
                place=place,
                what=f"{source} is not in references.toml.",
                what_to_do="Add it there, or correct the key.",
            )
