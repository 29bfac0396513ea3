from __future__ import annotations

from django.urls import path

from nearer.accounts import (
    drafts_views,
    proof,
    second_views,
    settings_views,
    views,
    visits_views,
)

app_name = "accounts"
urlpatterns = [
    path("begin", views.begin, name="begin"),
    path("begin/code", views.code, name="code"),
    path("unlock", views.unlock, name="unlock"),
    path("unlock/again", proof.again, name="again"),
    path("unlock/code", second_views.unlock_code, name="unlock_code"),
    path("lock", views.lock, name="lock"),
    path("recover", views.recover, name="recover"),
    path("settings", settings_views.settings_page, name="settings"),
    path("settings/look", settings_views.look, name="look"),
    path("settings/lock", settings_views.locking, name="locking"),
    path("settings/name", settings_views.room, name="room"),
    path("settings/browsers", visits_views.browsers, name="browsers"),
    path("settings/second", second_views.second_step, name="second"),
    path("settings/door", settings_views.passphrase, name="passphrase"),
    path("settings/sheet", settings_views.new_code, name="new_code"),
    path("draft", drafts_views.draft, name="draft"),
]
