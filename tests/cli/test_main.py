"""One command with verbs; a slip of the finger is met with the word that was meant."""

from __future__ import annotations

import pytest

import nearer
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


@pytest.mark.parametrize("verb", ["score", "simulate adaptive", "serve"])
def test_every_verb_explains_itself(
    capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    with pytest.raises(SystemExit) as end:
        main([*verb.split(), "--help"])

    said = capsys.readouterr().out
    assert end.value.code == 0
    assert "exit codes:" in said
