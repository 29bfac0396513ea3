from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.research.donation import (
    AGE_GROUPS,
    Donation,
    DonationError,
    read,
    written,
)

PLAIN = Donation("two-fears", "own-1#abc", "25-34", {"care-1": 4, "care-2": 1})

items = st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True)


@given(
    answers=st.dictionaries(items, st.integers(1, 7), max_size=8),
    age=st.sampled_from(AGE_GROUPS),
)
def test_what_is_written_is_read_back(answers: dict[str, int], age: str) -> None:
    gift = Donation("two-fears", "own-1#abc", age, answers)

    assert read(written(gift)) == gift


def test_the_file_holds_nothing_but_answers_and_age() -> None:
    lines = [line for line in written(PLAIN).splitlines() if not line.startswith("#")]

    assert lines == [
        'format = "nearer-answers-1"',
        'instrument = "two-fears"',
        'form = "own-1#abc"',
        'age = "25-34"',
        "",
        "[answers]",
        "care-1 = 4",
        "care-2 = 1",
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("[answers]", "[answers"), "not TOML"),
        (("nearer-answers-1", "nearer-answers-9"), "its format"),
        (('age = "25-34"', 'age = "27"'), "'27' is no age group"),
        (('age = "25-34"\n', ""), "'age' is missing"),
        (("\n[answers]", 'name = "Ana"\n[answers]'), "'name' is missing or does not"),
        (("care-1 = 4", 'care-1 = "often"'), "care-1 is no option"),
        (("care-1 = 4", "care-1 = 0"), "care-1 is no option"),
        (("care-1 = 4", "care-1 = true"), "care-1 is no option"),
        (("care-1 = 4", '"a b" = 4'), "'a b' is no item"),
        (('instrument = "two-fears"', "instrument = 3"), "instrument is no text"),
        (("[answers]\ncare-1 = 4\ncare-2 = 1", "answers = 3"), "answers are no table"),
    ],
)
def test_what_is_no_gift_is_refused_with_the_reason(
    change: tuple[str, str], says: str
) -> None:
    text = written(PLAIN).replace(*change)

    with pytest.raises(DonationError, match=says):
        read(text)


def test_a_name_that_cannot_be_written_plainly_is_refused() -> None:
    with pytest.raises(DonationError, match=r"plainly|not TOML"):
        written(Donation('two"fears', "own-1#abc", "", {}))
