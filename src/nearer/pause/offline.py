"""What can be read without a connection: breathing and grounding, and nothing personal.

The page is the same for everyone who asks, so that it may stay in a browser's cache:
no cookie is read for it, no form and no name stands on it.
"""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from nearer.content.helplines import directory
from nearer.pause import words
from nearer.web.context import LEAVE_TO

SHEETS = (
    "web/tokens.css",
    "web/base.css",
    "web/house.css",
    "web/words.css",
    "pause/pause.css",
)
SCRIPTS = ("web/leave.js",)
ICON = "web/sheet.svg"
GROUNDING = ("breathing", "sigh", "senses", "feet", "water", "hand", "muscles", "walk")
"""What needs nothing but oneself."""


@require_safe
def page(_request: HttpRequest, language: str) -> HttpResponse:
    """Show what is there without a connection."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return HttpResponse(_written(language))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Hand over the script that keeps that page, with the names of its files."""
    wanted = request.GET.get("l", "")
    language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    where = reverse("pause:offline", args=[language])
    files = [where, *map(static, (*SHEETS, *SCRIPTS, ICON))]
    stamp = hashlib.blake2b(_written(language).encode(), digest_size=6).hexdigest()
    context = {
        "page": json.dumps(where),
        "files": json.dumps(files),
        "shelf": json.dumps(f"notes-{stamp}"),
    }
    return render(
        request, "pause/worker.js.txt", context, content_type="text/javascript"
    )


def _written(language: str) -> str:
    with translation.override(language):
        offered = [one for one in words.soothing() if one.id in GROUNDING]
        context = {
            "language": language,
            "sheets": SHEETS,
            "scripts": SCRIPTS,
            "icon": ICON,
            "soothing": offered,
            "soothe": words.said("soothe"),
            **words.breath(),
            "danger": words.said("danger"),
            "numbers": _emergency(language),
            "leave_to": getattr(settings, "LEAVE_TO", LEAVE_TO),
        }
        return render_to_string("pause/offline.html", context)


def _emergency(language: str) -> list[tuple[str, str]]:
    """Return (number, countries) of every emergency number that was checked."""
    found = directory()
    numbers: dict[str, list[str]] = {}
    for line in found.lines:
        if line.topic == "emergency":
            names = (found.country_name(code, language) for code in line.countries)
            numbers.setdefault(line.phone, []).extend(names)
    return [(number, ", ".join(sorted(names))) for number, names in numbers.items()]
