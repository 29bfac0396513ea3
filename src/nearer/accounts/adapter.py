"""allauth's hooks: it counts tries and signs in; it never sees a typed name."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.http import HttpRequest

from nearer.diary.keys import part


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no stubs
    """Signing up happens in our own pages only."""

    def is_open_for_signup(self, request: object) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return what stands for an address: tries are counted by it, and stored."""
        address = truncate_ip(super().get_client_ip(request))
        return part(settings.INSTALLATION_KEY, f"address:{address}").hex()
