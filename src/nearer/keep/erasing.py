"""Erase a person: rows, keys, sessions, what was held, and the remains in the file.

The mark is written first: were the power cut then, the next start finishes the work.
SQLite overwrites deleted rows (`secure_delete`), then the file is built anew, so that
nothing is left in free pages. PostgreSQL keeps dead rows in its files: the small tables
with keys are written anew at once, so that no key is left that opens what lies in the
free places of the large one until others write there.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.utils import CursorWrapper

from nearer.accounts.models import Kept, Person
from nearer.diary import access
from nearer.keep import gone
from nearer.keep.models import Due, Gone
from nearer.review import feeds

log = logging.getLogger(__name__)

WAIT = timedelta(days=7)
_UNTIDY = "untidy"
OLDER = "notes.sqlite3.2*"
"""Databases from before a backup was put back; the year begins with a 2."""
_KEY_TABLES = ("diary_keyslot", "diary_membership", "diary_reader")
PATIENCE_SECONDS = 10.0
_OLDER_VIEWS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL AND xact_start <= %s"
)
_LARGE = 64 * 2**20
"""A table from this size on is not written anew: nobody could write meanwhile."""


def plan(person: Person, *, now: datetime) -> datetime:
    """Erase the person in a week, unless it is taken back; return when."""
    due = now + WAIT
    Due.objects.update_or_create(person=person, defaults={"due": due})
    return due


def take_back(person: Person) -> None:
    Due.objects.filter(person=person).delete()


def due_of(person: Person) -> datetime | None:
    return Due.objects.filter(person=person).values_list("due", flat=True).first()


def erase(person_id: UUID) -> None:
    """Erase the person now; whatever happens then, they do not come back."""
    data = Path(settings.DATA)
    gone.note(person_id, data=data)
    with suppress(OSError):  # no room for a mark: it is tidied below all the same
        (data / _UNTIDY).touch(mode=0o600)
    delete(person_id)
    tidy()


def delete(person_id: UUID, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Delete every row of the person's: all or none."""
    with transaction.atomic(using=using, durable=True):
        Gone.objects.using(using).get_or_create(mark=gone.mark_of(person_id))
        for session in Session.objects.using(using).iterator():
            if session.get_decoded().get("_auth_user_id") == str(person_id):
                session.delete(using=using)
        Kept.objects.using(using).filter(person_id=person_id).delete()
        Due.objects.using(using).filter(person_id=person_id).delete()
        feeds.drop(person_id, using=using)
        access.forget_reader(person_id, using=using)
        Person.objects.using(using).filter(pk=person_id).delete()


def tidy() -> None:
    """Leave nothing of deleted rows; tried again at the next start if it fails."""
    mark = Path(settings.DATA) / _UNTIDY
    try:
        rebuild()
        for older in mark.parent.glob(OLDER):  # what `nearer restore --replace` left
            older.unlink(missing_ok=True)
        mark.unlink(missing_ok=True)
    except (DatabaseError, OSError):
        # The rows are overwritten already; there is no room to build the file anew.
        log.warning("The database could not be built anew. The next start tries again.")


def rebuild(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Leave nothing of deleted rows in the database's files."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
        return
    if connection.in_atomic_block:
        raise DatabaseError("not inside a transaction")
    with connection.cursor() as cursor:
        _wait_for_older_views(cursor)
        cursor.execute("SET lock_timeout = '10s'")
        try:
            for table in connection.introspection.table_names(cursor):
                cursor.execute("SELECT pg_table_size(%s::regclass)", [table])
                anew = table in _KEY_TABLES or cursor.fetchone()[0] < _LARGE
                name = connection.ops.quote_name(table)
                cursor.execute(f"VACUUM {'FULL' if anew else ''} {name}")
        finally:
            cursor.execute("RESET lock_timeout")


def _wait_for_older_views(cursor: CursorWrapper) -> None:
    """Wait until nobody's transaction sees what was deleted: for it, it would stay."""
    cursor.execute("SELECT clock_timestamp()")
    began, waited = cursor.fetchone()[0], monotonic()
    while True:
        cursor.execute(_OLDER_VIEWS, [began])
        if not cursor.fetchone()[0]:
            return
        if monotonic() - waited > PATIENCE_SECONDS:
            raise DatabaseError("someone still sees the database as it was")
        sleep(0.05)


def sweep(*, now: datetime) -> int:
    """Erase everyone whose time has come; return how many."""
    due = list(Due.objects.filter(due__lte=now).values_list("person_id", flat=True))
    erased = 0
    for person_id in due:
        try:
            erase(person_id)
        except OSError:
            log.warning("Nobody could be erased: the list cannot be written.")
        else:
            erased += 1
    return erased


def at_start(*, now: datetime) -> None:
    """Finish what a power cut or an old backup left undone."""
    for person_id in gone.came_back(data=Path(settings.DATA)):
        erase(person_id)
    sweep(now=now)
    if (Path(settings.DATA) / _UNTIDY).exists():
        tidy()
