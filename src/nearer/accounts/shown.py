"""What a browser has to know before the diary is open: language, look, disguise."""

from __future__ import annotations

from collections.abc import Container
from urllib.parse import quote, unquote

from django.conf import settings
from django.http.response import HttpResponseBase

from nearer.accounts import cookies
from nearer.accounts.preferences import ICONS, LONGEST_TITLE, Preferences


def show(
    response: HttpResponseBase,
    preferences: Preferences,
    *,
    unless: Container[str] = (),
) -> None:
    """Let this browser look as the person chose, except for what it has `unless`."""
    theme = "" if preferences.theme == "auto" else preferences.theme
    wanted = {
        cookies.THEME: theme,
        cookies.TITLE: quote(preferences.title),
        cookies.ICON: "" if preferences.icon == ICONS[0] else preferences.icon,
        settings.LANGUAGE_COOKIE_NAME: preferences.language or "",
    }
    for name, value in wanted.items():
        if name not in unless:
            cookies.put_readable(response, name, value)


def title_of(cookie: str) -> str:
    """Return the name that titles show; whatever the cookie holds, one short line."""
    text = "".join(c for c in unquote(cookie, errors="replace") if c.isprintable())
    return text.strip()[:LONGEST_TITLE]


def icon_of(cookie: str) -> str:
    """Return the picture that a cookie names; for anything else the plain sheet."""
    return cookie if cookie in ICONS else ICONS[0]
