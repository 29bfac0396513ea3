"""Every command and every line of Python in docs/use/researchers.md works."""

from __future__ import annotations

import csv
import json
import random
import re
import shlex
from pathlib import Path

import pytest

from nearer.cli.couple.gathering import TOO_FAR
from nearer.cli.main import main
from nearer.core.dynamics import Reason, Verdict
from nearer.research import COLUMNS
from nearer.research.flags import MEANINGS
from nearer.research.replaying import COLUMNS as REPLAY_COLUMNS

PAGE = (Path(__file__).parents[2] / "docs" / "use" / "researchers.md").read_text(
    "utf-8"
)
NAMES = [f"Q{n}" for n in range(1, 37)]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with the files that the page speaks of."""
    dice = random.Random(4)
    rows = [[dice.randint(1, 5) for _ in NAMES] + [30, "NA"] for _ in range(400)]
    with (tmp_path / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*NAMES, "age", "country"], *rows])
    days = [(p, f"2026-02-{d:02}", *_two(dice)) for p in (1, 2) for d in range(1, 29)]
    with (tmp_path / "days.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("pair", "date", "reach", "withdraw"), *days])
    option = {"valueCoding": {"code": "a", "display": "often"}}
    item = {
        "linkId": "m1",
        "text": "A statement",
        "type": "choice",
        "answerOption": [option, {"valueCoding": {"code": "b", "display": "never"}}],
    }
    content = {"resourceType": "Questionnaire", "status": "active", "item": [item]}
    path = tmp_path / "questionnaire.json"
    path.write_text(json.dumps({**content, "title": "Mood", "id": "mood"}), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _two(dice: random.Random) -> tuple[float, float]:
    return round(dice.uniform(0, 10), 1), round(dice.uniform(0, 10), 1)


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines()]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: " ".join(c.split()[1:3]))
def test_a_command_of_the_page_works(command: str) -> None:
    program, *words = shlex.split(command)

    assert program == "nearer"
    assert main(words) == 0


def test_the_python_of_the_page_works(capsys: pytest.CaptureFixture[str]) -> None:
    for code in blocks("python"):
        exec(compile(code, "researchers.md", "exec"), {})

    assert "brennan1998" in capsys.readouterr().out


def test_the_page_names_every_column_and_every_flag() -> None:
    names = {*COLUMNS, *REPLAY_COLUMNS, *MEANINGS, *Reason, *Verdict, TOO_FAR}

    assert {name for name in names if f"`{name}`" not in PAGE} == set()
