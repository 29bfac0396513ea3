"""The curve of a wave: how strong it was, minute by minute."""

from __future__ import annotations

from datetime import timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from nearer.pictures import Figure, LinesWords, Series, Table, line_with_band
from nearer.readings import moments
from nearer.readings.moments import Moment, Wave
from nearer.web.spoken import spoken

FEWEST = 2
_MINUTE = timedelta(minutes=1)


def wave_figure(moment: Moment) -> Figure | None:
    """Draw the wave; None where there are not two points of it."""
    points = _rising(moment.waves)
    if len(points) < FEWEST:
        return None
    voice = spoken()
    strengths = [wave.strength for wave in moment.waves]
    sentence = voice.say(
        "moment.wave.sentence",
        first=strengths[0],
        highest=max(strengths),
        now=strengths[-1],
    )
    return line_with_band(
        [
            Series(
                voice.say("moment.wave.label"),
                [minutes for minutes, _ in points],
                [float(strength) for _, strength in points],
                hue="window" if moment.path == "space" else "lamp",
            )
        ],
        ident="curve",
        words=LinesWords(
            title=voice.say("moment.wave.title"),
            x_axis=voice.say("moment.wave.time-axis"),
            y_axis=voice.say("moment.wave.label"),
            number=lambda value: f"{value:g}",
        ),
        sentence=sentence,
        table=Table(
            voice.say("moment.wave.title"),
            (_("Time"), voice.say("moment.wave.label")),
            tuple((_clock(wave), str(wave.strength)) for wave in moment.waves),
        ),
        y_range=(0.0, float(moments.HIGHEST)),
        width=320.0,
        height=220.0,
    )


def _rising(waves: tuple[Wave, ...]) -> list[tuple[float, int]]:
    """Return (minutes since the first, strength), in tenths; of one tenth, the last.

    Where the clock was set back, the later note is drawn one minute on.
    """
    points: list[tuple[float, int]] = []
    for wave in waves:
        since = round((wave.at - waves[0].at) / _MINUTE, 1)
        if points and since == points[-1][0]:
            points[-1] = (since, wave.strength)
        elif points and since < points[-1][0]:
            points.append((round(points[-1][0] + 1.0, 1), wave.strength))
        else:
            points.append((since, wave.strength))
    return points


def _clock(wave: Wave) -> str:
    return str(formats.time_format(timezone.localtime(wave.at), "TIME_FORMAT"))
