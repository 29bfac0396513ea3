"""How wide words will stand, near enough to place and wrap them without a browser."""

from __future__ import annotations

from nearer.pictures.svg import TEXT

# Shares of the font size, a little above the widths in the usual system fonts.
_NARROW = frozenset("iíìjlI1.,:;!¡|'’`()[]ftr ")
_WIDE = frozenset("mwMWÑ@%&–—→←↑↓")
_SHARES = {"narrow": 0.33, "wide": 0.97, "capital": 0.7, "other": 0.565}


def width_of(words: str, *, size: float = TEXT, bold: bool = False) -> float:
    """Return about how wide the words stand, rather too wide than too narrow."""
    shares = 0.0
    for letter in words:
        if letter in _NARROW:
            shares += _SHARES["narrow"]
        elif letter in _WIDE:
            shares += _SHARES["wide"]
        else:
            shares += _SHARES["capital" if letter.isupper() else "other"]
    return shares * size * (1.2 if bold else 1.0)


def wrap(
    words: str, *, width: float, size: float = TEXT, bold: bool = False
) -> list[str]:
    """Return the words in as few lines as fit, of lengths as even as they can be."""
    if width <= 0:
        raise ValueError(f"width must be positive, got {width}")
    lines = _greedy(words, width=width, size=size, bold=bold)
    narrowest = width
    # The same number of lines in a narrower column: no line of one lonely word.
    while narrowest > width / 2:
        narrowest -= width / 24
        tighter = _greedy(words, width=narrowest, size=size, bold=bold)
        if len(tighter) > len(lines) or any(
            width_of(line, size=size, bold=bold) > narrowest for line in tighter
        ):
            break
        lines = tighter
    return lines


def _greedy(words: str, *, width: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size=size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
