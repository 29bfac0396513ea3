"""Instruments as the rest of the program sees them: frozen, checked, in every language.

A key belongs to an instrument's form and item order, never to its name: published keys
for "the same" scale differ by item order. `Instrument.order` is the digest that binds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

from nearer.content.shapes import (
    Heading,
    InstrumentKey,
    InstrumentWords,
    ReferenceGroupKey,
)
from nearer.core.measurement import METHOD, GradedBank, Trait

TRAITS: Mapping[str, Trait] = {
    "avoidance": Trait.AVOIDANCE,
    "anxiety": Trait.ANXIETY,
}


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """The options that an item offers, from the first shown to the last."""

    values: tuple[float, ...]
    """What each category counts, rising; category 0 first."""
    labels: Mapping[str, tuple[str, ...]]
    """By language, one for each option in the order shown."""
    ends: Mapping[str, tuple[str, str]]
    """By language: words for the two ends, where the options between are numbers."""

    @property
    def min(self) -> float:
        """What the lowest category counts."""
        return self.values[0]

    @property
    def max(self) -> float:
        """What the highest category counts."""
        return self.values[-1]

    @property
    def n_options(self) -> int:
        """How many options there are."""
        return len(self.values)


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One statement or question."""

    id: str
    number: int
    """Place in the form, from 1."""
    scale: str
    facet: str
    reversed: bool
    sensitive: bool
    severity: float | None
    text: Mapping[str, str]
    name: Mapping[str, str]
    note: Mapping[str, str]
    response: Response
    """The instrument's own, unless the item has options of its own."""


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """Item parameters in the order of the items, and how they are known."""

    status: Literal["calibrated", "provisional", "none"]
    discrimination: tuple[float, ...] = ()
    thresholds: tuple[tuple[float, ...], ...] = ()
    correlation: float = 0.0
    inflation: float = 1.0
    """Factor on posterior SDs: above 1 while the parameters are guesses."""
    reference_group: ReferenceGroupKey | None = None


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """A questionnaire: key, numbers and, by language, words."""

    id: str
    form: str
    order: str
    version: int
    scales: tuple[str, ...]
    items: tuple[Item, ...]
    response: Response
    calibration: Calibration
    time_minutes: int
    source: str
    sources: tuple[str, ...]
    licence_note: str
    words: Mapping[str, InstrumentWords]
    imported: bool = False
    key: InstrumentKey
    """As it stands in the file."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that the statements can be shown in; none for numbers alone."""
        return tuple(self.words)

    @property
    def binding(self) -> str:
        """What answers are bound to: form and item order."""
        return f"{self.form}#{self.order}"

    @property
    def method(self) -> str:
        """What a score was made with: model, instrument, version, how it is known."""
        return f"{METHOD}/{self.id}-{self.version}-{self.calibration.status}"

    @property
    def item_ids(self) -> tuple[str, ...]:
        """Ids in the form's order."""
        return tuple(item.id for item in self.items)

    def item(self, item_id: str) -> Item:
        """Return the item with this id; KeyError for one that the form lacks."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def of_scale(self, scale: str) -> tuple[Item, ...]:
        """Return the items of one scale in the form's order."""
        return tuple(item for item in self.items if item.scale == scale)

    def heading(self, key: str, language: str) -> Heading:
        """Return the words over a facet or scale; KeyError where there are none."""
        return self.words[language].headings[key]

    def bank(self) -> GradedBank:
        """Return parameters for scoring; ValueError where the items have none."""
        if self.calibration.status == "none":
            raise ValueError(f"{self.id} has no item parameters to score with")
        return GradedBank(
            discrimination=np.array(self.calibration.discrimination),
            thresholds=np.array(self.calibration.thresholds),
            trait=np.array([TRAITS[item.scale] for item in self.items]),
        )

    def facet_numbers(self) -> NDArray[np.intp]:
        """Return for each item the number of its facet, from 0 in the form's order.

        Items whose facet is not known stand each for themselves.
        """
        names = [(item.scale, item.facet or item.id) for item in self.items]
        numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
        return np.array([numbers[name] for name in names])

    def reversed_items(self) -> NDArray[np.bool_]:
        """Return for each item whether a higher option means less of the trait."""
        return np.array([item.reversed for item in self.items])

    def keyed(self, options: ArrayLike) -> NDArray[np.int8]:
        """Return categories that rise with the trait, from options as shown.

        Parameters
        ----------
        options : array_like of int, shape (..., n_items)
            Options counted from 1 in the order shown; 0 where there is no answer.

        Returns
        -------
        ndarray of int8, shape (..., n_items)
            Categories 0 .. n_options - 1, reversed items turned; -1 for no answer.

        Raises
        ------
        ValueError
            If an option does not exist; the message names item and option.
        """
        shown = np.asarray(options)
        if shown.shape[-1:] != (len(self.items),):
            raise ValueError(
                f"{self.id} has {len(self.items)} items, got {shown.shape}"
            )
        counts = np.array([item.response.n_options for item in self.items])
        wrong = (shown < 0) | (shown > counts)
        if wrong.any():
            place = tuple(np.argwhere(wrong)[0])
            item = self.items[int(place[-1])]
            raise ValueError(f"item {item.id} has no option {shown[place]}")
        categories = np.where(self.reversed_items(), counts - shown, shown - 1)
        return np.where(shown == 0, -1, categories).astype(np.int8)

    def keyed_answers(self, answers: Mapping[str, int | None]) -> NDArray[np.int8]:
        """Return `keyed` categories of one person's answers by item id."""
        unknown = answers.keys() - set(self.item_ids)
        if unknown:
            raise ValueError(f"{self.id} has no item {sorted(unknown)[0]}")
        return self.keyed([answers.get(item.id) or 0 for item in self.items])


def order_digest(keys: tuple[tuple[str, str, bool], ...]) -> str:
    """Return twelve hex digits that change with id, scale, direction or order."""
    lines = "\n".join(f"{item}\t{scale}\t{turned:d}" for item, scale, turned in keys)
    return hashlib.sha256(lines.encode()).hexdigest()[:12]
