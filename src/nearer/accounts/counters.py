"""The table where tries are counted, for every process of a hosted installation."""

from __future__ import annotations

import base64
import pickle
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connections, router
from django.utils import timezone


class Counters(DatabaseCache):
    """Django's table, where a line is put in or refused by one statement.

    Django's own way of adding counts the whole table first, and takes a refusal for an
    answer. Each refusal is a fault in PostgreSQL's log, and when many unlock at once
    from one building there are many.
    """

    def add(
        self,
        key: Any,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Put a value in where none is that still counts; return whether it went in."""
        key = self.make_and_validate_key(key, version=version)
        connection = connections[router.db_for_write(self.cache_model_class)]
        until = self.get_backend_timeout(timeout)
        ends = (
            datetime.max.replace(tzinfo=UTC)
            if until is None
            else datetime.fromtimestamp(until, tz=UTC)
        )
        pickled = pickle.dumps(value, self.pickle_protocol)
        named = self.cache_model_class._meta.db_table  # noqa: SLF001 - as every model's
        table = connection.ops.quote_name(named)
        now, end = (
            connection.ops.adapt_datetimefield_value(instant.replace(microsecond=0))
            for instant in (timezone.now(), ends)
        )
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO {table} (cache_key, value, expires) "  # noqa: S608 - our own name
                    "VALUES (%s, %s, %s) ON CONFLICT (cache_key) DO UPDATE "
                    "SET value = excluded.value, expires = excluded.expires "
                    f"WHERE {table}.expires < %s",
                    [key, base64.b64encode(pickled).decode(), end, now],
                )
                return bool(cursor.rowcount > 0)
        except DatabaseError:  # a full disk must not close any page
            return False
