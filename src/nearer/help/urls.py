from __future__ import annotations

from django.urls import path, re_path

from nearer.help import asking, person, views

app_name = "help"
urlpatterns = [
    path("help", views.start, name="start"),
    path("help/numbers", views.find, name="find"),
    re_path(r"^help/(?P<code>[a-z]{2})$", views.country, name="country"),
    re_path(
        r"^help/(?P<name>someone|swings|device|limits)$", views.guide, name="guide"
    ),
    path("help/person", person.person, name="person"),
    path("check", asking.intro, name="check"),
    path("check/<int:number>", asking.page, name="page"),
    path("check/end", asking.end, name="end"),
]
