"""A FHIR R4 Questionnaire → an instrument of ours, or why not, item by item."""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from nearer.content.assembling import assemble
from nearer.content.catalogue import catalogue
from nearer.content.checking import Part
from nearer.content.errors import ContentError
from nearer.content.importing.fhir_items import Question, Walk, walk
from nearer.content.importing.fhir_options import Said, primary
from nearer.content.importing.fhir_shapes import Questionnaire
from nearer.content.importing.remarks import Remark
from nearer.content.importing.strict_json import parse_json
from nearer.content.importing.understood import Understood, items_of
from nearer.content.instruments import Instrument
from nearer.content.reading import shape
from nearer.content.shapes import (
    Heading,
    InstrumentKey,
    InstrumentWords,
    ItemKey,
    ItemWords,
    ResponseKey,
)

SCALE = "all"
"""FHIR knows no scales: every item stands on one."""
_SECONDS_A_QUESTION = 8


def understand(text: str, *, file: str, language: str) -> Understood:
    """Return what was understood; `ContentError` where it is no questionnaire."""
    questionnaire = _questionnaire(text, file=file)
    found = walk(questionnaire)
    guessed = not questionnaire.language
    own = primary(questionnaire.language) if questionnaire.language else language
    whole = list(_refusals_of_the_whole(questionnaire, found))
    key = _key(questionnaire, found, file=file, language=language)
    languages = _languages(found.questions, own)
    instrument = None
    if not whole and not found.refusals:
        instrument = _instrument(key, questionnaire, found, languages, file)
    return Understood(
        kind="fhir",
        file=file,
        id=key.id,
        form=key.form,
        title=_title(questionnaire, file),
        languages=languages,
        source=key.source,
        licence_note=key.licence_note,
        items=items_of(instrument, own) if instrument else (),
        warnings=(
            *_warnings_of_the_whole(questionnaire, found, guessed=guessed, own=own),
            *found.warnings,
        ),
        refusals=(*whole, *found.refusals),
        instrument=instrument,
    )


def _questionnaire(text: str, *, file: str) -> Questionnaire:
    data = parse_json(text, file=file)
    kind = data.get("resourceType") if isinstance(data, dict) else None
    if kind != "Questionnaire":
        named = f"It is a {kind}" if isinstance(kind, str) else "It has no resourceType"
        raise ContentError(
            file=file,
            place="resourceType",
            what=f"This is no FHIR Questionnaire. {named}.",
            what_to_do="Choose the file of the questionnaire itself.",
            id_="no-questionnaire",
        )
    try:
        return shape(data, Questionnaire, file=file)
    except ContentError as error:
        raise ContentError(
            file=file,
            place=_linked(data, error.place),
            what=error.what,
            what_to_do="FHIR R4 asks for another kind of value there.",
            id_="no-shape",
        ) from error


def _linked(data: Any, place: str) -> str:
    """Return the place with the linkId of the innermost item that has one."""
    link_id = None
    for index in re.findall(r"\bitem\[(\d+)\]", place):
        data = data["item"][int(index)]
        named = data.get("linkId") if isinstance(data, dict) else None
        link_id = named if isinstance(named, str) else link_id
    return f"{link_id} ({place})" if link_id else place


def _refusals_of_the_whole(
    questionnaire: Questionnaire, found: Walk
) -> Sequence[Remark]:
    refusals = []
    if questionnaire.modifier_extension:
        refusals.append(Remark(place="modifierExtension", id="refused.modifier"))
    if not found.questions and not found.refusals:
        refusals.append(Remark(place="item", id="refused.no-items"))
    return refusals


def _warnings_of_the_whole(
    questionnaire: Questionnaire, found: Walk, *, guessed: bool, own: str
) -> Sequence[Remark]:
    warnings = []
    if guessed:
        named = {"language": own}
        warnings.append(Remark(place="", id="warned.language", gaps=named))
    if not questionnaire.copyright.strip():
        warnings.append(Remark(place="", id="warned.licence"))
    if questionnaire.status == "retired":
        warnings.append(Remark(place="", id="warned.retired"))
    if not any(question.options.scored for question in found.questions):
        warnings.append(Remark(place="", id="warned.unscored"))
    warnings.append(Remark(place="", id="warned.one-scale"))
    return warnings


def _title(questionnaire: Questionnaire, file: str) -> str:
    return (questionnaire.title or questionnaire.name or file).strip()


def _key(
    questionnaire: Questionnaire, found: Walk, *, file: str, language: str
) -> InstrumentKey:
    name = slug(questionnaire.id or questionnaire.name or questionnaire.title or file)
    if name in catalogue().instruments:
        name = f"{name[:31]}-imported"
    version = questionnaire.version or _digest(found.questions)
    publisher = ", ".join(filter(None, [questionnaire.publisher, questionnaire.url]))
    shared = _shared_values(found.questions)
    return InstrumentKey(
        id=name,
        form=f"{questionnaire.url or name}|{version}",
        version=1,
        scales=(SCALE,),
        response=ResponseKey(values=shared),
        items=tuple(
            ItemKey(
                id=question.link_id,
                number=number,
                scale=SCALE,
                facet=question.group,
                reversed=question.options.reversed,
                response=None
                if _is_shared(question, found.questions)
                else ResponseKey(values=question.options.values),
            )
            for number, question in enumerate(found.questions, 1)
        ),
        time_minutes=math.ceil(len(found.questions) * _SECONDS_A_QUESTION / 60),
        source=publisher or file,
        licence_note=questionnaire.copyright.strip()
        or catalogue().say("importing.no-licence", language),
    )


def _shared_values(questions: Sequence[Question]) -> tuple[float, ...]:
    return questions[0].options.values if questions else (0.0, 1.0)


def _is_shared(question: Question, questions: Sequence[Question]) -> bool:
    """Return whether a question has the options of the first one."""
    first = questions[0].options
    return (question.options.labels, question.options.values) == (
        first.labels,
        first.values,
    )


def _instrument(
    key: InstrumentKey,
    questionnaire: Questionnaire,
    found: Walk,
    languages: Sequence[str],
    file: str,
) -> Instrument:
    headings = {link: Heading(title=text) for link, text in found.groups.items()}
    parts = {}
    for language in languages:
        words = InstrumentWords(
            title=_title(questionnaire, file),
            lead_in="\n\n".join(found.lead_in),
            labels=_spoken(found.questions[0].options.labels, language),
            items={
                q.link_id: ItemWords(text=_in(q.text, language), note=q.note)
                for q in found.questions
            },
            item_labels={
                q.link_id: _spoken(q.options.labels, language)
                for q in found.questions
                if not _is_shared(q, found.questions)
            },
            headings=headings,
        )
        parts[language] = Part(file, words)
    return assemble(key, parts, file=file, imported=True)


def _languages(questions: Sequence[Question], own: str) -> tuple[str, ...]:
    """Return the file's language, and those that every text is translated into."""
    texts = [t for q in questions for t in (q.text, *q.options.labels)]
    texts = [text for text in texts if not text.own.lstrip("-").isdigit()]
    every = [set(text.others) for text in texts]
    both = set.intersection(*every) if every else set()
    return (own, *sorted(both - {own}))


def _spoken(labels: Sequence[Said], language: str) -> tuple[str, ...]:
    return tuple(_in(label, language) for label in labels)


def _in(text: Said, language: str) -> str:
    return text.others.get(language, text.own)


def _digest(questions: Sequence[Question]) -> str:
    told = "\n".join(f"{q.link_id}\t{q.text.own}" for q in questions)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def slug(text: str) -> str:
    """Return a plain id made from any text; "questionnaire" where nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower().removesuffix(".json"))
    name = words.strip("-").lstrip("0123456789-")[:40].strip("-")
    return name if len(name) > 1 else "questionnaire"
