"""Lives that nobody planned: entries of every kind in any order, with ends that find
their step.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hypothesis import strategies as st

from nearer.content.steps import steps
from nearer.entries import AnyEntry, StepPlanned, Unknown
from tests.keep.diaries import diaries
from tests.readings.weeks import WeeksPen

NOBODY = UUID(int=1)
_days = st.dates(date(2026, 1, 1), date(2026, 6, 30))
_domains = st.sampled_from(["emotional", "waiting", "soothing", "juggling"])
_names = st.sampled_from(sorted(steps())) | st.just("gone")


def id_of(entry: AnyEntry) -> UUID:
    assert not isinstance(entry, Unknown)
    return entry.id


@st.composite
def lives(draw: st.DrawFn) -> tuple[AnyEntry, ...]:
    """Return any entries in any order."""
    pen = WeeksPen()
    for _ in range(draw(st.integers(1, 12))):
        pen.day = draw(_days)
        _act(draw, pen)
    return (*draw(diaries), *draw(st.permutations(pen.entries)))


def _act(draw: st.DrawFn, pen: WeeksPen) -> None:
    plans = [e.id for e in pen.entries if isinstance(e, StepPlanned)]
    act = draw(st.integers(0, 9))
    if act == 0 or not pen.entries:
        pen.begins()
    elif act == 1:
        pen.pauses() if draw(st.booleans()) else pen.resumes()
    elif act == 2:
        company = draw(st.sampled_from(["partner", "friend", "alone"]))
        pen.practises(
            company,  # type: ignore[arg-type]  # one of the three
            far=draw(st.booleans()),
            touch=draw(st.booleans()),
            conditions=tuple(
                draw(st.lists(st.sampled_from(["grief", "x"]), max_size=2))
            ),
        )
    elif act == 3:
        pen.withdraws(draw(st.sampled_from([NOBODY, *map(id_of, pen.entries)])))
    elif act == 4:
        pen.sets_aside()
    elif act <= 7:
        pen.ends(
            draw(st.sampled_from([NOBODY, *plans])),
            draw(st.sampled_from(["yes", "partly", "no"])),
            draw(st.none() | st.integers(-3, 14)),
            response=draw(st.none() | st.sampled_from(["good", "hurtful"])),
            drifted=draw(st.booleans()),
        )
    else:
        pen.takes_on(
            draw(_names),
            domain=draw(_domains),
            difficulty=draw(st.floats()),
            level=draw(st.integers(-9, 99)),
        )
