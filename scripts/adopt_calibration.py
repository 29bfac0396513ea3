"""Put what `nearer calibrate` found in the place of our own items' guesses.

Usage: adopt_calibration.py DIR [SOURCE]. DIR is what `nearer calibrate FOLDER --scale
two-fears --out DIR` wrote; SOURCE is the id, in references.toml, of whoever gave the
answers (default own2026). docs/develop/calibrating-our-items.md says when to do it.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

WORDS = Path(__file__).parents[1] / "src" / "nearer" / "content" / "words"
FEWEST = 500


class NotYetError(Exception):
    """Why the calibration cannot take the guesses' place."""


def adopted(key: str, folder: Path, *, source: str) -> str:
    """Return the text of key.toml with the parameters and norms of the calibration."""
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    bank = tomllib.loads((folder / "bank.toml").read_text("utf-8"))
    old = tomllib.loads(key)
    _refuse(summary, bank, old)
    text = key
    for item in bank["items"]:
        numbers = (
            f"discrimination = {item['discrimination']:.4f}, thresholds = "
            f"[{', '.join(f'{b:.4f}' for b in item['thresholds'])}]"
        )
        start = rf'(\{{ id = "{re.escape(item["id"])}",[^}}]*?)'
        text, n = re.subn(
            start + r"(?:, discrimination = [^}]*)? \}", rf"\1, {numbers} }}", text
        )
        if n != 1:
            raise NotYetError(f"{item['id']} stands {n} times in key.toml")
    version = old["version"]
    text = text.replace(f"\nversion = {version}\n", f"\nversion = {version + 1}\n", 1)
    head = text[: text.index("\n[calibration]")]
    head = head.replace(
        "Nobody has been measured\n# with these items yet: the parameters below are a "
        "cautious guess and widen every SD.",
        f"Measured on\n# {summary['people']} people who gave their answers.",
    )
    return head + _calibration(summary, folder, source)


def _refuse(summary: dict[str, Any], bank: dict[str, Any], old: dict[str, Any]) -> None:
    binding = f"{old['form']}#{old['order']}"
    ids = [item["id"] for item in old["items"]]
    checks = {
        f"it has {summary['people']} people, and {FEWEST} are needed": (
            summary["people"] >= FEWEST
        ),
        "its search did not arrive": summary["converged"],
        "it has no standard errors": summary["standard_errors"],
        f"it is about {summary['form']}, and our items are {binding}": (
            summary["form"] == binding
        ),
        f"items run against the others: {summary['opposed_items']}": (
            not summary["opposed_items"]
        ),
        f"nobody chose some answers: {summary['unused_categories']}": (
            not summary["unused_categories"]
        ),
        "items were left out of it": [i["id"] for i in bank["items"]] == ids,
    }
    wrong = [why for why, good in checks.items() if not good]
    if wrong:
        raise NotYetError("; ".join(wrong))


def _calibration(summary: dict[str, Any], folder: Path, source: str) -> str:
    lines = [
        "",
        "# Graded model, two traits, marginal maximum likelihood; logit per SD.",
        "[calibration]",
        'status = "calibrated"',
        f"correlation = {summary['correlation']:.4f}",
        "",
        "[calibration.reference_group]",
        f'source = "{source}"',
        f"n = {summary['people']}",
    ]
    norms = _rows(folder / "norms.csv")
    changes = _rows(folder / "change.csv")
    for scale in summary["reliability"]:
        own = {r["score"]: r for r in norms if r["trait"] == scale and not r["column"]}
        row = own["mean"] if own["mean"]["mean"] else own["implied"]
        [change] = [
            r
            for r in changes
            if r["trait"] == scale and r["basis"] in ("alpha", "implied")
        ]
        shares = [c[1:] for c in row if re.fullmatch(r"p\d+", c)]
        spread = ", ".join(f"{s} = {float(row[f'p{s}']):.2f}" for s in shares)
        lines += [
            "",
            f"[calibration.reference_group.scales.{scale}]",
            f"mean = {float(row['mean']):.3f}",
            f"sd = {float(row['sd']):.3f}",
            f"alpha = {float(change['reliability']):.3f}",
            f"reliable_change = {float(change['change']):.2f}",
            f"percentiles = {{ {spread} }}",
        ]
    return "\n".join([*lines, ""])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> int:
    """Write key.toml anew; say what to do next."""
    folder, source = Path(sys.argv[1]), (*sys.argv[2:], "own2026")[0]
    scale = json.loads((folder / "summary.json").read_text("utf-8"))["scale"]
    path = WORDS / "instruments" / scale / "key.toml"
    try:
        text = adopted(path.read_text("utf-8"), folder, source=source)
    except NotYetError as error:
        print(f"{folder}: {error}. Nothing was written.", file=sys.stderr)
        return 2
    path.write_text(text, encoding="utf-8")
    print(f"{path}: written. Now `nearer check-content`, the tests, the changelog.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
