"""The program's own settings; only what a guess costs is lowered, for speed."""

from __future__ import annotations

from nearer.config.settings import *  # noqa: F403 - every setting of the program

TESTING = True
STATIC_ROOT = None  # type: ignore[assignment]  # nothing is packed here
# Whatever lies packed in somebody's data folder: here files have their plain names.
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
KDF_PASSES = 1
KDF_MEMORY = 8 * 1024
