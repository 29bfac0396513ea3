"""Who was erased, as hashes: so that an old backup does not bring anyone back.

The list stands in the database and in a file beside it, so that one of the two is still
there after either was put back from a backup.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS

from nearer.accounts.models import Person
from nearer.keep.models import Gone

NAME = "gone"
_MARK = re.compile(r"[0-9a-f]{64}")


def mark_of(person_id: UUID) -> str:
    """Return the hash; an id is random, so nobody finds it by trying."""
    return hashlib.blake2b(person_id.bytes, person=b"gone", digest_size=32).hexdigest()


def note(person_id: UUID, *, data: Path) -> None:
    """Write the mark into the file, on the disk before anything is deleted."""
    opened = os.open(data / NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(opened, "w", encoding="ascii") as file:
        # A line that a power cut left half-written must not swallow this one.
        file.write(f"\n{mark_of(person_id)}\n")
        file.flush()
        os.fsync(file.fileno())


def marks(*, data: Path, using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """Return every mark that is known here."""
    path = data / NAME
    text = path.read_text(encoding="ascii", errors="replace") if path.exists() else ""
    of_file = {line for line in text.split() if _MARK.fullmatch(line)}
    return of_file | set(Gone.objects.using(using).values_list("mark", flat=True))


def came_back(*, data: Path, using: str = DEFAULT_DB_ALIAS) -> list[UUID]:
    """Return the people who are here although they were erased."""
    known = marks(data=data, using=using)
    if not known:
        return []
    ids = Person.objects.using(using).values_list("pk", flat=True)
    return [person_id for person_id in ids if mark_of(person_id) in known]
