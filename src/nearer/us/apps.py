from __future__ import annotations

from django.apps import AppConfig


class UsConfig(AppConfig):
    """Two people's pages."""

    name = "nearer.us"
    label = "us"
