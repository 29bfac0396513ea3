"""`nearer couple fit`: all files together, or one clear sentence and none."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from nearer.cli.couple.files import COLUMNS
from nearer.cli.main import main
from nearer.cli.writing.page import LANGUAGES, Words
from nearer.core.dynamics import (
    METHOD,
    Couples,
    Days,
    PathRules,
    Reason,
    Verdict,
    read,
    simulate,
)
from tests.shared_data import FOLDER

HEADER = ("pair", "day", "reach", "withdraw")
NAMES = ("--couple", "pair", "--day", "day", "--x", "reach", "--y", "withdraw")
LOOP = np.array([[0.25, 0.5], [0.5, 0.25]])
BARKALIFA = FOLDER / "couples-barkalifa" / "sample1.csv"
SIMULATED = FOLDER / "couples-simulated" / "dyads_ild.csv"
Row = tuple[object, ...]


def made_up(count: int, *, n_days: int = 60, seed: int = 1) -> list[Days]:
    like = Couples(transition=LOOP[None].repeat(count, axis=0), n_days=n_days)
    many = simulate(couples=like, rng=np.random.default_rng(seed))
    return [Days(np.round(5.0 + 1.5 * one.array, 1)) for one in many]


def rows_of(many: list[Days]) -> list[Row]:
    return [
        (couple, day, *("" if np.isnan(v) else v for v in pair))
        for couple, days in enumerate(many, 1)
        for day, pair in enumerate(days.array.tolist())
    ]


def write(path: Path, rows: Sequence[Row], header: tuple[str, ...] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def run(source: Path, out: Path, *more: str) -> int:
    words = ["couple", "fit", str(source), *NAMES, "--out", str(out), "--quiet", *more]
    return main(words)


def read_back(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "days.csv", rows_of(made_up(3)))


def test_every_couple_gets_its_four_paths(source: Path, tmp_path: Path) -> None:
    assert run(source, tmp_path / "out") == 0

    found = read_back(tmp_path / "out" / "couples.csv")
    assert tuple(found[0]) == COLUMNS
    assert [(row["couple"], row["path"]) for row in found[:4]] == [
        ("1", "x_to_x"),
        ("1", "y_to_x"),
        ("1", "x_to_y"),
        ("1", "y_to_y"),
    ]
    assert len(found) == 12
    assert {row["days"] for row in found} <= {"58", "59", "60"}
    for row in found:
        mean, sd, low, high = (float(row[n]) for n in ("mean", "sd", "lo95", "hi95"))
        assert low < mean < high
        assert high - low == pytest.approx(2 * 1.96 * sd, abs=2e-4)
        assert 0.0 <= float(row["p_positive"]) <= 1.0


def test_the_numbers_are_those_of_the_core(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out")

    found = read_back(tmp_path / "out" / "couples.csv")
    core = read(days=made_up(3)[1])
    assert core.paths is not None
    assert float(found[6]["mean"]) == pytest.approx(core.paths.x_to_y.mean, abs=1e-4)
    loops = read_back(tmp_path / "out" / "loops.csv")
    assert loops[1] == {
        "couple": "2",
        "loop": core.loop.value,
        "days": str(core.n_days),
        "pairs": str(core.n_pairs),
        "reason": core.loop_reason or "",
    }


def test_there_is_a_picture_of_all_and_one_of_each(
    source: Path, tmp_path: Path
) -> None:
    run(source, tmp_path / "out")

    out = tmp_path / "out"
    assert {path.name for path in out.iterdir()} == {
        "couples.csv",
        "loops.csv",
        "summary.json",
        "report.html",
        "paths.svg",
        "couple-1.svg",
        "couple-2.svg",
        "couple-3.svg",
    }
    page = (out / "report.html").read_text("utf-8")
    assert page.count("<svg") == 4
    assert "default-src 'none'" in page
    assert not re.search(r"(src|href)=", page)
    for path in out.glob("*.svg"):
        assert path.read_text("utf-8").startswith("<svg")


def test_the_summary_counts(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(source, tmp_path / "out")

    said = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert (said["couples"], said["fitted"], said["rows"]) == (3, 3, 180)
    assert sum(said["loops"].values()) == 3
    assert said["method"] == METHOD
    assert said["rules"] == asdict(PathRules())
    assert said["priors"]["cross"] == [0.0, 0.2]
    assert said["days_are_dates"] is False
    assert said["read_as_missing"]["empty"] > 0
    assert "couples with numbers" in capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_speaks_both_languages(
    language: str, source: Path, tmp_path: Path
) -> None:
    assert run(source, tmp_path / "out", "--language", language) == 0

    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert f'lang="{language}"' in page
    assert Words("couple", language).say("page.title") in page


def test_both_languages_say_the_same_things() -> None:
    english, spanish = (Words("couple", language)._words for language in LANGUAGES)

    assert english.keys() | {"reason"} == spanish.keys()
    for name, section in english.items():
        if isinstance(section, dict):
            assert section.keys() == spanish[name].keys()
    wanted = {*map(str, Reason), "days too far apart"}
    assert spanish["reason"].keys() == wanted
    assert spanish["verdict"].keys() == set(map(str, Verdict))


def test_days_may_be_dates_in_any_order(tmp_path: Path) -> None:
    first = date(2026, 1, 7)
    dated = [
        (c, (first + timedelta(int(str(day)))).isoformat(), x, y)
        for c, day, x, y in rows_of(made_up(2))
    ]
    straight = write(tmp_path / "straight.csv", dated)
    mixed = write(tmp_path / "mixed.csv", sorted(dated, key=lambda row: str(row)[::-1]))

    assert run(straight, tmp_path / "one") == run(mixed, tmp_path / "other") == 0

    one, other = (read_back(tmp_path / n / "couples.csv") for n in ("one", "other"))
    key = [(row["couple"], row["path"]) for row in one]
    again = {(row["couple"], row["path"]): row for row in other}
    assert [again[k] for k in key] == one
    said = json.loads((tmp_path / "other" / "summary.json").read_text("utf-8"))
    assert said["days_are_dates"] is True
    assert said["couples_with_days_out_of_order"] == 2


def test_a_picture_is_numbered_by_the_couple_s_place_in_the_file(
    tmp_path: Path,
) -> None:
    rows = days_with(column("first", wave, ""), column("second", wave, other))

    assert run(write(tmp_path / "days.csv", rows), tmp_path / "out") == 0

    (drawn,) = (tmp_path / "out").glob("couple-*.svg")
    assert drawn.name == "couple-2.svg"
    assert "Couple second" in drawn.read_text("utf-8")


def days_with(*couples: list[Row]) -> list[Row]:
    return [row for rows in couples for row in rows]


def column(name: str, x: object, y: object, days: range = range(60)) -> list[Row]:
    def cell(value: object, day: int) -> object:
        return value(day) if callable(value) else value

    return [(name, day, cell(x, day), cell(y, day)) for day in days]


def wave(day: int) -> str:
    return f"{5 + 2 * np.cos(day * day):.2f}"


def other(day: int) -> str:
    return f"{3 + 2 * np.sin(day * day + 1):.2f}"


@pytest.mark.parametrize(
    ("rows", "reason", "numbers"),
    [
        (column("a", wave, ""), "one series only", 0),
        (column("a", "", "NA"), "no answers", 0),
        (column("a", wave, 4), "no variation", 0),
        (column("a", wave, wave), "no stable fit", 0),
        (column("a", wave, other, range(30)), "too few days", 4),
        (column("a", wave, wave, range(6)), "too few answers", 0),
        (column("a", wave, wave, range(0, 60, 20)), "too few answers", 0),
        (column("a", wave, wave, range(0, 5000, 100)), "days too far apart", 0),
    ],
)
def test_a_couple_that_says_nothing_has_rows_that_say_why(
    rows: list[Row], reason: str, numbers: int, tmp_path: Path
) -> None:
    source = write(tmp_path / "days.csv", rows)

    assert run(source, tmp_path / "out") == 0

    found = read_back(tmp_path / "out" / "couples.csv")
    assert len(found) == 4
    assert {row["reason"] for row in found} == {reason}
    assert {row["verdict"] for row in found} == {"not enough"}
    assert sum(bool(row["mean"]) for row in found) == numbers
    assert read_back(tmp_path / "out" / "loops.csv")[0]["reason"] == reason


GOOD = rows_of(made_up(1))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([*GOOD, (1, 3, 4, 4)], "row 61 (line 62), column day: couple '1' has day 3"),
        ([*GOOD, (1, 90, "often", 4)], "column reach: 'often' is not a number"),
        ([*GOOD, (1, 90, 4, "3,5")], "column withdraw: '3,5' is not a number. Write"),
        ([*GOOD, (1, 90, 4, "inf")], "column withdraw: 'inf' is not a number"),
        ([*GOOD, (1, 90, "1e999", 4)], "'1e999' is too large for an answer. Mend"),
        (
            [*GOOD, (1, 90, "-1e13", 4)],
            "row 61 (line 62), column reach: '-1e13' is too",
        ),
        ([*GOOD, (1, "tomorrow", 4, 4)], "'tomorrow' is neither a whole number nor"),
        ([*GOOD, (1, "2026-01-05", 4, 4)], "is a date, and the days above are numbers"),
        ([("a", "2026-01-05", 4, 4), ("a", 6, 4, 4)], "is a number, and the days"),
        ([("a", "2026-02-30", 4, 4)], "'2026-02-30' is no day of the calendar"),
        ([*GOOD, (1, "", 4, 4)], "the day is empty"),
        ([*GOOD, (1, 3, 4, 4)], "If each partner has a row, put the two side by side"),
        ([(1, "2026-01-05T21:30:00+02:00", 4, 4)], "is a day with a time. Write only"),
        ([(1, "01/05/2026", 4, 4)], "day and month cannot be told for sure. Write"),
        ([(1, "5.1.26", 4, 4)], "'5.1.26' day and month cannot be told"),
        ([(1, "0.5", 4, 4)], "'0.5' is neither a whole number nor"),
        ([*GOOD, (" ", 90, 4, 4)], "column pair: the couple has no name"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(
    rows: list[Row], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(tmp_path / "days.csv", rows)

    assert run(source, tmp_path / "out") == 2

    told = capsys.readouterr().err
    assert said in told
    assert "Nothing was written" in told
    assert not (tmp_path / "out").exists()


def test_fractions_may_be_written_with_a_comma(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [(c, d, *(str(v).replace(".", ",") for v in pair)) for c, d, *pair in GOOD]
    source = write(tmp_path / "days.csv", rows)

    assert run(source, tmp_path / "out", "--decimal", "comma") == 0
    assert run(write(tmp_path / "plain.csv", GOOD), tmp_path / "plain") == 0
    assert read_back(tmp_path / "out" / "couples.csv") == read_back(
        tmp_path / "plain" / "couples.csv"
    )
    assert "not known: days are numbers" in capsys.readouterr().out
    both = write(tmp_path / "both.csv", [*rows, (1, 90, "3.5", 4)])
    assert run(both, tmp_path / "no", "--decimal", "comma") == 2
    assert "write every number with a comma, as 3,5" in capsys.readouterr().err


def test_a_column_that_is_not_there_is_named(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(source, tmp_path / "out", "--y", "drawback") == 2
    assert "1 of 4 columns missing: drawback" in capsys.readouterr().err


def test_one_column_cannot_be_both_partners(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(source, tmp_path / "out", "--y", "reach") == 2
    assert "one column cannot be two things" in capsys.readouterr().err


def test_other_codes_may_stand_for_no_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        (c, d, x if x != "" else -9, y if y != "" else "none") for c, d, x, y in GOOD
    ]
    source = write(tmp_path / "days.csv", rows)

    assert run(source, tmp_path / "out", "--missing", "-9") == 2
    # With `none` alone -9 would be an answer.
    assert "add --missing -9,none." in capsys.readouterr().err
    codes = ("--missing", "-9", "--missing", "none")
    assert run(source, tmp_path / "out", *codes) == 0

    run(write(tmp_path / "plain.csv", GOOD), tmp_path / "plain")
    assert read_back(tmp_path / "out" / "couples.csv") == read_back(
        tmp_path / "plain" / "couples.csv"
    )


def test_rules_can_be_asked_otherwise(tmp_path: Path) -> None:
    source = write(tmp_path / "days.csv", rows_of(made_up(1, n_days=30)))
    rules = ("--least-days", "20", "--least-pairs", "10", "--least-sd", "0.1")

    assert run(source, tmp_path / "out", *rules, "--noise", "none") == 0

    found = read_back(tmp_path / "out" / "couples.csv")
    assert {row["reason"] for row in found} <= {"", "rests on a part of the days"}


@pytest.mark.parametrize("word", ["much", "-1", "inf"])
def test_a_rule_that_is_no_number_is_refused(
    word: str, source: Path, tmp_path: Path
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(source, tmp_path / "out", f"--least-sd={word}")
    assert stopped.value.code == 2


def test_ctrl_c_leaves_what_was_there(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run(source, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def stop(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("nearer.cli.couple.verb.read_many", stop)

    assert run(source, out) == 130
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["days.csv", "out"]


def test_many_couples_are_drawn_in_order_of_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nearer.cli.couple.report.NAMED", 2)
    monkeypatch.setattr("nearer.cli.couple.report.FEW", 2)
    monkeypatch.setattr("nearer.cli.couple.report.LISTED", 2)
    source = write(tmp_path / "days.csv", rows_of(made_up(5)))
    out = tmp_path / "out"
    out.mkdir()
    (out / "couple-1.svg").touch()  # of an earlier table with fewer couples
    (out / "my notes.txt").touch()

    assert run(source, out) == 0

    assert not list(out.glob("couple-*.svg"))
    assert (out / "my notes.txt").exists()
    page = (out / "report.html").read_text("utf-8")
    assert "couples in order of size" in page
    assert "not shown here: 3." in page


def test_a_file_cut_off_is_remarked_upon(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(tmp_path / "days.csv", GOOD)
    source.write_bytes(source.read_bytes().rstrip())

    assert run(source, tmp_path / "out") == 0
    assert "may be cut off" in capsys.readouterr().out
    assert "may not be whole" in (tmp_path / "out" / "report.html").read_text("utf-8")


@pytest.mark.skipif(not BARKALIFA.exists(), reason=f"{BARKALIFA} is not there")
def test_real_couples_are_read(tmp_path: Path) -> None:
    with BARKALIFA.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    first = sorted({row["ID"] for row in table})[:30]
    rows: list[Row] = [
        (row["ID"], row["DIARYDAY"], row["M_Vig."], row["W_Vig."])
        for row in table
        if row["ID"] in first
    ]
    source = write(tmp_path / "days.csv", rows)

    assert run(source, tmp_path / "out", "--least-days=28", "--least-pairs=14") == 0

    found = read_back(tmp_path / "out" / "couples.csv")
    assert len(found) == 120
    # Moods carry over from day to day more than not; a band of what is plausible.
    inertia = [float(r["mean"]) for r in found if r["path"] == "x_to_x" and r["mean"]]
    assert len(inertia) == 30
    assert 0.1 < np.mean(inertia) < 0.4
    loops = [row["loop"] for row in read_back(tmp_path / "out" / "loops.csv")]
    assert loops.count("likely") <= 4


@pytest.mark.skipif(not SIMULATED.exists(), reason=f"{SIMULATED} is not there")
def test_two_weeks_are_said_to_be_too_few(tmp_path: Path) -> None:
    pairs: dict[tuple[str, str], list[str]] = {}
    with SIMULATED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = (row["coupleID"], row["diaryday"])
            pairs.setdefault(key, []).append(row["closeness"])
    rows: list[Row] = [(*key, *both) for key, both in pairs.items() if int(key[0]) < 40]
    source = write(tmp_path / "days.csv", rows)

    assert run(source, tmp_path / "out") == 0

    found = read_back(tmp_path / "out" / "couples.csv")
    assert {row["reason"] for row in found} == {"too few days"}
    assert {row["days"] for row in found} == {"14"}
    assert all(row["mean"] for row in found)
