"""Begin, unlock, recover, change secrets; a typed secret goes no further than here."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib.auth import authenticate, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from nearer.accounts import keeping, names, visits
from nearer.accounts.cookies import SECRETS, full_name
from nearer.accounts.models import Person
from nearer.accounts.requests import WebRequest, stamp
from nearer.diary import access, keys
from nearer.entries import AnyEntry, Began, Consented

CONSENTS = (("adult", 1), ("alone", 1))


class NameTakenError(Exception):
    """Someone here already unlocks with this name."""


class TooManyTriesError(Exception):
    """Tries have to wait a few minutes; nobody is locked out for good."""


class WrongSecretError(Exception):
    """The name and the secret open nothing here: which of them, nobody is told."""


@dataclass(frozen=True)
class Unlocked:
    """A person who has just shown that they hold the key."""

    person: Person
    private_key: bytes


def begin(
    request: WebRequest,
    *,
    name: str,
    passphrase: str,
    language: str,
    looked: Sequence[AnyEntry],
) -> tuple[Unlocked, str]:
    """Make a person with a diary; return them and their recovery code."""
    if not ratelimit.consume(request, action="signup"):
        raise TooManyTriesError
    person = Person(id=uuid.uuid4(), handle=names.handle(name))
    if Person.objects.filter(handle=person.handle).exists():
        raise NameTakenError
    person.set_unusable_password()
    code = new_code()
    new = access.new_reader(person_id=person.pk, passphrase=passphrase, code=code)
    first = [
        Began(**stamp(request), name=name, language=language),
        *(Consented(**stamp(request), to=to, version=v) for to, v in CONSENTS),
        *looked,
    ]
    try:
        with transaction.atomic(durable=True):
            person.save(force_insert=True)
            access.store(new, first=first)
    except IntegrityError:
        raise NameTakenError from None
    sign_in(request, person)
    return Unlocked(person=person, private_key=new.private_key), code


def prove(
    request: WebRequest,
    *,
    handle: str,
    secret: str,
    way: Literal["passphrase", "recovery"] = "passphrase",
) -> Unlocked:
    """Return the person whose key slot the secret opens; tries are counted."""
    shown = {"handle": handle, "secret": secret, "way": way}
    # A browser that is only locked has a count of its own, so that nobody can keep a
    # person out by trying wrong passphrases elsewhere, nor from the same address.
    known = request.person is not None and request.person.handle == handle
    if way == "recovery":
        person = _by_code(request, shown, known=known)
    elif known:
        person = _in_own_browser(request, shown)
    else:
        try:
            person = get_adapter().authenticate(request, username=handle, **shown)
        except ValidationError:
            raise TooManyTriesError from None
    if not isinstance(person, Person):
        raise WrongSecretError
    return Unlocked(person=person, private_key=person.private_key)


def _in_own_browser(request: WebRequest, shown: dict[str, Any]) -> object:
    key = shown["handle"]
    if not ratelimit.consume(request, action="own", key=key):
        raise TooManyTriesError
    person = authenticate(request, **shown)
    if person is not None:
        ratelimit.clear(request, action="own", key=key)
    return person


def _by_code(request: WebRequest, shown: dict[str, str], *, known: bool) -> object:
    """Try a recovery code. Nobody guesses one, so no name is ever made to wait.

    Otherwise whoever keeps trying wrong codes under a name would bar the last way in.
    Only what one place may ask of the machine is limited, and where others there use
    that up, one's own browser has a few tries more.
    """
    may = ratelimit.consume(request, action="recover") or (
        known and ratelimit.consume(request, action="own_code", key=shown["handle"])
    )
    if not may:
        raise TooManyTriesError
    return authenticate(request, **shown)


def may_try_invitation(request: WebRequest) -> bool:
    """Count a try of an invitation's code; whoever guesses is soon not heard."""
    person = request.person
    return bool(
        person and ratelimit.consume(request, action="invitation", key=str(person.pk))
    )


def sign_in(request: WebRequest, person: Person) -> None:
    """Let this browser's session know who it is; no more than that."""
    if request.person == person:
        return  # a new form token now would refuse forms that other tabs still hold
    if request.person is not None:
        visits.drop(visits.current(request))  # someone else was signed in here
    perform_login(request, person)
    request.person = person


def change_passphrase(
    request: WebRequest, unlocked: Unlocked, *, passphrase: str
) -> None:
    """Wrap the same private key anew; every other browser has to unlock again."""
    person = unlocked.person
    access.renew(
        person_id=person.pk, private_key=unlocked.private_key, passphrase=passphrase
    )
    keeping.drop_all(person)
    _change_check(request, person)


def _change_check(request: WebRequest, person: Person) -> None:
    """Make every session of this person fail its check, but for the one that asks."""
    person.set_unusable_password()  # its random part is in every session's check
    person.save(update_fields=["password"])
    visits.drop_others(request, person)
    if request.person == person:
        update_session_auth_hash(request, person)


def end_other_sessions(
    request: WebRequest, person: Person, *, private_key: bytes
) -> None:
    """Let every other browser forget who it is; this one stays as it is."""
    ours = [request.COOKIES.get(full_name(name), "") for name in SECRETS]
    keeping.drop_all(person, but=ours)
    _change_check(request, person)
    visits.touch(request, person=person, private_key=private_key)


def change_code(unlocked: Unlocked) -> str:
    """Return a new recovery code; the old one opens nothing any more."""
    code = new_code()
    access.renew(
        person_id=unlocked.person.pk, private_key=unlocked.private_key, code=code
    )
    return code


def new_code() -> str:
    return keys.recovery_code(secrets.token_bytes(keys.CODE_ENTROPY_BYTES))
