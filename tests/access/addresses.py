"""Every address of the program, walked from its URLconf: a new page is found here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

UNKNOWN_ID = "00000000-0000-7000-8000-000000000000"
_BY_CONVERTER = {
    "int": "1",
    "uuid": UNKNOWN_ID,
    "str": "es",
    "slug": "es",
    "path": "es",
}
# What stands for a group of a regular expression, where its first choice does not.
_BY_GROUP = {"[a-z]{2}": "es"}


@dataclass(frozen=True)
class Route:
    """One pattern of the URLconf, with an address that it takes."""

    pattern: str
    address: str
    view: Any

    def __str__(self) -> str:
        return self.pattern or "/"


def routes() -> tuple[Route, ...]:
    return tuple(
        Route(pattern, _example(pattern), view)
        for pattern, view in _walk(get_resolver(), "")
    )


def _walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, Any]]:
    for entry in resolver.url_patterns:
        whole = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, whole)
        elif isinstance(entry, URLPattern):
            yield whole, entry.callback


def _example(pattern: str) -> str:
    text = re.sub(r"\(\?P<\w+>([^)]*)\)", _of_group, pattern)
    text = re.sub(r"<(?:(\w+):)?\w+>", _of_converter, text)
    return "/" + text.removeprefix("^").removesuffix("$")


def _of_group(found: re.Match[str]) -> str:
    return _BY_GROUP.get(found[1], found[1].partition("|")[0])


def _of_converter(found: re.Match[str]) -> str:
    return _BY_CONVERTER[found[1] or "str"]
