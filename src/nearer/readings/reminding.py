"""The reminder that holds: the latest one, unless it was stopped."""

from __future__ import annotations

from collections.abc import Iterable

from nearer.entries import AnyEntry, ReminderSet
from nearer.readings.present import present


def reminder_of(entries: Iterable[AnyEntry]) -> ReminderSet | None:
    """Return the reminder that holds; None if there is none or it was stopped."""
    found = [entry for entry in present(entries) if isinstance(entry, ReminderSet)]
    return found[-1] if found and found[-1].time else None
