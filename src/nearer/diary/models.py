"""What the database holds: who, which space, which number, bytes. No kind, no day.

Nothing but `access` touches these.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class Reader(models.Model):
    """A person who holds keys."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
    )
    public_key = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"reader {self.pk}"


class KeySlot(models.Model):
    """One way to the reader's private key: the passphrase, or the recovery code."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="slots")
    way = models.CharField(max_length=16)
    sealed = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reader", "way"], name="one_slot_a_way")
        ]

    def __str__(self) -> str:
        return f"{self.way} slot of {self.reader_id}"


class Space(models.Model):
    """A list of entries with keys of its own; what it is for lies in the membership."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    def __str__(self) -> str:
        return f"space {self.pk}"


class Membership(models.Model):
    """A space's key and purpose, sealed for one reader."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, db_index=False)
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE)
    generation = models.PositiveSmallIntegerField(default=1)
    sealed = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["space", "reader", "generation"], name="one_key_a_generation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} in {self.space_id}"


class Row(models.Model):
    """One sealed entry; row 0 is the space's head."""

    pk = models.CompositePrimaryKey("space_id", "seq")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, db_index=False)
    seq = models.PositiveBigIntegerField()
    sealed = models.BinaryField()
    mark = models.BinaryField(max_length=16)
    """A request's key, hashed with the space's key; random where there was none."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "mark"], name="one_row_a_mark")
        ]

    def __str__(self) -> str:
        return f"row {self.seq} of {self.space_id}"


class Invitation(models.Model):
    """A shared space's key, sealed under a code that is told from one to the other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.CharField(max_length=4, unique=True)
    """The part of the code that finds it; the rest opens it."""
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE)
    sealed = models.BinaryField()
    until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"invitation {self.pk}"
