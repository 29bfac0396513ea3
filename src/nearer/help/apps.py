from __future__ import annotations

from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "nearer.help"
    label = "help"
