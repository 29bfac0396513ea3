"""`nearer`: one command, a verb each for the person at home and for the researcher.

Each verb is a module with `add_arguments(parser)` and `run(args) -> int`; only the one
that is asked for is loaded.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NoReturn

import nearer
from nearer.cli.refusal import RefusalError

VERBS = {
    "serve": ("nearer.cli.serve", "open the program on this computer"),
    "backup": ("nearer.cli.backup", "copy everybody's notes into one proved file"),
    "restore": ("nearer.cli.restore", "put such a file back"),
    "score": (
        "nearer.cli.score.verb",
        "score a file of answers: theta, SD, means, verdict, person fit",
    ),
    "calibrate": (
        "nearer.cli.calibrate.verb",
        "estimate a scale's item parameters from everyone who answered",
    ),
    "couple": (
        "nearer.cli.couple.verb",
        "read what two people's days say of each other",
    ),
    "simulate": (
        "nearer.cli.simulate.verb",
        "re-play the adaptive test, or how steps are chosen",
    ),
    "instruments": ("nearer.cli.instruments", "list, show or add questionnaires"),
    "check-content": (
        "nearer.cli.check_content",
        "audit every instrument, word and reference",
    ),
}
"""Verb: (module, what it does)."""
EXIT_CODES = """exit codes:
  0    done
  1    done, and faults were found (check-content)
  2    wrong use, or input that cannot be read; nothing was written
  3    calibrated, but the search did not arrive (calibrate): everything was written,
       and the numbers are not to be used
  130  stopped with Ctrl-C; nothing was written"""


class Parser(argparse.ArgumentParser):
    """An argument parser that names the word that was probably meant."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong on stderr and leave with code 2."""
        wrong = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message)
        if wrong:
            choices = re.findall(r"[\w-]+", wrong[2])
            near = get_close_matches(wrong[1], choices, n=1)
            hint = f"Did you mean {near[0]}? " if near else ""
            message = (
                f"{wrong[1]!r} is not known here. {hint}Known: {', '.join(choices)}."
            )
        self.exit(2, f"{self.prog}: {message}\nTry: {self.prog} --help\n")


def build_parser(asked: str | None) -> Parser:
    """Return the parser, with the arguments of the verb that is asked for."""
    parser = Parser(
        prog="nearer",
        description=(nearer.__doc__ or "").partition("\n")[0],
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version", action="version", version=f"nearer {nearer.__version__}"
    )
    verbs = parser.add_subparsers(
        dest="verb", metavar="VERB", required=True, parser_class=Parser
    )
    for verb, (module, does) in VERBS.items():
        own = verbs.add_parser(
            verb,
            help=does,
            description=f"{does[0].upper()}{does[1:]}.",
            epilog=EXIT_CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if verb == asked:
            importlib.import_module(module).add_arguments(own)
    return parser


def _with_codes_joined(words: Sequence[str]) -> list[str]:
    """Read `--missing -9,99` as it is meant; argparse takes -9,99 for an option."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "--missing" and re.match(r"-\d", word):
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit code."""
    # Before NumPy is loaded. Our matrices are small, and blocks of people go to threads
    # of our own; those of the matrix library wait by spinning, which on a busy computer
    # takes many times longer than the work itself.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    words = _with_codes_joined(sys.argv[1:] if argv is None else argv)
    asked = next((word for word in words if word in VERBS), None)
    try:
        args = build_parser(asked).parse_args(words)
        code: int = importlib.import_module(VERBS[args.verb][0]).run(args)
        sys.stdout.flush()
    except RefusalError as refusal:
        print(f"nearer {asked}: {refusal}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. Nothing was written.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output (head, less) has left: no reason for a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(main())
