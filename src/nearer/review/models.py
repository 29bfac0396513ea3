"""Calendars that a program outside may fetch: sealed, and nobody's by name."""

from __future__ import annotations

from django.db import models


class Feed(models.Model):
    """One calendar. Only its address opens it, and only a hash of that is here."""

    mark = models.CharField(primary_key=True, max_length=64)
    """A hash of the secret in the address."""
    owner = models.CharField(max_length=64, unique=True)
    """A keyed hash of who made it, so that it goes when they are erased."""
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"calendar {self.mark}"
