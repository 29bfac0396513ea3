"""The settings of the house alone: what it promises may not hang on other apps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

HOUSE: dict[str, Any] = {
    "ALLOWED_HOSTS": ["testserver", "127.0.0.1", "localhost"],
    "CSRF_FAILURE_VIEW": "nearer.web.errors.csrf_failure",
    "DEBUG": False,
    "INSTALLED_APPS": [
        "django.contrib.staticfiles",
        "django_htmx",
        "nearer.pictures",
        "nearer.web",
    ],
    "LANGUAGES": [("en", "English"), ("es", "Español")],
    "LANGUAGE_CODE": "en",
    "MIDDLEWARE": [
        "nearer.web.headers.headers",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "nearer.web.language.language",
        "nearer.web.errors.words_for_bare_errors",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ],
    "ROOT_URLCONF": "tests.web.house_urls",
    "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
    "STATIC_URL": "/static/",
    "STORAGES": {
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        }
    },
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "nearer.web.context.house",
                ]
            },
        }
    ],
}
