"""Answers that a person gives away so that items can be calibrated: one small file.

It holds the answers and, if they wish, a broad age group; no name, no day, no other
word. It is TOML, so that whoever gives it can read every line before it is sent.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

FORMAT = "nearer-answers-1"
AGE_GROUPS = ("", "18-24", "25-34", "35-44", "45-54", "55-80", "81-110")
MOST_BYTES = 64_000
_HEAD = """\
# These answers were given so that the questions can be measured better.
# Nothing else is in this file: no name, no day, no device.
"""
_BARE = re.compile(r"[A-Za-z0-9_-]{1,80}")


@dataclass(frozen=True)
class Donation:
    """One person's answers to one instrument.

    Attributes
    ----------
    instrument : str
        Its id.
    binding : str
        Form and order of items that the answers belong to.
    age : str
        One of `AGE_GROUPS`; empty if it was not given.
    answers : mapping of item id to option
        Options counted from 1 in the order shown; unanswered items are left out.
    """

    instrument: str
    binding: str
    age: str = ""
    answers: Mapping[str, int] = field(default_factory=dict)


class DonationError(ValueError):
    """A file that is no gift of answers; the message says what is wrong with it."""


def written(donation: Donation) -> str:
    """Return the text of the file.

    Examples
    --------
    >>> gift = Donation("two-fears", "own-1#abc", "25-34", {"care-1": 4})
    >>> print(written(gift).splitlines()[2:])
    ['format = "nearer-answers-1"', 'instrument = "two-fears"', 'form = "own-1#abc"', \
'age = "25-34"', '', '[answers]', 'care-1 = 4']
    """
    lines = [
        f'format = "{FORMAT}"',
        f'instrument = "{donation.instrument}"',
        f'form = "{donation.binding}"',
        f'age = "{donation.age}"',
        "",
        "[answers]",
        *(f"{item} = {option}" for item, option in donation.answers.items()),
    ]
    text = _HEAD + "\n".join(lines) + "\n"
    if read(text) != donation:
        raise DonationError("a name in it cannot be written plainly")
    return text


def read(text: str) -> Donation:
    """Read the text of a file.

    Raises
    ------
    DonationError
        If it is something else, or holds anything that does not belong there.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DonationError(f"it is not TOML ({error})") from error
    if found.get("format") != FORMAT:
        raise DonationError(f"its format is not {FORMAT}")
    wanted = {"format", "instrument", "form", "age", "answers"}
    odd = sorted(found.keys() ^ wanted)
    if odd:
        raise DonationError(f"{odd[0]!r} is missing or does not belong there")
    if found["age"] not in AGE_GROUPS:
        raise DonationError(f"{found['age']!r} is no age group")
    for key in ("instrument", "form"):
        if not isinstance(found[key], str):
            raise DonationError(f"{key} is no text")
    return Donation(
        found["instrument"], found["form"], found["age"], _answers(found["answers"])
    )


def _answers(found: object) -> dict[str, int]:
    if not isinstance(found, dict):
        raise DonationError("answers are no table")
    for item, option in found.items():
        if not _BARE.fullmatch(item):
            raise DonationError(f"{item!r} is no item")
        if type(option) is not int or option < 1:
            raise DonationError(f"the answer to {item} is no option")
    return found
