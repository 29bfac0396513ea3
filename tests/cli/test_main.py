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
