"""A bar on a terminal, silence everywhere else."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Any

from tqdm import tqdm


def bar(*, total: int, unit: str, says: str, quiet: bool) -> tqdm[Any]:
    """Return a progress bar on stderr that shows itself only where someone watches."""
    return tqdm(
        total=total or None,
        unit=unit,
        unit_scale=True,
        desc=says,
        file=sys.stderr,
        leave=False,
        disable=quiet or not sys.stderr.isatty(),
    )


@contextlib.contextmanager
def steps(*, says: str, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Give a function that names the step at work, on one line with a clock."""
    with tqdm(
        desc=says,
        file=sys.stderr,
        leave=False,
        disable=quiet or not sys.stderr.isatty(),
        bar_format="{desc}: {postfix} [{elapsed}]",
    ) as shown:

        def tell(step: str) -> None:
            shown.set_postfix_str(step)

        yield tell
