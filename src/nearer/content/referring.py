"""When to suggest a person who helps, and the words for it (words/safety/referral)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from nearer.content.errors import ContentError
from nearer.content.reading import read_toml
from nearer.core.safety import Referral

SHIPPED = Path(__file__).parent / "words" / "safety" / "referral"
LANGUAGES = ("en", "es")


class _Frozen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A read-only record; a field that is not known is a fault in the file."""


class Said(_Frozen, frozen=True):
    """What was noticed, and why a person may help more."""

    noticed: str
    why: str


class Words(_Frozen, frozen=True):
    """Every text of one language."""

    closing: str
    said: dict[str, Said]
    options: dict[str, str]


class Referring(_Frozen, frozen=True):
    """The rules, what their signs mean, and the words."""

    signs: dict[str, str]
    rules: tuple[Referral, ...]
    words: dict[str, Words]


class _RuleFile(_Frozen, frozen=True):
    signs: dict[str, str]
    rules: tuple[Referral, ...]


@cache
def referring() -> Referring:
    """Return the shipped rules."""
    return read(SHIPPED)


def read(folder: Path) -> Referring:
    """Return the rules of a folder; raise `ContentError` for the first fault."""
    data = read_toml(folder / "rules.toml", _RuleFile, root=folder.parent)
    used = {sign for rule in data.rules for sign in rule.signs}
    _same("rules.toml", "signs", wanted=used, found=set(data.signs))
    words = {}
    for language in LANGUAGES:
        name = f"{language}.toml"
        spoken = read_toml(folder / name, Words, root=folder.parent)
        options = {option for rule in data.rules for option in rule.options}
        _same(name, "said", wanted={r.id for r in data.rules}, found=set(spoken.said))
        _same(name, "options", wanted=options, found=set(spoken.options))
        words[language] = spoken
    return Referring(signs=data.signs, rules=data.rules, words=words)


def _same(name: str, place: str, *, wanted: set[str], found: set[str]) -> None:
    if wanted == found:
        return
    missing, idle = sorted(wanted - found), sorted(found - wanted)
    said = f"{', '.join(missing)} is missing" if missing else f"{idle[0]} is unused"
    raise ContentError(
        file=f"referral/{name}",
        place=place,
        what=f"{said}.",
        what_to_do="Make the rules and the words fit.",
    )
