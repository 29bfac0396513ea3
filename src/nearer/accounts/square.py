"""A square that a phone's camera reads, as an SVG path; drawn here, asked of nobody."""

from __future__ import annotations

from dataclasses import dataclass

import qrcode

QUIET = 4
"""The empty edge that the standard asks for, in cells."""


@dataclass(frozen=True)
class Square:
    """One path of dark cells on a light ground of `size` by `size` cells."""

    size: int
    path: str


def square(text: str) -> Square:
    """Return the smallest square that holds the text, able to lose a seventh of it."""
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET
    )
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return Square(size=len(rows), path=path)
