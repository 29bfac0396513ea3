"""What a safety rule is, and what a set of rules must keep to.

A rule counts "yes" and nothing else: there is no "unless". So one more "yes" can only
switch more off, never something back on. What needs the whole check (two people's
features) is held to the same law by `Rules`, which refuses a set that would break it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Answer(StrEnum):
    """What a person said to one question."""

    YES = "yes"
    NO = "no"
    SKIPPED = "skipped"


class Switch(StrEnum):
    """A thing that the program offers; every feature asks before it offers it.

    The names say what is offered and nothing about why it may be off.
    """

    JOIN = "join"
    """Inviting another person, pairing."""
    COMPARE = "compare"
    """Summaries and figures that two people see."""
    CARDS = "cards"
    """Prompts and cards that are meant for the other person."""
    TOWARD = "toward"
    """Steps directed to the person one is close to: all but S, V and A."""
    PRACTICE = "practice"
    """Every exercise, also those done alone."""
    DEPTH = "depth"
    """Questions and steps that go into old hurts, and facing what is feared."""
    CLIMB = "climb"
    """Going up the ladder: more than gentle steps."""
    LOOP = "loop"
    """Explaining fear as a pattern of one's own, with openness as the way out."""
    UNASKED = "unasked"
    """Starting a step without first asking whether today is a sober day."""
    NOTES = "notes"
    """Anything seen outside the program: notifications, e-mail, text messages."""
    STAY = "stay"
    """Using the program at all."""


PART_OF: Mapping[Switch, Switch] = MappingProxyType(
    {
        Switch.JOIN: Switch.STAY,
        Switch.COMPARE: Switch.JOIN,
        Switch.CARDS: Switch.STAY,
        Switch.PRACTICE: Switch.STAY,
        Switch.TOWARD: Switch.PRACTICE,
        Switch.DEPTH: Switch.PRACTICE,
        Switch.CLIMB: Switch.PRACTICE,
        Switch.UNASKED: Switch.PRACTICE,
        Switch.LOOP: Switch.STAY,
        Switch.NOTES: Switch.STAY,
    }
)
"""What each is part of: where the whole is off, the part is off."""


@dataclass(frozen=True, slots=True)
class Need:
    """At least `at_least` of `of` are answered with yes."""

    of: tuple[str, ...]
    at_least: int = 1

    def __post_init__(self) -> None:
        """Refuse a need that always or never holds."""
        if len(set(self.of)) != len(self.of):
            raise ValueError(f"a need counts a question twice: {self.of}")
        if not 1 <= self.at_least <= len(self.of):
            raise ValueError(
                f"at_least must be from 1 to {len(self.of)}, got {self.at_least}"
            )

    def met(self, yes: frozenset[str]) -> bool:
        """Return whether enough of the questions are among those said yes to."""
        return len(yes.intersection(self.of)) >= self.at_least


@dataclass(frozen=True, slots=True)
class Rule:
    """Where every need is met: what goes off and what is shown."""

    id: str
    needs: tuple[Need, ...]
    off: frozenset[Switch]
    show: str
    """The notice to show, by id."""

    def __post_init__(self) -> None:
        """Refuse a rule that would fire for everyone."""
        if not self.needs:
            raise ValueError(f"rule {self.id} needs nothing, so it would always fire")

    def fires(self, yes: frozenset[str]) -> bool:
        """Return whether every need is met."""
        return all(need.met(yes) for need in self.needs)

    @property
    def questions(self) -> frozenset[str]:
        """Return every question that the rule looks at."""
        return frozenset(name for need in self.needs for name in need.of)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of one version, the most urgent first."""

    version: int
    questions: tuple[str, ...]
    """What a person is asked, and facts that other parts of the program know."""
    completes: frozenset[str]
    """The questions that must be answered for `needs_check` to be on."""
    needs_check: frozenset[Switch]
    rules: tuple[Rule, ...]
    hold_days: Mapping[Switch, int] = field(default_factory=dict)
    """Days that a switch stays off after the last time it was put off."""

    def __post_init__(self) -> None:
        """Refuse a set in which a name is unknown or a yes could switch a thing on."""
        known = frozenset(self.questions)
        if len(known) != len(self.questions):
            raise ValueError("a question stands twice")
        used = self.completes.union(*(rule.questions for rule in self.rules))
        if unknown := sorted(used - known):
            raise ValueError(f"not among the questions: {', '.join(unknown)}")
        if idle := sorted(known - used):
            raise ValueError(f"no rule looks at: {', '.join(idle)}")
        for question in sorted(self.completes):
            if not self.needs_check <= self._off_after(question):
                raise ValueError(
                    f"a yes to {question} completes the check, so it must itself keep "
                    f"{', '.join(sorted(self.needs_check))} off"
                )

    def _off_after(self, question: str) -> frozenset[Switch]:
        """Return what a yes to this question alone switches off."""
        fired = (rule.off for rule in self.rules if rule.fires(frozenset({question})))
        return frozenset[Switch]().union(*fired)
