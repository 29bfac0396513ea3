"""Fill in every form of every page, with a planted word wherever words are taken."""

from __future__ import annotations

from collections.abc import Collection

from django.test import Client

from tests.access.addresses import routes
from tests.access.table import short
from tests.canary.scanner import word
from tests.fuzz.forms import Form, forms_on

_WORDS = {"text", "textarea", "password", "search", "email", "url", "tel"}


def type_everywhere(
    client: Client, *, leave_alone: Collection[str], by_hand: bool = False
) -> int:
    """Send each form once, `by_hand` also to pages that show none; return how many."""
    sent = 0
    for route in routes():
        if short(route.pattern) in leave_alone:
            continue
        page = client.get(route.address)
        raw = page.getvalue() if page.streaming else page.content
        for form in forms_on(raw.decode(errors="replace")):
            where = form.action or route.address
            alone = where.strip("/").partition("?")[0] in leave_alone
            if form.method == "post" and where.startswith("/") and not alone:
                client.post(where, filled(form))
                sent += 1
        if by_hand:
            client.post(route.address, {"words": word(), "text": word()})
    return sent


def filled(form: Form) -> dict[str, str]:
    typed = {}
    for name, field in form.fields.items():
        offered = [value for value in field.values if value]
        plain = field.kind in _WORDS
        typed[name] = word() if plain else (offered or [""])[0]
    return typed
