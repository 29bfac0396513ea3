"""The ten weeks: days, steps, moments, and what was written along the way.

Free text is the person's own and is never read by a rule. Where an entry repeats what
the content says (a step's place on its ladder), it does so on purpose: the diary stays
readable when the content changes or loses that step.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from nearer.entries.base import Entry

Done = Literal["yes", "partly", "no"]


class ProgrammeBegan(Entry, frozen=True, kw_only=True, tag="programme-began"):
    """Week 0 of ten; a later one starts anew, and the earlier stays to look back on."""

    value: str
    """What matters to the person in a bond, in their words; may be empty."""
    aim: str
    """What they hope for; may be empty."""


class SituationSet(Entry, frozen=True, kw_only=True, tag="situation-set"):
    """With whom the person practises; the latest one holds."""

    company: Literal["partner", "friend", "alone"]
    far: bool
    """The partner lives far away."""
    touch: bool
    """Both said yes to steps with touch."""
    track: Literal["closeness", "distance", "both"] | None
    """The ladder that the person chose; None: as the questions say."""
    conditions: tuple[str, ...]
    """What speaks against certain steps; ids of the content's contra-indications."""


class ProgrammePaused(Entry, frozen=True, kw_only=True, tag="programme-paused"):
    """Rest, for as long as the person likes."""


class ProgrammeResumed(Entry, frozen=True, kw_only=True, tag="programme-resumed"):
    """Back from a pause."""


class CheckedIn(Entry, frozen=True, kw_only=True, tag="checked-in"):
    """One day in a few taps; a later one for the same day replaces value by value."""

    about: date
    """The day that the values are about: today, or yesterday until noon."""
    values: dict[str, int]
    """As shown, by variable: clo dis ppr pur wdr ctc cfl anx avd mood strs."""
    asked: tuple[str, ...]
    """What was on the page, so that left out by plan and skipped are told apart."""


class StepPlanned(Entry, frozen=True, kw_only=True, tag="step-planned"):
    """The person took a step on for a day; `id` is what its end refers to."""

    step: str
    domain: str
    """Name of the domain in small letters: emotional, waiting …"""
    level: int
    difficulty: float
    """Logits, as the content had it."""
    chosen: Literal["offered", "easier", "different", "own", "harder", "booster"]
    feared: str
    """What might happen; the person's words."""
    p_feared: int | None
    """How sure, 0 to 100."""
    expected: int | None
    """How hard it will be at its hardest, 0 to 10."""
    setting: str
    """Where or with whom, in the person's words."""
    title: str = ""
    """What the step was called then, should the content lose it."""


class StepSetAside(Entry, frozen=True, kw_only=True, tag="step-set-aside"):
    """Not today. Says nothing about the person, and counts as nothing."""

    step: str


class StepEnded(Entry, frozen=True, kw_only=True, tag="step-ended"):
    """What became of a step; a later one for the same plan replaces it on screen."""

    planned: UUID
    done: Done
    discomfort: int | None
    """At its hardest, 0 to 10; for a step not done, how hard it looked."""
    happened: Done | None
    """Whether what was feared happened."""
    learned: str
    response: Literal["good", "neutral", "hurtful", "none"] | None
    """How the other responded."""
    drifted: bool = False
    """The person lost touch with where they were, or felt unreal."""


class UrgeNoticed(Entry, frozen=True, kw_only=True, tag="urge-noticed"):
    """An urge or a habit, as it was noticed."""

    urge: str
    """Id of the content's list of urges and habits."""
    strength: int | None
    """0 to 10."""
    after: str
    """Id of what came before, from the content's list, or empty."""
    note: str
    acted: bool | None
    """Whether the person went along with it; None: not said."""


class MomentBegan(Entry, frozen=True, kw_only=True, tag="moment-began"):
    """In the heat of it; `id` is what the rest of the moment refers to."""

    urge: str
    path: Literal["space", "reach"]
    """Pulling away, or reaching out again and again."""
    strength: int | None


class ReturnPromised(Entry, frozen=True, kw_only=True, tag="return-promised"):
    """Time alone with a word about it, and a promise to come back."""

    moment: UUID
    minutes: int
    message: str
    """What the person says to the other, in their own voice."""
    until: datetime


class WaitBegan(Entry, frozen=True, kw_only=True, tag="wait-began"):
    """Waiting before the next message; nobody is promised anything."""

    moment: UUID
    until: datetime


class WaveNoted(Entry, frozen=True, kw_only=True, tag="wave-noted"):
    """How strong the urge is just now, 0 to 10."""

    moment: UUID
    strength: int


class Returned(Entry, frozen=True, kw_only=True, tag="returned"):
    """The person came back, as they had said or later."""

    moment: UUID


class MomentEnded(Entry, frozen=True, kw_only=True, tag="moment-ended"):
    """Afterwards, in one tap."""

    moment: UUID
    outcome: Literal["easier", "same", "harder"]
    helped: tuple[str, ...]
    """Ids of what was tried: breathing, other meanings, waiting …"""
    acted: bool | None = None
    """Whether the person went along with the urge; None: not said."""


class Wrote(Entry, frozen=True, kw_only=True, tag="wrote"):
    """A page of the person's own; a later one may stand in its place."""

    prompt: str
    """Id of the prompt, or empty."""
    text: str
    replaces: UUID | None


class Reviewed(Entry, frozen=True, kw_only=True, tag="reviewed"):
    """A week looked back on."""

    week: int
    note: str
    low: int | None
    """Down or without joy in the week, 0 to 3."""
    worry: int | None
    """Tense or unable to stop worrying in the week, 0 to 3."""
    satisfaction: int | None = None
    """How good the bond feels as a whole, 0 to 10."""


class BondLaid(Entry, frozen=True, kw_only=True, tag="bond-laid"):
    """A bond of the past or of now, laid on the person's line."""

    name: str
    began: int | None
    """Year."""
    ended: int | None
    with_whom: str
    """Id of the content's list: partner, friend, family …"""
    ending: str
    """Id of how it ended, or empty."""
    habits: tuple[str, ...]
    note: str
    replaces: UUID | None


class ScriptWritten(Entry, frozen=True, kw_only=True, tag="script-written"):
    """An old belief, what speaks for and against it, and a new wording."""

    belief: str
    speaks_for: str
    speaks_against: str
    wording: str
    step: str
    """Id of the step that tests it, or empty."""
    replaces: UUID | None


class LessonRead(Entry, frozen=True, kw_only=True, tag="lesson-read"):
    """A lesson, read to its end."""

    lesson: str


class AlongsideNoted(Entry, frozen=True, kw_only=True, tag="alongside-noted"):
    """What the one beside did with a step of their own path; for nobody else."""

    step: str
    title: str
    """As it read at the time."""
    answer: Literal["done", "not-today"]
    words: str
    """What they noticed, or empty."""


class ReminderSet(Entry, frozen=True, kw_only=True, tag="reminder-set"):
    """A reminder in the person's own words; the latest one holds."""

    words: str
    """What the calendar shows; empty: a neutral word."""
    time: str
    """Local time of day, HH:MM; empty: no reminder."""
    days: tuple[int, ...]
    """Days of the week, 0 is Monday."""
    feed: str
    """The secret of the feed's address; empty: no feed."""
