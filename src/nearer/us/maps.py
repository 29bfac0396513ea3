"""Where a person stands, as it can be shown to the other: two bands and no answer.

Both maps open together, as two people's weeks do: nobody goes first, and who takes
theirs back closes both again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from nearer.accounts.requests import stamp
from nearer.core.measurement import Estimate, Verdict
from nearer.entries import AnyEntry, SharedMap, is_of_two
from nearer.pictures import Bar, BarWords, Figure, Table, bars
from nearer.readings.fears import Dial
from nearer.readings.standing import read_standing
from nearer.readings.switches import Switch
from nearer.readings.two import By, Link, Together
from nearer.us.copies import Candidate
from nearer.us.here import Here
from nearer.us.lines import decimal
from nearer.web.voice import content, say

DIGITS = 2
LEADS = {Verdict.AVOIDANCE, Verdict.ANXIETY}
BOTH = 2
Band = tuple[float, float, float]


@dataclass(frozen=True)
class Pair:
    """Two maps that both chose to show."""

    mine: SharedMap
    theirs: SharedMap
    names: Mapping[By, str]


def pair_of(here: Here) -> Pair | None:
    """Return both maps; None unless both are there and may be looked at."""
    shared = here.together
    if shared is None or not (here.may and here.switches.allows(Switch.COMPARE)):
        return None
    if len(shared.maps) < BOTH:
        return None
    maps = shared.maps
    return Pair(maps[shared.by], maps[shared.other], here.names)


def lead_of_other(here: Here) -> str:
    """Return what leads for the other, if both have shown it; else nothing."""
    found = pair_of(here)
    return found.theirs.verdict if found else ""


def figures(found: Pair) -> list[Figure]:
    """Draw both, the reader's own first."""
    return [
        figure(one, name=found.names.get(one.by, ""), mine=one is found.mine)
        for one in (found.mine, found.theirs)
    ]


def figure(of: SharedMap, *, name: str, mine: bool) -> Figure:
    """Draw one person's two bands, as either of the two sees them."""
    middle = (1 + of.most) / 2
    named = (
        (say("map.dial.avoidance"), of.avoidance),
        (say("map.dial.anxiety"), of.anxiety),
    )
    title = gettext("Where %(name)s stands") % {"name": name}
    between = gettext("%(low)s – %(high)s of %(most)s")
    return bars(
        [
            Bar(
                name=trait,
                low=low - middle,
                value=value - middle,
                high=high - middle,
                sure=True,
            )
            for trait, (low, value, high) in named
        ],
        ident=f"stands-{'mine' if mine else 'theirs'}",
        reach=of.most - middle,
        words=BarWords(
            title=title,
            less=say("map.dial.low-end"),
            none=gettext("half and half"),
            more=say("map.dial.high-end"),
        ),
        sentence=sentence(of, name=name),
        table=Table(
            caption=title,
            columns=(gettext("What"), gettext("Likely between")),
            rows=tuple(
                (trait, between % _said((low, high), of.most))
                for trait, (low, _, high) in named
            ),
        ),
        hue="window" if mine else "lamp",
    )


def _said(ends: tuple[float, float], most: int) -> dict[str, str | int]:
    low, high = (decimal(end, 1) for end in ends)
    return {"low": low, "high": high, "most": most}


def sentence(of: SharedMap, *, name: str) -> str:
    """Say what leads for one of the two, and how sure that is."""
    known = of.verdict if of.verdict in set(Verdict) else Verdict.UNCLEAR
    said = say(f"beside.map.{known}", name=name)
    if known not in LEADS:
        return said
    return f"{said} {say(f'beside.sure.{_how_sure(of)}')}"


def _how_sure(of: SharedMap) -> str:
    low, high = sorted((of.avoidance, of.anxiety), key=lambda band: band[1])
    return "apart" if low[2] < high[0] else "touch"


def preview(candidate: Candidate, here: Here, link: Link) -> Figure:
    """Draw what the other would see."""
    made = SharedMap(**stamp(here.request), by=link.by, **candidate.fields)
    shared = here.together
    name = shared.names.get(link.by, "") if shared else ""
    return figure(made, name=name, mine=False)


def map_candidate(here: Here, link: Link, shared: Together) -> Iterator[Candidate]:
    """Yield the person's two dials, if there are any that the other lacks."""
    if not here.switches.allows(Switch.COMPARE):
        return
    fields = fields_of(here.request.diary.entries())
    if fields is None:
        return
    there = shared.maps.get(link.by)
    same = there is not None and all(
        getattr(there, name) == value for name, value in fields.items()
    )
    if not same:
        # Taken back and shared anew is a new time: the same key would write nothing.
        before = len(own_maps(here, link))
        yield Candidate(
            kind="map",
            key=f"map:{fields['avoidance']}:{fields['anxiety']}:{before}",
            day=here.request.day,
            fields=fields,
            entry=SharedMap,
        )


def fields_of(entries: Iterable[AnyEntry]) -> dict[str, Any] | None:
    """Return what a map tells of a diary; None where there are too few answers."""
    fears = read_standing(entries, catalogue=content()).fears
    if fears is None or fears.dials is None:
        return None
    avoidance, anxiety = fears.dials
    return {
        "verdict": str(fears.verdict),
        "avoidance": _band(avoidance),
        "anxiety": _band(anxiety),
        "most": avoidance.n_options,
    }


def own_maps(here: Here, link: Link) -> list[SharedMap]:
    """Return every map that this person has put there, taken back or not."""
    there = filter(is_of_two, here.space.entries())
    return [e for e in there if isinstance(e, SharedMap) and e.by == link.by]


def _band(dial: Dial) -> Band:
    mean: Estimate = dial.mean
    low, middle, high = mean.low, mean.value, mean.high
    return round(low, DIGITS), round(middle, DIGITS), round(high, DIGITS)
