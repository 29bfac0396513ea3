"""A person's settings: the latest `Preferred` entry of each name holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias

from nearer.entries import AnyEntry, Began, Preferred

Theme: TypeAlias = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = ("auto", "light", "dark")
ICONS = ("sheet", "calendar", "list", "cloud")
LEAST_LOCK_MINUTES, MOST_LOCK_MINUTES = 2, 60
LONGEST_TITLE = 30


@dataclass(frozen=True)
class Preferences:
    """What the person chose; None where the installation decides."""

    name: str = ""
    language: str | None = None
    theme: Theme = "auto"
    lock_minutes: int | None = None
    title: str = ""
    """The name that page titles show; empty: the neutral one."""
    icon: str = ICONS[0]
    """The picture in the tab, on the pages and on a phone's screen."""

    def changed_from(self, before: Preferences) -> Iterable[tuple[str, str]]:
        """Return (setting, value) of what is different now."""
        for field in fields(self):
            new = getattr(self, field.name)
            if field.name != "name" and new != getattr(before, field.name):
                yield field.name, "" if new is None else str(new)


def read(entries: Iterable[AnyEntry]) -> Preferences:
    """Fold the diary; a value that this version cannot read is passed over."""
    name, chosen = "", dict[str, str]()
    for entry in entries:
        match entry:
            case Began():
                name = entry.name
                chosen["language"] = entry.language
            case Preferred():
                chosen[entry.setting] = entry.value
    theme = chosen.get("theme", "auto")
    icon = chosen.get("icon", "")
    return Preferences(
        name=name,
        language=chosen.get("language") or None,
        theme=theme if theme in THEMES else "auto",
        lock_minutes=_minutes(chosen.get("lock_minutes", "")),
        title=chosen.get("title", "")[:LONGEST_TITLE],
        icon=icon if icon in ICONS else ICONS[0],
    )


def _minutes(value: str) -> int | None:
    if not (value.isascii() and value.isdigit() and len(value) <= 2):
        return None
    return min(max(int(value), LEAST_LOCK_MINUTES), MOST_LOCK_MINUTES)
