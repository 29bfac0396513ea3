"""What the content says, in the reader's language."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from nearer.content import Catalogue, catalogue


def content() -> Catalogue:
    """Return everything shipped, with what was brought in here."""
    return catalogue(extra=Path(settings.DATA) / "instruments")


def spoken() -> str:
    """Return the reader's language, or the first there is."""
    wanted = (get_language() or "").split("-")[0]
    languages = content().languages
    return wanted if wanted in languages else languages[0]


def say(text_id: str, **gaps: object) -> str:
    """Return the words of a text."""
    return content().say(text_id, spoken(), **gaps)
