"""The map's pictures: numbers from the readings, words from the catalogue."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nearer.assess.voice import Voice, band
from nearer.content import Instrument
from nearer.core.measurement import Level, Trait
from nearer.pictures import (
    CloudWords,
    DialWords,
    Figure,
    Kind,
    KindsWords,
    Quarters,
    Table,
    cloud,
    dial,
    kinds,
    quarters,
)
from nearer.pictures.svg import Hue
from nearer.readings.closeness import Closeness
from nearer.readings.fears import Dial, Fears

HUES: dict[Trait, Hue] = {Trait.AVOIDANCE: "window", Trait.ANXIETY: "lamp"}
LOWEST = 1.0
MOST_DOTS = 67
"""From so many of 100 dots on, one quarter is named."""
_LEVELS = {Level.HIGH: "high", Level.LOW: "low", Level.UNSURE: "unsure"}


def trait_key(trait: Trait) -> str:
    """Return the name by which texts know a trait."""
    return trait.name.lower()


def dial_figure(of: Dial, voice: Voice) -> Figure:
    """Draw one fear on the answer scale, with its band."""
    name = voice.say(f"map.dial.{trait_key(of.trait)}")
    numbers = band(of.mean)
    rows = [
        (_("Where your answers point"), numbers["value"]),
        (_("Likely between"), f"{numbers['low']} – {numbers['high']}"),
        (_("Answers about it"), str(of.n_given)),
    ]
    if of.percentile:
        below = of.percentile
        rows.append(
            (
                _("People in the reference group who score lower"),
                f"{below.value:.0f} % ({below.low:.0f} – {below.high:.0f} %)",
            )
        )
    return dial(
        ident=f"dial-{trait_key(of.trait)}",
        value=of.mean.value,
        low=of.mean.low,
        high=of.mean.high,
        scale_min=LOWEST,
        scale_max=float(of.n_options),
        midpoint=_middle(of),
        words=DialWords(
            title=name,
            value=_("%(value)s of %(most)s")
            % {"value": numbers["value"], "most": of.n_options},
            band=_("likely between %(low)s and %(high)s") % numbers,
            low_end=voice.say("map.dial.low-end"),
            high_end=voice.say("map.dial.high-end"),
            midpoint=_("half and half"),
        ),
        sentence=voice.say(f"map.level.{trait_key(of.trait)}.{_LEVELS[of.level]}"),
        table=Table(name, (_("What"), _("How much")), tuple(rows)),
        hue=HUES[of.trait],
    )


def cloud_figure(of: Fears, voice: Voice) -> Figure | None:
    """Draw a hundred plausible places, between the two fears."""
    if of.dials is None:
        return None
    avoidance, anxiety = of.dials
    middle = (_middle(avoidance), _middle(anxiety))
    counts = quarters(of.cloud, middle=middle)
    names = (
        _("both low"),
        _("being close"),
        _("being left"),
        _("both high"),
    )
    return cloud(
        of.cloud,
        ident="cloud",
        axis=(LOWEST, float(avoidance.n_options)),
        middle=middle,
        words=CloudWords(
            title=_("Where you may be"),
            x_axis=voice.say("map.dial.avoidance"),
            y_axis=voice.say("map.dial.anxiety"),
            low_low=names[0],
            high_x=names[1],
            high_y=names[2],
            high_high=names[3],
        ),
        sentence=_cloud_sentence(counts),
        table=Table(
            _("Where the dots lie"),
            (_("Quarter"), _("Dots")),
            tuple((name, str(n)) for name, n in zip(names, counts, strict=True)),
        ),
    )


def _cloud_sentence(counts: Quarters) -> str:
    most = max(range(len(counts)), key=lambda place: counts[place])
    if counts[most] < MOST_DOTS:
        return _("The dots are spread over more than one quarter: it is not clear yet.")
    return (
        _("%(n)s of 100 dots lie where both fears are low."),
        _(
            "%(n)s of 100 dots lie where the fear of being close is high, and the fear "
            "of being left is low."
        ),
        _(
            "%(n)s of 100 dots lie where the fear of being left is high, and the fear "
            "of being close is low."
        ),
        _("%(n)s of 100 dots lie where both fears are high."),
    )[most] % {"n": counts[most]}


def kinds_figure(of: Closeness, voice: Voice, instrument: Instrument) -> Figure:
    """Draw the five kinds of closeness, as each is and as it is wished."""
    language = voice.language
    named = [
        Kind(instrument.heading(kind.id, language).title, kind.felt, kind.wished)
        for kind in of.kinds
    ]
    felt = instrument.heading("felt", language).title
    wished = instrument.heading("wished", language).title
    low_end, high_end = instrument.words[language].ends
    skipped = _("skipped")
    return kinds(
        named,
        ident="kinds",
        scale=of.scale,
        words=KindsWords(
            title=instrument.words[language].title,
            felt=felt,
            wished=wished,
            low_end=low_end,
            high_end=high_end,
            skipped=skipped,
        ),
        sentence=_kinds_sentence(of, voice, instrument),
        table=Table(
            instrument.words[language].title,
            (_("Kind"), felt, wished),
            tuple(
                (row.name, *(_said(v, skipped) for v in (row.felt, row.wished)))
                for row in named
            ),
        ),
    )


def _kinds_sentence(of: Closeness, voice: Voice, instrument: Instrument) -> str:
    if not of.by_gap:
        return _("You do not wish for more of any of them.")
    widest = of.by_gap[0]
    return voice.say(
        "map.closeness.gap-more",
        kind=instrument.heading(widest.id, voice.language).title,
        felt=_said(widest.felt, ""),
        wished=_said(widest.wished, ""),
    )


def _said(value: float | None, skipped: str) -> str:
    return skipped if value is None else f"{value:g}"


def _middle(of: Dial) -> float:
    return (LOWEST + of.n_options) / 2.0
