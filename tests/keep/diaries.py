"""Diaries of every kind of entry, for the tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from hypothesis import strategies as st

from nearer.entries import (
    AlongsideNoted,
    Answered,
    AnyEntry,
    Began,
    BondLaid,
    CheckedIn,
    Consented,
    LessonRead,
    Linked,
    LinkEnded,
    MomentBegan,
    MomentEnded,
    Preferred,
    ProgrammeBegan,
    ProgrammePaused,
    ProgrammeResumed,
    ReminderSet,
    Returned,
    ReturnPromised,
    Reviewed,
    SafetyAnswered,
    ScriptWritten,
    Shared,
    SharedMap,
    SharedMoment,
    SharedPattern,
    SharedReturn,
    SharedStep,
    SharedTemperature,
    SharedWeek,
    SharingSet,
    SittingClosed,
    SittingOpened,
    SituationSet,
    StepAgreed,
    StepEnded,
    StepPlanned,
    StepProposed,
    StepSetAside,
    SwitchesSet,
    TakenBack,
    Thanked,
    Unknown,
    UrgeNoticed,
    WaitBegan,
    WaveNoted,
    Withdrawn,
    Wrote,
)

ids = st.uuids()
instants = st.integers(10**14, 7 * 10**15).map(
    lambda us: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)
)
days = st.dates(min_value=date(1971, 1, 1), max_value=date(2199, 12, 30))
stamps = st.fixed_dictionaries({"id": ids, "at": instants, "day": days})
words = st.text(st.characters(codec="utf-8"), max_size=40)
numbers = st.integers(-(2**63), 2**63 - 1)
maybe = st.none() | numbers
by = st.sampled_from([1, 2])
band = st.tuples(*(st.floats(allow_nan=False, allow_infinity=False),) * 3)
several = st.lists(words, max_size=3).map(tuple)


def _kind(kind: type[Any], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(
        lambda stamp, rest: kind(**stamp, **rest),
        stamps,
        st.fixed_dictionaries(fields),
    )


unknown: st.SearchStrategy[AnyEntry] = st.builds(
    lambda kind, more: Unknown(
        kind=f"x-{kind}",
        raw=msgspec.msgpack.encode({"kind": f"x-{kind}", **more}),
    ),
    words,
    st.dictionaries(words.filter(lambda w: w != "kind"), words | numbers, max_size=3),
)
entries: st.SearchStrategy[AnyEntry] = st.one_of(
    _kind(Began, name=words, language=words),
    _kind(Consented, to=words, version=numbers),
    _kind(Preferred, setting=words, value=words),
    _kind(SittingOpened, instrument=words, form=words, seed=numbers),
    _kind(Answered, sitting=ids, item=words, value=st.none() | numbers),
    _kind(SittingClosed, sitting=ids, reason=st.sampled_from(["precise", "stopped"])),
    _kind(Withdrawn, entry=ids),
    _kind(ProgrammeBegan, value=words, aim=words),
    _kind(
        SituationSet,
        company=st.sampled_from(["partner", "friend", "alone"]),
        far=st.booleans(),
        touch=st.booleans(),
        track=st.none() | st.sampled_from(["closeness", "distance", "both"]),
        conditions=several,
    ),
    _kind(ProgrammePaused),
    _kind(ProgrammeResumed),
    _kind(
        CheckedIn,
        about=days,
        values=st.dictionaries(words, numbers, max_size=3),
        asked=several,
    ),
    _kind(
        StepPlanned,
        step=words,
        domain=words,
        level=numbers,
        difficulty=st.floats(allow_nan=False, allow_infinity=False),
        chosen=st.sampled_from(["offered", "easier", "own", "booster"]),
        feared=words,
        p_feared=maybe,
        expected=maybe,
        setting=words,
        title=words,
    ),
    _kind(StepSetAside, step=words),
    _kind(
        StepEnded,
        planned=ids,
        done=st.sampled_from(["yes", "partly", "no"]),
        discomfort=maybe,
        happened=st.none() | st.sampled_from(["yes", "no"]),
        learned=words,
        response=st.none() | st.sampled_from(["good", "hurtful"]),
        drifted=st.booleans(),
    ),
    _kind(
        UrgeNoticed,
        urge=words,
        strength=maybe,
        after=words,
        note=words,
        acted=st.none() | st.booleans(),
    ),
    _kind(
        MomentBegan,
        urge=words,
        path=st.sampled_from(["space", "reach"]),
        strength=maybe,
    ),
    _kind(ReturnPromised, moment=ids, minutes=numbers, message=words, until=instants),
    _kind(WaitBegan, moment=ids, until=instants),
    _kind(WaveNoted, moment=ids, strength=numbers),
    _kind(Returned, moment=ids),
    _kind(
        MomentEnded,
        moment=ids,
        outcome=st.sampled_from(["easier", "same", "harder"]),
        helped=several,
        acted=st.none() | st.booleans(),
    ),
    _kind(Wrote, prompt=words, text=words, replaces=st.none() | ids),
    _kind(
        Reviewed, week=numbers, note=words, low=maybe, worry=maybe, satisfaction=maybe
    ),
    _kind(
        BondLaid,
        name=words,
        began=maybe,
        ended=maybe,
        with_whom=words,
        ending=words,
        habits=several,
        note=words,
        replaces=st.none() | ids,
    ),
    _kind(
        ScriptWritten,
        belief=words,
        speaks_for=words,
        speaks_against=words,
        wording=words,
        step=words,
        replaces=st.none() | ids,
    ),
    _kind(LessonRead, lesson=words),
    _kind(
        AlongsideNoted,
        step=words,
        title=words,
        answer=st.sampled_from(["done", "not-today"]),
        words=words,
    ),
    _kind(
        ReminderSet,
        words=words,
        time=words,
        days=st.lists(numbers, max_size=3).map(tuple),
        feed=words,
    ),
    _kind(Linked, space=ids, by=by),
    _kind(LinkEnded, space=ids),
    _kind(SharingSet, space=ids, what=several),
    _kind(Shared, by=by, name=words),
    _kind(SharedTemperature, by=by, about=days, value=numbers),
    _kind(
        SharedPattern,
        by=by,
        about=days,
        values=st.dictionaries(words, numbers, max_size=3),
    ),
    _kind(
        SharedStep,
        by=by,
        about=days,
        title=words,
        words=words,
        partly=st.booleans(),
    ),
    _kind(StepProposed, by=by, step=words, title=words),
    _kind(StepAgreed, by=by, proposed=ids, yes=st.booleans()),
    _kind(SharedMoment, by=by, began=instants, until=instants, words=words),
    _kind(SharedReturn, by=by, moment=ids, returned=instants),
    _kind(SharedWeek, by=by, week=days, words=words),
    _kind(Thanked, by=by, words=words),
    _kind(SharedMap, by=by, verdict=words, avoidance=band, anxiety=band, most=numbers),
    _kind(TakenBack, by=by, entry=ids),
    unknown,
)
private: st.SearchStrategy[AnyEntry] = st.one_of(
    _kind(
        SwitchesSet,
        switches=st.lists(words, max_size=3).map(tuple),
        rules_version=numbers,
        completed=st.booleans(),
    ),
    _kind(SafetyAnswered, answers=st.dictionaries(words, words, max_size=3)),
)
diaries = st.lists(entries, max_size=12, unique_by=repr).map(tuple)
