"""Lines and countries as the pages show them, in the language of the request."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_noop as _

from nearer.content.helplines import TOPICS, Line, Topic, directory

TOPIC_NAMES: dict[Topic, str] = {
    "emergency": _("In danger now"),
    "suicide": _("When life is hard to bear"),
    "violence": _("Hurt, threatened or controlled"),
    "sexual_assault": _("Forced into something sexual"),
    "men": _("For men who are hurt"),
    "lgbtq": _("For LGBT+ people"),
    "youth": _("For young people"),
    "perpetrator": _("If you hurt someone, and want to stop"),
    "substance": _("Drink and drugs"),
}
ALWAYS_LOOKED_FOR: tuple[Topic, ...] = (
    "emergency",
    "suicide",
    "violence",
    "perpetrator",
)
"""Topics whose absence is said openly; the others are shown where there is a line."""


def spoken() -> str:
    """Return the code of the language that content is written in."""
    return (get_language() or "en").split("-", maxsplit=1)[0]


@dataclass(frozen=True)
class ShownLine:
    """One line, ready to show."""

    name: str
    phone: str
    dial: str
    facts: tuple[str, ...]
    has_expired: bool
    source: str
    checked: str


@dataclass(frozen=True)
class ShownTopic:
    """The lines of one kind, or the open word that there is none."""

    topic: Topic
    name: str
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True)
class ShownCountry:
    """A country in the list to choose from."""

    code: str
    name: str
    chosen: bool = False


def countries(*, chosen: str = "") -> tuple[ShownCountry, ...]:
    """Return every country by its name; none is chosen unless the person chose it."""
    names = directory().countries[spoken()]
    shown = (
        ShownCountry(code.lower(), name, chosen=code == chosen)
        for code, name in names.items()
    )
    return tuple(sorted(shown, key=lambda country: _plain(country.name)))


def topics(
    country: str, *, today: date, only: Iterable[Topic] = TOPICS
) -> tuple[ShownTopic, ...]:
    """Return the kinds of lines of a country, those without a line included."""
    wanted = set(only)
    found = directory()
    shown = (
        ShownTopic(
            topic=topic,
            name=gettext(TOPIC_NAMES[topic]),
            lines=tuple(_shown(ln, today) for ln in found.lines_for(country, [topic])),
        )
        for topic in TOPICS
        if topic in wanted
    )
    return tuple(t for t in shown if t.lines or t.topic in ALWAYS_LOOKED_FOR)


def at_a_glance() -> tuple[tuple[str, str], ...]:
    """Return (number, countries) of every emergency number that was checked."""
    found = directory()
    numbers: dict[str, set[str]] = {}
    for line in found.lines:
        if line.topic == "emergency":
            numbers.setdefault(line.phone, set()).update(line.countries)
    return tuple(
        (
            number,
            ", ".join(
                sorted((found.country_name(c, spoken()) for c in codes), key=_plain)
            ),
        )
        for number, codes in numbers.items()
    )


def _shown(line: Line, today: date) -> ShownLine:
    day = formats.date_format(line.verified_on, "DATE_FORMAT")
    checked = gettext("Checked on %(day)s.") % {"day": day}
    if line.page_year:
        gaps = {"day": day, "year": line.page_year}
        checked = gettext("Checked on %(day)s, on a page from %(year)s.") % gaps
    return ShownLine(
        name=line.said(spoken()),
        phone=line.phone,
        dial=line.dial(),
        facts=(*_when_and_cost(line), *_other_ways(line)),
        has_expired=line.has_expired(today),
        source=line.source_url,
        checked=checked,
    )


def _when_and_cost(line: Line) -> Iterable[str]:
    if line.hours == "always":
        yield gettext("Day and night.")
    elif line.hours is not None:
        yield gettext("Hours: %(hours)s.") % {"hours": line.hours[spoken()]}
    if line.cost == "free":
        yield gettext("Free to call.")
    if line.on_bill is False:
        yield gettext("The call does not appear on the bill.")
    if line.languages:
        names = [str(_language(code)) for code in line.languages]
        yield gettext("Languages: %(names)s.") % {"names": ", ".join(names)}


def _other_ways(line: Line) -> Iterable[str]:
    if line.sms:
        gaps = {"word": line.sms.text, "number": line.sms.number}
        yield (
            gettext("By text message: send %(word)s to %(number)s.") % gaps
            if line.sms.text
            else gettext("By text message: %(number)s.") % gaps
        )
    if line.whatsapp:
        yield gettext("By WhatsApp: %(number)s.") % {"number": line.whatsapp}
    if address := line.chat_url or line.url:
        yield gettext("On the web: %(address)s.") % {"address": address}


def _plain(name: str) -> str:
    """Return a key that sorts Á beside A."""
    parts = unicodedata.normalize("NFKD", name.lower())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _language(code: str) -> object:
    return get_language_info(code)["name_translated"]
