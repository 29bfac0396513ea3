"""What has to hold for the steps and their words; every fault, not only the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from nearer.content.errors import ContentError
from nearer.content.library import read_topic
from nearer.content.references import NEEDS_SOURCE
from nearer.content.steps import (
    MOST_SHIFT,
    Contraindication,
    Defaults,
    DomainKey,
    StepKey,
    StepText,
    domain_folders,
    place_of,
    read_contraindications,
    read_domain,
)
from nearer.core.pacing import LEVELS, Domain

VARIANTS_WANTED = 2
"""Of each level of each domain, so that there is another one to offer."""
_Fault = tuple[str, str, str]


def faults(
    root: Path, *, languages: Sequence[str], sources: Collection[str]
) -> Iterator[ContentError]:
    """Yield every fault in words/steps; a folder without it can be audited, too."""
    if not (root / "steps").is_dir():
        return
    try:
        against = read_contraindications(root)
        said = dict(read_topic(root, root / "pacing", "en"))
    except ContentError as fault:
        yield fault
        return
    yield from _unsaid("steps/contraindications.toml", against, said)
    for domain, folder in domain_folders(root):
        place = folder.relative_to(root).as_posix()
        try:
            key, spoken = read_domain(root, folder)
        except ContentError as fault:
            yield fault
            continue
        file = f"{place}/steps.toml"
        yield from _named(file, _ladder_faults(domain, key))
        for step_id, step in key.steps.items():
            yield from _named(file, _step_faults(step_id, step, domain))
            yield from _named(
                file,
                _known_faults(step_id, step, key.defaults, sources, against, said),
            )
        for language in (*languages, *(spoken.keys() - set(languages))):
            words = spoken.get(language, {})
            known = language in languages
            yield from _named(
                f"{place}/{language}.toml",
                _words_faults(key, words) if known else _STRANGE,
            )


_STRANGE = (("", "This file belongs to no language.", "Add it to languages.toml."),)


def _named(
    file: str, found: Iterator[_Fault] | Sequence[_Fault]
) -> Iterator[ContentError]:
    for place, what, what_to_do in found:
        yield ContentError(file=file, place=place, what=what, what_to_do=what_to_do)


def _unsaid(
    file: str, against: Mapping[str, Contraindication], said: Mapping[str, str]
) -> Iterator[ContentError]:
    for name in against:
        if f"pacing.against.{name}.name" not in said:
            yield ContentError(
                file=file,
                place=name,
                what=f"The text pacing.against.{name}.name is missing.",
                what_to_do="Write it in words/pacing.",
            )


def _ladder_faults(domain: Domain, key: DomainKey) -> Iterator[_Fault]:
    places = [place for place in map(place_of, key.steps) if place]
    levels = Counter(level for _, level, _ in places)
    for level in LEVELS:
        if levels[level] < VARIANTS_WANTED:
            yield (
                f"level {level}",
                f"{domain.name.lower()} has {levels[level]} steps here.",
                f"Write {VARIANTS_WANTED} or more.",
            )


def _step_faults(step_id: str, step: StepKey, domain: Domain) -> Iterator[_Fault]:
    place = place_of(step_id)
    if place is None or place[0] is not domain:
        yield (
            step_id,
            "This is no id of this domain.",
            "Write its letter, the level and the variant: e3b.",
        )
    if abs(step.shift) > MOST_SHIFT:
        yield (
            f"{step_id}.shift",
            f"{step.shift} is too far from the level.",
            f"Stay within {MOST_SHIFT}, or make it a step of the next level.",
        )
    if not 1 <= step.minutes <= 7 * 24 * 60:
        yield f"{step_id}.minutes", "No such time.", "Say how long it takes at most."
    if step.weeks and not 1 <= step.weeks[0] <= step.weeks[1] <= 10:
        yield f"{step_id}.weeks", "No such weeks.", "Write two of 1 to 10, in order."
    if domain is Domain.TOUCH and (step.company, step.consent) != ("partner", "both"):
        yield (
            step_id,
            "Touch without the consent of both.",
            'Write company = "partner" and consent = "both".',
        )


def _known_faults(
    step_id: str,
    step: StepKey,
    shared: Defaults,
    sources: Collection[str],
    against: Collection[str],
    said: Collection[str],
) -> Iterator[_Fault]:
    named = shared.sources if step.sources is None else step.sources
    for source in named:
        if source not in sources:
            yield (
                step_id,
                f"{source} is not in references.toml.",
                "Add it there, or correct the key.",
            )
    grade = step.grade or shared.grade
    if grade in NEEDS_SOURCE and not named:
        yield (
            step_id,
            f"The grade {grade} stands without a source.",
            "Name a source, or grade it judgement.",
        )
    for name in (*shared.against, *step.against):
        if name not in against:
            yield (
                step_id,
                f"{name} is not in contraindications.toml.",
                "Add it there, or correct it.",
            )
    for card in step.cards:
        if f"pacing.card.{card}.name" not in said:
            yield step_id, f"There is no card {card}.", "Write it in words/pacing."


def _words_faults(key: DomainKey, words: Mapping[str, StepText]) -> Iterator[_Fault]:
    for step_id in sorted(key.steps.keys() - words.keys()):
        yield step_id, "The words are missing.", "Write them."
    for step_id, text in words.items():
        if step_id not in key.steps:
            yield step_id, "There is no such step.", "Correct the id, or remove it."
            continue
        for name in ("title", "why", "how", "again"):
            if not getattr(text, name).strip():
                yield f"{step_id}.{name}", "This is empty.", "Write it."
        company = key.steps[step_id].company
        if bool(text.solo.strip()) != (company == "either"):
            yield (
                f"{step_id}.solo",
                f"Words for one alone and company = {company} do not fit.",
                'They belong to "either", and only there.',
            )
