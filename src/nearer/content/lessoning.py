"""What has to hold for the lessons and their words; every fault, not only the first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from nearer.content.errors import ContentError
from nearer.content.lessons import HINTS, TOPIC, LessonKey, read_keys
from nearer.content.library import read_evidence, read_topic

SHORTEST, LONGEST = 150, 250
"""Words of a lesson: read in one or two minutes."""
MOST_MINUTES = 3
_HEADS = ("title", "lead")
_Fault = tuple[str, str, str]


def faults(root: Path, *, languages: Sequence[str]) -> Iterator[ContentError]:
    """Yield every fault in words/lessons; a folder without it can be audited, too."""
    folder = root / TOPIC
    if not folder.is_dir():
        return
    try:
        keys = read_keys(root)
        groups = {
            language: dict(read_topic(root, folder, language)) for language in languages
        }
    except ContentError as fault:
        yield fault
        return
    file = f"{TOPIC}/lessons.toml"
    yield from _named(file, _place_faults(folder, keys))
    for language, said in groups.items():
        yield from _named(f"{TOPIC}/{language}.toml", _group_faults(keys, said))
    for name, key in keys.items():
        yield from _named(file, _key_faults(name, key, keys))
        if (folder / name).is_dir():
            yield from _lesson_faults(root, name, key, languages)


def _named(file: str, found: Iterator[_Fault]) -> Iterator[ContentError]:
    for place, what, what_to_do in found:
        yield ContentError(file=file, place=place, what=what, what_to_do=what_to_do)


def _place_faults(folder: Path, keys: Mapping[str, LessonKey]) -> Iterator[_Fault]:
    there = {path.name for path in folder.glob("*") if path.is_dir()}
    for name in sorted(keys.keys() - there):
        yield name, "It has no folder.", "Write it, or take it out here."
    for name in sorted(there - keys.keys()):
        yield name, "This folder is no lesson.", "Add it here, or remove it."
    groups = [key.group for key in keys.values()]
    for place, (name, key) in enumerate(keys.items()):
        if place and groups[place - 1] != key.group and key.group in groups[:place]:
            yield name, f"The group {key.group} is torn apart.", "Put it together."


def _group_faults(
    keys: Mapping[str, LessonKey], said: Collection[str]
) -> Iterator[_Fault]:
    for group in dict.fromkeys(key.group for key in keys.values()):
        for part in ("name", "about"):
            text_id = f"{TOPIC}.group.{group}.{part}"
            if text_id not in said:
                yield text_id, "This text is missing.", "Write it."


def _key_faults(
    name: str, key: LessonKey, keys: Mapping[str, LessonKey]
) -> Iterator[_Fault]:
    if not 1 <= key.minutes <= MOST_MINUTES:
        yield f"{name}.minutes", "No such time.", f"Say 1 to {MOST_MINUTES}."
    if not key.system:
        yield f"{name}.system", "It explains nothing.", "Name a part: A1 to C8."
    if key.first and key.first not in keys.keys() - {name}:
        yield (
            f"{name}.first",
            f"{key.first} is no other lesson.",
            "Name one, or leave it out.",
        )


def _lesson_faults(
    root: Path, name: str, key: LessonKey, languages: Sequence[str]
) -> Iterator[ContentError]:
    folder = root / TOPIC / name
    try:
        graded = {text_id for text_id, _ in read_evidence(root, folder)}
        spoken = {
            language: dict(read_topic(root, folder, language)) for language in languages
        }
    except ContentError:  # said already: a lesson is a topic like any other
        return
    topic = f"{TOPIC}.{name}"
    plain = {f"{topic}.{place}" for place in key.plain}
    for language, texts in spoken.items():
        file = f"{TOPIC}/{name}/{language}.toml"
        found = _texts_faults(texts, topic, needs_first=bool(key.first))
        yield from _named(file, found)
    every = {text_id for texts in spoken.values() for text_id in texts}
    claiming = {text_id for text_id in every if _may_claim(text_id, topic)}
    file = f"{TOPIC}/{name}/evidence.toml"
    yield from _named(file, _grade_faults(claiming, graded, plain))


def _texts_faults(
    texts: Mapping[str, str], topic: str, *, needs_first: bool
) -> Iterator[_Fault]:
    heads = (*_HEADS, "first") if needs_first else _HEADS
    parts = {text_id.rpartition(".")[0] for text_id in texts} - {topic}
    needed = [
        *(f"{topic}.{head}" for head in heads),
        *(f"{part}.title" for part in sorted(parts - {f"{topic}.{HINTS}"})),
    ]
    for text_id in needed:
        if text_id not in texts:
            yield text_id, "This text is missing.", "Write it."
    count = sum(len(words.split()) for words in texts.values())
    if not SHORTEST <= count <= LONGEST:
        yield (
            topic,
            f"It has {count} words.",
            f"Write {SHORTEST} to {LONGEST}: one or two minutes.",
        )


def _may_claim(text_id: str, topic: str) -> bool:
    """Return whether a text is a paragraph: no heading, no lead, nothing to try."""
    part, _, last = text_id.removeprefix(f"{topic}.").rpartition(".")
    return bool(part) and part != HINTS and last != "title"


def _grade_faults(
    claiming: Collection[str], graded: Collection[str], plain: Collection[str]
) -> Iterator[_Fault]:
    for text_id in sorted(claiming):
        if (text_id in graded) is (text_id in plain):
            yield (
                text_id,
                "A grade and the word that it claims nothing, or neither.",
                "Grade it here, or list it under plain in lessons.toml.",
            )
    for text_id in sorted(set(plain) - set(claiming)):
        yield text_id, "There is no such paragraph.", "Correct plain in lessons.toml."
