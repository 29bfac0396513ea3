"""Every address of the program."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

from nearer.web import errors

_FEATURES = (
    "accounts",
    "web",
    "assess",
    "help",
    "journal",
    "keep",
    "learn",
    "pause",
    "review",
    "today",
    "us",
)

urlpatterns = [
    path("", include(f"nearer.{feature}.urls"))
    for feature in _FEATURES
    if find_spec(f"nearer.{feature}.urls")
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
