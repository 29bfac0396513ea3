"""The pages on the day when given answers replace the guesses about our own items."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from nearer.cli.main import main
from nearer.content import Catalogue, catalogue
from nearer.content.catalogue import read_catalogue
from tests.cli.calibrate.test_own_bank import ADOPT, DONORS, KEY, OWN, WORDS, give
from tests.web.assess.walking import answer_all, begin_walk

pytestmark = pytest.mark.django_db
METHOD = "graded-1/two-fears-2-calibrated"


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Walk docs/develop/calibrating-our-items.md, on a copy of the words."""
    folder = tmp_path_factory.mktemp("adopted")
    give(folder / "gifts")
    command = ["calibrate", str(folder / "gifts"), "--scale", OWN.id, "--priors"]
    more = ["--out", str(folder / "out"), "--engine", "numpy", "--quiet"]
    assert main([*command, *more]) == 0
    shutil.copytree(WORDS, folder / "words")
    text = ADOPT.adopted((WORDS / KEY).read_text("utf-8"), folder / "out", source="x")
    (folder / "words" / KEY).write_text(text, encoding="utf-8")
    return read_catalogue(folder / "words")


@pytest.fixture(autouse=True)
def _adopted(mended: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let every page and command read the copy."""
    module = sys.modules[read_catalogue.__module__]  # its name is also a function's
    monkeypatch.setattr(module, "_shipped", lambda: mended)
    module._with_imported.cache_clear()
    yield
    module._with_imported.cache_clear()


def test_the_map_compares_with_those_who_gave_and_asks_for_nothing_more(
    inside: Client,
) -> None:
    anxious = {item.id: item.scale == "anxiety" for item in OWN.items}
    turned = {item.id: item.reversed for item in OWN.items}

    answer_all(
        inside,
        begin_walk(inside),
        lambda item: "5" if anxious[item] != turned[item] else "1",
    )

    page = inside.get("/map").content.decode()
    voice = catalogue()
    assert METHOD in page
    assert voice.say("map.dial.reference-group", "en", n=str(DONORS)) in page
    assert voice.say("map.note.uncalibrated", "en") not in page
    assert 'href="/keep/give"' not in page


def test_a_file_is_scored_with_the_new_bank_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    names = [f"Q{item.number}" for item in OWN.items]
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, [5, 1] * 16, [3, 4] * 16])

    words = ["score", str(source), "--scale", OWN.id, "--out", str(out), "--quiet"]
    assert main(words) == 0

    assert f"method {METHOD}" in capsys.readouterr().out
    with out.open(encoding="utf-8", newline="") as file:
        assert all(0.0 < float(row["sd_anxiety"]) < 0.6 for row in csv.DictReader(file))
