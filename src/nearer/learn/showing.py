"""Lessons as the pages show them, in the language of the request."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse

from nearer.content import Text
from nearer.content.lessons import TOPIC, Lesson, after, lessons
from nearer.content.lessons import groups as grouped
from nearer.web.evidence import Claim, claim_of
from nearer.web.spoken import Spoken, spoken


@dataclass(frozen=True)
class Row:
    """One lesson in the list."""

    address: str
    title: str
    lead: str
    minutes: int
    is_read: bool


@dataclass(frozen=True)
class Group:
    """Some lessons under one heading."""

    name: str
    about: str
    rows: tuple[Row, ...]

    @property
    def n_read(self) -> int:
        """Return how many of them were read to the end."""
        return sum(row.is_read for row in self.rows)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, and how well it is known."""

    words: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Part:
    """A heading and what stands under it."""

    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Shown:
    """A lesson, ready to show."""

    title: str
    lead: str
    minutes: int
    first: str
    """For whom another lesson comes first; empty where none does."""
    first_row: Row | None
    parts: tuple[Part, ...]
    hints: tuple[str, ...]


def groups(read: Collection[str]) -> tuple[Group, ...]:
    """Return every lesson in its group."""
    voice = spoken()
    return tuple(
        Group(
            name=voice.say(f"{TOPIC}.group.{group}.name"),
            about=voice.say(f"{TOPIC}.group.{group}.about"),
            rows=tuple(_row(one, voice, is_read=one.id in read) for one in found),
        )
        for group, found in grouped().items()
    )


def next_to_read(shelves: Iterable[Group]) -> Row | None:
    """Return the first lesson that was not read to the end yet."""
    rows = (row for group in shelves for row in group.rows)
    return next((row for row in rows if not row.is_read), None)


def lesson(of: Lesson, *, may_try: bool) -> Shown:
    """Return a lesson; what may be tried is left out unless it fits the reader."""
    voice = spoken()
    words = of.words(voice.language)
    return Shown(
        title=words.title,
        lead=words.lead,
        minutes=of.minutes,
        first=words.first,
        first_row=_row(lessons()[of.first], voice) if of.first else None,
        parts=tuple(
            Part(
                title=section.title,
                paragraphs=tuple(_said(text, voice) for text in section.paragraphs),
            )
            for section in words.sections
        ),
        hints=tuple(map(str, words.hints)) if may_try else (),
    )


def row(lesson_id: str) -> Row:
    """Return one lesson as a list shows it."""
    return _row(lessons()[lesson_id], spoken())


def next_of(of: Lesson) -> Row | None:
    """Return the lesson that follows; None after the last one."""
    following = after(of.id)
    return _row(following, spoken()) if following else None


def _row(of: Lesson, voice: Spoken, *, is_read: bool = False) -> Row:
    words = of.words(voice.language)
    return Row(
        address=reverse("learn:one", args=[of.id]),
        title=words.title,
        lead=words.lead,
        minutes=of.minutes,
        is_read=is_read,
    )


def _said(text: Text, voice: Spoken) -> Paragraph:
    claim = claim_of(text, voice.catalogue)
    return Paragraph(text.words, (claim,) if claim else ())
