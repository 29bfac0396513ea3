"""The small steps of both ladders: what each asks, needs and rests on, and its words.

Keys and words stand in words/steps/<domain>/; docs/develop/adding-a-step.md shows how.
A step's id says its place: `e3b` is variant b of level 3 of the emotional ladder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import msgspec

from nearer.content.catalogue import catalogue
from nearer.content.errors import ContentError
from nearer.content.library import WORDS
from nearer.content.reading import read_toml
from nearer.content.references import Grade
from nearer.core import pacing
from nearer.core.pacing import Domain

LETTERS: Mapping[str, Domain] = MappingProxyType(
    {
        "e": Domain.EMOTIONAL,
        "r": Domain.RECEIVING,
        "d": Domain.DEPENDING,
        "i": Domain.INTELLECTUAL,
        "p": Domain.PLAY,
        "o": Domain.SOCIAL,
        "t": Domain.TOUCH,
        "n": Domain.NAMING,
        "w": Domain.WAITING,
        "a": Domain.OWN_TIME,
        "q": Domain.REASSURANCE,
        "m": Domain.MEANING,
        "b": Domain.BID,
        "s": Domain.SOOTHING,
        "v": Domain.WORTH,
        "u": Domain.TRUST,
    }
)
"""The letter with which the ids of a domain begin."""
MOST_SHIFT = 0.4
"""How far a variant may lie from its level, in logits: levels never overlap."""
_ID = re.compile(r"([a-z])([1-5])([a-z])")


class _Frozen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A read-only record; a field that is not known is a fault in the file."""


class StepText(_Frozen, frozen=True):
    """A step in one language."""

    title: str
    why: str
    """What it is for, in one or two sentences."""
    how: str
    """Two to four sentences, with what to say in one's own voice."""
    solo: str = ""
    """The same with a friend, in a letter not sent, or imagined."""
    again: str = ""
    """Where else to try it: variety teaches."""

    def told(self, *, alone: bool) -> str:
        """Return how it goes: for two, or for somebody on their own."""
        return self.solo if alone and self.solo else self.how


class StepKey(_Frozen, frozen=True):
    """What the file says about one step; empty means: as the domain's defaults say."""

    company: Literal["partner", "either", "alone"]
    minutes: int
    shift: float = 0.0
    consent: Literal["none", "both"] = "none"
    kind: Literal["step", "play", "rest"] = "step"
    booster: bool = False
    against: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    sources: tuple[str, ...] | None = None
    grade: Grade | None = None
    practice: str = ""
    weeks: tuple[int, int] | None = None


class Defaults(_Frozen, frozen=True):
    """What holds for every step of a domain; a step's own `against` comes on top."""

    grade: Grade
    sources: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class DomainKey(_Frozen, frozen=True):
    """A domain's file of keys."""

    defaults: Defaults
    steps: dict[str, StepKey]


class Step(_Frozen, frozen=True, eq=False, dict=True):
    """One small step; there is one object for each, so that sets of them work."""

    id: str
    domain: Domain
    level: int
    variant: str
    difficulty: float
    """Logits: the level's own, and a little more or less."""
    company: Literal["partner", "either", "alone"]
    """Needs a willing partner; has a form for each; is done alone anyway."""
    consent: Literal["none", "both"]
    minutes: int
    kind: Literal["step", "play", "rest"]
    booster: bool
    """Suits weeks 14 and 26."""
    contraindications: frozenset[str]
    cards: tuple[str, ...]
    """Cards for the one beside: texts `pacing.card.<id>`."""
    sources: tuple[str, ...]
    grade: Grade
    practice: str
    """The practice of the plan that it carries: B4 to B7, or empty."""
    weeks: tuple[int, int] | None
    """First and last week of that practice."""
    text: Mapping[str, StepText]
    """By language."""

    @property
    def needs_partner(self) -> bool:
        """Whether there is no form of it without a willing partner."""
        return self.company == "partner"

    @property
    def solo(self) -> bool:
        """Whether it has a form that needs nobody who would have to be willing."""
        return self.company != "partner"

    def words(self, language: str) -> StepText:
        """Return the step's words; in a language that is not there, the first one's."""
        return self.text.get(language) or next(iter(self.text.values()))

    def for_pacing(self) -> pacing.Step:
        """Return what the choice of a step needs to know."""
        return self._paced

    @cached_property
    def _paced(self) -> pacing.Step:
        return pacing.Step(
            id=self.id,
            domain=self.domain,
            level=self.level,
            difficulty=self.difficulty,
            solo=self.solo,
            contraindications=self.contraindications,
            weeks=self.weeks,
        )


class Ladder(_Frozen, frozen=True):
    """A domain in words: its name, one line about it, and what each level asks."""

    domain: Domain
    name: str
    about: str
    levels: tuple[str, ...]


class Contraindication(_Frozen, frozen=True):
    """What speaks against certain steps for a while; texts `pacing.against.<id>`."""

    days: int
    """For how long it holds once said; 0: until the person says otherwise."""
    asked: bool = True
    """Whether a person is asked; what is not comes from elsewhere."""


@cache
def steps() -> Mapping[str, Step]:
    """Return every step by id: closeness first, domain by domain, easy ones first.

    What a person planned may since have left: use `.get`.
    """
    return MappingProxyType({step.id: step for step in read_steps(WORDS)})


@lru_cache(maxsize=128)
def of_domain(domain: Domain, level: int | None = None) -> tuple[Step, ...]:
    """Return the steps of a domain, or those of one of its levels."""
    return tuple(
        step
        for step in steps().values()
        if step.domain is domain and level in {None, step.level}
    )


@cache
def for_pacing() -> tuple[pacing.Step, ...]:
    """Return every step as `core.pacing.next_step` takes them."""
    return tuple(step.for_pacing() for step in steps().values())


@lru_cache(maxsize=8)
def ladders(language: str) -> tuple[Ladder, ...]:
    """Return every domain in words, in the order of the two tracks."""
    found = catalogue()
    if language not in found.languages:
        language = found.languages[0]
    return tuple(
        Ladder(
            domain=domain,
            name=found.say(f"pacing.domain.{key_of(domain)}.name", language),
            about=found.say(f"pacing.domain.{key_of(domain)}.about", language),
            levels=tuple(
                found.say(f"pacing.domain.{key_of(domain)}.level-{level}", language)
                for level in pacing.LEVELS
            ),
        )
        for domain in Domain
    )


def key_of(domain: Domain) -> str:
    """Return what stands for a domain in the ids of texts: `own-time`."""
    return domain.name.lower().replace("_", "-")


@cache
def contraindications() -> Mapping[str, Contraindication]:
    """Return what may speak against a step, by id."""
    return MappingProxyType(read_contraindications(WORDS))


def read_contraindications(root: Path) -> dict[str, Contraindication]:
    """Return the list of a words folder."""
    path = root / "steps" / "contraindications.toml"
    return read_toml(path, dict[str, Contraindication], root=root)


def domain_folders(root: Path) -> Iterator[tuple[Domain, Path]]:
    """Yield each domain that has a folder, in the order of the ladders."""
    for domain in Domain:
        folder = root / "steps" / domain.name.lower()
        if folder.is_dir():
            yield domain, folder


def read_domain(
    root: Path, folder: Path
) -> tuple[DomainKey, dict[str, dict[str, StepText]]]:
    """Return a domain's keys, and its words by language."""
    key = read_toml(folder / "steps.toml", DomainKey, root=root)
    spoken = {
        path.stem: read_toml(path, dict[str, StepText], root=root)
        for path in sorted(folder.glob("*.toml"))
        if path.name != "steps.toml"
    }
    return key, spoken


def place_of(step_id: str) -> tuple[Domain, int, str] | None:
    """Return domain, level and variant that an id names; None where it names none."""
    found = _ID.fullmatch(step_id)
    if found is None or found[1] not in LETTERS:
        return None
    return LETTERS[found[1]], int(found[2]), found[3]


def read_steps(root: Path) -> Iterator[Step]:
    """Yield every step of a words folder; raise for one that cannot be offered."""
    for domain, folder in domain_folders(root):
        key, spoken = read_domain(root, folder)
        file = (folder / "steps.toml").relative_to(root).as_posix()
        for step_id in sorted(key.steps):
            place = place_of(step_id)
            text = {lang: t[step_id] for lang, t in spoken.items() if step_id in t}
            whole = text and text.keys() == spoken.keys()
            if place is None or place[0] is not domain or not whole:
                raise ContentError(
                    file=file,
                    place=step_id,
                    what="The id is of no level here, or a language lacks the words.",
                    what_to_do="Run `nearer check-content`: it says which.",
                )
            yield _step(step_id, place, key, text)


def _step(
    step_id: str,
    place: tuple[Domain, int, str],
    key: DomainKey,
    text: Mapping[str, StepText],
) -> Step:
    own, shared = key.steps[step_id], key.defaults
    domain, level, variant = place
    return Step(
        id=step_id,
        domain=domain,
        level=level,
        variant=variant,
        difficulty=pacing.nominal_difficulty(level) + own.shift,
        company=own.company,
        consent=own.consent,
        minutes=own.minutes,
        kind=own.kind,
        booster=own.booster,
        contraindications=frozenset((*shared.against, *own.against)),
        cards=own.cards,
        sources=shared.sources if own.sources is None else own.sources,
        grade=own.grade or shared.grade,
        practice=own.practice,
        weeks=own.weeks,
        text=MappingProxyType(dict(text)),
    )
