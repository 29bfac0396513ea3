"""What `nearer calibrate` says of data that are odd: the field, and what to do."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from nearer.cli.calibrate import verb
from nearer.cli.main import EXIT_CODES
from nearer.core.measurement import calibration
from nearer.core.measurement.calibration import Settings
from tests.cli.calibrate.test_calibrate import NAMES, people, run, shown, summary, table

REPORT = "report.html"


def refused(
    source: Path, out: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> str:
    assert run(source, out, *more) == 2
    assert not out.exists()
    return capsys.readouterr().err


def test_what_stands_out_is_said_on_the_screen_and_in_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keyed = people(900)
    keyed[keyed[:, 0] == 4, 0] = 3  # nobody chooses 5 on Q1
    keyed[:, 2] = 4 - keyed[:, 2]  # Q3 with its key the wrong way round
    keyed[:, 8] = keyed[:, 4]  # Q9 is Q5 once more
    keyed[keyed[:, 14] == 4, 14] = 3  # nor 1 on Q15, which is reversed
    keyed[keyed[:, 18] == 4, 18] = 3  # nor on Q19
    also = {"who": ["x"] * 900, "Q37": ["1"] * 900}
    source = table(tmp_path / "in.csv", shown(keyed), also)

    assert run(source, tmp_path / "out", "--leave-out", "Q36") == 0

    screen = capsys.readouterr().out
    page = (tmp_path / "out" / REPORT).read_text(encoding="utf-8")
    found = summary(tmp_path / "out")
    assert "nobody chose answer 5 to Q1\n" in screen
    assert "nobody chose answer 1 to Q15, Q19\n" in screen
    assert "Nobody chose answer 1 to Q15, Q19." in page
    assert {"item": "Q15", "category": 5, "answer": 1} in found["unused_categories"]
    assert "runs against the others: Q3" in screen
    assert "answered alike: Q5 and Q9" in screen
    assert "columns not read: who, Q37" in screen
    assert "Q37 looks like an item; ecr36 has 36" in screen
    assert "left out by name: Q36" in screen
    assert found["answered_alike"] == [["Q5", "Q9"]]
    assert found["columns_not_read"] == ["who", "Q37"]
    assert found["items_left_out"] == ["Q36"]
    for word in ("Q5 and Q9", "who, Q37", "Q36"):
        assert word in page


def test_every_item_that_says_nothing_is_named_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keyed = people(300)
    keyed[:, 6], keyed[:, 10], keyed[:, 12] = 2, -1, 0
    source = table(tmp_path / "in.csv", shown(keyed))

    error = refused(source, tmp_path / "out", capsys)

    assert "Q7 (everybody gave the same answer)" in error
    assert "Q11 (nobody answered it)" in error
    assert "add --leave-out Q7,Q11,Q13" in error


def test_one_answer_from_everybody_to_everything_is_not_36_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = table(tmp_path / "in.csv", np.full((300, 36), 3))

    error = refused(source, tmp_path / "out", capsys)

    assert "no item shows more than one answer" in error
    assert "--leave-out" not in error


@pytest.mark.parametrize(("n_people", "says"), [(1, "1 person"), (2, "2 people")])
def test_hardly_anybody_is_too_few_not_too_much_alike(
    tmp_path: Path, n_people: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = table(tmp_path / "in.csv", shown(people(n_people)))

    error = refused(source, tmp_path / "out", capsys)

    assert f"{says} answered, and" in error
    assert "500 or more" in error


def test_answers_counted_from_0_are_not_taken_for_gaps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = shown(people(300)) - 1
    source = table(tmp_path / "in.csv", rows)

    error = refused(source, tmp_path / "out", capsys)

    assert "counted from 0" in error
    assert f"0 stands in {np.sum(rows == 0):,} cells, and nobody gave 5" in error
    assert run(source, tmp_path / "out", "--missing", "0") == 0


def test_a_wrong_value_says_that_such_rows_can_be_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = shown(people(20))
    rows[7, 3] = 6
    source = table(tmp_path / "in.csv", rows)

    error = refused(source, tmp_path / "out", capsys)

    assert "row 8 (line 9), column Q4: '6'" in error
    assert "to leave such rows out, add --on-bad-value flag" in error


def test_a_wrong_value_in_parquet_has_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pa = pytest.importorskip("pyarrow", reason="comes with the cluster extra")
    pq = pytest.importorskip("pyarrow.parquet")
    rows = shown(people(20))
    rows[7, 3] = 6
    pq.write_table(
        pa.table({name: rows[:, i] for i, name in enumerate(NAMES)}),
        tmp_path / "in.parquet",
    )

    error = refused(tmp_path / "in.parquet", tmp_path / "out", capsys)

    assert "row 8, column Q4: 6 is not an answer" in error


def test_items_that_foretell_each_other_can_be_left_out_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keyed = np.repeat(people(400)[:, :1], 36, axis=1)
    source = table(tmp_path / "in.csv", shown(keyed))

    error = refused(source, tmp_path / "out", capsys)

    assert "slopes grow without end" in error
    assert len(error) < 500


def test_a_search_that_did_not_arrive_has_a_code_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verb, "Settings", partial(Settings, max_steps=1))
    source = table(tmp_path / "in.csv", shown(people(300)))

    assert run(source, tmp_path / "out") == 3

    assert "do not use these numbers" in capsys.readouterr().out
    assert summary(tmp_path / "out")["converged"] is False
    assert 'class="warn"' in (tmp_path / "out" / REPORT).read_text(encoding="utf-8")
    assert 'status = "none"' in (tmp_path / "out" / "bank.toml").read_text("utf-8")
    assert "3    calibrated, but the search did not arrive" in EXIT_CODES


def test_a_country_with_one_person_is_named_nowhere(tmp_path: Path) -> None:
    countries = ["Tuvalu", *["Nauru"] * 9, *["Palau"] * 10, *["Chile"] * 280]
    source = table(tmp_path / "in.csv", shown(people(300)), {"country": countries})

    assert run(source, tmp_path / "out") == 0

    written = "".join(
        path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir()
    )
    assert "country,small-groups,,10," in written
    assert "groups of fewer than 10 people, which are not named (10)" in written
    for country, named in (("Tuvalu", 0), ("Nauru", 0), ("Palau", 2)):
        assert written.count(country) == named


def test_people_of_whom_nobody_answered_the_same_two_items_are_calibrated(
    tmp_path: Path,
) -> None:
    rows = shown(people(600))
    rows[::2, ::4] = rows[::2, 1::4] = 0
    rows[1::2, 2::4] = rows[1::2, 3::4] = 0

    assert run(table(tmp_path / "in.csv", rows), tmp_path / "out", "--priors") == 0


def test_without_the_research_extra_numpy_does_it_and_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verb, "WORTH_COMPILED", 1)
    monkeypatch.setattr(
        "nearer.core.measurement.calibration._engines.find_spec", lambda _: None
    )
    for name in ("numba", "scipy"):
        monkeypatch.setitem(sys.modules, name, None)
    source = table(tmp_path / "in.csv", shown(people(300)))

    assert run(source, tmp_path / "out", "--engine", "auto") == 0

    assert "(NumPy)" in capsys.readouterr().out
    assert summary(tmp_path / "out")["engine"] == "NumPy"
    assert "with NumPy" in (tmp_path / "out" / REPORT).read_text(encoding="utf-8")


def test_compiled_loops_that_are_asked_for_and_not_there_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "numba", None)
    for compiled in ("_numba_engine", "_kernels"):  # another test may have loaded them
        name = f"{calibration.__name__}.{compiled}"
        monkeypatch.delitem(sys.modules, name, raising=False)
        monkeypatch.delattr(calibration, compiled, raising=False)
    source = table(tmp_path / "in.csv", shown(people(300)))

    error = refused(source, tmp_path / "out", capsys, "--engine", "numba")

    assert "the compiled loops are not installed" in error
    assert "use --engine numpy" in error


@pytest.mark.parametrize(
    ("first_left_out", "says"),
    [
        (1, "no item is left"),
        (2, "item Q1: it is the only one about avoidance"),
        (3, "item Q1: it is the only one about avoidance"),
    ],
)
def test_too_few_items_are_refused(
    first_left_out: int, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = table(tmp_path / "in.csv", shown(people(300)))
    names = ",".join(NAMES[first_left_out - 1 :])

    assert says in refused(source, tmp_path / "out", capsys, "--leave-out", names)


@pytest.mark.parametrize("n_items", [1, 2])
def test_an_item_or_two_with_priors_have_a_report_without_pairs(
    n_items: int, tmp_path: Path
) -> None:
    source = table(tmp_path / "in.csv", shown(people(300)))
    names = ",".join(name for name in NAMES if name not in NAMES[: 2 * n_items : 2])

    assert run(source, tmp_path / "out", "--priors", "--leave-out", names) == 0
    assert len(summary(tmp_path / "out")["items_left_out"]) == 36 - n_items


@pytest.mark.parametrize("option", ["--threads", "--most-in-memory"])
@pytest.mark.parametrize("value", ["0", "-3", "many"])
def test_a_number_that_cannot_be_is_refused(
    option: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run(tmp_path / "in.csv", tmp_path / "out", option, value)

    assert left.value.code == 2
    assert f"{value!r} is no whole number" in capsys.readouterr().err


def test_a_handful_of_people_get_no_errors_that_are_none(tmp_path: Path) -> None:
    keyed = np.arange(180).reshape(5, 36) * 7 % 5
    source = table(tmp_path / "in.csv", shown(keyed))

    code = run(source, tmp_path / "out", "--priors")

    found = summary(tmp_path / "out")
    assert code == (0 if found["converged"] else 3)
    assert found["standard_errors"] is False
    assert found["se_correlation"] is None


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "Priors were used"), ("es", "Se usaron distribu")],
)
def test_priors_and_few_people_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, says: str
) -> None:
    source = table(tmp_path / "in.csv", shown(people(80)))
    out = tmp_path / "out"

    assert run(source, out, "--priors", "--language", language) == 0

    page = (out / REPORT).read_text(encoding="utf-8")
    assert says in page
    assert "500" in page
    assert summary(out)["priors"] == {
        "log_slope": [pytest.approx(np.log(1.4)), 0.3],
        "threshold": [0.0, 2.0],
    }
    assert "fewer than 500 people" in capsys.readouterr().out


def test_without_priors_and_with_many_people_nothing_is_said_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = table(tmp_path / "in.csv", shown(people(500)))
    out = tmp_path / "out"

    assert run(source, out) == 0

    assert "Priors" not in (out / REPORT).read_text(encoding="utf-8")
    assert summary(out)["priors"] is None
    assert "500 people" not in capsys.readouterr().out
