"""The parts of the map, in words: each says only what the readings bear.

Every function takes a reading and the voice and gives what a template shows; None or an
empty tuple where there is nothing to say.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from nearer.assess.figures import (
    cloud_figure,
    dial_figure,
    kinds_figure,
    trait_key,
)
from nearer.assess.voice import Voice
from nearer.content import Instrument
from nearer.core.measurement import Lead, Trait, Verdict
from nearer.pictures import Figure
from nearer.readings.closeness import Closeness
from nearer.readings.fears import Dial, Fears, Why
from nearer.readings.moving import Move, Moved, TraitMove
from nearer.readings.told import Told
from nearer.web.evidence import Claim

LEADING = {
    Verdict.AVOIDANCE: (Trait.AVOIDANCE,),
    Verdict.ANXIETY: (Trait.ANXIETY,),
    Verdict.NEITHER: (),
}
"""Which fears a verdict puts in front; both where it is not named."""
EXPLAINED = (
    "two-fears",
    "both-at-once",
    "range",
    "avoidance-shows",
    "not-lack-of-wish",
    "anxiety-shows",
    "expectations",
    "how-many",
)

ROOTS_EXPLAINED = ("origins", "early-trace", "self-worth", "no-cause-needed")
ALMOST_SURE = 99


@dataclass(frozen=True)
class FearsPart:
    """The answer to "which one drives me?"."""

    headline: str
    because: tuple[str, ...]
    dials: tuple[Figure, ...]
    compared: tuple[str, ...]
    cloud: Figure | None
    about_band: tuple[str, ...]
    about_cloud: tuple[str, ...]
    notes: tuple[str, ...]
    explained: tuple[str, ...]
    claims: tuple[Claim, ...]
    method: str


def fears_part(of: Fears, voice: Voice, instrument: Instrument) -> FearsPart:
    """Say which fear leads and how sure that is, or that it cannot be said, and why."""
    dials = of.dials or ()
    ids = tuple(f"map.explain.{name}" for name in EXPLAINED)
    return FearsPart(
        headline=voice.say(f"map.verdict.{of.verdict}"),
        because=_because(of, voice),
        dials=tuple(dial_figure(dial, voice) for dial in dials),
        compared=_compared(dials, voice, instrument),
        cloud=cloud_figure(of, voice),
        about_band=(voice.say("map.sure.band"), voice.say("map.sure.wide")),
        about_cloud=(voice.say("map.sure.cloud"), voice.say("map.sure.corners")),
        notes=tuple(voice.say(f"map.note.{note}") for note in of.notes),
        explained=tuple(voice.say(text_id) for text_id in ids),
        claims=voice.claims(*ids, *_common(of)),
        method=of.method,
    )


def _because(of: Fears, voice: Voice) -> tuple[str, ...]:
    """Return paragraphs: why nothing can be said or how sure it is, then the rest."""
    why = [voice.say(f"map.why.{_why(of, why)}") for why in of.why]
    if of.judgement and of.certainty is not None and of.verdict in LEADING:
        percent = min(round(100 * of.certainty), ALMOST_SURE)
        why.append(voice.say(f"map.sure.{of.judgement.lead}", percent=percent))
    rest = [voice.say(text_id) for text_id in _common(of)]
    if of.dials and of.verdict is Verdict.UNCLEAR:
        rest.append(voice.say("map.verdict.dials-stay"))
    now = [voice.say("map.verdict.for-now")] if of.dials else []
    return tuple(" ".join(part) for part in (why, rest, now) if part)


def _common(of: Fears) -> tuple[str, ...]:
    """Being unclear is common: said where it is, so that nobody feels odd."""
    unclear = of.dials is not None and of.verdict is Verdict.UNCLEAR
    return ("map.verdict.unclear-common",) if unclear else ()


def _why(of: Fears, why: Why) -> str:
    if why is not Why.CONTRADICT or of.judgement is None:
        return why
    # Named by the fear that leads compared with others.
    by_z = of.judgement.lead_by_z
    return f"{why}-anxiety" if by_z is Lead.ANXIETY else f"{why}-avoidance"


def _compared(
    dials: tuple[Dial, ...], voice: Voice, instrument: Instrument
) -> tuple[str, ...]:
    group = instrument.calibration.reference_group
    below = [(dial, dial.percentile) for dial in dials if dial.percentile]
    if group is None or not below:
        return ()
    said = []
    for dial, per_cent in below:
        numbers = {
            "percent": f"{per_cent.value:.0f}",
            "low": f"{per_cent.low:.0f}",
            "high": f"{per_cent.high:.0f}",
        }
        name = voice.say(f"map.dial.{trait_key(dial.trait)}")
        said.append(f"{name}: {voice.say('map.dial.compared', **numbers)}")
    whom = number_format(group.n, use_l10n=True, force_grouping=True)
    return (*said, voice.say("map.dial.reference-group", n=whom))


@dataclass(frozen=True)
class MovedPart:
    """What changed since last time, and whether that is more than noise."""

    since: str
    said: tuple[str, ...]


def moved_part(of: Moved | None, voice: Voice) -> MovedPart | None:
    """Say what moved since the sitting before."""
    if of is None:
        return None
    alike = len({trait.move for trait in of.traits}) == 1
    said = list(dict.fromkeys(_moved(trait, voice, alike=alike) for trait in of.traits))
    if any(trait.move is Move.MORE for trait in of.traits):
        said.append(voice.say("map.change.harder-weeks"))
    since = _("Since %(day)s") % {"day": date_format(of.since)}
    return MovedPart(since=since, said=tuple(said))


def _moved(of: TraitMove, voice: Voice, *, alike: bool) -> str:
    """Say what moved; where both did the same, one sentence speaks of both."""
    key = trait_key(of.trait)
    if of.move in {Move.LESS, Move.MORE}:
        return voice.say(f"map.change.{of.move}-{key}")
    words = voice.say(f"map.change.{of.move}")
    return words if alike else f"{voice.say(f'map.dial.{key}')}. {words}"


@dataclass(frozen=True)
class TideOf:
    """What tends to raise and to lower one fear."""

    name: str
    raises: tuple[str, ...]
    lowers: tuple[str, ...]


@dataclass(frozen=True)
class TidesPart:
    """What tends to raise and to lower the fears that stand in front."""

    raises: str
    lowers: str
    fears: tuple[TideOf, ...]
    claims: tuple[Claim, ...]


def tides_part(of: Fears, voice: Voice) -> TidesPart | None:
    """Say what raises or lowers the leading fear, or both where none leads."""
    traits = LEADING.get(of.verdict, tuple(Trait)) if of.dials else ()
    if not traits:
        return None
    keys = [trait_key(trait) for trait in traits]
    return TidesPart(
        raises=voice.say("map.raises.title"),
        lowers=voice.say("map.lowers.title"),
        fears=tuple(
            TideOf(
                name=voice.say(f"map.dial.{key}"),
                raises=voice.topic(f"map.raises.{key}"),
                lowers=voice.topic(f"map.lowers.{key}"),
            )
            for key in keys
        ),
        claims=voice.claims_under(
            *(f"map.{way}.{key}" for key in keys for way in ("raises", "lowers"))
        ),
    )


@dataclass(frozen=True)
class ClosenessPart:
    """Five kinds of closeness, as it is and as it is wished."""

    figure: Figure
    start: str
    menu: str
    claims: tuple[Claim, ...]


def closeness_part(
    of: Closeness | None, voice: Voice, instrument: Instrument, *, may_start: bool
) -> ClosenessPart | None:
    """Say where more is wished for, and a gentle place to start if that fits."""
    if of is None:
        return None
    start = "map.closeness.start-with-fun"
    fun = [start] if may_start and of.starts_with_fun else []
    return ClosenessPart(
        figure=kinds_figure(of, voice, instrument),
        start=voice.say(start) if fun else "",
        menu=voice.say("map.closeness.menu"),
        claims=voice.claims("map.closeness.menu", *fun),
    )


@dataclass(frozen=True)
class RootsPart:
    """What the person named of their story."""

    said: str
    named: tuple[str, ...]
    held: tuple[str, ...]
    held_said: str
    explained: tuple[str, ...]
    claims: tuple[Claim, ...]


def roots_part(
    of: Told | None, voice: Voice, instrument: Instrument
) -> RootsPart | None:
    """Show what was named, and that it explains and does not decide."""
    if of is None:
        return None
    names = {m: instrument.item(m.item).name[voice.language] for m in of.marked}
    named = tuple(name for mark, name in names.items() if mark.scale != "held")
    ids = [f"map.explain.{n}" for n in ROOTS_EXPLAINED]
    return RootsPart(
        said=voice.say("map.roots.read" if named else "map.roots.none"),
        named=named,
        held=tuple(name for mark, name in names.items() if mark.scale == "held"),
        held_said=voice.say("map.roots.held"),
        explained=tuple(voice.say(text_id) for text_id in ids),
        claims=voice.claims(*ids),
    )
