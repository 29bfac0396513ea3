from __future__ import annotations

from django.urls import path

from nearer.learn import views

app_name = "learn"
urlpatterns = [
    path("learn", views.every, name="every"),
    path("learn/<slug:lesson_id>", views.one, name="one"),
]
