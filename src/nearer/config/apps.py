from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register


class ConfigConfig(AppConfig):
    name = "nearer.config"
    label = "config"

    def ready(self) -> None:
        from nearer.config.checks import CHECKS  # noqa: PLC0415 - once settings are read

        for check in CHECKS:
            register(check)
