"""What still stands: everything that nobody took back."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from nearer.entries import AnyEntry, Unknown, Withdrawn


def present(entries: Iterable[AnyEntry]) -> tuple[AnyEntry, ...]:
    """Return the entries without those that were withdrawn, in their order.

    A `Withdrawn` can be withdrawn itself, which is an undo: it disappears, and what it
    had taken back stands again. It only ever takes back what was written before it, so
    that no two can take back each other.
    """
    everything = tuple(entries)
    if Withdrawn not in set(map(type, everything)):  # almost always, and much quicker
        return everything
    gone: set[UUID] = set()
    standing: list[AnyEntry] = []
    for entry in reversed(everything):
        if not isinstance(entry, Unknown) and entry.id in gone:
            continue
        if isinstance(entry, Withdrawn):
            gone.add(entry.entry)
        standing.append(entry)
    return tuple(reversed(standing))


__all__ = ["present"]
