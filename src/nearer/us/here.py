"""Where a person stands with another: read once for each request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from nearer.accounts.doors import PersonRequest, unlocked
from nearer.diary.access import Diary, NotYoursError
from nearer.entries import Began
from nearer.readings import switches
from nearer.readings.switches import Switch, Switches, closed_since
from nearer.readings.two import By, Link, Together, link_of, together

P = ParamSpec("P")


@dataclass(frozen=True)
class Here:
    """One person, and whom they are linked to, if anyone."""

    request: PersonRequest

    @cached_property
    def link(self) -> Link | None:
        """The link that holds; None where its space is not (or no more) this one's."""
        found = link_of(self.request.diary.entries())
        if found is None:
            return None
        try:
            self.request.diary.shared(found.space)
        except NotYoursError:
            return None
        return replace(found, choices=frozenset()) if self._closed(found) else found

    @property
    def starts_anew(self) -> bool:
        """Return whether what went along by itself ended with a time of being off."""
        return self.link is not None and self._closed(self.link)

    def _closed(self, link: Link) -> bool:
        chosen, diary = link.chosen_at, self.request.diary
        return chosen is not None and closed_since(diary, Switch.JOIN, chosen)

    @cached_property
    def names(self) -> dict[By, str]:
        """What the two are called; of two with one name, it says which is oneself."""
        shared = self.together
        if shared is None:
            return {}
        found = dict(shared.names)
        if self.joined and _alike(found.get(shared.by, ""), found[shared.other]):
            own = {"name": found[shared.by]}
            found[shared.by] = gettext("%(name)s (you)") % own
        return found

    @cached_property
    def space(self) -> Diary:
        """What both share; only where there is a link."""
        if self.link is None:
            raise NotYoursError
        return self.request.diary.shared(self.link.space)

    @cached_property
    def together(self) -> Together | None:
        """What both can see."""
        if self.link is None:
            return None
        return together(self.space.entries(), by=self.link.by)

    @property
    def joined(self) -> bool:
        """Return whether the other has come in."""
        return self.together is not None and self.together.joined

    @cached_property
    def switches(self) -> Switches:
        """What may be offered."""
        return switches.of(self.request.diary, today=self.request.day)

    @property
    def may(self) -> bool:
        """Return whether two people's pages are offered at all."""
        return self.switches.allows(Switch.JOIN)

    @property
    def own_name(self) -> str:
        """What the person likes to be called in their own diary."""
        entries = self.request.diary.entries()
        return next((e.name for e in entries if isinstance(e, Began)), "")


def _alike(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def with_here(
    view: Callable[Concatenate[PersonRequest, Here, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in whoever's diary is open, and read where they stand."""

    @wraps(view)
    def inside(
        request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        request.once = True
        return view(request, Here(request), *args, **kwargs)

    return unlocked(inside)
