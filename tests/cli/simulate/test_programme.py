"""`nearer simulate programme`: five rules for choosing steps, on simulated people."""

from __future__ import annotations

import csv
from pathlib import Path
from time import process_time
from xml.etree import ElementTree as ET

import pytest

from nearer.cli.main import main
from nearer.core.pacing import Rule

FILES = {
    "summary.csv",
    "summary_se.csv",
    "by_step.csv",
    "report.html",
    "error.svg",
    "too_much.svg",
}
QUICK = ("--people", "60", "--steps", "12")


def simulate(*words: str) -> int:
    return main(["simulate", "programme", *words])


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_reference_is_met_in_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    began = process_time()
    assert simulate("--out", str(tmp_path / "out")) == 0
    assert process_time() - began < 5

    lines = {line["rule"]: line for line in read(tmp_path / "out" / "summary.csv")}
    assert list(lines) == [str(rule) for rule in Rule]
    # Figures of the same model by its authors, two digits, steps on offer not stated.
    for rule, expected in {
        "kalman-cautious": (0.50, 0.85, 0.03),
        "kalman": (0.50, 0.74, 0.07),
    }.items():
        got = [float(value) for value in list(lines[rule].values())[1:4]]
        assert got == pytest.approx(expected, abs=0.02)
    assert 0.95 <= float(lines["elo-fading"]["rmse_10"]) <= 1.10
    assert 0.95 <= float(lines["elo-constant"]["rmse_10"]) <= 1.10
    assert float(lines["calendar"]["share_overwhelm"]) > 0.2
    assert {line["steps_done"] for line in lines.values()} == {"160000"}
    errors = read(tmp_path / "out" / "summary_se.csv")
    assert all(0 < float(line["se_rmse_10"]) < 0.015 for line in errors)
    said = capsys.readouterr().out
    assert "0.490 (.50)" in said
    assert "160,000" in said


def test_the_folder_holds_tables_pictures_and_a_report(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "mine.txt").write_text("kept", "utf-8")

    assert simulate(*QUICK, "--out", str(folder)) == 0

    assert {path.name for path in folder.iterdir()} == FILES | {"mine.txt"}
    header = (folder / "summary.csv").read_text("utf-8").splitlines()[0]
    assert header == "rule,rmse_10,share_success,share_overwhelm,steps_done"
    each = read(folder / "by_step.csv")
    assert [line["step"] for line in each] == [*map(str, range(1, 13))] * len(Rule)
    whole = {line["rule"]: line for line in read(folder / "summary.csv")}
    for rule in Rule:
        own = [line for line in each if line["rule"] == rule]
        assert own[9]["rmse"] == whole[rule]["rmse_10"]
        mean = sum(float(line["share_success"]) for line in own) / 12
        assert mean == pytest.approx(float(whole[rule]["share_success"]), abs=1e-5)
    for name in ("error.svg", "too_much.svg"):
        assert ET.parse(folder / name).getroot().tag.endswith("svg")


@pytest.mark.parametrize(
    ("language", "says"), [("en", "fixed calendar"), ("es", "calendario fijo")]
)
def test_the_report_stands_alone_in_either_language(
    tmp_path: Path, language: str, says: str
) -> None:
    simulate(*QUICK, "--language", language, "--out", str(tmp_path / "out"))

    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert f'<html lang="{language}">' in page
    assert says in page
    assert "<script" not in page
    assert "src=" not in page


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    for name, seed in (("a", "5"), ("b", "5"), ("c", "6")):
        simulate(*QUICK, "--seed", seed, "--out", str(tmp_path / name))

    one, same, other = (
        (tmp_path / name / "by_step.csv").read_bytes() for name in "abc"
    )
    assert one == same
    assert one != other


def test_without_a_folder_the_table_is_all(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)

    assert simulate(*QUICK) == 0

    assert "Written" not in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--steps", "9"), "Name 10 or more"),
        (("--people", "90000000"), "do not fit into memory. Name at most 1,000,000"),
        (("--seed", "-1"), "Name 0 or more"),
        (("--out", "{0}/no/out"), "does not exist"),
    ],
)
def test_wrong_use_is_named_before_any_work(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    says: str,
) -> None:
    filled = [word.format(tmp_path) for word in words]

    assert simulate(*filled) == 2
    assert says in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
