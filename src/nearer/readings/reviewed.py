"""Weeks that were looked back on: only what was said and can be.

Forms refuse what does not fit. What comes from a file may hold any number: it is kept
as it came, and nothing is told of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import msgspec

from nearer.entries import AnyEntry, Reviewed

MOST: Mapping[str, int] = MappingProxyType({"low": 3, "worry": 3, "satisfaction": 10})
"""Most of every number, as asked; the least is 0."""


def reviews(standing: Iterable[AnyEntry]) -> Iterator[Reviewed]:
    """Give every look back in the order of writing, without numbers that cannot be."""
    for entry in standing:
        if isinstance(entry, Reviewed):
            strange = {
                name: None
                for name, most in MOST.items()
                if (said := getattr(entry, name)) is not None and not 0 <= said <= most
            }
            yield msgspec.structs.replace(entry, **strange) if strange else entry


__all__ = ["MOST", "reviews"]
