"""People: begin, unlock, lock, recover; and the doors that features stand behind."""

from __future__ import annotations
