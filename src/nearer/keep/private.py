"""The safety space, only to take it along or bring it back when asked for by name."""

from __future__ import annotations

from collections.abc import Iterable

from nearer.content.safety import safety
from nearer.diary.access import Diary
from nearer.entries import AnyEntry, SafetyAnswered, SwitchesSet


def entries(diary: Diary) -> tuple[AnyEntry, ...]:
    return diary.safety.entries()


def belongs(entry: AnyEntry) -> bool:
    """Return whether the entry may stand in the safety space and nowhere else."""
    return isinstance(entry, SafetyAnswered | SwitchesSet)


def takes(diary: Diary, coming: Iterable[AnyEntry]) -> tuple[AnyEntry, ...]:
    """Return what may be brought in: nothing that could undo a protection.

    A file from elsewhere must not switch on what this person's own answers switched
    off. So it is taken only into a safety space that has held nothing yet.
    """
    return () if entries(diary) else tuple(coming)


def answers(entry: AnyEntry, *, language: str) -> tuple[str, ...]:
    """Return kept answers with their questions; nothing for any other entry."""
    if not isinstance(entry, SafetyAnswered):
        return ()
    asked = safety().text(language).questions
    return tuple(f"{asked.get(n, n)} {said}" for n, said in entry.answers.items())
