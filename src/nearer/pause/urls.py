from __future__ import annotations

from django.urls import path

from nearer.pause import offline, views

app_name = "pause"
urlpatterns = [
    path("moment", views.start, name="start"),
    path("moment/<uuid:moment_id>", views.show, name="moment"),
    path("moment/<uuid:moment_id>/strength", views.strength, name="strength"),
    path("moment/<uuid:moment_id>/time", views.minutes, name="minutes"),
    path("moment/<uuid:moment_id>/words", views.say, name="say"),
    path("moment/<uuid:moment_id>/wait", views.wait, name="wait"),
    path("moment/<uuid:moment_id>/wave", views.wave, name="wave"),
    path("moment/<uuid:moment_id>/back", views.back, name="back"),
    path("moment/<uuid:moment_id>/later", views.let_go, name="let_go"),
    path("moment/<uuid:moment_id>/end", views.end, name="end"),
    path("offline/<slug:language>", offline.page, name="offline"),
    path("worker.js", offline.worker, name="worker"),
]
