"""What was put there, line by line, in the words of whoever reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext

from nearer.content.steps import steps
from nearer.entries import SharedStep, Thanked
from nearer.readings.two import By, Moment
from nearer.web.voice import spoken

Names = Mapping[By, str]


@dataclass(frozen=True)
class Line:
    """Whose it is, and what goes on behind the name."""

    name: str
    words: str


def glad(thanks: Iterable[Thanked], names: Names) -> list[Line]:
    """Return what both are glad of."""
    return [Line(names.get(one.by, ""), f": {one.words}") for one in thanks]


def done(shared: Iterable[SharedStep], names: Names) -> list[Line]:
    """Return steps with their day, and whether they were done in part."""
    found = []
    for one in shared:
        words = f", {formats.date_format(one.about)}: {title_of(one.step, one.title)}"
        if one.partly:
            words += f" {gettext('(in part)')}"
        found.append(Line(names.get(one.by, ""), words))
    return found


def alone(moments: Iterable[Moment], names: Names) -> list[Line]:
    """Return time alone, and when somebody was back."""
    return [Line(names.get(one.by, ""), _alone(one)) for one in moments]


def _alone(moment: Moment) -> str:
    day = formats.date_format(timezone.localtime(moment.began))
    words = f", {day}, {clock(moment.began)}–{clock(moment.until)}"
    if moment.words:
        words += ": " + gettext("“%(name)s”") % {"name": moment.words}
    if moment.returned:
        back = gettext("Back at %(hour)s.") % {"hour": clock(moment.returned)}
        words += f" {back}" if moment.words else f". {back}"
    return words


def clock(at: datetime) -> str:
    """Return the hour where the reader is."""
    return formats.time_format(timezone.localtime(at), "H:i")


def title_of(step: str, title: str) -> str:
    """Return a step's name in the language of whoever reads; else as it was put."""
    found = steps().get(step)
    return found.words(spoken()).title if found else title


def decimal(value: float, places: int) -> str:
    """Return a number as the reader's language writes it, with a real minus."""
    written = formats.number_format(round(value, places) + 0.0, decimal_pos=places)
    return str(written).replace("-", "−")
