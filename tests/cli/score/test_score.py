"""`nearer score`: a line for every row, or one clear sentence and nothing written."""

from __future__ import annotations

import csv
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nearer.cli.main import main
from nearer.research import COLUMNS
from tests.shared_data import ECR, needs_ecr

VERDICTS = ("avoidance", "anxiety", "both", "neither", "unclear")
NAMES = [f"Q{n}" for n in range(1, 37)]


def answers(n_rows: int, *, seed: int = 1) -> list[list[str]]:
    dice = random.Random(seed)
    return [[str(dice.randint(1, 5)) for _ in NAMES] for _ in range(n_rows)]


def table(path: Path, rows: list[list[str]], names: list[str] | None = None) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names or NAMES, *rows])
    return path


def score(source: Path, out: Path, *more: str) -> int:
    return main(["score", str(source), "--scale", "ecr36", "--out", str(out), *more])


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_line_for_every_row_and_the_columns_as_promised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = table(tmp_path / "in.csv", answers(30))
    out = tmp_path / "out.csv"

    assert score(source, out) == 0

    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0] == ",".join(COLUMNS)
    assert lines[0] == (
        "row,theta_avoidance,sd_avoidance,theta_anxiety,sd_anxiety,mean_avoidance,"
        "mean_anxiety,p_anxiety_leads,verdict,flags"
    )
    assert [int(row["row"]) for row in read(out)] == list(range(1, 31))
    assert files_in(tmp_path) == ["in.csv", "out.csv"]
    said = capsys.readouterr()
    assert "rows" in said.out
    assert said.err == ""


def test_the_order_of_the_columns_does_not_matter(tmp_path: Path) -> None:
    rows = answers(5)
    backwards = table(tmp_path / "b.csv", [r[::-1] for r in rows], NAMES[::-1])
    score(table(tmp_path / "a.csv", rows), tmp_path / "a.out")
    score(backwards, tmp_path / "b.out")

    assert (tmp_path / "a.out").read_bytes() == (tmp_path / "b.out").read_bytes()


def test_columns_are_carried_as_they_are(tmp_path: Path) -> None:
    odd = ["NA", "3546789", 'say "hi", you', ""]
    rows = [[*row, cell, "x"] for row, cell in zip(answers(4), odd, strict=True)]
    source = table(tmp_path / "in.csv", rows, [*NAMES, "country", "id"])

    assert score(source, tmp_path / "out.csv", "--carry", "id,country,id") == 0

    written = read(tmp_path / "out.csv")
    assert list(written[0]) == [*COLUMNS, "id", "country"]
    assert [row["country"] for row in written] == odd


def test_rows_that_cannot_be_scored_keep_their_line_and_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = answers(3)
    rows[1] = ["0"] * 36
    assert score(table(tmp_path / "in.csv", rows), tmp_path / "out.csv") == 0

    empty = read(tmp_path / "out.csv")[1]
    said = capsys.readouterr().out
    assert [empty[name] for name in COLUMNS[1:-2]] == [""] * 7
    assert (empty["verdict"], empty["flags"]) == ("unclear", "unscorable:no-answers")
    assert "row 2 (line 3): no answer to any item" in said
    assert "36 coded 0" in said
    assert files_in(tmp_path) == ["in.csv", "out.csv"]


def test_many_unscorable_rows_go_to_a_file_that_a_good_run_takes_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    rows = [[""] * 36 for _ in range(25)] + answers(1)
    score(table(tmp_path / "in.csv", rows), out)

    problems = read(tmp_path / "out.csv.problems.csv")
    said = capsys.readouterr().out
    assert [int(p["row"]) for p in problems] == list(range(1, 26))
    assert problems[24] == {"row": "25", "line": "26", "why": "no answer to any item"}
    assert said.count("no answer to any item") == 20
    assert "out.csv.problems.csv" in said

    score(table(tmp_path / "in.csv", answers(2)), out)
    assert files_in(tmp_path) == ["in.csv", "out.csv"]


def test_a_value_out_of_range_stops_and_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = answers(9000)
    rows[8500][6] = "9"
    out = tmp_path / "out.csv"
    out.write_text("good", encoding="utf-8")

    assert score(table(tmp_path / "in.csv", rows), out) == 2

    said = capsys.readouterr()
    assert "row 8501 (line 8502), column Q7: '9' is not an answer" in said.err
    assert "(1, 2, 3, 4, 5)" in said.err
    assert "--missing 0,NA,9" in said.err
    assert said.out == ""
    assert out.read_text(encoding="utf-8") == "good"
    assert files_in(tmp_path) == ["in.csv", "out.csv"]


def test_a_value_out_of_range_may_be_flagged_instead(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = answers(3)
    rows[0][6] = "four"
    source = table(tmp_path / "in.csv", rows)

    assert score(source, tmp_path / "out.csv", "--on-bad-value", "flag") == 0

    first, second, _ = read(tmp_path / "out.csv")
    assert (first["flags"], first["theta_anxiety"]) == ("unscorable:bad-value-Q7", "")
    assert second["theta_anxiety"]
    assert "the value in Q7 is not an answer" in capsys.readouterr().out


def test_other_codes_for_missing(tmp_path: Path) -> None:
    rows = answers(2)
    rows[0][:2] = ["-9", "refused"]
    source = table(tmp_path / "in.csv", rows)

    assert score(source, tmp_path / "out.csv") == 2
    assert score(source, tmp_path / "out.csv", "--missing", "refused,-9") == 0
    assert "missing:2" in read(tmp_path / "out.csv")[0]["flags"]


def test_negative_codes_for_missing_are_no_options(tmp_path: Path) -> None:
    rows = answers(1)
    rows[0][:2] = ["-9", "99"]
    source = table(tmp_path / "in.csv", rows)

    assert (
        score(source, tmp_path / "out.csv", "--missing", "-9", "--missing", "99") == 0
    )
    assert "missing:2" in read(tmp_path / "out.csv")[0]["flags"]


def test_semicolons_and_a_cut_end_are_mentioned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.csv"
    source.write_text(";".join(NAMES) + "\n" + ";".join(answers(1)[0]), "utf-8")

    assert score(source, tmp_path / "out.csv") == 0

    said = capsys.readouterr().out
    assert "semicolons" in said
    assert "last line has no end" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--out", "{0}/no/out.csv"], "does not exist"),
        (["--out", "{0}"], "not a plain file"),
        (["--out", "{0}/in.csv"], "the file to be read"),
        (["--out", "{0}/out.csv", "--scale", "ecr63"], "Did you mean ecr36?"),
        (["--out", "{0}/out.csv", "--carry", "verdict"], "a column of that name"),
        (["--out", "{0}/out.csv", "--carry", "age"], "1 of 1 column missing: age"),
        (["--out", "{0}/out.csv", "--missing", "3"], "3 is an answer"),
        (["--out", "{0}/out.csv", "--rho", "2"], "correlation"),
    ],
)
def test_wrong_use_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    source = table(tmp_path / "in.csv", answers(2))
    before = source.read_bytes()
    scale = [] if "--scale" in words else ["--scale", "ecr36"]
    filled = [word.format(tmp_path) for word in words]

    code = main(["score", str(source), *scale, *filled])

    said = capsys.readouterr()
    assert code == 2
    assert says in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert files_in(tmp_path) == ["in.csv"]
    assert source.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\0", b"Q1,Q2\n1,2\n"])
def test_a_file_that_is_no_table_ends_with_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(content)

    assert score(source, tmp_path / "out.csv") == 2
    assert capsys.readouterr().err.startswith(f"nearer score: {source}")
    assert files_in(tmp_path) == ["in.csv"]


def started(source: Path, out: Path, *, first: str = "") -> subprocess.Popen[str]:
    code = f"{first}; import sys; from nearer.cli.main import main; sys.exit(main())"
    words = ["score", str(source), "--scale", "ecr36", "--out", str(out)]
    return subprocess.Popen(
        [sys.executable, "-c", code.removeprefix("; "), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow  # a child process that has to be running when it is stopped
def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    source = table(tmp_path / "in.csv", answers(1000) * 100)
    child = started(source, tmp_path / "out.csv")
    while len(files_in(tmp_path)) < 2 and child.poll() is None:
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=120)

    assert child.returncode == 130
    assert "Nothing was written" in said
    assert "Traceback" not in said
    assert files_in(tmp_path) == ["in.csv"]


@pytest.mark.slow  # a child process whose disk is full
def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    source = table(tmp_path / "in.csv", answers(2000))
    small = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (20_000, 20_000))"
    child = started(source, tmp_path / "out.csv", first=small)
    _, said = child.communicate(timeout=120)

    assert child.returncode == 2
    assert "Nothing was written" in said
    assert files_in(tmp_path) == ["in.csv"]


@needs_ecr
@pytest.mark.slow  # 25,746 people
def test_the_ecr_file_with_all_its_traps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "scores.csv"

    assert score(ECR, out, "--carry", "age,country") == 0

    said = capsys.readouterr().out
    rows = read(out)
    assert len(rows) == 25_746
    unscored = [row for row in rows if row["flags"].startswith("unscorable")]
    assert len(unscored) == len(read(tmp_path / "scores.csv.problems.csv")) == 25
    assert "4,559 coded 0" in said
    assert any(row["country"] == "NA" for row in rows)
    assert max(int(row["age"]) for row in rows) == 3_546_789
    # science.md 6.1: levels with 36 items, in the cleaned file; ours has every row.
    share = {v: sum(r["verdict"] == v for r in rows) / len(rows) for v in VERDICTS}
    assert share["anxiety"] == pytest.approx(0.27, abs=0.03)
    assert share["avoidance"] == pytest.approx(0.09, abs=0.03)
    assert share["both"] == pytest.approx(0.10, abs=0.02)
    assert share["neither"] == pytest.approx(0.23, abs=0.03)
