from __future__ import annotations

from django.urls import path

from nearer.keep import erase_views, give_views, views

app_name = "keep"
urlpatterns = [
    path("keep", views.start, name="start"),
    path("keep/out", views.out, name="out"),
    path("keep/give", give_views.give, name="give"),
    path("keep/in", views.bring_in, name="in"),
    path("keep/in/look", views.look, name="look"),
    path("keep/all", erase_views.erase, name="erase"),
    path("keep/stay", erase_views.stay, name="stay"),
]
