"""Verify a secret by opening a key slot with it; nothing else is there to compare."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from nearer.accounts.models import Person
from nearer.diary import access


class KeyBackend(BaseBackend):
    """Find the person by handle; hand over the private key with the person."""

    def authenticate(  # type: ignore[override]  # Django passes credentials by name
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's signature
        *,
        handle: str,
        secret: str,
        way: Literal["passphrase", "recovery"],
        **_: Any,
    ) -> Person | None:
        person = Person.objects.filter(handle=handle).first()
        person_id = person.pk if person else None
        try:
            if way == "passphrase":
                key = access.unlock(person_id=person_id, passphrase=secret)
            else:
                key = access.unlock(person_id=person_id, code=secret)
        except access.WrongSecretError:
            return None
        if person is None:  # pragma: no cover - unlock refuses nobody
            return None
        person.private_key = key
        return person

    def get_user(self, user_id: UUID) -> Person | None:
        return Person.objects.filter(pk=user_id).first()
