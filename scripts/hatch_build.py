"""Compile the translations whenever the package is built or installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileMessages(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        for po in Path(self.root, "src", "nearer").glob("**/*.po"):
            polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo")))
