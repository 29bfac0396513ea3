"""What a moment says: urges, messages, meanings, soothing; all from the content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nearer.readings import moments
from nearer.web.spoken import Spoken, spoken

Path = Literal["space", "reach"]
PATHS: tuple[Path, ...] = ("space", "reach")
SCALES: dict[str, Path] = {"distance": "space", "protest": "reach"}
FIRST: dict[Path, tuple[str, ...]] = {
    "space": ("pull-back", "one-word", "joke", "flaws"),
    "reach": ("messages", "checking", "asking-again", "quarrel"),
}
"""The eight that stand large; the others are one tap further."""
MINUTES = (20, 30, 45, 60)
WAITS = ("ten", "thirty", "two-hours", "tomorrow")
STRENGTHS = range(moments.HIGHEST + 1)
BREATHING = "breathing"


@dataclass(frozen=True)
class Group:
    """The urges of one direction."""

    path: Path
    name: str
    first: tuple[tuple[str, str], ...]
    more: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Soothing:
    """Something to hold on to."""

    id: str
    name: str
    time: str
    how: str
    note: str
    evidence: str
    how_id: str
    """The text that says how; what stands behind it can be unfolded."""

    @property
    def is_breathing(self) -> bool:
        """Return whether a moving shape belongs to it."""
        return self.id == BREATHING


def path_of(urge: str) -> Path | None:
    """Return where an urge leads; None for an urge that there is not."""
    habits = spoken().catalogue.instruments["habits"]
    if urge not in habits.item_ids:
        return None
    return SCALES[habits.item(urge).scale]


def groups() -> tuple[Group, ...]:
    """Return the urges, those away from someone first."""
    voice = spoken()
    named = voice.under("moment.urge")
    found = []
    for path in PATHS:
        ids = [urge for urge in named if path_of(urge) == path]
        first = [urge for urge in FIRST[path] if urge in ids]
        found.append(
            Group(
                path,
                voice.say(f"moment.group.{path}"),
                tuple((urge, str(named[urge])) for urge in first),
                tuple((urge, str(named[urge])) for urge in ids if urge not in first),
            )
        )
    return tuple(found)


def urge_name(urge: str) -> str:
    """Return what an urge is called in the heat of it; "" for none."""
    named = spoken().under("moment.urge")
    return str(named.get(urge, "")) if urge else ""


def waits() -> tuple[tuple[str, str], ...]:
    """Return (id, words) of how long one can wait."""
    named = spoken().under("moment.reach")
    return tuple((name, str(named[name])) for name in WAITS)


def messages(*, minutes: int) -> tuple[str, ...]:
    """Return ways to say it, with the minutes in them."""
    texts = spoken().under("moment.message")
    return tuple(text.fill(minutes=minutes) for text in texts.values())


def longer(*, minutes: int) -> str:
    """Return how to say that it takes longer."""
    return spoken().say("moment.return-line.longer", minutes=minutes)


def return_lines() -> tuple[str, ...]:
    """Return words to come back with."""
    texts = spoken().under("moment.return-line")
    return tuple(str(text) for text in texts.values() if not text.gaps)


def rather_not() -> tuple[str, ...]:
    """Return what tends to keep the alarm on; its title comes first."""
    return tuple(
        str(text) for text in spoken().under("moment.alone.rather-not").values()
    )


def breath() -> dict[str, str]:
    """Return the two words that the moving shape says."""
    texts = spoken().under("moment.soothe.breathing")
    return {"soothe_in": str(texts["in"]), "soothe_out": str(texts["out"])}


def soothing() -> tuple[Soothing, ...]:
    """Return everything to hold on to, with what stands behind it."""
    voice = spoken()
    ids = dict.fromkeys(
        text.id.split(".")[2]
        for text in voice.catalogue.texts("moment.soothe", voice.language)
        if text.id.count(".") > 2
    )
    return tuple(_soothing(voice, key) for key in ids)


def said(topic: str) -> dict[str, str]:
    """Return the texts under a topic of the moment, as a template can name them."""
    texts = spoken().under(f"moment.{topic}" if topic else "moment")
    return {key.replace("-", "_"): str(text) for key, text in texts.items()}


def choices(topic: str) -> tuple[tuple[str, str], ...]:
    """Return (id, words) of what can be chosen under a topic of the moment."""
    texts = spoken().under(f"moment.{topic}")
    return tuple((key, str(text)) for key, text in texts.items())


def _soothing(voice: Spoken, key: str) -> Soothing:
    texts = voice.under(f"moment.soothe.{key}")
    return Soothing(
        id=key,
        name=str(texts["name"]),
        time=str(texts["time"]),
        how=str(texts["how"]),
        note=str(texts.get("note", "")),
        evidence=str(texts.get("evidence", "")),
        how_id=f"moment.soothe.{key}.how",
    )
