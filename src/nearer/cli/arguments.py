"""Arguments that several verbs take, and how their words are read."""

from __future__ import annotations

import argparse
from pathlib import Path

from nearer.cli.reading.answers import USUAL_MISSING
from nearer.cli.refusal import RefusalError
from nearer.cli.writing.page import LANGUAGES


def names(words: str) -> tuple[str, ...]:
    """Return comma-separated names, each once."""
    return tuple(
        dict.fromkeys(word.strip() for word in words.split(",") if word.strip())
    )


def whole_number(word: str) -> int:
    """Return a whole number of at least 1."""
    if not (word.isascii() and word.isdigit() and int(word) >= 1):
        raise argparse.ArgumentTypeError(f"{word!r} is no whole number of at least 1")
    return int(word)


def check_seed(seed: int) -> None:
    """Refuse a number that no dice begin with."""
    if seed < 0:
        raise RefusalError(
            where=f"--seed {seed}", what="it is below 0", do="Name 0 or more."
        )


def whole_numbers(words: str) -> tuple[int, ...]:
    """Return comma-separated whole numbers, rising, each once."""
    return tuple(sorted({whole_number(word.strip()) for word in words.split(",")}))


def add_out(parser: argparse.ArgumentParser) -> None:
    """Let `--out` name the folder that the results go to."""
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder for the results"
    )


def add_language(parser: argparse.ArgumentParser) -> None:
    """Let `--language` choose the report's."""
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default=LANGUAGES[0],
        help="of the report (default: %(default)s)",
    )


def add_missing(parser: argparse.ArgumentParser) -> None:
    """Let `--missing` say what stands for no answer."""
    parser.add_argument(
        "--missing",
        action="extend",
        type=names,
        metavar="X,Y",
        help="what stands for no answer, beside an empty cell "
        f"(default: {','.join(USUAL_MISSING)}; 0 only where it is no answer)",
    )


def add_on_bad_value(parser: argparse.ArgumentParser, *, flagged: str) -> None:
    """Let `--on-bad-value` say what a value out of range is answered with."""
    parser.add_argument(
        "--on-bad-value",
        choices=("stop", "flag"),
        default="stop",
        help=f"a value out of range: stop and name it (default), or {flagged}",
    )


def add_quiet(parser: argparse._ActionsContainer) -> None:
    """Let `--quiet` switch the progress bar off."""
    parser.add_argument(
        "--quiet", action="store_true", help="no progress bar (there is none in a pipe)"
    )
