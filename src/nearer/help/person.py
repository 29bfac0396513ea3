"""When a person may help more: said on this page alone, to whoever wrote it.

What the private questions led to is not used here. It was shown when they were
answered; a page that anyone at an open screen finds must not tell of it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nearer.accounts.doors import PersonRequest, unlocked
from nearer.content.catalogue import catalogue
from nearer.content.referring import referring
from nearer.core.safety import referrals
from nearer.help import showing
from nearer.readings import signs
from nearer.readings.standing import read_standing


@dataclass(frozen=True)
class Suggested:
    """What was noticed, why a person may help more, and three ways."""

    noticed: str
    why: str
    options: tuple[str, ...]


@require_safe
@unlocked
def person(request: PersonRequest) -> HttpResponseBase:
    """Say what was noticed in the diary, or that the person asked; then three ways."""
    entries = request.diary.entries()
    words = catalogue(extra=Path(settings.DATA) / "instruments")
    standing = read_standing(entries, catalogue=words)
    found = signs.signs(entries, moved=standing.moved, today=request.day)
    context = {
        "suggested": suggested(found or {signs.ASKED}),
        "closing": referring().words[showing.spoken()].closing,
    }
    return render(request, "help/person.html", context)


def suggested(found: frozenset[str] | set[str]) -> tuple[Suggested, ...]:
    """Return what is said, the most urgent first."""
    rules, spoken = referring().rules, referring().words[showing.spoken()]
    return tuple(
        Suggested(
            noticed=spoken.said[rule.id].noticed,
            why=spoken.said[rule.id].why,
            options=tuple(spoken.options[option] for option in rule.options),
        )
        for rule in referrals(found, rules)
    )
