from __future__ import annotations

from django.urls import URLPattern, path

from nearer.assess import map_page, questions, welcome
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
]
