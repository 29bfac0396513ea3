"""`nearer`: one command, a verb each for the person at home and for the researcher."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import nearer


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit code."""
    parser = argparse.ArgumentParser(prog="nearer", description=nearer.__doc__)
    parser.add_argument("--version", action="version", version=nearer.__version__)
    parser.parse_args(argv)
    parser.print_help()
    return 2


if __name__ == "__main__":
    sys.exit(main())
