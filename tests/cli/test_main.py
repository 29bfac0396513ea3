"""One command with verbs; a slip of the finger is met with the word that was meant."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import nearer
from nearer.cli import check_content
from nearer.cli.main import main


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])

    assert end.value.code == 0
    assert capsys.readouterr().out == f"nearer {nearer.__version__}\n"


def test_no_verb_at_all_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([])

    assert end.value.code == 2
    assert "nearer --help" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "meant"), [(["scroe"], "score"), (["simulate", "adaptve"], "adaptive")]
)
def test_a_slip_is_met_with_the_word_that_was_meant(
    capsys: pytest.CaptureFixture[str], words: list[str], meant: str
) -> None:
    with pytest.raises(SystemExit) as end:
        main(words)

    assert end.value.code == 2
    assert f"Did you mean {meant}?" in capsys.readouterr().err


@pytest.mark.parametrize(
    "verb",
    [
        "score",
        "simulate adaptive",
        "simulate programme",
        "serve",
        "calibrate",
        "instruments add",
        "check-content",
    ],
)
def test_every_verb_explains_itself(
    capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    with pytest.raises(SystemExit) as end:
        main([*verb.split(), "--help"])

    said = capsys.readouterr().out
    assert end.value.code == 0
    assert "exit codes:" in said


def stopping_with(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> list[str]:
    def stop(_: object) -> int:
        raise error

    monkeypatch.setattr(check_content, "run", stop)
    return ["check-content"]


def test_ctrl_c_ends_with_130_and_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(stopping_with(monkeypatch, KeyboardInterrupt)) == 130
    assert capsys.readouterr().err.strip() == "Stopped. Nothing was written."


def test_ctrl_c_while_the_verb_is_loaded_ends_the_same_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check_content, "add_arguments", stop)

    assert main(["check-content"]) == 130
    assert capsys.readouterr().err.strip() == "Stopped. Nothing was written."


@pytest.mark.slow  # a child process whose reader has left
def test_a_reader_who_leaves_is_no_fault() -> None:
    code = "import sys; from nearer.cli.main import main; sys.exit(main())"
    words = [sys.executable, "-c", code, "instruments", "show", "two-fears"]
    for _ in range(3):
        with subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout
            assert child.stderr
            child.stdout.close()

            assert child.stderr.read() == ""


def test_a_reader_who_leaves_ends_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "gone").open("w", encoding="utf-8") as gone:
        monkeypatch.setattr("sys.stdout", gone)

        assert main(stopping_with(monkeypatch, BrokenPipeError)) == 0
