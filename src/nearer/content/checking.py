"""What has to hold for an instrument's key and words; every fault, not only the first.

A check yields faults as it finds them: loading raises the first, the audit lists all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from nearer.content.errors import ContentError
from nearer.content.instruments import TRAITS, order_digest
from nearer.content.shapes import (
    CalibrationKey,
    InstrumentKey,
    InstrumentWords,
    ItemKey,
    ItemWords,
    ResponseKey,
)

MAX_OPTIONS = 21
"""Twice a 0-10 scale: more is no scale that a person answers."""


_ID = re.compile(r"[a-z][a-z0-9-]{1,39}")


class Part(NamedTuple):
    """Words in one language and the file that they stand in."""

    file: str
    words: InstrumentWords


def option_values(response: ResponseKey) -> tuple[float, ...]:
    """Return what each option counts; empty where min and max are missing."""
    if response.values:
        return response.values
    if response.min is None or response.max is None:
        return ()
    return tuple(float(v) for v in range(response.min, response.max + 1))


def key_digest(key: InstrumentKey) -> str:
    """Return the digest that binds a key to its item order."""
    return order_digest(tuple((i.id, i.scale, i.reversed) for i in key.items))


def text_of(words: str | ItemWords) -> str:
    """Return the sentence itself."""
    return words if isinstance(words, str) else words.text


def key_faults(key: InstrumentKey, *, file: str) -> Iterator[ContentError]:
    """Yield what is wrong with ids, order, scales, options and parameters."""
    for place, what, what_to_do in _key_faults(key):
        yield ContentError(file=file, place=place, what=what, what_to_do=what_to_do)


def words_faults(
    key: InstrumentKey, parts: Mapping[str, Part]
) -> Iterator[ContentError]:
    """Yield what is wrong with the words, language by language."""
    for part in parts.values():
        first = next(iter(parts.values()))
        for place, what, what_to_do in [
            *_item_words_faults(key, part.words),
            *_label_faults(key, part.words),
            *_same_keys_faults(first, part),
        ]:
            yield ContentError(
                file=part.file, place=place, what=what, what_to_do=what_to_do
            )


_Fault = tuple[str, str, str]


def _key_faults(key: InstrumentKey) -> Iterator[_Fault]:
    if not key.items:
        yield "items", "There are no items.", "Add at least one."
    if key.version < 1:
        yield "version", f"{key.version} is no version.", "Count from 1."
    for name in ("form", "licence_note", "source"):
        if not getattr(key, name).strip():
            yield name, "This is empty.", "Say it; nothing is kept without it."
    if not _ID.fullmatch(key.id):
        yield (
            "id",
            f"{key.id!r} is no plain id.",
            "Use 2 to 40 small letters, digits and hyphens.",
        )
    yield from _response_faults(key.response, place="response")
    yield from _item_faults(key)
    yield from _calibration_faults(key)
    if key.order and key.order != key_digest(key):
        yield (
            "order",
            f"The items are not in the order that form {key.form} was keyed for.",
            f'Put them back, or rename the form and set order = "{key_digest(key)}".',
        )


def _response_faults(response: ResponseKey, *, place: str) -> Iterator[_Fault]:
    values = option_values(response)
    if response.values and (response.min is not None or response.max is not None):
        yield place, "Both min and max and values are given.", "Keep one of the two."
    elif len(values) < 2:
        yield place, "There are fewer than two options.", "Give min and max, or values."
    elif len(values) > MAX_OPTIONS:
        yield place, f"{len(values)} options are too many.", f"Use up to {MAX_OPTIONS}."
    elif not _rising(values):
        yield (
            f"{place}.values",
            "The values do not rise.",
            "List them from low to high; mark items that run the other way reversed.",
        )


def _item_faults(key: InstrumentKey) -> Iterator[_Fault]:
    seen: set[str] = set()
    for place, item in _items(key):
        if not item.id.strip():
            yield place, "The item has no id.", "Give it one."
        if item.id in seen:
            yield place, f"The id {item.id} stands twice.", "Give each item its own."
        seen.add(item.id)
        if item.scale not in key.scales:
            yield (
                f"{place}.scale",
                f"The scale {item.scale} is not in scales.",
                f"Use one of {', '.join(key.scales) or 'the scales you list there'}.",
            )
        if item.response is not None:
            yield from _response_faults(item.response, place=f"{place}.response")
    numbers = [item.number for item in key.items]
    if numbers != list(range(1, len(numbers) + 1)):
        wrong = next(i for i, n in enumerate(numbers) if n != i + 1)
        yield (
            f"items[{wrong}].number",
            f"Number {numbers[wrong]} stands in place {wrong + 1}.",
            "Number the items 1, 2, 3 … in the order in which they are shown.",
        )


def _calibration_faults(key: InstrumentKey) -> Iterator[_Fault]:
    calibration = key.calibration
    if calibration.status == "none":
        return
    for scale in key.scales:
        if scale not in TRAITS:
            yield (
                "scales",
                f"{scale} is not one of the two traits that can be scored.",
                f"Use {' and '.join(TRAITS)}, or calibration.status none.",
            )
    if not -1 < calibration.correlation < 1:
        yield (
            "calibration.correlation",
            f"{calibration.correlation} is no correlation.",
            "Give a number between -1 and 1.",
        )
    if not 1 <= calibration.inflation <= 3:
        yield (
            "calibration.inflation",
            f"{calibration.inflation} is not between 1 and 3.",
            "Give 1 for calibrated parameters, more for guesses.",
        )
    if calibration.status == "calibrated":
        yield from _calibrated_faults(key)
    else:
        yield from _provisional_faults(key, calibration)


def _calibrated_faults(key: InstrumentKey) -> Iterator[_Fault]:
    if key.calibration.reference_group is None:
        yield (
            "calibration.reference_group",
            "Calibrated parameters without the people that they come from.",
            "Describe the reference group.",
        )
    for place, item in _items(key):
        yield from _parameter_faults(
            item.discrimination,
            item.thresholds,
            n_options=len(option_values(item.response or key.response)),
            place=place,
            names=("discrimination", "thresholds"),
        )


def _provisional_faults(
    key: InstrumentKey, calibration: CalibrationKey
) -> Iterator[_Fault]:
    yield from _parameter_faults(
        calibration.discrimination,
        calibration.offsets,
        n_options=len(option_values(key.response)),
        place="calibration",
        names=("discrimination", "offsets"),
    )
    for place, item in _items(key):
        if item.severity is None or not -4 <= item.severity <= 4:
            yield (
                f"{place}.severity",
                f"{item.severity} is no severity.",
                "Give the intended trait level, in SD, between -4 and 4.",
            )
        if item.response is not None:
            yield (
                f"{place}.response",
                "Provisional parameters know only the shared options.",
                "Leave the item's own options out.",
            )


def _parameter_faults(
    discrimination: float | None,
    thresholds: Sequence[float],
    *,
    n_options: int,
    place: str,
    names: tuple[str, str],
) -> Iterator[_Fault]:
    if discrimination is None or not 0 < discrimination <= 6:
        yield (
            f"{place}.{names[0]}",
            f"{discrimination} is no discrimination.",
            "Give a number above 0 and up to 6.",
        )
    if len(thresholds) != n_options - 1:
        yield (
            f"{place}.{names[1]}",
            f"{len(thresholds)} thresholds for {n_options} options.",
            f"Give {n_options - 1}.",
        )
    elif not _rising(thresholds):
        yield (
            f"{place}.{names[1]}",
            "The thresholds are not finite and rising.",
            "List them from low to high; check for a typing slip.",
        )


def _item_words_faults(key: InstrumentKey, words: InstrumentWords) -> Iterator[_Fault]:
    ids = {item.id for item in key.items}
    for item_id in words.items.keys() - ids:
        yield (
            f"items.{item_id}",
            "The key has no such item.",
            "Use the ids of the key, or leave it out.",
        )
    for item in key.items:
        if item.id not in words.items:
            yield f"items.{item.id}", "The words are missing.", "Write them."
        elif not text_of(words.items[item.id]).strip():
            yield f"items.{item.id}", "The words are empty.", "Write them."
    if not words.title.strip():
        yield "title", "The title is empty.", "Write it."


def _label_faults(key: InstrumentKey, words: InstrumentWords) -> Iterator[_Fault]:
    n_options = len(option_values(key.response))
    own = {item.id: item.response for item in key.items if item.response is not None}
    shared = len(own) < len(key.items)
    if words.ends:
        if len(words.ends) != 2:
            yield "ends", f"{len(words.ends)} ends.", "Name two: the low, the high."
        if words.labels:
            yield "labels", "Both labels and ends are given.", "Keep one of the two."
    elif shared and len(words.labels) != n_options:
        yield (
            "labels",
            f"{len(words.labels)} labels for {n_options} options.",
            "Write one for each option, or name the two ends.",
        )
    for item_id in words.item_labels.keys() - own.keys():
        yield (
            f"item_labels.{item_id}",
            "This item has no options of its own.",
            "Leave its labels out.",
        )
    for item_id, response in own.items():
        given, needed = words.item_labels.get(item_id, ()), len(option_values(response))
        if len(given) != needed:
            yield (
                f"item_labels.{item_id}",
                f"{len(given)} labels for {needed} options.",
                "Write one for each option.",
            )


def _same_keys_faults(first: Part, part: Part) -> Iterator[_Fault]:
    for table in ("headings", "notes"):
        ours, theirs = getattr(part.words, table), getattr(first.words, table)
        for key in sorted(theirs.keys() ^ ours.keys()):
            missing = key in theirs
            yield (
                f"{table}.{key}",
                f"It is in {first.file} and not here."
                if missing
                else f"It is here and not in {first.file}.",
                "Write it in every language, or in none.",
            )


def _items(key: InstrumentKey) -> Iterator[tuple[str, ItemKey]]:
    for index, item in enumerate(key.items):
        yield f"items[{index}] ({item.id})", item


def _rising(numbers: Sequence[float]) -> bool:
    return all(math.isfinite(n) for n in numbers) and all(
        low < high for low, high in pairwise(numbers)
    )
