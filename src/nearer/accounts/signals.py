"""What one feature tells all others, without knowing them."""

from __future__ import annotations

from django.dispatch import Signal

protected = Signal()
"""Something may be off for a person from now on: `request`, `switches`."""
