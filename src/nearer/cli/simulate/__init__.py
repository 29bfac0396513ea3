"""Re-play the adaptive test, or how steps are chosen: `nearer simulate`."""

from __future__ import annotations
