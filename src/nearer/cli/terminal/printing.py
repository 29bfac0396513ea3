"""Small tables for a terminal: names to the left, numbers to the right."""

from __future__ import annotations

from collections.abc import Sequence


def table(rows: Sequence[Sequence[str]], *, header: Sequence[str] = ()) -> str:
    """Return aligned columns; the first is text, the others are numbers."""
    lines = [list(header), *map(list, rows)] if header else list(map(list, rows))
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return "\n".join(
        "  "
        + "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def share(part: int, whole: int) -> str:
    """Return a share in percent, with one decimal."""
    return f"{100 * part / whole:.1f} %" if whole else "-"
