"""Our own file format: words for a shipped key, or key and words together."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.content import ContentError, catalogue
from nearer.content.importing import explain, read_questionnaire
from nearer.content.importing.writing import toml_text

LABELS = '["one", "two", "three", "four", "five"]'
# Not the published sentences: a test needs 36 texts, not those.
SENTENCES = "\n".join(f'Q{n} = "Made-up sentence number {n}."' for n in range(1, 37))
FOR_ECR = f"""\
format = 1
for = "ecr36"
form = "brennan1998-5"
source = "A paper copy."
licence_note = "For my own research."
[words.en]
title = "Thirty-six sentences"
labels = {LABELS}
[words.en.items]
{SENTENCES}
"""
WHOLE = """\
format = 1
id = "three-calm-things"
form = "paper-2020"
version = 1
scales = ["calm"]
source = "A paper copy."
licence_note = "Made up for a test."
items = [
  { id = "a", number = 1, scale = "calm" },
  { id = "b", number = 2, scale = "calm", reversed = true },
  { id = "c", number = 3, scale = "calm", response = { values = [0, 2, 5] } },
]
[response]
min = 1
max = 4
[words.es]
title = "Tres cosas"
labels = ["nada", "poco", "algo", "mucho"]
[words.es.items]
a = "Una."
b = "Dos."
c = { text = "Tres.", note = "La última." }
[words.es.item_labels]
c = ["no", "tal vez", "sí"]
"""


def read(text: str, language: str = "en") -> Any:
    return read_questionnaire(text.encode(), name="mine.toml", language=language)


def test_words_for_the_36_meet_the_shipped_key_and_parameters() -> None:
    found = read(FOR_ECR)
    shipped = catalogue().instruments["ecr36"]

    instrument = found.instrument
    assert (found.kind, found.id, found.form) == ("toml", "ecr36", "brennan1998-5")
    assert len(found.items) == 36
    assert [i.number for i in found.items if i.reversed][:3] == [3, 15, 19]
    assert found.items[2].values == (5, 4, 3, 2, 1)
    assert instrument.binding == shipped.binding
    np.testing.assert_array_equal(
        instrument.bank().thresholds, shipped.bank().thresholds
    )
    assert instrument.calibration.reference_group.n == 39_049
    assert instrument.licence_note == "For my own research."
    assert instrument.item("Q7").text == {"en": "Made-up sentence number 7."}


@pytest.mark.parametrize("text", [FOR_ECR, WHOLE])
def test_what_is_kept_reads_back_the_same(text: str) -> None:
    found = read(text)

    again = read(found.toml())

    assert again.items == found.items
    assert again.toml() == found.toml()
    assert again.instrument.words == found.instrument.words


def test_key_and_words_together_are_an_instrument() -> None:
    found = read(WHOLE)

    assert found.languages == (
        "es",
    )  # shown in its own language where ours is not there
    assert found.title == "Tres cosas"
    assert found.items[2].values == (0, 2, 5)
    assert found.items[2].labels == ("no", "tal vez", "sí")
    assert found.instrument.order
    assert found.instrument.keyed([1, 1, 3]).tolist() == [0, 3, 2]


REFUSED = [
    (FOR_ECR, "format = 1\n", "", "format", "The format is None, not 1"),
    (FOR_ECR, "format = 1\n", "format = 2\n", "format", "The format is 2, not 1"),
    (FOR_ECR, '"ecr36"', '"two-fears"', "for", "Use ecr36, or describe"),
    (FOR_ECR, '"ecr36"', '"ecr99"', "for", "no key that waits for words"),
    (FOR_ECR, "brennan1998-5", "brennan1998-7", "form", "not brennan1998-7"),
    (FOR_ECR, ', "five"]', ', "five", "six", "seven"]', "labels", "7 labels for 5"),
    (FOR_ECR, 'Q7 = "Made-up sentence number 7."\n', "", "items.Q7", "missing"),
    (FOR_ECR, "Q7 =", "Q37 =", "items.Q37", "no such item"),
    (FOR_ECR, "Q7 =", "Q8 =", "line", "stands twice"),
    (FOR_ECR, "licence_note", "license_note", "", "unknown field `license_note`"),
    (FOR_ECR, "[words.en]", "[words.en]\n[words.en]", "line 7", "stands twice"),
    (WHOLE, '"three-calm-things"', '"closeness"', "id", "is shipped"),
    (WHOLE, '"three-calm-things"', '"../secret"', "id", "no plain id"),
    (WHOLE, "number = 2", "number = 5", "items[1].number", "Number 5 stands in"),
    (WHOLE, '"paper-2020"', '""', "form", "empty"),
    (WHOLE, '"Made up for a test."', '""', "licence_note", "empty"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_named(case: tuple[str, str, str, str, str]) -> None:
    text, old, new, place, said = case
    assert old in text

    with pytest.raises(ContentError) as caught:
        read(text.replace(old, new, 1))

    assert caught.value.file.startswith("mine.toml")
    assert place in caught.value.place
    assert said in str(caught.value)
    assert caught.value.what in explain(caught.value, "es")


def test_a_key_without_words_is_refused() -> None:
    head = WHOLE[: WHOLE.index("[words.es]")]

    with pytest.raises(ContentError, match="no words in any language"):
        read(head + "[words]\n")


def test_toml_nested_without_end_is_refused() -> None:
    with pytest.raises(ContentError, match="nested too deeply"):
        read(f"a = {'[' * 50_000}")


@pytest.mark.parametrize("key", ["a", '"a.b"', "'a'", "a \t"])
@pytest.mark.parametrize("around", ["{} = 1", "[{}]", "a = {{{} = 1}}"])
def test_a_key_of_endless_parts_is_refused_at_once(key: str, around: str) -> None:
    with pytest.raises(ContentError, match="nested too deeply"):
        read(around.format(".".join([key] * 20_000)))


def test_words_and_numbers_with_many_dots_are_read() -> None:
    many = '"Eh. Oh. a.b ' + "x.y. " * 40 + '"'

    assert read(WHOLE.replace('"A paper copy."', many)).source in many


# A folder of imported instruments.


def test_imported_files_join_what_is_shipped(tmp_path: Path) -> None:
    (tmp_path / "ecr36.toml").write_text(FOR_ECR, encoding="utf-8")
    (tmp_path / "three.toml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not ours", encoding="utf-8")

    found = catalogue(extra=tmp_path)

    assert found.instruments["ecr36"].languages == ("en",)
    assert found.instruments["ecr36"].imported
    assert found.instruments["three-calm-things"].imported
    assert catalogue().instruments["ecr36"].languages == ()
    assert catalogue(extra=tmp_path) is found


def test_a_new_or_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "three.toml"
    path.write_text(WHOLE, encoding="utf-8")
    before = catalogue(extra=tmp_path).instruments["three-calm-things"]
    path.write_text(WHOLE.replace("Una.", "Otra."), encoding="utf-8")
    os.utime(path, ns=(1, 1))

    after = catalogue(extra=tmp_path).instruments["three-calm-things"]

    assert (before.items[0].text["es"], after.items[0].text["es"]) == ("Una.", "Otra.")


def test_a_faulty_file_is_left_out_and_named_and_the_rest_works(
    tmp_path: Path,
) -> None:
    (tmp_path / "bad.toml").write_text("format = 1\nformat = 1\n", encoding="utf-8")
    (tmp_path / "ecr36.toml").write_text(FOR_ECR, encoding="utf-8")

    found = catalogue(extra=tmp_path)

    assert [fault.file for fault in found.left_out] == ["bad.toml"]
    assert found.left_out[0].place.startswith("line 2")
    assert found.instruments["ecr36"].imported


# The writer.

scalars = st.one_of(
    st.text(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
)
plain = st.one_of(scalars, st.lists(scalars, max_size=3))
tables = st.recursive(
    st.dictionaries(st.text(), plain, max_size=4),
    lambda below: st.dictionaries(
        st.text(), st.one_of(plain, below, st.lists(below, min_size=1, max_size=3)),
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(tables)
def test_whatever_is_written_reads_back_the_same(table: Mapping[str, Any]) -> None:
    assert tomllib.loads(toml_text(table)) == table
