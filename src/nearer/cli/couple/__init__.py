"""Read what two people's days say of each other: `nearer couple`."""

from __future__ import annotations
