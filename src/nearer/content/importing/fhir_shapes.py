"""The parts of a FHIR R4 Questionnaire that we read; what is unknown is left unread.

Source: hl7.org/fhir/R4/questionnaire.html, and the extensions named in `fhir_items.py`.
"""

from __future__ import annotations

from typing import Any

import msgspec


class _Shape(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A FHIR element; names are camelCase there."""


class Extension(_Shape, frozen=True):
    """Something said beyond the base standard."""

    url: str = ""
    value_decimal: float | None = None
    value_integer: int | None = None
    value_boolean: bool | None = None
    value_string: str | None = None
    value_code: str | None = None
    value_markdown: str | None = None
    value_codeable_concept: CodeableConcept | None = None
    extension: tuple[Extension, ...] = ()


class Beside(_Shape, frozen=True):
    """What stands beside a plain text: translations, expressions."""

    extension: tuple[Extension, ...] = ()


class Coding(_Shape, frozen=True):
    """A coded option."""

    code: str = ""
    display: str = ""
    display_beside: Beside = msgspec.field(name="_display", default=Beside())
    extension: tuple[Extension, ...] = ()


class CodeableConcept(_Shape, frozen=True):
    """One meaning, perhaps in several codes."""

    coding: tuple[Coding, ...] = ()


class AnswerOption(_Shape, frozen=True):
    """One option: exactly one of the values is there."""

    value_coding: Coding | None = None
    value_integer: int | None = None
    value_string: str | None = None
    value_string_beside: Beside = msgspec.field(name="_valueString", default=Beside())
    initial_selected: bool = False
    extension: tuple[Extension, ...] = ()


class Item(_Shape, frozen=True):
    """A question, a group or a text to display."""

    link_id: str
    type: str = ""
    text: str = ""
    text_beside: Beside = msgspec.field(name="_text", default=Beside())
    required: bool = False
    repeats: bool = False
    read_only: bool = False
    answer_value_set: str = ""
    answer_option: tuple[AnswerOption, ...] = ()
    initial: tuple[Any, ...] = ()
    enable_when: tuple[Any, ...] = ()
    extension: tuple[Extension, ...] = ()
    modifier_extension: tuple[Any, ...] = ()
    item: tuple[Item, ...] = ()


class Concepts(_Shape, frozen=True):
    """Options of a value set, as listed or as expanded."""

    contains: tuple[Coding, ...] = ()
    concept: tuple[Coding, ...] = ()


class Compose(_Shape, frozen=True):
    """How a value set is put together."""

    include: tuple[Concepts, ...] = ()


class ValueSet(_Shape, frozen=True):
    """A value set that travels inside the questionnaire."""

    id: str = ""
    expansion: Concepts = Concepts()
    compose: Compose = Compose()


class Questionnaire(_Shape, frozen=True):
    """The whole resource."""

    id: str = ""
    url: str = ""
    version: str = ""
    name: str = ""
    title: str = ""
    status: str = ""
    language: str = ""
    publisher: str = ""
    copyright: str = ""
    contained: tuple[dict[str, Any], ...] = ()
    item: tuple[Item, ...] = ()
    modifier_extension: tuple[Any, ...] = ()
