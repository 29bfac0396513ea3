"""Take along, bring in, back up, erase. Sits above the features, sees every entry."""

from __future__ import annotations
