from __future__ import annotations

from django.urls import path

from nearer.accounts import proof, settings_views, views

app_name = "accounts"
urlpatterns = [
    path("begin", views.begin, name="begin"),
    path("begin/code", views.code, name="code"),
    path("unlock", views.unlock, name="unlock"),
    path("unlock/again", proof.again, name="again"),
    path("lock", views.lock, name="lock"),
    path("recover", views.recover, name="recover"),
    path("settings", settings_views.settings_page, name="settings"),
    path("settings/passphrase", settings_views.passphrase, name="passphrase"),
    path("settings/code", settings_views.new_code, name="new_code"),
]
