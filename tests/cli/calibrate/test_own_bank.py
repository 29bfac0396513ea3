"""From files that people gave to a calibrated bank of our own: the whole way."""

from __future__ import annotations

import csv
import importlib.util
import json
import shutil
import tomllib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from nearer.cli.main import main
from nearer.content import catalogue
from nearer.content.catalogue import read_catalogue
from nearer.research.donation import Donation, written
from tests.core.calibration.people import answer

ROOT = Path(__file__).parents[3]
WORDS = ROOT / "src" / "nearer" / "content" / "words"
KEY = Path("instruments") / "two-fears" / "key.toml"
OWN = catalogue().instruments["two-fears"]
DONORS = 600
ASKED = 16  # of 32, as in a short sitting: nobody answers everything


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "adopt_calibration", ROOT / "scripts" / "adopt_calibration.py"
    )
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


ADOPT = script()


def give(folder: Path) -> None:
    """Lay down what people gave, and what came with it."""
    folder.mkdir()
    rng = np.random.default_rng(11)
    bank = OWN.bank()
    pair = rng.multivariate_normal([0, 0], [[1, 0.2], [0.2, 1]], size=DONORS)
    keyed = answer(
        pair[:, bank.trait],
        rng,
        slopes=bank.discrimination,
        intercepts=-bank.discrimination[:, None] * bank.thresholds,
    )
    shown = np.where(OWN.reversed_items(), 4 - keyed, keyed) + 1
    for number, row in enumerate(shown):
        asked = sorted(rng.permutation(32)[:ASKED].tolist())
        answers = {OWN.item_ids[item]: int(row[item]) for item in asked}
        gift = written(Donation(OWN.id, OWN.binding, "25-34", answers))
        (folder / f"{number:03}.toml").write_text(gift, encoding="utf-8")
    first = (folder / "000.toml").read_text("utf-8")
    last = first.splitlines()[-1]
    item = last.partition(" ")[0]
    strange = {
        "again.toml": first,
        "older.toml": first.replace(OWN.binding, "first#0000"),
        "changed.toml": first.replace(last, f"{item} = 77"),
        "named.toml": first.replace('age = "', 'name = "A"\nage = "'),
    }
    for name, text in strange.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    give(folder / "gifts")
    words = ["calibrate", str(folder / "gifts"), "--scale", OWN.id, "--priors"]
    more = ["--out", str(folder / "out"), "--engine", "numpy", "--quiet"]
    assert main([*words, *more]) == 0
    return folder / "out"


def test_each_file_that_does_not_enter_has_its_reason(done: Path) -> None:
    found = json.loads((done / "summary.json").read_text("utf-8"))

    assert found["people"] == DONORS
    assert found["left_out"] == {
        "bad-value": 1,
        "unreadable": 1,
        "other-instrument": 1,
        "same-file": 1,
    }
    page = (done / "report.html").read_text("utf-8")
    for name in ("changed.toml", "named.toml"):
        assert name in page


def test_where_nobody_answered_everything_the_parameters_say_the_norms(
    done: Path,
) -> None:
    with (done / "norms.csv").open(encoding="utf-8", newline="") as file:
        rows = {
            (row["trait"], row["score"]): row
            for row in csv.DictReader(file)
            if not row["column"]
        }
    with (done / "change.csv").open(encoding="utf-8", newline="") as file:
        bases = [row["basis"] for row in csv.DictReader(file)]

    assert rows["avoidance", "mean"]["mean"] == ""
    assert 2.0 < float(rows["avoidance", "implied"]["mean"]) < 4.0
    assert float(rows["anxiety", "implied"]["p50"]) >= 2.0
    assert rows["anxiety", "implied"]["p50_low"] == ""
    assert bases[:2] == ["implied", "marginal"]


def test_few_answers_to_a_pair_or_to_everything_are_not_overread(done: Path) -> None:
    page = (done / "report.html").read_text("utf-8")
    with (done / "dependence.csv").open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))

    # Some 130 people a pair: the largest of 496 lies above .2 by chance alone.
    assert float(pairs[0]["above_average"]) > 0.2
    assert 80 < int(pairs[0]["people"]) < 190
    assert "No pair stands out" in page
    assert "Too few people answered every item" in page


def test_the_bank_takes_the_place_of_the_guesses(done: Path, tmp_path: Path) -> None:
    words = tmp_path / "words"
    shutil.copytree(WORDS, words)

    text = ADOPT.adopted((WORDS / KEY).read_text("utf-8"), done, source="own2026")
    (words / KEY).write_text(text, encoding="utf-8")

    mended = read_catalogue(words).instruments["two-fears"]
    assert mended.method == "graded-1/two-fears-2-calibrated"
    assert OWN.method == "graded-1/two-fears-1-provisional"
    assert mended.binding == OWN.binding
    assert mended.calibration.inflation == 1.0
    bank, truth = mended.bank(), OWN.bank()
    assert np.corrcoef(bank.thresholds.ravel(), truth.thresholds.ravel())[0, 1] > 0.98
    with (done / "parameters.csv").open(encoding="utf-8", newline="") as file:
        written_a = [float(row["a"]) for row in csv.DictReader(file)]
    np.testing.assert_allclose(bank.discrimination, written_a, atol=1e-4)
    group = mended.calibration.reference_group
    assert group is not None
    assert group.n == DONORS
    assert 0.7 < group.scales["anxiety"].alpha < 0.95
    # A second calibration takes the place of the first in the same way.
    again = tomllib.loads(ADOPT.adopted(text, done, source="own2026"))
    assert again["version"] == 3
    assert again["items"] == tomllib.loads(text)["items"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"people": 499}, "499 people, and 500 are needed"),
        ({"converged": False}, "did not arrive"),
        ({"opposed_items": ["Q3"]}, "run against the others"),
        ({"form": "other#1"}, "it is about other#1"),
        ({"unused_categories": [{"item": "Q2"}]}, "nobody chose some answers"),
    ],
)
def test_what_is_not_ready_is_refused(
    done: Path, tmp_path: Path, change: dict[str, object], says: str
) -> None:
    shutil.copytree(done, tmp_path / "out")
    path = tmp_path / "out" / "summary.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **change}))

    with pytest.raises(ADOPT.NotYetError, match=says):
        ADOPT.adopted((WORDS / KEY).read_text("utf-8"), tmp_path / "out", source="x")
