"""`nearer calibrate`: all files together, or one clear sentence and none."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nearer.cli.calibrate.spool import Spool
from nearer.cli.main import main
from nearer.content import catalogue
from nearer.core.measurement.calibration import calibrate
from tests.core.calibration.people import answer
from tests.shared_data import ECR, needs_ecr

NAMES = [f"Q{n}" for n in range(1, 37)]
ECR36 = catalogue().instruments["ecr36"]


def people(n_people: int, *, seed: int = 1, missing: float = 0.0) -> np.ndarray:
    """Keyed answers of people who follow the shipped parameters."""
    rng = np.random.default_rng(seed)
    bank = ECR36.bank()
    pair = rng.normal(size=(n_people, 2))
    return answer(
        pair[:, bank.trait],
        rng,
        slopes=bank.discrimination,
        intercepts=-bank.discrimination[:, None] * bank.thresholds,
        missing=missing,
    )


def shown(keyed: np.ndarray) -> np.ndarray:
    """Turn reversed items back, count from 1, and write 0 where there is no answer."""
    turned = np.where(ECR36.reversed_items(), 4 - keyed, keyed) + 1
    return np.where(keyed < 0, 0, turned)


def table(
    path: Path, rows: np.ndarray, extra: dict[str, list[str]] | None = None
) -> Path:
    also = extra or {}
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([*NAMES, *also])
        out.writerows(
            [*row, *(cells[i] for cells in also.values())]
            for i, row in enumerate(rows.tolist())
        )
    return path


def run(source: Path, out: Path, *more: str) -> int:
    words = ["calibrate", str(source), "--scale", "ecr36", "--out", str(out)]
    return main([*words, "--engine", "numpy", "--quiet", *more])


def parameters(folder: Path) -> list[dict[str, str]]:
    with (folder / "parameters.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def summary(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (folder / "summary.json").read_text(encoding="utf-8")
    )
    return found


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Calibrate 700 people, with everything odd that a file can hold."""
    folder = tmp_path_factory.mktemp("done")
    rows = shown(people(700, missing=0.01))
    rows = np.vstack(
        [rows, rows[:3], np.full((2, 36), 3), np.zeros((4, 36), dtype=int)]
    )
    source = table(folder / "in.csv", rows)
    assert run(source, folder / "out") == 0
    return folder


def test_parameters_have_a_line_an_item_and_the_columns_as_promised(done: Path) -> None:
    lines = parameters(done / "out")

    steps = ["1", "2", "3", "4"]
    header = ["item", "trait", "a", *(f"b{k}" for k in steps)]
    assert list(lines[0]) == [*header, "se_a", *(f"se_b{k}" for k in steps)]
    assert [line["item"] for line in lines] == NAMES
    assert [line["trait"] for line in lines] == ["avoidance", "anxiety"] * 18
    a = np.array([float(line["a"]) for line in lines])
    se = np.array([float(line["se_a"]) for line in lines])
    z = (a - np.array(ECR36.calibration.discrimination)) / se
    assert np.max(np.abs(z)) < 4.5


def test_the_summary_says_who_entered_and_who_did_not(done: Path) -> None:
    found = summary(done / "out")

    assert found["rows"] == 709
    assert found["people"] == 705
    assert found["left_out"] == {"no-answers": 4}
    assert found["odd_but_kept"]["all-same"] == 2
    assert found["odd_but_kept"]["duplicate"] == 3
    assert found["converged"] is True
    assert found["log_likelihood"] < 0
    assert abs(found["correlation"]) < 0.15
    for key in ("iterations", "seconds_fit"):
        assert found[key] >= 0


def test_it_is_the_calibration_of_the_library(done: Path) -> None:
    rows = np.loadtxt(done / "in.csv", delimiter=",", skiprows=1, dtype=int)

    found = calibrate(answers=ECR36.keyed(rows), n_categories=5, traits=[0, 1] * 18)

    lines = parameters(done / "out")
    for item, line in enumerate(lines):
        assert float(line["a"]) == pytest.approx(found.discrimination[item], abs=1e-8)
        assert float(line["b3"]) == pytest.approx(found.thresholds[item, 2], abs=1e-8)
    value = summary(done / "out")["log_likelihood"]
    assert value == pytest.approx(found.log_likelihood, rel=1e-13)


def test_streamed_from_the_disk_the_numbers_are_the_same(
    done: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run(done / "in.csv", out, "--most-in-memory", "100", "--threads", "2") == 0

    for one, two in zip(parameters(done / "out"), parameters(out), strict=True):
        for column in ("a", "b1", "b4", "se_a", "se_b4"):
            assert float(one[column]) == pytest.approx(float(two[column]), abs=1e-8)


def test_odd_rows_can_be_left_out_and_are_counted(done: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(done / "in.csv", out, "--exclude", "all-same,duplicate,gaps") == 0

    found = summary(out)
    assert found["left_out"]["all-same"] == 2
    assert found["left_out"]["duplicate"] == 3
    assert found["left_out"]["gaps"] > 100
    assert found["people"] == found["rows"] - sum(found["left_out"].values())


def test_few_people_need_priors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = table(tmp_path / "in.csv", shown(people(80)))

    assert run(source, tmp_path / "out") == 2
    assert "80 people answered" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()

    assert run(source, tmp_path / "out", "--priors") == 0
    assert summary(tmp_path / "out")["converged"]


def test_an_item_that_says_nothing_is_named_and_can_be_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keyed = people(400)
    keyed[:, 6] = 2
    source = table(tmp_path / "in.csv", shown(keyed))

    assert run(source, tmp_path / "out") == 2
    assert "item Q7: everybody gave the same answer" in capsys.readouterr().err

    assert run(source, tmp_path / "out", "--leave-out", "Q7") == 0
    assert [line["item"] for line in parameters(tmp_path / "out")] == [
        name for name in NAMES if name != "Q7"
    ]


def test_a_category_that_nobody_chose_is_said(tmp_path: Path) -> None:
    keyed = people(900)
    keyed[keyed[:, 0] == 4, 0] = 3
    source = table(tmp_path / "in.csv", shown(keyed))

    assert run(source, tmp_path / "out") == 0

    assert summary(tmp_path / "out")["unused_categories"] == [
        {"item": "Q1", "category": 5, "answer": 5}
    ]
    first = parameters(tmp_path / "out")[0]
    assert first["b4"] == "inf"
    assert first["se_b4"] == ""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--scale", "ecr63"], "no instrument of that name"),
        (["--scale", "roots"], "one or two traits"),
        (["--leave-out", "Q99"], "no such item"),
        (["--groups", "shoe"], "shoe"),
        (["--out", "missing/out"], "does not exist"),
    ],
)
def test_a_wrong_word_is_refused_before_the_work(
    tmp_path: Path,
    words: list[str],
    says: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    source = table(tmp_path / "in.csv", shown(people(5)))

    assert run(source, tmp_path / "out", *words) == 2

    error = capsys.readouterr().err
    assert says in error
    assert len(error.strip().splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]


def test_an_unknown_oddity_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stop:
        run(tmp_path / "in.csv", tmp_path / "out", "--exclude", "tall")

    assert stop.value.code == 2


def test_a_value_out_of_range_stops_or_leaves_the_row_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = shown(people(400))
    rows[7, 3] = 9
    source = table(tmp_path / "in.csv", rows)

    assert run(source, tmp_path / "out") == 2
    assert "row 8 (line 9), column Q4: '9' is not an answer" in capsys.readouterr().err

    assert run(source, tmp_path / "out", "--on-bad-value", "flag") == 0
    assert summary(tmp_path / "out")["left_out"] == {"bad-value": 1}


def test_nobody_to_calibrate_on_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = table(tmp_path / "in.csv", np.zeros((3, 36), dtype=int))

    assert run(source, tmp_path / "out") == 2
    assert "no row has an answer" in capsys.readouterr().err


def test_what_stood_in_the_folder_stays_but_for_files_of_the_same_name(
    done: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("kept", encoding="utf-8")
    (out / "summary.json").write_text("old", encoding="utf-8")

    assert run(done / "in.csv", out) == 0

    assert (out / "mine.txt").read_text(encoding="utf-8") == "kept"
    assert summary(out)["people"] == 705
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_column_with_no_end_of_values_tells_no_groups(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {"person": [f"p{i}" for i in range(5_100)]}
    source = table(tmp_path / "in.csv", np.full((5_100, 36), 3), names)

    assert run(source, tmp_path / "out", "--groups", "person") == 2
    assert "tells no groups apart" in capsys.readouterr().err


def test_a_spool_gives_back_what_it_took() -> None:
    codes = people(50)
    for most in (10, 1_000):
        spool = Spool(36, most_in_memory=most)
        for at in range(0, 50, 7):
            spool.add(codes[at : at + 7])
        assert spool.on_disk == (most == 10)
        for _ in range(2):
            np.testing.assert_array_equal(np.vstack(list(spool.blocks())), codes)
        spool.close()


@needs_ecr
@pytest.mark.slow  # 25,746 people
def test_the_real_answers_agree_with_the_published_table(tmp_path: Path) -> None:
    # The table was made from 39,049 records of adults; these 25,746 are a part of the
    # same release, so they differ by sampling error and by who was kept.
    compiled = ("--engine", "numba", "--threads", "1")
    assert run(ECR, tmp_path / "out", "--groups", "none", *compiled) == 0

    found = summary(tmp_path / "out")
    assert found["rows"] == 25_746
    assert found["people"] == 25_721
    assert found["converged"]
    lines = parameters(tmp_path / "out")
    a = np.array([float(line["a"]) for line in lines])
    b = np.array([[float(line[f"b{k}"]) for k in range(1, 5)] for line in lines])
    table_b = np.array(ECR36.calibration.thresholds)
    assert np.max(np.abs(a - ECR36.calibration.discrimination)) < 0.12
    assert np.corrcoef(b.ravel(), table_b.ravel())[0, 1] > 0.999
    assert np.max(np.abs(b - table_b)) < 0.2
    assert found["correlation"] == pytest.approx(0.0178, abs=0.05)
