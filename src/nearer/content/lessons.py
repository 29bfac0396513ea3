"""Short lessons: a title, a lead, sections of paragraphs, and what may be tried.

Words and evidence of each stand in words/lessons/<id>/, as those of any topic do; order
and keys in words/lessons/lessons.toml. docs/develop/adding-a-lesson.md shows how.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

import msgspec

from nearer.content.catalogue import catalogue
from nearer.content.library import WORDS
from nearer.content.reading import read_toml
from nearer.content.texts import Text
from nearer.core.safety import Switch

TOPIC = "lessons"
HINTS = "try"
"""The section that says what may be tried; it claims nothing."""


class _Frozen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A read-only record; a field that is not known is a fault in the file."""


class LessonKey(_Frozen, frozen=True):
    """What the file says about one lesson."""

    group: str
    minutes: int
    system: tuple[str, ...]
    """Which parts of the system it explains: A1 to C8."""
    plain: tuple[str, ...] = ()
    """Paragraphs that claim nothing: `2.b`."""
    needs: tuple[Switch, ...] = ()
    """What has to be on, besides practice, before a person is told what to try."""
    first: str = ""
    """A lesson that some should read before this one."""


class Section(_Frozen, frozen=True):
    """A heading and what stands under it."""

    title: str
    paragraphs: tuple[Text, ...]


class LessonText(_Frozen, frozen=True):
    """A lesson in one language."""

    title: str
    lead: str
    first: str
    """For whom the lesson named by `first` comes first; empty where none does."""
    sections: tuple[Section, ...]
    hints: tuple[Text, ...]


class Lesson(_Frozen, frozen=True, eq=False):
    """One lesson; the id is the last part of its address and says nothing."""

    id: str
    group: str
    minutes: int
    system: tuple[str, ...]
    needs: frozenset[Switch]
    first: str
    text: Mapping[str, LessonText]
    """By language."""

    def words(self, language: str) -> LessonText:
        """Return its words; in a language that is not there, the first one's."""
        return self.text.get(language) or next(iter(self.text.values()))


@cache
def lessons() -> Mapping[str, Lesson]:
    """Return every lesson by id, in the order in which they build on one another.

    What a person has read may since have left: use `.get`.
    """
    keys = read_keys(WORDS)
    return MappingProxyType({name: _lesson(name, key) for name, key in keys.items()})


@cache
def groups() -> Mapping[str, tuple[Lesson, ...]]:
    """Return the lessons by group; texts `lessons.group.<id>` name the groups."""
    return MappingProxyType(
        {
            group: tuple(found)
            for group, found in groupby(lessons().values(), key=lambda one: one.group)
        }
    )


def after(lesson_id: str) -> Lesson | None:
    """Return the lesson that follows; None after the last one."""
    ids = list(lessons())
    place = ids.index(lesson_id) + 1
    return lessons()[ids[place]] if place < len(ids) else None


def read_keys(root: Path) -> dict[str, LessonKey]:
    """Return the key of every lesson of a words folder, in the file's order."""
    path = root / TOPIC / "lessons.toml"
    return read_toml(path, dict[str, LessonKey], root=root)


def told(lesson_id: str, texts: Sequence[Text]) -> LessonText:
    """Put the texts of a lesson together, in their order.

    Raises
    ------
    KeyError
        If there is no title or no lead.
    """
    parts: dict[str, list[Text]] = {}
    heads: dict[str, str] = {}
    for text in texts:
        name = text.id.removeprefix(f"{TOPIC}.{lesson_id}.")
        part, _, last = name.rpartition(".")
        if not part or last == "title":
            heads[name] = text.words
        else:
            parts.setdefault(part, []).append(text)
    hints = tuple(parts.pop(HINTS, ()))
    return LessonText(
        title=heads["title"],
        lead=heads["lead"],
        first=heads.get("first", ""),
        sections=tuple(
            Section(title=heads.get(f"{part}.title", ""), paragraphs=tuple(found))
            for part, found in parts.items()
        ),
        hints=hints,
    )


def _lesson(lesson_id: str, key: LessonKey) -> Lesson:
    known = catalogue()
    return Lesson(
        id=lesson_id,
        group=key.group,
        minutes=key.minutes,
        system=key.system,
        needs=frozenset(key.needs),
        first=key.first,
        text=MappingProxyType(
            {
                language: told(lesson_id, known.texts(f"{TOPIC}.{lesson_id}", language))
                for language in known.languages
            }
        ),
    )
