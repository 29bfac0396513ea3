"""Diaries of every kind of entry, for the tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from hypothesis import strategies as st

from nearer.entries import (
    Answered,
    AnyEntry,
    Began,
    Consented,
    Preferred,
    SafetyAnswered,
    SittingClosed,
    SittingOpened,
    SwitchesSet,
    Unknown,
    Withdrawn,
)

ids = st.uuids()
stamps = st.fixed_dictionaries(
    {
        "id": ids,
        "at": st.integers(10**14, 7 * 10**15).map(
            lambda us: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)
        ),
        "day": st.dates(min_value=date(1971, 1, 1), max_value=date(2199, 12, 30)),
    }
)
words = st.text(st.characters(codec="utf-8"), max_size=40)
numbers = st.integers(-(2**63), 2**63 - 1)


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
