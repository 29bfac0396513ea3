"""Prompts, habits, bonds and old sentences, as the content says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nearer.accounts.requests import PersonRequest
from nearer.content.steps import steps
from nearer.core.measurement import Verdict
from nearer.entries import AnyEntry, StepPlanned
from nearer.pictures.svg import Hue
from nearer.readings import switches
from nearer.readings.present import present
from nearer.readings.standing import read_standing
from nearer.readings.switches import Switch
from nearer.web.spoken import spoken

SCALES = ("distance", "protest")
HUES: dict[str, Hue] = {"distance": "window", "protest": "lamp"}
PARKED = "moment.park"
"""The prompt of a message that was written in a moment and not sent."""
_LEADING: dict[Verdict, tuple[str, ...]] = {
    Verdict.AVOIDANCE: ("closeness",),
    Verdict.ANXIETY: ("distance",),
    Verdict.BOTH: ("closeness", "distance"),
}
_ALWAYS = ("both", "habits", "worth")
SAFE = ("worth",)
"""What asks nothing of the person toward anyone."""
TESTS_SHOWN = 8


@dataclass(frozen=True)
class Prompt:
    """Something to begin with; its number is all that an address says of it."""

    number: int
    id: str
    words: str


@dataclass(frozen=True)
class Theme:
    """Prompts that belong together."""

    name: str
    note: str
    prompts: tuple[Prompt, ...]
    note_id: str = ""
    """The text of the note; what stands behind it can be unfolded."""


@dataclass(frozen=True)
class Habits:
    """The habits of one direction."""

    scale: str
    title: str
    names: tuple[tuple[str, str], ...]
    """(id, name)"""


def themes(request: PersonRequest) -> tuple[Theme, ...]:
    """Return the prompts that may be offered, those of the fear that leads first."""
    voice = spoken()
    number = 0
    groups: dict[str, Theme] = {}
    for group, name in voice.under("prompts.group").items():
        texts = voice.under(f"prompts.{group}")
        note = texts.pop("note", "")
        prompts = []
        for text in texts.values():
            number += 1
            prompts.append(Prompt(number, text.id, str(text)))
        groups[group] = Theme(
            str(name), str(note), tuple(prompts), f"prompts.{group}.note"
        )
    return tuple(groups[group] for group in _offered(request))


def pick(themes_: Sequence[Theme], wanted: str, *, day: int) -> Prompt | None:
    """Return the prompt with this number, else one for the day; "0": none."""
    known = [prompt for theme in themes_ for prompt in theme.prompts]
    if wanted == "0" or not known:
        return None
    for prompt in known:
        if str(prompt.number) == wanted:
            return prompt
    first = themes_[0].prompts
    return first[day % len(first)]


def another(themes_: Sequence[Theme], prompt: Prompt | None) -> int:
    """Return the number of the next prompt, round and round."""
    known = [one.number for theme in themes_ for one in theme.prompts]
    if not known:
        return 0
    if prompt is None or prompt.number not in known:
        return known[0]
    return known[(known.index(prompt.number) + 1) % len(known)]


def prompt_words(prompt_id: str) -> str:
    """Return what a page was written to; "" where it was nothing, or is gone."""
    voice = spoken()
    known = voice.catalogue.spoken[voice.language]
    return str(known[prompt_id]) if prompt_id in known else ""


def habits() -> tuple[Habits, ...]:
    """Return every habit, those that keep distance first."""
    voice = spoken()
    instrument = voice.catalogue.instruments["habits"]
    words = instrument.words[voice.language]
    return tuple(
        Habits(
            scale,
            words.headings[scale].title,
            tuple(
                (item.id, item.name[voice.language])
                for item in instrument.items
                if item.scale == scale
            ),
        )
        for scale in SCALES
    )


def habit_name(habit: str) -> str:
    """Return what a habit is called; one that the content lost stands for itself."""
    return spoken().named("habits", habit)


def scale_of(habit: str) -> str:
    """Return whether a habit keeps distance or holds on; "" for one that is gone."""
    instrument = spoken().catalogue.instruments["habits"]
    known = habit in instrument.item_ids
    return str(instrument.item(habit).scale) if known else ""


def afters() -> tuple[tuple[str, str], ...]:
    """Return (id, words) of what can have come before."""
    return _choices("moment.after.item")


def after_name(after: str) -> str:
    return dict(afters()).get(after, after)


def kinds_of_bond() -> tuple[tuple[str, str], ...]:
    return _choices("prompts.bond.kind")


def ends_of_bond() -> tuple[tuple[str, str], ...]:
    return _choices("prompts.bond.end")


def said(topic: str) -> dict[str, str]:
    """Return the texts under a topic, as a template can name them."""
    texts = spoken().under(topic)
    return {key.replace("-", "_"): str(text) for key, text in texts.items()}


def examples() -> tuple[tuple[str, str], ...]:
    """Return old sentences with a new wording beside each."""
    voice = spoken()
    new = voice.under("prompts.script.example-new")
    old = voice.under("prompts.script.example")
    return tuple((str(old[key]), str(new[key])) for key in old if key in new)


def steps_to_test(
    entries: Sequence[AnyEntry], *, chosen: str = ""
) -> tuple[tuple[str, str], ...]:
    """Return (id, title) of the steps the person took on last; they test a sentence."""
    shelf, language = steps(), spoken().language
    planned = [e.step for e in present(entries) if isinstance(e, StepPlanned)]
    wanted = dict.fromkeys([*([chosen] if chosen else []), *reversed(planned)])
    known = [step for step in wanted if step in shelf]
    return tuple(
        (step, shelf[step].words(language).title) for step in known[:TESTS_SHOWN]
    )


def step_title(step: str) -> str:
    """Return a step's title; one that the content lost stands for itself."""
    shelf = steps()
    return shelf[step].words(spoken().language).title if step in shelf else step


def _choices(topic: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, str(text)) for key, text in spoken().under(topic).items())


def _offered(request: PersonRequest) -> tuple[str, ...]:
    found = switches.of(request.diary, today=request.day)
    if not found.allows(Switch.PRACTICE):
        return ()
    if not found.allows(Switch.TOWARD):
        return SAFE
    standing = read_standing(request.diary.entries(), catalogue=spoken().catalogue)
    leads = standing.fears.verdict if standing.fears else Verdict.UNCLEAR
    leading = _LEADING.get(leads, ())
    rest = tuple(g for g in ("closeness", "distance") if g not in leading)
    roots = ("roots",) if found.allows(Switch.DEPTH) else ()
    return (*leading, *_ALWAYS, *rest, *roots)
