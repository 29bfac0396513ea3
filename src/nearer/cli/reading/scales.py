"""Which instrument a command works on: shipped, or imported into the data folder."""

from __future__ import annotations

import argparse
import sys
from difflib import get_close_matches
from pathlib import Path

from nearer.cli.refusal import RefusalError
from nearer.config.environment import data_folder
from nearer.content import Catalogue, Instrument, catalogue

TRAITS = {"avoidance", "anxiety"}


def instruments_folder() -> Path:
    """Return where imported questionnaires live."""
    return data_folder() / "instruments"


def whole_catalogue() -> Catalogue:
    """Return what is shipped and imported; say which imported file was left out."""
    found = catalogue(extra=instruments_folder())
    for error in found.left_out:
        print(f"Left out: {error}", file=sys.stderr)
    return found


def add_scale_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--scale",
        required=True,
        metavar="ID",
        help="the instrument that was answered, such as ecr36 "
        "(`nearer instruments list` names them)",
    )


def chosen_scale(scale: str) -> Instrument:
    """Return the instrument, if it measures both fears and can be scored."""
    known = whole_catalogue().instruments
    able = [id_ for id_, one in known.items() if can_be_scored(one)]
    if scale in able:
        return known[scale]
    near = get_close_matches(scale, able, n=1)
    hint = f"Did you mean {near[0]}? " if near else ""
    what = (
        "it has no parameters to score avoidance and anxiety with"
        if scale in known
        else "there is no instrument of that name"
    )
    raise RefusalError(
        where=f"--scale {scale}",
        what=what,
        do=f"{hint}These can be scored: {', '.join(able)}.",
    )


def can_be_scored(instrument: Instrument) -> bool:
    return (
        set(instrument.scales) == TRAITS
        and instrument.calibration.status != "none"
        and all(item.response == instrument.response for item in instrument.items)
    )


def answer_columns(instrument: Instrument) -> tuple[str, ...]:
    """Return the names of the columns that hold the answers, Q1 onwards."""
    return tuple(f"Q{item.number}" for item in instrument.items)
