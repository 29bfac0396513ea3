"""Answers to our own questions that a person may give away: what would be in the file.

Nothing is sent from here. The file holds the latest sitting's answers to our own
statements and, if the person wishes, a broad age group: no name, no day.
"""

from __future__ import annotations

from collections.abc import Iterable

from nearer.content.catalogue import Catalogue
from nearer.entries import AnyEntry, Preferred
from nearer.readings.standing import read_standing
from nearer.research.donation import Donation

SETTING = "give"
FILE_NAME = "answers.toml"


def gift(
    entries: Iterable[AnyEntry], *, catalogue: Catalogue, age: str = ""
) -> Donation | None:
    """Return what there is to give; None before enough of our own was answered."""
    fears = read_standing(entries, catalogue=catalogue).fears
    if fears is None or fears.dials is None:
        return None
    instrument = catalogue.instruments[fears.instrument]
    if instrument.imported or instrument.calibration.status != "provisional":
        return None
    order = [item for item in instrument.item_ids if item in fears.sitting.given]
    return Donation(
        instrument=instrument.id,
        binding=fears.sitting.form,
        age=age,
        answers={item: fears.sitting.given[item] for item in order},
    )


def answer(entries: Iterable[AnyEntry]) -> str:
    """Return "yes", "no", or "" where the person has not been asked or said nothing."""
    said = [
        entry.value
        for entry in entries
        if isinstance(entry, Preferred) and entry.setting == SETTING
    ]
    return said[-1] if said else ""
