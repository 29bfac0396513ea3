"""Compile the translations. It needs polib alone, which a home has too."""

from __future__ import annotations

from pathlib import Path

import polib

ROOT = Path(__file__).parents[1] / "src" / "nearer"


def compile_all() -> None:
    for po in ROOT.glob("**/*.po"):
        polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo")))


if __name__ == "__main__":
    compile_all()
