from __future__ import annotations

from django.apps import AppConfig


class UsConfig(AppConfig):
    name = "nearer.us"
    label = "us"
