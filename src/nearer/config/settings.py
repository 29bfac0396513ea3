"""Django settings; what an operator may change comes from the environment."""

from __future__ import annotations

import secrets

from nearer.config.environment import data_folder

DATA = data_folder()
SECRET_KEY = secrets.token_urlsafe(50)
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "notes.sqlite3"}
}
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
