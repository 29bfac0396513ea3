"""The report of a calibration: complete, in two languages, alone on a computer."""

from __future__ import annotations

import csv
import re
import tomllib
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from nearer.cli.writing.page import LANGUAGES, Words
from tests.cli.calibrate.test_calibrate import people, run, shown, table

N = 1_400
MOST_BYTES = 400_000
Written = tuple[str, str, Path]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write people of two genders, three ages, and countries; one item differs."""
    rng = np.random.default_rng(2)
    keyed = people(N, seed=3, missing=0.005)
    women = rng.random(N) < 0.6
    keyed[women, 0] = np.minimum(keyed[women, 0] + 1, 4)
    ages = rng.choice(["19", "40", "3546789", "0"], size=N, p=[0.5, 0.45, 0.01, 0.04])
    extra = {
        "age": ages.tolist(),
        "gender": np.where(women, "2", "1").tolist(),
        "country": rng.choice(
            ["NA", "US", "<b>"], size=N, p=[0.4, 0.55, 0.05]
        ).tolist(),
    }
    return table(tmp_path_factory.mktemp("in") / "in.csv", shown(keyed), extra)


@pytest.fixture(scope="module", params=LANGUAGES)
def written(
    request: pytest.FixtureRequest,
    source: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Written:
    folder = tmp_path_factory.mktemp("out") / request.param
    assert run(source, folder, "--language", request.param) == 0
    return request.param, (folder / "report.html").read_text(encoding="utf-8"), folder


class Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.idents: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.idents += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def outline(html: str) -> Outline:
    read = Outline()
    read.feed(html)
    return read


def test_the_page_is_whole_small_and_asks_nobody(
    written: Written,
) -> None:
    language, html, _ = written
    read = outline(html)

    assert html.startswith("<!doctype html>")
    assert f'<html lang="{language}">' in html
    assert len(html.encode()) < MOST_BYTES
    assert read.tags.count("h1") == 1
    assert read.tags.count("h2") == 12
    assert read.tags.count("svg") >= 36 + 1 + 2
    assert "script" not in read.tags
    outside = re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?(?!data:|#)[^\s\"')]+", html)
    assert outside == []
    assert len(set(read.idents)) == len(read.idents)
    inside = re.findall(r'href="#([^"]+)"', html)
    assert len(inside) == read.tags.count("section")
    assert set(inside) <= set(read.idents)


def test_no_sentence_is_left_with_a_gap(written: Written) -> None:
    text = " ".join(outline(written[1]).words)

    assert not re.search(r"\{\w+\}", text)
    assert "nan" not in re.findall(r"[\w.]+", text)


def test_what_stood_in_the_file_is_only_ever_text(
    written: Written,
) -> None:
    _, html, _ = written

    assert "<b>" not in html
    assert "&lt;b&gt;" in html


def test_the_item_that_differs_by_gender_is_named(
    written: Written,
) -> None:
    _, _, folder = written
    with (folder / "differences.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["column"] == "gender"]

    notable = [row["item"] for row in rows if row["notable"] == "true"]
    assert notable == ["Q1"]
    [first] = [row for row in rows if row["item"] == "Q1"]
    assert first["reference"] == "2"
    assert float(first["signed"]) < -0.5
    assert 0.0 < float(first["p"]) < 1e-10


def test_people_in_no_group_are_counted(written: Written) -> None:
    _, _, folder = written
    with (folder / "groups.csv").open(encoding="utf-8", newline="") as file:
        beside = {
            (row["column"], row["group"]): int(row["people"])
            for row in csv.DictReader(file)
            if not row["trait"]
        }

    assert 0 < beside["age", "no-age"] < 40
    assert 20 < beside["age", "not-said"] < 100
    assert ("country", "NA") not in beside


def test_the_bank_can_be_read_back(written: Written) -> None:
    _, _, folder = written
    bank = tomllib.loads((folder / "bank.toml").read_text(encoding="utf-8"))
    with (folder / "parameters.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))

    assert bank["calibration"]["status"] == "calibrated"
    assert bank["calibration"]["n"] == N
    for item, line in zip(bank["items"], lines, strict=True):
        assert item["id"] == line["item"]
        assert item["discrimination"] == pytest.approx(float(line["a"]), abs=1e-4)
        assert item["thresholds"][1] == pytest.approx(float(line["b2"]), abs=1e-4)


def test_every_table_is_there_and_full(written: Written) -> None:
    _, _, folder = written
    rows = {
        path.stem: len(path.read_text(encoding="utf-8").splitlines()) - 1
        for path in folder.glob("*.csv")
    }

    assert rows["item_fit"] == 36
    assert rows["dependence"] == 36 * 35 / 2
    assert rows["information"] == 2 * 81
    assert rows["change"] == 2 * 6
    assert rows["norms"] == 4 * (1 + 2 + 2 + 2) + 2  # two that the parameters imply
    assert rows["differences"] == 36 * 3


def test_both_languages_say_the_same_things() -> None:
    def keys(node: object, at: str = "") -> set[str]:
        if isinstance(node, dict):
            return {k for name, sub in node.items() for k in keys(sub, f"{at}.{name}")}
        gaps = sorted(re.findall(r"\{\w+\}", str(node)))
        return {f"{at} {gaps} {len(node) if isinstance(node, list) else ''}"}

    folder = files("nearer.cli").joinpath("calibrate", "words")
    read = [
        tomllib.loads(folder.joinpath(f"{one}.toml").read_text("utf-8"))
        for one in LANGUAGES
    ]

    assert keys(read[0]) == keys(read[1])


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["1,234.50", "−0.25", "0.00", "–", "∞", "< 0.001", "0.042", "8 × 10⁻⁹"]),
        ("es", ["1.234,50", "−0,25", "0,00", "–", "∞", "< 0,001", "0,042", "8 × 10⁻⁹"]),
    ],
)
def test_numbers_are_written_as_the_language_does(
    language: str, expected: list[str]
) -> None:
    words = Words("calibrate", language)

    assert [
        words.fixed(1234.5),
        words.fixed(-0.25),
        words.fixed(-0.001),
        words.fixed(float("nan")),
        words.fixed(float("inf")),
        words.chance(1e-9),
        words.chance(0.042),
        words.tiny(8e-9),
    ] == expected
    assert words.fixed(-float("inf")) == "−∞"
    assert words.chance(float("nan")) == "–"


def test_on_paper_every_table_keeps_its_name() -> None:
    css = files("nearer.cli.writing").joinpath("page.css").read_text("utf-8")
    paper = css.partition("@media print")[2]

    hidden = re.findall(r"([^{}]+)\{[^}]*display: none", paper)
    assert [which.strip() for which in hidden] == ["nav"]
    assert "details::details-content { content-visibility: visible" in paper
