"""What was noticed, drawn: by week, by time, after what; the circle; the line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import dates, formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nearer.entries import BondLaid
from nearer.journal import words
from nearer.pictures import (
    Bond,
    Figure,
    Stop,
    Table,
    Tally,
    Way,
    WeekRow,
    WeekWords,
    bonds,
    loop,
    tallies,
    weeks,
)
from nearer.readings import patterns
from nearer.readings.patterns import Notice
from nearer.web.spoken import spoken

FEWEST = 3
"""Of fewer notes, nothing is drawn."""
HABITS_DRAWN = 5
AFTERS_DRAWN = 6
HABITS_IN_LOOP = 3
PARTS = {
    "morning": gettext_lazy("Morning"),
    "afternoon": gettext_lazy("Afternoon"),
    "evening": gettext_lazy("Evening"),
    "night": gettext_lazy("Night"),
}
_TRAIT = {"distance": "avoidance", "protest": "anxiety"}


def of_notices(found: Sequence[Notice], *, today: date) -> tuple[Figure, ...]:
    """Return what was noted, and after what; nothing where there is hardly any."""
    if len(found) < FEWEST:
        return ()
    drawn = (_weeks(found, today=today), _afters(found))
    return tuple(figure for figure in drawn if figure is not None)


def of_times(found: Sequence[Notice]) -> tuple[Figure, ...]:
    """Return at what time of day and on which days; likewise."""
    return () if len(found) < FEWEST else (_parts(found), _weekdays(found))


def _weeks(found: Sequence[Notice], *, today: date) -> Figure | None:
    counted = patterns.by_week(found, today=today)
    rows = list(counted.counts.items())[:HABITS_DRAWN]
    if not rows:
        return None
    often, most = words.habit_name(rows[0][0]), sum(rows[0][1])
    sentence = ngettext(
        "In the last eight weeks, “%(name)s” was noted most often: once.",
        "In the last eight weeks, “%(name)s” was noted most often: %(n)d times.",
        most,
    ) % {"name": often, "n": most}
    mondays = [_day(monday) for monday in counted.mondays]
    title = _("Week by week")
    return weeks(
        [
            WeekRow(
                words.habit_name(habit),
                counts,
                hue=words.HUES.get(words.scale_of(habit), "window"),
            )
            for habit, counts in rows
        ],
        ident="by-week",
        words=WeekWords(title, mondays[0], _("this week")),
        sentence=sentence,
        table=Table(
            title,
            (_("Week from"), _("Habit"), _("Notes")),
            tuple(
                (monday, words.habit_name(habit), str(counts[nth]))
                for nth, monday in enumerate(mondays)
                for habit, counts in rows
                if counts[nth]
            ),
        ),
    )


def _parts(found: Sequence[Notice]) -> Figure:
    counted = patterns.by_part(found, zone=timezone.get_current_timezone())
    rows = [(str(PARTS[part]), count) for part, count in counted.items()]
    return _tallied("by-part", _("Time of day"), rows)


def _weekdays(found: Sequence[Notice]) -> Figure:
    counted = patterns.by_weekday(found)
    rows = [
        (str(dates.WEEKDAYS[day]).capitalize(), count)
        for day, count in enumerate(counted)
    ]
    return _tallied("by-weekday", _("Day of the week"), rows)


def _afters(found: Sequence[Notice]) -> Figure | None:
    counted = list(patterns.by_after(found).items())[:AFTERS_DRAWN]
    if not counted:
        return None
    rows = [(_capital(words.after_name(after)), count) for after, count in counted]
    return _tallied("by-after", _("What came before"), rows)


def _tallied(ident: str, title: str, rows: list[tuple[str, int]]) -> Figure:
    most = max(count for _name, count in rows)
    often = [name for name, count in rows if count == most]
    if len(often) == 1:
        gaps = {"name": often[0], "n": most}
        sentence = ngettext(
            "Most often: %(name)s, once.", "Most often: %(name)s, %(n)d times.", most
        )
        sentence %= gaps
    else:
        sentence = _("No single one stands out.")
    return tallies(
        [Tally(name, count) for name, count in rows],
        ident=ident,
        title=title,
        sentence=f"{title}. {sentence}",
        table=Table(
            title, (title, _("Notes")), tuple((name, str(n)) for name, n in rows)
        ),
    )


def told_by_loop(found: Sequence[Notice]) -> str:
    """Return the id of the text that the circle of these notes says."""
    return f"map.loop.alone.{_TRAIT[_leading(found)[0]]}"


def _leading(found: Sequence[Notice]) -> tuple[str, list[Notice]]:
    """Return the kind of habits that was noted most, and those notes."""
    by_scale = {
        scale: [n for n in found if words.scale_of(n.urge) == scale]
        for scale in words.SCALES
    }
    return max(by_scale.items(), key=lambda one: len(one[1]))


def own_loop(found: Sequence[Notice]) -> Figure | None:
    """Draw the circle out of the person's own notes; None where they are few."""
    scale, own = _leading(found)
    if len(own) < FEWEST:
        return None
    voice = spoken()
    trait = _TRAIT[scale]
    names = [
        words.habit_name(habit)
        for habit in patterns.often(own, {n.urge for n in own}, most=HABITS_IN_LOOP)
    ]
    after = next(iter(patterns.by_after(own)), "")
    trigger = (
        _capital(words.after_name(after))
        if after
        else voice.say(f"map.loop.step.trigger-{trait}")
    )
    alarm = voice.say("map.loop.step.alarm")
    relief = voice.say("map.loop.step.relief")
    cost = voice.say(f"map.loop.step.cost-{trait}")
    title = _("The circle, in your own notes")
    steps = (trigger, alarm, ", ".join(names), relief, cost)
    return loop(
        ident="own-loop",
        top=Stop(trigger, alarm),
        down=Way(_("What you do"), names),
        bottom=Stop(relief, voice.say("map.loop.step.again")),
        up=Way(_("What it costs"), [cost]),
        title=title,
        sentence=voice.say(f"map.loop.alone.{trait}"),
        description=voice.say(f"map.loop.alone.{trait}") + " " + " → ".join(steps),
        table=Table(
            title,
            (_("Step"), _("What happens")),
            tuple((str(n), step) for n, step in enumerate(steps, 1)),
        ),
        hues=(words.HUES[scale], words.HUES[scale]),
    )


def line_of(laid: Sequence[BondLaid], *, year: int) -> Figure | None:
    """Draw the bonds on one line; None where there is none."""
    if not laid:
        return None
    title = spoken().say("prompts.bond.title")
    rows = [
        (
            bond,
            _years(bond),
            ", ".join(words.habit_name(habit) for habit in bond.habits),
        )
        for bond in laid
    ]
    return bonds(
        [
            Bond(
                name=bond.name,
                years=years,
                began=bond.began,
                ended=bond.ended,
                words=habits,
                goes_on=_goes_on(bond),
            )
            for bond, years, habits in rows
        ],
        ident="line",
        title=title,
        now=year,
        sentence=_sentence(laid),
        table=Table(
            title,
            (_("Name"), _("Years"), _("What you noted")),
            tuple(
                (bond.name, years, _noted(bond, habits)) for bond, years, habits in rows
            ),
        ),
    )


def _noted(bond: BondLaid, habits: str) -> str:
    who = dict(words.kinds_of_bond()).get(bond.with_whom, "")
    end = dict(words.ends_of_bond()).get(bond.ending, "")
    told = [part for part in (who, end, habits, bond.note) if part]
    return _capital("; ".join(told)) or "–"


def _sentence(laid: Sequence[BondLaid]) -> str:
    years = [y for b in laid for y in (b.began, b.ended) if y is not None]
    said = ngettext("%(n)d bond", "%(n)d bonds", len(laid)) % {"n": len(laid)}
    if not years:
        return f"{said}."
    return _("%(bonds)s, the first year %(first)d, the last %(last)d.") % {
        "bonds": said,
        "first": min(years),
        "last": max(years),
    }


def _goes_on(bond: BondLaid) -> bool:
    is_open = bond.ended is None and bond.ending in {"", "goes-on"}
    return bond.began is not None and is_open


def _years(bond: BondLaid) -> str:
    began, ended = bond.began, bond.ended
    if began is None and ended is None:
        return _("no year")
    if _goes_on(bond):
        return _("since %(year)d") % {"year": began}
    if began is None or ended is None or began == ended:
        return str(began if began is not None else ended)
    return _("%(began)d to %(ended)d") % {"began": began, "ended": ended}


def _day(day: date) -> str:
    return str(formats.date_format(day, "MONTH_DAY_FORMAT"))


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
