"""What the person wrote: by day, and found again by any of its words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from nearer.entries import AnyEntry, Wrote
from nearer.readings.versions import Versions, versions

AROUND = 70
"""Letters of a found text that are shown before and after the first word found."""

Page = Versions[Wrote]


@dataclass(frozen=True)
class Day:
    """One day's pages, the newest first."""

    day: date
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Piece:
    """Some letters of a text, and whether they are what was looked for."""

    words: str
    is_found: bool


@dataclass(frozen=True)
class Hit:
    """A page in which every word was found, and where."""

    page: Page
    pieces: tuple[Piece, ...]


def pages(entries: Iterable[AnyEntry]) -> tuple[Page, ...]:
    """Return every page that stands, the newest first."""
    return tuple(reversed(versions(entries, Wrote)))


def by_day(found: Iterable[Page]) -> tuple[Day, ...]:
    """Return the pages under the days on which they were first written, newest first.

    A clock that was set back makes a day late in the order, never a second one.
    """
    days: dict[date, list[Page]] = {}
    for page in found:
        days.setdefault(page.first.day, []).append(page)
    newest_first = sorted(days, reverse=True)
    return tuple(Day(day, tuple(days[day])) for day in newest_first)


def plain(words: str) -> str:
    """Return the words without accents and capitals: Ñ is n, Á is a."""
    return _folded(words)[0]


def search(found: Iterable[Page], wanted: str) -> tuple[Hit, ...]:
    """Return the pages that hold every word that is looked for, in their order."""
    needed = tuple(dict.fromkeys(plain(wanted).split()))
    if not needed:
        return ()
    hits = []
    for page in found:
        text = page.newest.text
        folded, places = _folded(text)
        if all(word in folded for word in needed):
            hits.append(Hit(page, _pieces(text, folded, places, needed)))
    return tuple(hits)


def _folded(words: str) -> tuple[str, list[int]]:
    """Return the plain letters, and for each the place of the letter it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(words):
        for part in unicodedata.normalize("NFKD", letter.casefold()):
            if not unicodedata.combining(part):
                letters.append(part)
                places.append(place)
    return "".join(letters), places


def _pieces(
    text: str, folded: str, places: list[int], needed: Sequence[str]
) -> tuple[Piece, ...]:
    first = min(folded.index(word) for word in needed)
    start = _word_edge(text, places[first] - AROUND)
    end = min(places[first] + len(needed[0]) + AROUND, len(text))
    marks = sorted(_marks(folded, places, needed, within=(start, end)))
    pieces = [Piece("… ", is_found=False)] if start else []
    at = start
    for left, right in marks:
        if left < at:  # inside of one that was marked already
            continue
        pieces += [
            Piece(text[at:left], is_found=False),
            Piece(text[left:right], is_found=True),
        ]
        at = right
    pieces.append(Piece(text[at:end], is_found=False))
    if end < len(text):
        pieces.append(Piece(" …", is_found=False))
    return tuple(piece for piece in pieces if piece.words)


def _word_edge(text: str, place: int) -> int:
    """Return where the first whole word after this place begins."""
    if place <= 0:
        return 0
    gap = text.find(" ", place, place + AROUND // 2)
    return gap + 1 if gap >= 0 else place


def _marks(
    folded: str, places: list[int], needed: Sequence[str], *, within: tuple[int, int]
) -> Iterable[tuple[int, int]]:
    for word in needed:
        at = folded.find(word)
        while at >= 0 and places[at] < within[1]:
            left, right = places[at], places[at + len(word) - 1] + 1
            if left >= within[0] and right <= within[1]:
                yield left, right
            at = folded.find(word, at + len(word))


__all__ = ["Day", "Hit", "Page", "Piece", "by_day", "pages", "plain", "search"]
