from __future__ import annotations

from django.urls import path
from django.views.decorators.http import require_GET

from nearer.web import errors, privacy, views

urlpatterns = [
    path("more", views.more, name="more"),
    path("leave", views.leave, name="leave"),
    path("stay", views.stay, name="stay"),
    path("choose", views.choose, name="choose"),
    path("late", require_GET(errors.late), name="late"),
    path("privacy", privacy.privacy, name="privacy"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
