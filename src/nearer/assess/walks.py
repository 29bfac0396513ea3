"""The ways through questions: which questionnaire lies on which path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from nearer.assess.rooms import Room
from nearer.content import Catalogue, Instrument, catalogue
from nearer.readings.asking import is_adaptive
from nearer.readings.switches import Switch


@dataclass(frozen=True)
class Walk:
    """One questionnaire and where it is asked."""

    path: str
    instrument: str
    end_url: str = "/map"
    needs: Switch | None = None
    """What has to be on for these questions to be asked."""

    def is_open(self, room: Room, today: date) -> bool:
        """Return whether these questions may be asked here today."""
        return self.needs is None or room.switches(today).allows(self.needs)

    @property
    def start_url(self) -> str:
        return f"/{self.path}"

    def page_url(self, number: int) -> str:
        return f"/{self.path}/{number}"


QUESTIONS = Walk("questions", "two-fears")
CLOSENESS = Walk("closeness", "closeness")
HABITS = Walk("habits", "habits")
ROOTS = Walk("roots", "roots", end_url="/roots", needs=Switch.DEPTH)
WALKS = (QUESTIONS, CLOSENESS, HABITS, ROOTS)


def imported(instrument: Instrument) -> Walk:
    """Return the way through a questionnaire that was brought in from a file."""
    end_url = "/map" if is_adaptive(instrument) else "/instruments"
    return Walk(f"instruments/{instrument.id}", instrument.id, end_url=end_url)


def walk_of(instrument: Instrument) -> Walk:
    """Return where a questionnaire is asked."""
    shipped = [walk for walk in WALKS if walk.instrument == instrument.id]
    return shipped[0] if shipped else imported(instrument)


def imported_folder() -> Path:
    """Return where questionnaires from files are kept."""
    return Path(settings.DATA) / "instruments"


def content() -> Catalogue:
    """Return everything shipped, with what was brought in here."""
    return catalogue(extra=imported_folder())


def language_of(instrument: Instrument) -> str:
    """Return the reader's language, or the first that the questionnaire speaks."""
    wanted = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    spoken = instrument.languages
    return wanted if wanted in spoken or not spoken else spoken[0]
