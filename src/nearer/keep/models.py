"""Who is to be erased when, and who was: no name, no reason, no content."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Due(models.Model):
    """The person asked to be erased at this time, and can take it back until then."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
    )
    due = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"erase {self.person_id} at {self.due}"


class Gone(models.Model):
    """Somebody was erased: a hash of an id that nothing else holds any more."""

    mark = models.CharField(primary_key=True, max_length=64)

    def __str__(self) -> str:
        return f"gone {self.mark}"
