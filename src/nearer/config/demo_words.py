"""What the two fictitious people of `make demo` have written, and on which days.

The days are the same in every language; the words are in `words/demo.<language>.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class Words:
    """Every word of both, in one language; keys that are numbers are days or weeks."""

    robin: str
    alex: str
    passphrase: str
    home: str
    phone: str
    aim: str
    value: str
    message: str
    alex_aim: str
    alex_value: str
    alex_page: str
    script: Sequence[str]
    bonds: Sequence[str]
    feared: Mapping[str, Sequence[str]]
    learned: Mapping[str, Sequence[str]]
    came: Mapping[str, Sequence[str]]
    urges: Mapping[str, str]
    pages: Mapping[str, str]
    reviews: Mapping[str, str]
    alongside: Mapping[str, str]
    weeks: Mapping[str, Sequence[str]]
    glad: Mapping[str, str]


@cache
def words(language: str) -> Words:
    """Return what they wrote in a language."""
    return Words(**_read(f"demo.{language}.toml"))


def answers(who: str) -> Mapping[str, int]:
    """Return what somebody has answered, by item."""
    found: Mapping[str, int] = _read("demo_answers.toml")[who]
    return found


def _read(name: str) -> dict[str, Any]:
    file = files("nearer.config").joinpath("words", name)
    return tomllib.loads(file.read_text(encoding="utf-8"))


URGES: tuple[tuple[int, str, str, int | None, bool | None], ...] = (
    (2, "joke", "feelings-talk", 6, True),
    (4, "busy", "plan-ahead", 5, True),
    (7, "pull-back", "close-moment", 7, True),
    (11, "nothing", "asked-of-me", 5, True),
    (15, "subject", "feelings-talk", 5, False),
    (18, "pull-back", "good-day", 6, None),
    (24, "flaws", "future-talk", 7, True),
    (29, "joke", "criticism", 4, False),
    (35, "pull-back", "close-moment", 5, False),
    (40, "checking", "late-reply", 4, False),
    (43, "busy", "plan-ahead", 4, False),
    (49, "joke", "feelings-talk", 3, False),
)
"""Day, what, after what, how strong, whether Robin went along with it."""
PAGES: tuple[tuple[int, str], ...] = (
    (1, "prompts.closeness.too-close"),
    (16, "prompts.closeness.stayed"),
    (30, ""),
    (46, "prompts.both.brave"),
)
"""Day, and what asked for the page."""
LESSONS: tuple[tuple[int, str], ...] = (
    (2, "two-alarms"),
    (3, "too-near"),
    (9, "in-the-body"),
    (12, "four-habits"),
    (19, "what-we-expect"),
    (34, "the-circle"),
)
"""Day, and which lesson was read."""
REVIEWS: tuple[tuple[int, int, int, int], ...] = (
    (1, 1, 2, 5),
    (2, 2, 2, 5),
    (3, 2, 2, 4),
    (4, 1, 2, 5),
    (5, 1, 1, 6),
    (6, 1, 1, 6),
    (7, 0, 1, 7),
)
"""Week, low, worry, how good the bond feels."""
BONDS: tuple[tuple[str, int, int | None, str, str, tuple[str, ...]], ...] = (
    ("M.", 2012, 2014, "partner", "i-left", ("early-end", "flaws")),
    ("Sasha", 2016, 2019, "partner", "faded", ("busy", "pull-back")),
    ("Alex", 2022, None, "partner", "goes-on", ("joke", "pull-back")),
)
ALEX_PAGE = 33
ALONGSIDE: tuple[tuple[int, str], ...] = (
    (12, "thanks"),
    (19, "own-hour"),
    (27, "one-time"),
    (34, "time-alone"),
)
"""Day, and step of the path that Alex took."""
WEEKS_OF_TWO = (3, 4, 5, 6)
GLAD: tuple[tuple[int, int], ...] = ((22, 1), (30, 2), (41, 1), (48, 2))
"""Day, and who."""
