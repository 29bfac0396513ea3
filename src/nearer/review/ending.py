"""End the calendar at once where nothing may be seen outside the program."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from nearer.accounts.signals import protected
from nearer.core.safety import Switch
from nearer.review import reminders


@receiver(protected)
def end_the_calendar(**told: Any) -> None:
    """Stop what a calendar program could still fetch."""
    if not told["switches"].allows(Switch.NOTES):
        reminders.stop(told["request"])
