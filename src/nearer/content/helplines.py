"""Lines to call, by country: what was checked, where, when, and until when it holds.

What could not be read on the service's own or a government's page is not in the file,
and so is never shown as a fact. `faults` is the release check.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec

from nearer.content.errors import ContentError
from nearer.content.reading import read_toml

SHIPPED = Path(__file__).parent / "words" / "safety"
LANGUAGES = ("en", "es")
LONGEST = timedelta(days=180)
FILE = "safety/lines.toml"

Topic = Literal[
    "emergency",
    "suicide",
    "violence",
    "sexual_assault",
    "perpetrator",
    "men",
    "lgbtq",
    "youth",
    "substance",
]
TOPICS: tuple[Topic, ...] = (
    "emergency",
    "suicide",
    "violence",
    "sexual_assault",
    "men",
    "lgbtq",
    "youth",
    "perpetrator",
    "substance",
)
"""In the order in which they are shown."""

Spoken: TypeAlias = dict[str, str]
"""The same words by language."""
Country = Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")]
Phone = Annotated[str, msgspec.Meta(pattern="^[0-9]+( [0-9]+)*$")]


class _Frozen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A read-only record; a field that is not known is a fault in the file."""


class Message(_Frozen, frozen=True):
    """Where to send a text message, and the word to send, if it needs one."""

    number: Phone
    text: str = ""


class Line(_Frozen, frozen=True, kw_only=True):
    """One line to call; what the source does not say is None."""

    countries: tuple[Country, ...]
    topic: Topic
    name: Spoken
    phone: Phone
    sms: Message | None = None
    whatsapp: Phone | None = None
    chat_url: str | None = None
    url: str | None = None
    hours: Literal["always"] | Spoken | None = None
    languages: tuple[str, ...] = ()
    cost: Literal["free"] | None = None
    on_bill: bool | None = None
    """Whether a call appears on the telephone bill."""
    source: Literal["service", "government", "numbering"]
    source_url: str
    page_year: int | None = None
    """How old the page itself was, where it said so."""
    verified_on: date
    verified_by: str
    expires_on: date

    def has_expired(self, today: date) -> bool:
        """Return whether the number has to be checked anew."""
        return today > self.expires_on

    def dial(self) -> str:
        """Return the number as a telephone dials it."""
        return self.phone.replace(" ", "")

    def said(self, language: str) -> str:
        """Return the name of the line."""
        return self.name.get(language, self.name["en"])


class Directory(_Frozen, frozen=True):
    """All lines, and the names of all countries."""

    lines: tuple[Line, ...]
    countries: dict[str, dict[str, str]]
    """By language, then by code."""

    def country_name(self, code: str, language: str) -> str:
        """Return the country's name; KeyError for one that is not known."""
        return self.countries.get(language, self.countries["en"])[code]

    def knows(self, code: str) -> bool:
        """Return whether there is such a country."""
        return code in self.countries["en"]

    def lines_for(
        self, country: str, topics: Iterable[Topic] = TOPICS
    ) -> tuple[Line, ...]:
        """Return the lines of a country, emergency first; only the topics asked for."""
        wanted = [topic for topic in TOPICS if topic in set(topics)]
        return tuple(
            line
            for topic in wanted
            for line in self.lines
            if line.topic == topic and country in line.countries
        )


class _LineFile(_Frozen, frozen=True):
    lines: tuple[Line, ...]


@cache
def directory() -> Directory:
    """Return the shipped directory."""
    return read(SHIPPED)


def read(folder: Path) -> Directory:
    """Return the directory of a folder; raise `ContentError` for the first fault."""
    lines, countries = folder / "lines.toml", folder / "countries.toml"
    found = Directory(
        lines=read_toml(lines, _LineFile, root=folder.parent).lines,
        countries=read_toml(countries, dict[str, dict[str, str]], root=folder.parent),
    )
    names = found.countries
    if set(names) != set(LANGUAGES) or set(names["en"]) != set(names["es"]):
        raise ContentError(
            file="safety/countries.toml",
            place="",
            what="The languages do not name the same countries.",
            what_to_do="Name each country in every language.",
        )
    for fault in _shape_faults(found):
        raise fault
    return found


def faults(found: Directory, *, today: date) -> list[ContentError]:
    """Return what must not be released on this day: every line that has expired."""
    return [
        _fault(line, f"It was to be checked by {line.expires_on}.", "Check it anew.")
        for line in found.lines
        if line.has_expired(today)
    ]


def _shape_faults(found: Directory) -> Iterable[ContentError]:
    seen: set[tuple[str, str, str]] = set()
    for line in found.lines:
        if line.expires_on - line.verified_on > LONGEST:
            yield _fault(
                line, "It holds for more than 180 days.", "Choose an earlier end."
            )
        if line.source == "numbering" and line.topic != "emergency":
            yield _fault(
                line,
                "Numbering data say nothing about who answers.",
                "Read the service's own page, or leave the line out.",
            )
        spoken = (line.name, line.hours if isinstance(line.hours, dict) else line.name)
        if any(set(words) != set(LANGUAGES) for words in spoken):
            yield _fault(line, "A language is missing.", "Write it in every language.")
        for country in line.countries:
            key = (country, line.topic, line.dial())
            if key in seen or not found.knows(country):
                yield _fault(
                    line, f"{country} stands twice or is no country.", "Correct it."
                )
            seen.add(key)


def _fault(line: Line, what: str, what_to_do: str) -> ContentError:
    place = f"{line.name.get('en', '')} ({line.phone})"
    return ContentError(file=FILE, place=place, what=what, what_to_do=what_to_do)
