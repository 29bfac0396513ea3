"""Whatever is wrong with a file: one clear sentence, code 2, nothing written."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from nearer.cli.main import main
from tests.cli.calibrate.test_calibrate import NAMES, people, shown

VERBS = (
    ("calibrate", "--engine", "numpy", "--priors"),
    ("score",),
    ("simulate", "adaptive", "--items", "4"),
)
ROWS = shown(people(60)).tolist()
Line = Sequence[object]


def text(
    rows: Sequence[Line], names: list[str] | None = None, apart: str = ","
) -> bytes:
    lines: list[Line] = [names or NAMES, *rows]
    return "".join(f"{apart.join(map(str, line))}\n" for line in lines).encode()


def each(change: Callable[[int], object]) -> list[Line]:
    return [[change(option) for option in row] for row in ROWS]


FROM_0 = [[min(option, 4) - 1 for option in row] for row in ROWS]
BAD: dict[str, tuple[bytes, str]] = {
    "decimal commas": (
        text(each(lambda option: f"{option},0"), apart=";"),
        "Write whole numbers, and a fraction with a point",
    ),
    "counted from 0": (text(FROM_0), "nobody gave 5: the answers seem to be counted"),
    "words": (text(each(lambda option: f"no {option}")), "column Q1: 'no "),
    "seven options": (
        text(each(lambda option: option + 2)),
        "is not an answer of",
    ),
    "a column twice": (
        text([[*row, 1] for row in ROWS], [*NAMES, "q3 "]),
        "the column Q3 is there twice",
    ),
    "one item": (text([row[:1] for row in ROWS], ["Q1"]), "35 of 36 columns missing"),
    "two items": (text([row[:2] for row in ROWS], ["Q1", "Q2"]), "34 of 36 columns"),
    "nothing": (b"", "the file is empty"),
    "empty lines": (b"\n\n", "the file is empty"),
    "only a header": (text([]), "there is a header and no row below it"),
    "not UTF-8": (
        text([[*row, 1] for row in ROWS], [*NAMES, "a"]) + b"\xf1\n",
        "(0xf1) is not UTF-8",
    ),
    "UTF-16": (text(ROWS).decode().encode("utf-16"), "text in UTF-16"),
    "packed": (gzip.compress(text(ROWS)), "this file is compressed (gzip)"),
    "Parquet by another name": (b"PAR1\x15\x04\x15", "this is a Parquet file"),
    "cut off": (text(ROWS)[:-9], "the file may also have been cut off there"),
    "no header": (text(ROWS[1:], list(map(str, ROWS[0]))), "has to hold the names"),
}


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_in_a_sentence(
    kind: str,
    verb: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bad, says = BAD[kind]
    source = tmp_path / "in.csv"
    source.write_bytes(bad)
    out = tmp_path / "out"

    code = main([*verb, str(source), "--scale", "ecr36", "--out", str(out), "--quiet"])

    said = capsys.readouterr().err
    assert code == 2
    assert str(source) in said
    assert says in said
    assert len(said) < 500
    assert not out.exists()


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
@pytest.mark.parametrize("what", ["absent", "folder", "no folder for the result"])
def test_a_place_that_will_not_do_is_refused(
    what: str,
    verb: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out"
    if what == "folder":
        source.mkdir()
    elif what == "no folder for the result":
        source.write_bytes(text(ROWS))
        (tmp_path / "file").touch()
        out = tmp_path / "file" / "out"

    code = main([*verb, str(source), "--scale", "ecr36", "--out", str(out), "--quiet"])

    assert code == 2
    assert str(out if "result" in what else source) in capsys.readouterr().err
    assert not out.exists()


def test_people_who_are_all_alike_cannot_be_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out"
    source.write_bytes(text(ROWS[:1] * 20))

    code = main(["simulate", "adaptive", str(source), "--scale", "ecr36", "--items",
                 "4", "--out", str(out), "--quiet"])  # fmt: skip

    assert code == 2
    assert "everybody has the same score" in capsys.readouterr().err
    assert not out.exists()


def test_zeros_that_were_said_to_be_no_answer_are_none(tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(text(FROM_0))

    words = ["score", str(source), "--scale", "ecr36", "--out", str(out), "--quiet"]

    assert main([*words, "--missing", "0"]) == 0


@pytest.mark.parametrize("what", ["adaptive", "programme"])
def test_a_seed_below_0_is_refused(
    what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = [] if what == "programme" else ["in.csv", "--scale", "ecr36"]

    words = ["simulate", what, *source, "--seed", "-1", "--out", "out"]

    assert main(words) == 2
    assert "--seed -1: it is below 0. Name 0 or more." in capsys.readouterr().err
