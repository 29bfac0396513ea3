"""What docs/develop/adding-an-instrument.md tells people to write works as it is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from nearer.content import ContentError
from nearer.content.audit import audit
from nearer.content.catalogue import read_catalogue
from nearer.content.importing import read_questionnaire
from nearer.content.library import WORDS
from nearer.content.shapes import InstrumentKey, InstrumentWords, ItemKey
from nearer.content.steps import StepKey, StepText, read_steps

PAGE = Path(__file__).parents[2] / "docs" / "develop" / "adding-an-instrument.md"
BLOCKS = dict(
    re.findall(
        r"```toml\n# (\S+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL
    )
)


def test_a_whole_instrument_is_understood() -> None:
    found = read_questionnaire(
        BLOCKS["calm-evenings.toml"].encode(), name="calm-evenings.toml"
    )

    assert found.instrument is not None
    assert [item.reversed for item in found.items] == [False, True]


def test_words_for_the_36_are_understood_once_all_are_there() -> None:
    start = BLOCKS["ecr36-mine.toml"]
    rest = "\n".join(f'Q{n} = "Sentence {n}."' for n in range(3, 37))

    found = read_questionnaire(f"{start}\n{rest}".encode(), name="ecr36-mine.toml")

    assert found.instrument is not None
    with pytest.raises(ContentError, match=r"items\.Q3: The words are missing"):
        read_questionnaire(start.encode(), name="ecr36-mine.toml")


def test_the_three_files_ship_after_the_digest_is_written(tmp_path: Path) -> None:
    words = tmp_path / "words"
    shutil.copytree(WORDS, words)
    prefix = "src/nearer/content/words/"
    for name, text in BLOCKS.items():
        if name.startswith(prefix):
            path = words / name.removeprefix(prefix)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")

    (fault,) = audit(words)
    assert fault.place == "order"
    told = re.search(r'order = "\w+"', fault.what_to_do)
    assert told is not None
    key = words / "instruments" / "calm-evenings" / "key.toml"
    key.write_text(
        key.read_text(encoding="utf-8").replace('order = ""', told[0]),
        encoding="utf-8",
    )

    assert audit(words) == []
    assert "calm-evenings" in read_catalogue(words).instruments


def test_every_key_that_the_page_names_exists_and_none_is_left_out() -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", text))

    for shape in (InstrumentKey, ItemKey, InstrumentWords):
        assert set(shape.__struct_fields__) <= named


def test_the_step_of_the_page_is_sound(tmp_path: Path) -> None:
    words = tmp_path / "words"
    shutil.copytree(WORDS, words)
    page = PAGE.with_name("adding-a-step.md").read_text(encoding="utf-8")
    blocks = re.findall(
        r"```toml\n# src/nearer/content/words/(\S+)\n(.*?)```", page, re.DOTALL
    )
    for name, text in blocks:
        own = text[text.index("[steps.") :] if "[defaults]" in text else text
        with (words / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{own}")

    assert len(blocks) == 3
    assert audit(words) == []
    assert "e3c" in {step.id for step in read_steps(words)}


def test_every_key_of_a_step_stands_on_its_page() -> None:
    page = PAGE.with_name("adding-a-step.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", page))

    assert {*StepKey.__struct_fields__, *StepText.__struct_fields__} - {
        "title"
    } <= named


def test_the_python_of_the_step_page_works(capsys: pytest.CaptureFixture[str]) -> None:
    page = PAGE.with_name("adding-a-step.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)

    exec(compile(block, "adding-a-step.md", "exec"), {})

    assert "e3a" in capsys.readouterr().out
