"""Who there is, and what is kept for a while for one browser only. Nothing typed."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Person(AbstractBaseUser):
    """Someone who can unlock a diary. The name lies sealed in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handle = models.CharField(max_length=64, unique=True)
    """A keyed hash of the name (see `names`)."""
    is_active = True
    last_login = None  # Django's way to have no such column
    private_key: bytes
    """Only in memory, only where the person has just shown a secret."""

    USERNAME_FIELD = "handle"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = BaseUserManager()

    def __str__(self) -> str:
        return f"person {self.pk}"


class Kept(models.Model):
    """Something sealed under a secret that only one browser's cookie has."""

    id = models.CharField(primary_key=True, max_length=64)
    """A hash of that secret."""
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    sealed = models.BinaryField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"kept for {self.person_id}"


class SecondStep(models.Model):
    """That a code is asked after the passphrase; the app's secret, sealed."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"second step of {self.person_id}"


class Visit(models.Model):
    """A browser that is signed in; when, and what kind, lies sealed."""

    id = models.CharField(primary_key=True, max_length=64)
    """A random number that its session holds."""
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    sealed = models.BinaryField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"visit of {self.person_id}"


class Draft(models.Model):
    """What was typed into a form and not sent yet, sealed."""

    id = models.CharField(primary_key=True, max_length=64)
    """A keyed hash of where the form goes: only who can open it can tell which."""
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    sealed = models.BinaryField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"draft of {self.person_id}"
