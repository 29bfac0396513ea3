"""allauth's hooks: it counts tries and signs in; it never sees a typed name."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no stubs
    """Signing up happens in our own pages only."""

    def is_open_for_signup(self, request: object) -> bool:  # noqa: ARG002 - allauth's signature
        return False
