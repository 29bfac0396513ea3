from __future__ import annotations

from django.urls import path

from nearer.today import again, beginning, checking, home, resting, stepping

app_name = "today"
urlpatterns = [
    path("today", home.show, name="home"),
    path("today/begin", beginning.begin, name="begin"),
    path("today/with", beginning.change, name="with"),
    path("today/day", checking.day, name="day"),
    path("today/felt", checking.felt, name="felt"),
    path("today/again", again.show, name="again"),
    path("today/aside", home.aside, name="aside"),
    path("today/pause", resting.pause, name="pause"),
    path("step/<uuid:plan_id>", stepping.taken, name="taken"),
    path("step/<slug:step_id>", stepping.before, name="step"),
]
