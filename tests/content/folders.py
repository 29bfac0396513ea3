"""A small words folder that is sound, and a way to spoil one thing in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

KEY = """\
id = "tiny"
form = "first"
version = 1
order = "{order}"
scales = ["avoidance", "anxiety"]
source = "Written for a test."
sources = ["somebody2020"]
licence_note = "Ours."
items = [
  {{ id = "near", number = 1, scale = "avoidance", facet = "a", severity = -0.5 }},
  {{ id = "far", number = 2, scale = "anxiety", reversed = true, severity = 1.0 }},
]
[response]
min = 1
max = 3
[calibration]
status = "provisional"
discrimination = 1.4
offsets = [-0.5, 0.5]
"""
ORDER = "e0ed3c83e35f"
ENGLISH = """\
title = "Tiny"
labels = ["No", "Partly", "Yes"]
[items]
near = "I like it near."
far = { text = "I like it far.", name = "Far", note = "Or so." }
[headings.avoidance]
title = "Near"
[notes]
before = "Take your time."
"""
SPANISH = """\
title = "Pequeño"
labels = ["No", "En parte", "Sí"]
[items]
near = "Me gusta cerca."
far = { text = "Me gusta lejos.", name = "Lejos", note = "Algo así." }
[headings.avoidance]
title = "Cerca"
[notes]
before = "Tómate tu tiempo."
"""
FILES = {
    "languages.toml": '[en]\nname = "English"\n[es]\nname = "Español"\n',
    "references.toml": (
        '[somebody2020]\nauthors = "Somebody"\nyear = 2020\ntitle = "A study"\n'
        'where = "A journal"\nchecked = "source"\nfinds = "Something."\n'
    ),
    "instruments/tiny/key.toml": KEY.format(order=ORDER),
    "instruments/tiny/en.toml": ENGLISH,
    "instruments/tiny/es.toml": SPANISH,
    "map/evidence.toml": (
        '[door.open]\ngrade = "partly"\nsources = ["somebody2020"]\n'
    ),
    "map/en.toml": '[door]\nopen = "{count} doors stand open."\n',
    "map/es.toml": '[door]\nopen = "{count} puertas están abiertas."\n',
}

Change = Callable[[str], str]


def write(root: Path) -> Path:
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def spoil(root: Path, file: str, old: str, new: str) -> None:
    """Replace one thing in one file, and make sure that it was there."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
