"""What was written and then written anew: the newest stands, the older can be seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from nearer.entries import (
    AnyEntry,
    BondLaid,
    ScriptWritten,
    Unknown,
    Withdrawn,
    Wrote,
)
from nearer.readings.present import present

Written = TypeVar("Written", bound=Wrote | BondLaid | ScriptWritten)


@dataclass(frozen=True)
class Versions(Generic[Written]):
    """One thing that was written, in all its wordings."""

    entries: tuple[Written, ...]
    """The first wording first; at least one."""

    @property
    def first(self) -> Written:
        """Return the first wording: its day is the day of the whole."""
        return self.entries[0]

    @property
    def newest(self) -> Written:
        """Return the wording that stands."""
        return self.entries[-1]

    @property
    def is_rewritten(self) -> bool:
        """Return whether there is an older wording."""
        return len(self.entries) > 1


def versions(
    entries: Iterable[AnyEntry], kind: type[Written]
) -> tuple[Versions[Written], ...]:
    """Return what stands of one kind, in the order in which it was first written.

    Two wordings that both replace the same one both stand, so that nothing of two open
    pages is lost. What replaces something that is not there stands for itself.
    """
    standing: list[Written] = [e for e in present(entries) if isinstance(e, kind)]
    chains: dict[UUID, tuple[Written, ...]] = {}
    replaced: set[UUID] = set()
    for entry in standing:
        before = entry.replaces
        earlier: tuple[Written, ...] = chains.get(before, ()) if before else ()
        replaced.update(before.id for before in earlier)
        chains[entry.id] = (*earlier, entry)
    place = {entry.id: nth for nth, entry in enumerate(standing)}
    newest = (chain for last, chain in chains.items() if last not in replaced)
    return tuple(map(Versions, sorted(newest, key=lambda chain: place[chain[0].id])))


def find(
    entries: Iterable[AnyEntry], kind: type[Written], wanted: UUID
) -> Versions[Written] | None:
    """Return the thing that has this wording, newest or not; None if there is none."""
    for found in versions(entries, kind):
        if any(entry.id == wanted for entry in found.entries):
            return found
    return None


def takings(entries: Iterable[AnyEntry], *, of: UUID) -> tuple[UUID, ...]:
    """Return what took back this entry and every other wording of the same thing.

    To withdraw these is the undo.
    """
    everything = [entry for entry in entries if not isinstance(entry, Unknown)]
    before = {entry.id: getattr(entry, "replaces", None) for entry in everything}
    together = {of}
    link = before.get(of)
    while link is not None and link not in together:
        together.add(link)
        link = before.get(link)
    return tuple(
        entry.id
        for entry in present(everything)
        if isinstance(entry, Withdrawn) and entry.entry in together
    )


__all__ = ["Versions", "find", "takings", "versions"]
