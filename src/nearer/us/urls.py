from __future__ import annotations

from django.urls import path

from nearer.us import alongside, beside, home, leaving, linking, patterns, sharing

app_name = "us"
urlpatterns = [
    path("us", home.show, name="home"),
    path("us/invite", linking.invite, name="invite"),
    path("us/join", linking.join, name="join"),
    path("us/share", sharing.share, name="share"),
    path("us/days", patterns.show, name="days"),
    path("us/week", home.week, name="week"),
    path("us/glad", home.glad, name="glad"),
    path("us/step", home.step, name="step"),
    path("us/mine", leaving.leave, name="leave"),
    path("beside", beside.guide, name="beside"),
    path("beside/path", alongside.show, name="path"),
    path("beside/<slug:step_id>", alongside.one, name="path-step"),
]
