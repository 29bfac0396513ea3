"""Nearer: two fears, small steps, and numbers that know how sure they are.

``import nearer`` needs neither Django nor a database: ``nearer.core`` is the science,
``nearer.content`` the words and keys, ``nearer.readings`` what a diary says.
"""

from __future__ import annotations

__version__ = "0.1.0"
