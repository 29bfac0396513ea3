from __future__ import annotations

from django.urls import path

from nearer.keep import views

app_name = "keep"
urlpatterns = [
    path("keep", views.start, name="start"),
    path("keep/out", views.out, name="out"),
    path("keep/in", views.bring_in, name="in"),
    path("keep/in/look", views.look, name="look"),
]
