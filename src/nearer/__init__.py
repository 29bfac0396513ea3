"""Nearer: two fears, small steps, and numbers that know how sure they are.

``import nearer`` needs neither Django nor a database: ``nearer.core`` is the science,
``nearer.content`` the words and keys, ``nearer.readings`` what a diary says.
For a notebook: ``nearer.catalogue()``, ``nearer.score(answers)`` and
``nearer.posterior(answers)``; docs/use/researchers.md shows them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nearer.content import catalogue
    from nearer.research import posterior, score

__version__ = "0.1.0"
__all__ = ["__version__", "catalogue", "posterior", "score"]

_HOMES = {
    "catalogue": "nearer.content",
    "posterior": "nearer.research",
    "score": "nearer.research",
}


def __getattr__(name: str) -> object:
    # Loaded when first asked for: the web and the command line begin sooner.
    if name not in _HOMES:
        raise AttributeError(f"module 'nearer' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
