from __future__ import annotations

from django.urls import URLPattern, path

from nearer.assess import instruments, map_page, questions, welcome
from nearer.assess.walks import WALKS

app_name = "assess"


def _walks() -> list[URLPattern]:
    return [
        pattern
        for walk in WALKS
        for pattern in (
            path(walk.path, questions.start, {"walk": walk}, name=walk.path),
            path(
                f"{walk.path}/<int:number>",
                questions.question,
                {"walk": walk},
                name=f"{walk.path}_page",
            ),
        )
    ]


urlpatterns = [
    path("", welcome.welcome, name="welcome"),
    path("look", welcome.look, name="look"),
    path("look/forget", welcome.forget, name="forget"),
    path("map", map_page.show, name="map"),
    *_walks(),
    path("instruments", instruments.overview, name="instruments"),
    path("instruments/file", instruments.understand, name="understand"),
    path("instruments/keep", instruments.keep, name="keep"),
    path("instruments/<slug:instrument>", instruments.start, name="imported"),
    path(
        "instruments/<slug:instrument>/<int:number>",
        instruments.question,
        name="imported_page",
    ),
]
