"""Answers from Parquet, from a folder of gifts, and on a cluster."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nearer
from nearer.cli.calibrate.cluster import (
    SavedBlock,
    _blind,
    _refuse_strangers,
    _sent,
)
from nearer.cli.calibrate.spool import Spool
from nearer.cli.main import main
from nearer.cli.refusal import RefusalError
from nearer.content import catalogue
from nearer.research.donation import Donation, written
from tests.cli.calibrate.test_calibrate import (
    NAMES,
    parameters,
    people,
    run,
    shown,
    summary,
    table,
)
from tests.core.calibration.people import answer

OWN = catalogue().instruments["two-fears"]


def gifts(folder: Path, n_people: int) -> None:
    """Lay down answers of people who follow the provisional parameters."""
    rng = np.random.default_rng(5)
    bank = OWN.bank()
    keyed = answer(
        rng.normal(size=(n_people, 2))[:, bank.trait],
        rng,
        slopes=bank.discrimination,
        intercepts=-bank.discrimination[:, None] * bank.thresholds,
        missing=0.02,
    )
    turned = np.where(OWN.reversed_items(), 4 - keyed, keyed) + 1
    for number, row in enumerate(np.where(keyed < 0, 0, turned)):
        answers = {i: int(v) for i, v in zip(OWN.item_ids, row, strict=True) if v}
        age = ("18-24", "25-34", "")[number % 3]
        gift = Donation(OWN.id, OWN.binding, age, answers)
        (folder / f"{number:04}.toml").write_text(written(gift), encoding="utf-8")


def calibrate_own(source: Path, out: Path) -> int:
    words = ["calibrate", str(source), "--scale", OWN.id, "--out", str(out)]
    return main([*words, "--engine", "numpy", "--priors", "--quiet"])


def test_a_folder_of_gifts_is_calibrated(tmp_path: Path) -> None:
    folder = tmp_path / "gifts"
    folder.mkdir()
    gifts(folder, 300)
    first = (folder / "0000.toml").read_text(encoding="utf-8")
    (folder / "bad.toml").write_text("answers", encoding="utf-8")
    (folder / "large.toml").write_text("#" * 70_000, encoding="utf-8")
    (folder / "odd.toml").write_text(f"{first}tall-1 = 3\n", encoding="utf-8")
    (folder / "old.toml").write_text(
        first.replace(OWN.binding, "older#0"), encoding="utf-8"
    )
    wrong = first.replace(f"{OWN.item_ids[0]} = ", f"{OWN.item_ids[0]} = 9")
    (folder / "wrong.toml").write_text(wrong, encoding="utf-8")

    assert calibrate_own(folder, tmp_path / "out") == 0

    found = summary(tmp_path / "out")
    assert found["people"] == 300
    assert found["rows"] == 305
    assert found["left_out"] == {
        "bad-value": 1,
        "unreadable": 3,
        "other-instrument": 1,
    }
    assert found["converged"]
    assert len(parameters(tmp_path / "out")) == 32


def test_a_folder_in_which_no_gift_can_be_read_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.toml").write_text("answers", encoding="utf-8")
    (tmp_path / "folder.toml").mkdir()

    assert calibrate_own(tmp_path, tmp_path / "out") == 2

    said = capsys.readouterr().err
    assert "no file has an answer that can be used. bad.toml: it is not TOML" in said
    assert "folder.toml: " in said


def test_a_folder_without_gifts_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert calibrate_own(tmp_path, tmp_path / "out") == 2
    assert "no .toml file of answers" in capsys.readouterr().err


@pytest.fixture(scope="module")
def rows() -> np.ndarray:
    return shown(people(600, missing=0.01))


def test_parquet_without_its_reader_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    source = tmp_path / "in.parquet"
    source.write_bytes(b"PAR1")

    assert run(source, tmp_path / "out") == 2

    said = capsys.readouterr().err
    assert f"{source}: Parquet files need the cluster extra" in said
    assert "Install it, or save the table as CSV." in said


def parquet(path: Path, columns: dict[str, Any]) -> Path:
    pa = pytest.importorskip("pyarrow", reason="comes with the cluster extra")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table(columns), path)
    return path


def test_parquet_and_csv_give_the_same_numbers(
    tmp_path: Path, rows: np.ndarray
) -> None:
    country = ["NA", "US"] * 300
    columns: dict[str, Any] = {name: rows[:, i] for i, name in enumerate(NAMES)}
    columns["Q5"] = [None if v == 0 else float(v) for v in rows[:, 4]]
    columns["Q6"] = ["NA" if v == 0 else str(v) for v in rows[:, 5]]
    columns["Q7"] = [" " if v == 0 else f"{v}.0" for v in rows[:, 6]]
    columns["q8 "] = columns.pop("Q8")
    source = parquet(tmp_path / "in.parquet", {**columns, "country": country})
    as_csv = table(tmp_path / "in.csv", rows, {"country": country})

    assert run(source, tmp_path / "one") == 0
    assert run(as_csv, tmp_path / "two") == 0

    assert parameters(tmp_path / "one") == parameters(tmp_path / "two")
    assert (tmp_path / "one" / "differences.csv").read_text(encoding="utf-8") == (
        tmp_path / "two" / "differences.csv"
    ).read_text(encoding="utf-8")


def test_a_parquet_file_that_does_not_fit_is_refused(
    tmp_path: Path, rows: np.ndarray, capsys: pytest.CaptureFixture[str]
) -> None:
    columns: dict[str, Any] = {name: rows[:, i] for i, name in enumerate(NAMES)}
    few = parquet(tmp_path / "few.parquet", {"Q1": rows[:, 0]})
    words = parquet(tmp_path / "words.parquet", {**columns, "Q2": ["often"] * 600})
    wrong = parquet(tmp_path / "wrong.parquet", {**columns, "Q3": rows[:, 2] + 7})
    twice = parquet(tmp_path / "twice.parquet", {**columns, "q1": rows[:, 0]})
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(few.read_bytes()[:50])

    for source, says in [
        (few, "35 columns are missing: Q2"),
        (twice, "the column Q1 is there twice"),
        (words, "column Q2: it holds something else than numbers"),
        (wrong, "column Q3"),
        (broken, "cannot be read as Parquet"),
    ]:
        assert run(source, tmp_path / "out") == 2
        error = capsys.readouterr().err
        assert says in error
        assert len(error.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_wrong_rows_of_a_parquet_file_can_be_left_out(
    tmp_path: Path, rows: np.ndarray
) -> None:
    marred = rows.copy()
    marred[3, 2] = 9
    marred[4, 2] = -9
    columns = {name: marred[:, i] for i, name in enumerate(NAMES)}
    source = parquet(tmp_path / "in.parquet", columns)
    more = ("--on-bad-value", "flag", "--missing", "0,-9,none")

    assert run(source, tmp_path / "out", *more) == 0

    assert summary(tmp_path / "out")["left_out"] == {"bad-value": 1}


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_second_sitting_is_compared_and_does_not_enter(
    tmp_path: Path, kind: str
) -> None:
    first = people(500, seed=7)
    second = first[:60].copy()
    second[:, :6] = people(60, seed=8)[:, :6]
    third = first[:1]
    everybody = shown(np.vstack([first, second, third]))
    codes = [f"p{n}" for n in [*range(500), *range(60), 0]]
    codes[499] = ""
    if kind == "csv":
        source = table(tmp_path / "in.csv", everybody, {"who": codes})
    else:
        columns: dict[str, Any] = {n: everybody[:, i] for i, n in enumerate(NAMES)}
        source = parquet(tmp_path / "in.parquet", {**columns, "who": codes})

    assert run(source, tmp_path / "out", "--person", "who") == 0

    found = summary(tmp_path / "out")
    assert found["people"] == 500
    assert found["left_out"] == {"later-sitting": 61}
    with (tmp_path / "out" / "retest.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [(line["trait"], line["score"]) for line in lines] == [
        ("avoidance", "mean"),
        ("avoidance", "theta"),
        ("anxiety", "mean"),
        ("anxiety", "theta"),
    ]
    by_hand = np.corrcoef(first[:60, 0::2].mean(axis=1), second[:, 0::2].mean(axis=1))[
        0, 1
    ]
    assert float(lines[0]["r"]) == pytest.approx(by_hand, abs=1e-9)
    assert lines[0]["people"] == "60"
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Second sitting, Avoidance: 60 people" in page


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    distributed = pytest.importorskip("distributed", reason="the cluster extra")
    with distributed.LocalCluster(
        n_workers=1,
        processes=False,
        dashboard_address=None,
        protocol="tcp",
        host="127.0.0.1",
        silence_logs=50,
    ) as running:
        yield running.scheduler_address


@pytest.mark.slow  # starts a scheduler and a worker
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("sees_our_files", [True, False])
def test_on_a_cluster_the_files_hold_the_same_numbers(
    scheduler: str,
    tmp_path: Path,
    rows: np.ndarray,
    monkeypatch: pytest.MonkeyPatch,
    sees_our_files: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    source = table(tmp_path / "in.csv", rows)
    if not sees_our_files:
        monkeypatch.setattr(
            "nearer.cli.calibrate.cluster._blind", lambda *_: ["tcp://elsewhere"]
        )

    assert run(source, tmp_path / "here") == 0
    assert run(source, tmp_path / "there", "--cluster", scheduler) == 0

    for one, two in zip(
        parameters(tmp_path / "here"), parameters(tmp_path / "there"), strict=True
    ):
        for column in ("a", "b1", "b4", "se_a"):
            assert float(one[column]) == pytest.approx(float(two[column]), abs=1e-8)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "here",
        "in.csv",
        "there",
    ]


@dataclass
class Machines:
    """A client whose machines say of themselves what they are told to."""

    versions: dict[str, object]
    scheduler: object = nearer.__version__
    sees: bool = True

    def run(self, asked: object, *_: object, **__: object) -> dict[str, object]:
        if asked is eval:
            return self.versions
        return dict.fromkeys(self.versions, self.sees)

    def run_on_scheduler(self, *_: object) -> object:
        if isinstance(self.scheduler, Exception):
            raise self.scheduler
        return self.scheduler


@pytest.mark.parametrize(
    ("machines", "says"),
    [
        (Machines({"w1": nearer.__version__, "w2": "0.0.1"}), "w2: it has version 0.0"),
        (Machines({"w1": ImportError("no")}), "worker w1: it has no nearer"),
        (Machines({}, ImportError("no")), "the scheduler: it has no nearer"),
    ],
)
def test_machines_without_the_same_program_are_named(
    machines: Machines, says: str
) -> None:
    with pytest.raises(RefusalError, match=says):
        _refuse_strangers("tcp://here", machines)


def test_too_many_answers_are_not_sent_to_workers_without_our_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blocks = [SavedBlock("somewhere")]
    spool = Spool(36, most_in_memory=100)
    spool.add(people(20))
    assert _blind(Machines({"w1": ""}), blocks) == []
    assert _blind(Machines({"w1": ""}, sees=False), blocks) == ["w1"]
    [sent] = _sent(["w1"], spool)
    np.testing.assert_array_equal(sent(), people(20))

    monkeypatch.setattr("nearer.cli.calibrate.cluster.MOST_SENT", 100)
    with pytest.raises(RefusalError, match="worker w1: it does not see the folder"):
        _sent(["w1"], spool)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_scheduler_that_does_not_answer_is_said(
    tmp_path: Path,
    rows: np.ndarray,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("distributed", reason="comes with the cluster extra")
    monkeypatch.setattr("nearer.cli.calibrate.cluster.SECONDS_TO_CONNECT", 0.2)
    source = table(tmp_path / "in.csv", rows)

    assert run(source, tmp_path / "out", "--cluster", "tcp://127.0.0.1:9") == 2
    assert "no scheduler answers there" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
