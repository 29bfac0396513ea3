"""A bar on a terminal, silence everywhere else."""

from __future__ import annotations

import sys
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
