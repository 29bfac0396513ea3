"""`nearer check-content`: every fault in the words, keys and references that ship."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime

from nearer.cli.reading.scales import instruments_folder
from nearer.content import catalogue
from nearer.content.audit import audit
from nearer.content.steps import steps

DESCRIPTION = """\
Audit everything that ships as data: keys, item parameters, words in every language,
evidence and sources; and the questionnaires that were imported here. Every fault is
printed with its file, its place and what to do."""
EXAMPLES = """examples:
  nearer check-content
  nearer check-content && echo all is well

"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `nearer check-content` takes: nothing."""
    parser.description = DESCRIPTION
    parser.epilog = EXAMPLES + (parser.epilog or "")


def today() -> date:
    """Return the day on which lines to call must still hold."""
    return datetime.now(UTC).date()


def run(_: argparse.Namespace) -> int:
    """Print every fault; 1 if there is one."""
    faults = audit(today=today())
    if not faults:
        faults.extend(catalogue(extra=instruments_folder()).left_out)
    for fault in faults:
        print(fault)
    if faults:
        print(f"\n{len(faults)} {'fault' if len(faults) == 1 else 'faults'} found.")
        return 1
    found = catalogue(extra=instruments_folder())
    print(
        f"All is well: {len(found.instruments)} instruments, {len(steps())} steps, "
        f"{len(found.references)} sources, {' and '.join(found.languages)}."
    )
    return 0
