from __future__ import annotations

from django.apps import AppConfig


class KeepConfig(AppConfig):
    name = "nearer.keep"
    label = "keep"
