from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """The weeks, and the one thing of theirs that is seen outside: a calendar."""

    name = "nearer.review"
    label = "review"

    def ready(self) -> None:
        """Listen for what may not be seen outside any more."""
        import_module("nearer.review.ending")
