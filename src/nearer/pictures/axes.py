"""Round numbers for an axis."""

from __future__ import annotations

import math


def ticks(low: float, high: float, *, about: int = 5) -> list[float]:
    """Return round numbers in a range, in steps of 1, 2 or 5 times a power of ten."""
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ValueError(f"expected low < high, got {low} and {high}")
    if about < 1:
        raise ValueError(f"about must be at least 1, got {about}")
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(
        (power * times for times in (1.0, 2.0, 5.0) if rough <= power * times * 1.001),
        power * 10.0,
    )
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(n * step, 12) for n in range(first, last + 1)]


def spread(wanted: list[float], *, apart: float) -> list[float]:
    """Move places apart until none is nearer than `apart`, as little as it takes.

    The order is kept; places that crowd are centred on their common mean.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    groups: list[list[int]] = []
    for index in order:
        groups.append([index])
        while len(groups) > 1 and _first(groups[-1], wanted, apart) < apart + _last(
            groups[-2], wanted, apart
        ):
            groups[-2:] = [groups[-2] + groups[-1]]
    placed = list(wanted)
    for group in groups:
        start = _first(group, wanted, apart)
        for nth, index in enumerate(group):
            placed[index] = start + nth * apart
    return placed


def _first(group: list[int], wanted: list[float], apart: float) -> float:
    mean = sum(wanted[i] for i in group) / len(group)
    return mean - (len(group) - 1) * apart / 2


def _last(group: list[int], wanted: list[float], apart: float) -> float:
    return _first(group, wanted, apart) + (len(group) - 1) * apart
