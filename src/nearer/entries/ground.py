"""Beginning, answering and settings, and what the private questions led to."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from nearer.entries.base import Entry


class Began(Entry, frozen=True, kw_only=True, tag="began"):
    """The first entry of a private diary."""

    name: str
    """What the person likes to be called."""
    language: str


class Consented(Entry, frozen=True, kw_only=True, tag="consented"):
    """A yes to a text that is named by id and version."""

    to: str
    version: int


class Preferred(Entry, frozen=True, kw_only=True, tag="preferred"):
    """A setting, by name: language, look, lock time. The latest one holds."""

    setting: str
    value: str


class SittingOpened(Entry, frozen=True, kw_only=True, tag="sitting-opened"):
    """The person began to answer a questionnaire; `id` is the sitting's id."""

    instrument: str
    form: str
    """Form and item order that the answers are bound to."""
    seed: int
    """Decides the draws of the adaptive choice, so that it can be replayed."""


class Answered(Entry, frozen=True, kw_only=True, tag="answered"):
    """One answer; on screen, a later one for the same item and sitting replaces it."""

    sitting: UUID
    item: str
    value: int | None
    """Option as shown, counted from 1, before any reversal; None: skipped."""


class SittingClosed(Entry, frozen=True, kw_only=True, tag="sitting-closed"):
    """The sitting came to its end."""

    sitting: UUID
    reason: Literal["precise", "limit", "exhausted", "stopped"]


class SwitchesSet(Entry, frozen=True, kw_only=True, tag="switches-set"):
    """What the private safety questions led to. Only ever in the safety space."""

    switches: tuple[str, ...]
    rules_version: int
    completed: bool
    """False where the person skipped or stopped: what needs the check stays off."""
    lifts: bool = True
    """Whether it brings back what earlier answers put off: only with a passphrase."""


class SafetyAnswered(Entry, frozen=True, kw_only=True, tag="safety-answered"):
    """Single answers, kept only because the person asked. Only in the safety space."""

    answers: dict[str, str]


class Withdrawn(Entry, frozen=True, kw_only=True, tag="withdrawn"):
    """Takes back an earlier entry from everything that is shown."""

    entry: UUID
