"""Walk the items of a FHIR questionnaire: questions, groups, texts, and refusals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from nearer.content.importing.fhir_options import (
    HL7,
    SDC,
    Options,
    RefusedError,
    Said,
    extension,
    options_of,
    said,
)
from nearer.content.importing.fhir_shapes import Item, Questionnaire
from nearer.content.importing.remarks import Remark

_ASKED = frozenset({"boolean", "choice", "integer"})
_FREE = frozenset({"string", "text", "url"})
_OTHER = frozenset(
    {"decimal", "date", "dateTime", "time", "quantity", "attachment", "reference"}
)
_COMPUTED = (
    f"{SDC}/sdc-questionnaire-calculatedExpression",
    f"{SDC}/sdc-questionnaire-answerExpression",
    f"{HL7}/cqf-calculatedValue",
    f"{HL7}/questionnaire-calculatedExpression",
)
_CONDITIONAL = (
    f"{SDC}/sdc-questionnaire-enableWhenExpression",
    f"{HL7}/questionnaire-enableWhenExpression",
)


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question that can be asked."""

    link_id: str
    text: Said
    note: str
    group: str
    options: Options


class Walk(msgspec.Struct, kw_only=True):
    """What a walk over all items found."""

    questions: list[Question] = []
    groups: dict[str, str] = {}
    lead_in: list[str] = []
    refusals: list[Remark] = []
    warnings: list[Remark] = []


def walk(questionnaire: Questionnaire) -> Walk:
    """Return every question, in order, and every refusal with its linkId."""
    found = Walk()
    _walk(questionnaire.item, "", questionnaire.contained, found)
    seen: set[str] = set()
    for link_id in _link_ids(questionnaire.item):
        if link_id in seen:
            found.refusals.append(_remark(link_id, "refused.same-id"))
        seen.add(link_id)
    return found


def _link_ids(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield item.link_id
        yield from _link_ids(item.item)


def _walk(
    items: Sequence[Item],
    group: str,
    contained: Sequence[Mapping[str, Any]],
    found: Walk,
) -> None:
    for item in items:
        try:
            _check_every_kind(item)
            if item.type == "display":
                found.lead_in.extend([item.text.strip()] if item.text.strip() else [])
            elif item.type == "group":
                _enter_group(item, found)
                _walk(item.item, item.link_id, contained, found)
            else:
                found.questions.append(_question(item, group, contained))
                found.warnings.extend(_warnings(item))
        except RefusedError as why:
            reason = f"refused.{why.reason}"
            found.refusals.append(_remark(item.link_id, reason, **why.gaps))


def _check_every_kind(item: Item) -> None:
    """Refuse what changes an item of any kind: conditions, secrets, repetition."""
    if item.modifier_extension:
        raise RefusedError("modifier")
    if item.enable_when or any(extension(item.extension, url) for url in _CONDITIONAL):
        raise RefusedError("conditional")
    hidden = extension(item.extension, f"{HL7}/questionnaire-hidden")
    if hidden is not None and hidden.value_boolean:
        raise RefusedError("hidden")


def _enter_group(item: Item, found: Walk) -> None:
    if item.repeats:
        raise RefusedError("repeated-group")
    if item.text.strip():
        found.groups[item.link_id] = item.text.strip()


def _question(
    item: Item, group: str, contained: Sequence[Mapping[str, Any]]
) -> Question:
    _check_type(item)
    if not item.text.strip():
        raise RefusedError("no-text")
    for below in item.item:
        if below.type != "display":
            raise RefusedError("nested", below=below.link_id)
    if item.read_only or any(extension(item.extension, url) for url in _COMPUTED):
        raise RefusedError("computed")
    return Question(
        link_id=item.link_id,
        text=said(item.text, item.text_beside),
        note=" ".join(below.text.strip() for below in item.item if below.text.strip()),
        group=group,
        options=options_of(item, contained),
    )


def _check_type(item: Item) -> None:
    if item.type in _FREE:
        raise RefusedError("free-text")
    if item.type == "open-choice" or "open-choice" in _controls(item):
        raise RefusedError("open-choice")
    if item.type in _OTHER:
        raise RefusedError("other-type", type=item.type)
    if item.type not in _ASKED:
        raise RefusedError("unknown-type", type=item.type)
    if item.repeats or "check-box" in _controls(item):
        raise RefusedError("several")


def _controls(item: Item) -> set[str]:
    control = extension(item.extension, f"{HL7}/questionnaire-itemControl")
    if control is None or control.value_codeable_concept is None:
        return set()
    return {coding.code for coding in control.value_codeable_concept.coding}


def _warnings(item: Item) -> Iterator[Remark]:
    if item.required:
        yield _remark(item.link_id, "warned.required")
    if item.initial or any(option.initial_selected for option in item.answer_option):
        yield _remark(item.link_id, "warned.preselected")
    if extension(item.text_beside.extension, f"{HL7}/cqf-expression"):
        yield _remark(item.link_id, "warned.computed-text")


def _remark(link_id: str, id_: str, **gaps: str) -> Remark:
    return Remark(place=link_id, id=id_, gaps=gaps)
