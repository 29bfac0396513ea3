"""The options of a FHIR question: where they stand, what they count, what they say."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from nearer.content.checking import MAX_OPTIONS
from nearer.content.importing.fhir_shapes import (
    AnswerOption,
    Beside,
    Coding,
    Extension,
    Item,
    ValueSet,
)

HL7 = "http://hl7.org/fhir/StructureDefinition"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition"
_SCORES = (f"{HL7}/ordinalValue", f"{HL7}/itemWeight")

YES_NO: Mapping[str, tuple[str, str]] = {"en": ("No", "Yes"), "es": ("No", "Sí")}


class RefusedError(Exception):
    """A question that cannot be asked here; the reason is the id of a text."""

    def __init__(self, reason: str, **gaps: str) -> None:
        super().__init__(reason, gaps)
        self.reason = reason
        self.gaps = gaps


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A text in the file's own language, and its translations."""

    own: str
    others: Mapping[str, str]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """Options in the order shown, with values that rise."""

    labels: tuple[Said, ...]
    values: tuple[float, ...]
    reversed: bool
    """The first option shown counts most."""
    scored: bool
    """The file itself says what each option counts."""


def extension(of: Sequence[Extension], url: str) -> Extension | None:
    """Return the first extension with this address."""
    return next((each for each in of if each.url == url), None)


def said(own: str, beside: Beside) -> Said:
    """Return the text with the translations that stand beside it."""
    others = {}
    for each in beside.extension:
        if each.url == f"{HL7}/translation":
            parts = {part.url: part for part in each.extension}
            language = parts["lang"].value_code if "lang" in parts else None
            content = parts.get("content")
            text = content and (content.value_string or content.value_markdown)
            if language and text:
                others[primary(language)] = text.strip()
    return Said(own=own.strip(), others=others)


def primary(language: str) -> str:
    """Return the language without its region: es for es-MX."""
    return language.replace("_", "-").partition("-")[0].lower()


def options_of(item: Item, contained: Sequence[Mapping[str, Any]]) -> Options:
    """Return what can be chosen; `RefusedError` where that cannot be told."""
    if item.type == "boolean":
        no, yes = (
            Said(own=word, others={lang: words[i] for lang, words in YES_NO.items()})
            for i, word in enumerate(YES_NO["en"])
        )
        return Options(labels=(no, yes), values=(0.0, 1.0), reversed=False, scored=True)
    if item.type == "integer":
        return _numbers(item)
    listed = [_listed(option) for option in item.answer_option]
    if not listed and item.answer_value_set:
        listed = _value_set(item.answer_value_set, contained)
    return _checked(listed)


def _numbers(item: Item) -> Options:
    low = extension(item.extension, f"{HL7}/minValue")
    high = extension(item.extension, f"{HL7}/maxValue")
    if low is None or high is None:
        raise RefusedError("number")
    if low.value_integer is None or high.value_integer is None:
        raise RefusedError("number")
    count = high.value_integer - low.value_integer + 1
    if count > MAX_OPTIONS:
        raise RefusedError("many-options", count=str(count), most=str(MAX_OPTIONS))
    values = range(low.value_integer, high.value_integer + 1)
    return _checked([(Said(own=str(v), others={}), float(v)) for v in values])


_Listed = tuple[Said, float | None]


def _listed(option: AnswerOption) -> _Listed:
    score = _score(option.extension)
    if option.value_coding is not None:
        return _coded(option.value_coding, score)
    if option.value_integer is not None:
        value = float(option.value_integer) if score is None else score
        return Said(own=str(option.value_integer), others={}), value
    if option.value_string is not None:
        return said(option.value_string, option.value_string_beside), score
    raise RefusedError("option-type")


def _coded(coding: Coding, score: float | None = None) -> _Listed:
    if score is None:
        score = _score(coding.extension)
    return said(coding.display or coding.code, coding.display_beside), score


def _score(extensions: Sequence[Extension]) -> float | None:
    for url in _SCORES:
        found = extension(extensions, url)
        if found is not None:
            value = found.value_decimal
            return value if value is not None else found.value_integer
    return None


def _value_set(reference: str, contained: Sequence[Mapping[str, Any]]) -> list[_Listed]:
    for resource in contained:
        wanted = f"#{resource.get('id')}" == reference
        if wanted and resource.get("resourceType") == "ValueSet":
            found = msgspec.convert(resource, ValueSet)
            codings = found.expansion.contains or tuple(
                coding for each in found.compose.include for coding in each.concept
            )
            return [_coded(coding) for coding in codings]
    raise RefusedError("outside-options", address=reference)


def _checked(listed: Sequence[_Listed]) -> Options:
    labels = tuple(label for label, _ in listed)
    if len(labels) < 2:
        raise RefusedError("no-options", count=str(len(labels)))
    if len(labels) > MAX_OPTIONS:
        raise RefusedError(
            "many-options", count=str(len(labels)), most=str(MAX_OPTIONS)
        )
    if any(not label.own for label in labels):
        raise RefusedError("empty-option")
    if len({label.own for label in labels}) < len(labels):
        raise RefusedError("same-option")
    values = [value for _, value in listed if value is not None]
    if not values:
        plain = tuple(float(place) for place in range(1, len(labels) + 1))
        return Options(labels=labels, values=plain, reversed=False, scored=False)
    if len(values) < len(labels):
        raise RefusedError("half-scored")
    return _scored(labels, values)


def _scored(labels: tuple[Said, ...], values: Sequence[float]) -> Options:
    if not all(math.isfinite(value) for value in values):
        raise RefusedError("unordered-scores")
    rising = all(low < high for low, high in pairwise(values))
    falling = all(high > low for high, low in pairwise(values))
    if not rising and not falling:
        raise RefusedError("unordered-scores")
    return Options(
        labels=labels,
        values=tuple(sorted(values)),
        reversed=falling,
        scored=True,
    )
