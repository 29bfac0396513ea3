"""The circle that feeds itself: of one person with their own habits, and of two.

The circle of two is shown only where what concerns two people may be offered at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from nearer.assess.figures import HUES, trait_key
from nearer.assess.sections import LEADING
from nearer.assess.voice import Voice
from nearer.content import Instrument
from nearer.core.measurement import Trait
from nearer.pictures import Figure, Stop, Table, Way, loop
from nearer.readings.fears import Fears
from nearer.readings.told import Marked, Told
from nearer.web.evidence import Claim

SCALE_OF = {Trait.AVOIDANCE: "distance", Trait.ANXIETY: "protest"}
HABITS_SHOWN = 3
SUBSTITUTE = "low-stakes"
"""The habit of seeking closeness where little can be asked of one."""


@dataclass(frozen=True)
class LoopPart:
    """The circle, with the person's own habits where they told them."""

    figures: tuple[Figure, ...]
    said: tuple[str, ...]
    of_two: Figure | None
    said_of_two: str
    claims: tuple[Claim, ...]


def loop_part(
    of: Fears | None,
    habits: Told | None,
    voice: Voice,
    instrument: Instrument,
    *,
    may_two: bool,
) -> LoopPart | None:
    """Draw the circle of the habits that were marked, or of the fear that leads."""
    leading = LEADING.get(of.verdict, ()) if of and of.dials else ()
    marked = {
        trait: habits.of(scale, at_most=HABITS_SHOWN) if habits else ()
        for trait, scale in SCALE_OF.items()
    }
    told = sorted((t for t in Trait if marked[t]), key=lambda t: t not in leading)
    traits = told or list(leading)
    if not traits:
        return None
    ids = ["map.loop.way-out", "map.explain.with-the-fear"]
    ids += ["map.habits.protect"] if habits else []
    ids += ["map.habits.substitutes"] if _marked(habits, SUBSTITUTE) else []
    claimed = [f"map.loop.alone.{trait_key(trait)}" for trait in traits] + ids
    claimed += ["map.loop.two.about"] if may_two else []
    return LoopPart(
        figures=tuple(
            loop_figure(trait, marked[trait], voice, instrument) for trait in traits
        ),
        said=tuple(voice.say(text_id) for text_id in ids),
        of_two=loop_of_two(voice) if may_two else None,
        said_of_two=voice.say("map.loop.two.maybe") if may_two else "",
        claims=voice.claims(*claimed),
    )


def _marked(habits: Told | None, item: str) -> bool:
    return habits is not None and any(mark.item == item for mark in habits.marked)


def loop_figure(
    trait: Trait, marked: tuple[Marked, ...], voice: Voice, instrument: Instrument
) -> Figure:
    """Draw the circle that one fear keeps turning, with the person's own habits."""
    key = trait_key(trait)
    habits = [instrument.item(m.item).name[voice.language] for m in marked]
    trigger = voice.say(f"map.loop.step.trigger-{key}")
    alarm = voice.say("map.loop.step.alarm")
    relief = voice.say("map.loop.step.relief")
    cost = voice.say(f"map.loop.step.cost-{key}")
    own = habits or [voice.say("map.loop.none-marked")]
    return loop(
        ident=f"loop-{key}",
        top=Stop(trigger, alarm),
        down=Way(_("What you do"), own),
        bottom=Stop(relief, voice.say("map.loop.step.again")),
        up=Way(_("What it costs"), [cost]),
        title=voice.say("map.loop.title"),
        sentence=voice.say(f"map.loop.alone.{key}"),
        description=voice.say(
            "map.loop.sentence-alone",
            trigger=trigger,
            alarm=alarm,
            habits=", ".join(own),
            relief=relief,
            cost=cost,
        ),
        table=Table(
            voice.say("map.loop.title"),
            (_("Step"), _("What happens")),
            (
                ("1", trigger),
                ("2", alarm),
                ("3", ", ".join(own)),
                ("4", relief),
                ("5", cost),
            ),
        ),
        hues=(HUES[trait], HUES[trait]),
    )


def loop_of_two(voice: Voice) -> Figure:
    """Draw the circle of two people, each with the other's step as their cause."""
    steps = {
        name: voice.say(f"map.loop.two.{name}")
        for name in ("reaches", "fear-close", "steps-back", "fear-left")
    }
    title = _("When two people turn it")
    return loop(
        ident="loop-two",
        top=Stop(steps["reaches"], ""),
        down=Way(_("The other feels"), [steps["fear-close"]]),
        bottom=Stop(steps["steps-back"], ""),
        up=Way(_("The one feels"), [steps["fear-left"]]),
        title=title,
        sentence=voice.say("map.loop.two.about"),
        description=" → ".join(steps.values()),
        table=Table(
            title,
            (_("Step"), _("What happens")),
            tuple((str(n), words) for n, words in enumerate(steps.values(), 1)),
        ),
        hues=(HUES[Trait.ANXIETY], HUES[Trait.AVOIDANCE]),
    )
