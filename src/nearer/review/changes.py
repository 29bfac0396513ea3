"""What has changed, in words: worse in the same size and the same place as better."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nearer.content.referring import referring
from nearer.core.measurement import Estimate, Trait
from nearer.core.safety.referring import referrals
from nearer.readings.since import Changes, Direction, Moved
from nearer.review.voice import language, one_decimal, say


@dataclass(frozen=True)
class Line:
    """One thing that can be compared, and with which numbers."""

    words: str
    numbers: str


@dataclass(frozen=True)
class Changed:
    """Everything that is said about the time since the beginning."""

    lines: tuple[Line, ...]
    worse: tuple[str, ...]
    """What has become harder, each in a sentence; empty if nothing has."""
    is_better: bool


@dataclass(frozen=True)
class Helper:
    """Why a person may help now, and three ways to one."""

    noticed: str
    why: str
    options: tuple[str, ...]


def changed(found: Changes) -> Changed:
    """Put into words what moved, and what cannot be told from chance."""
    directions = set(found.directions.values())
    for moved in (found.satisfaction, found.mood):
        if moved:
            directions.add(moved.direction)
    return Changed(
        lines=tuple(_lines(found)),
        worse=tuple(say(f"review.worse.{name}") for name in found.worse),
        is_better=Direction.BETTER in directions and not found.worse,
    )


def helpers(signs: Iterable[str]) -> tuple[Helper, ...]:
    """Return who could help, the most urgent first."""
    known = referring()
    spoken = known.words[language()]
    return tuple(
        Helper(
            noticed=spoken.said[referral.id].noticed,
            why=spoken.said[referral.id].why,
            options=tuple(spoken.options[option] for option in referral.options),
        )
        for referral in referrals(signs, known.rules)
    )


def _lines(found: Changes) -> Iterator[Line]:
    for trait in Trait if found.fears else ():
        thing = say(f"map.dial.{trait.name.lower()}")
        words = say(f"review.change.{found.directions[trait]}", thing=thing)
        numbers = _estimates(found.estimates[trait]) if found.estimates else ""
        yield Line(words, numbers)
    for text_id, moved in (
        ("review.satisfaction.short", found.satisfaction),
        ("helps.mood", found.mood),
    ):
        if moved:
            yield _line(say(text_id), moved)


def _line(thing: str, moved: Moved) -> Line:
    words = say(f"review.change.{moved.direction}", thing=thing)
    numbers = say("helps.from-to", before=f"{moved.before:g}", value=f"{moved.value:g}")
    return Line(words, numbers)


def _estimates(of: tuple[Estimate, Estimate]) -> str:
    before, now = of
    return say(
        "review.change.value",
        value=one_decimal(now.value),
        before=one_decimal(before.value),
        low=one_decimal(now.low),
        high=one_decimal(now.high),
    )
