"""What the catalogue says, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from nearer.content import Catalogue, catalogue


def language() -> str:
    """Return the language of this request, among those that the content has."""
    wanted = (get_language() or "").split("-")[0]
    spoken = shipped().languages
    return wanted if wanted in spoken else spoken[0]


def shipped() -> Catalogue:
    return catalogue()


def say(text_id: str, /, **gaps: object) -> str:
    """Return one text with its gaps filled."""
    return shipped().say(text_id, language(), **gaps)


def words(topic: str) -> dict[str, str]:
    """Return the texts under a topic, by a name that a template can ask for."""
    return {
        text.id.removeprefix(f"{topic}.").replace(".", "_").replace("-", "_"): str(text)
        for text in shipped().texts(topic, language())
    }


def listed(names: Sequence[str]) -> str:
    """Return names one after the other, each in marks: some have a comma inside."""
    return ", ".join(gettext("“%(name)s”") % {"name": name} for name in names)


def one_decimal(value: float) -> str:
    """Return a number as the reader's language writes it: 3.4 or 3,4."""
    return str(number_format(value, decimal_pos=1))
