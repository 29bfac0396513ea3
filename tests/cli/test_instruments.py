"""`nearer instruments` and `nearer check-content`."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nearer.cli import check_content
from nearer.cli.main import main
from nearer.content import catalogue
from nearer.content.audit import audit
from tests.shared_data import FOLDER

QUESTIONNAIRES = sorted((FOLDER / "fhir-questionnaires").glob("*.json"))


@pytest.fixture
def kept(data_folder: Path) -> Path:
    """Return the folder of imported questionnaires, which is not there at first."""
    return data_folder / "instruments"


def option(code: str) -> dict[str, Any]:
    return {"valueCoding": {"code": code, "display": f"words for {code}"}}


@pytest.fixture
def questionnaire(tmp_path: Path) -> Path:
    """Return a small questionnaire that can be asked."""
    path = tmp_path / "mood.json"
    items = [
        {
            "linkId": f"m{n}",
            "text": f"Statement {n}",
            "type": "choice",
            "answerOption": [option("a"), option("b"), option("c")],
        }
        for n in (1, 2)
    ]
    content = {
        "resourceType": "Questionnaire",
        "id": "mood",
        "title": "Mood",
        "status": "active",
        "language": "en",
        "item": items,
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


class Terminal(io.StringIO):
    """Someone who types."""

    def isatty(self) -> bool:
        return True


def test_what_is_shipped_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["instruments", "list"]) == 0

    said = capsys.readouterr().out
    for id_ in catalogue().instruments:
        assert id_ in said
    assert "numbers only" in said


@pytest.mark.parametrize("id_", sorted(catalogue().instruments))
def test_each_can_be_shown_in_each_language(
    capsys: pytest.CaptureFixture[str], id_: str
) -> None:
    one = catalogue().instruments[id_]
    for language in one.languages or ("en",):
        assert main(["instruments", "show", id_, "--language", language]) == 0

        said = capsys.readouterr().out
        assert one.source in said
        assert all(item.text[language] in said for item in one.items if item.text)


def test_the_key_of_the_ecr_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    main(["instruments", "show", "ecr36"])

    said = capsys.readouterr().out
    assert "1 3r 5 7 9 11 13 15r 17 19r 21 23 25r 27r 29r 31r 33r 35r" in said


def test_an_unknown_name_is_met_with_a_near_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["instruments", "show", "ecr63"]) == 2
    assert "Did you mean ecr36?" in capsys.readouterr().err


def test_a_questionnaire_is_told_then_kept_then_there(
    questionnaire: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["instruments", "add", str(questionnaire), "--yes"]) == 0

    said = capsys.readouterr().out
    assert "Statement 2" in said
    assert "words for b" in said
    (file,) = kept.iterdir()
    assert str(file) in said
    assert kept.parent.stat().st_mode & 0o077 == 0
    assert main(["instruments", "show", file.stem]) == 0
    assert "Statement 1" in capsys.readouterr().out
    assert main(["instruments", "list"]) == 0
    assert "imported" in capsys.readouterr().out


@pytest.mark.parametrize(("typed", "stays"), [("y\n", 1), ("n\n", 0), ("", 0)])
def test_it_is_kept_only_if_wanted(
    questionnaire: Path,
    kept: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    stays: int,
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))

    assert main(["instruments", "add", str(questionnaire)]) == 0
    assert len(list(kept.glob("*"))) == stays


def test_nobody_to_ask_is_said(
    questionnaire: Path,
    kept: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))

    assert main(["instruments", "add", str(questionnaire)]) == 2
    assert "Add --yes" in capsys.readouterr().err
    assert not kept.exists()


def test_a_question_that_cannot_be_asked_refuses_the_whole(
    questionnaire: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = json.loads(questionnaire.read_text("utf-8"))
    content["item"][1] = {"linkId": "why", "text": "Why?", "type": "text"}
    questionnaire.write_text(json.dumps(content), encoding="utf-8")

    assert main(["instruments", "add", str(questionnaire), "--yes"]) == 2

    said = capsys.readouterr()
    assert "why: " in said.out
    assert "1 item cannot be asked" in said.err
    assert not kept.exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"{", "mood.json"),
        (b"\xff\xfe", "mood.json"),
        (b'{"resourceType": "Patient"}', "mood.json"),
    ],
)
def test_a_file_that_is_no_questionnaire_is_refused(
    questionnaire: Path,
    kept: Path,
    capsys: pytest.CaptureFixture[str],
    content: bytes,
    says: str,
) -> None:
    questionnaire.write_bytes(content)

    assert main(["instruments", "add", str(questionnaire), "--yes"]) == 2

    said = capsys.readouterr().err
    assert says in said
    assert "Nothing was kept." in said
    assert "Traceback" not in said
    assert not kept.exists()


def test_a_missing_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["instruments", "add", str(tmp_path / "no.json")]) == 2
    assert "no.json" in capsys.readouterr().err


def test_a_toml_with_a_key_twice_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.toml"
    path.write_text('format = 1\nid = "a"\nid = "b"\n', encoding="utf-8")

    assert main(["instruments", "add", str(path)]) == 2

    said = capsys.readouterr().err
    assert "own.toml" in said
    assert "line 3" in said


def test_a_kept_file_that_was_spoilt_is_left_out_and_named(
    questionnaire: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["instruments", "add", str(questionnaire), "--yes"])
    (file,) = kept.iterdir()
    file.write_text("format = 7\n", encoding="utf-8")
    capsys.readouterr()

    assert main(["instruments", "list"]) == 0
    assert f"Left out: {file.name}" in capsys.readouterr().err
    assert main(["check-content"]) == 1
    assert "1 fault found" in capsys.readouterr().out


@pytest.fixture(autouse=True)
def _the_day_the_lines_were_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_content, "today", lambda: date(2026, 11, 22))


def test_a_line_to_call_that_was_not_checked_anew_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check_content, "today", lambda: date(2028, 1, 1))

    assert main(["check-content"]) == 1
    assert "Check it anew" in capsys.readouterr().out


def test_what_ships_has_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-content"]) == 0
    assert "All is well" in capsys.readouterr().out


def test_a_fault_in_what_ships_is_printed_with_code_1(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(check_content, "audit", lambda **_: audit(tmp_path))

    assert main(["check-content"]) == 1
    assert "languages.toml" in capsys.readouterr().out


@pytest.mark.skipif(not QUESTIONNAIRES, reason=f"no questionnaires in {FOLDER}")
@pytest.mark.parametrize("path", QUESTIONNAIRES, ids=lambda path: path.stem)
def test_each_of_49_by_others_is_kept_or_refused_with_a_place(
    path: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["instruments", "add", str(path), "--yes"])

    said = capsys.readouterr()
    assert code == (0 if kept.exists() else 2)
    assert "Traceback" not in said.err
    if code:
        assert path.name in said.err
        assert "Cannot be asked:" in said.out or ", " in said.err
