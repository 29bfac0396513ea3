"""Words and keys as frozen objects, read from the files in words/."""

from __future__ import annotations
