"""When the disk or the diary fails: what happened, what is safe, what to do."""

from __future__ import annotations

import errno
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from nearer.diary.access import BusyError, DamagedError
from nearer.web.errors import page

Words = tuple[object, object, object]
Next = Callable[[HttpRequest], HttpResponseBase]

NOT_SAVED = _("This one thing was not saved. Everything saved before is safe.")
FULL: Words = (
    _("There is no room left on the disk"),
    NOT_SAVED,
    _("Make some room, go back, and send it again."),
)
READ_ONLY: Words = (
    _("Nothing can be written here"),
    NOT_SAVED,
    _("See that the folder with your notes can be written to, and send it again."),
)
BUSY: Words = (
    _("Somebody else is writing just now"),
    NOT_SAVED,
    _("Wait a moment, go back, and send it again."),
)
DAMAGED: Words = (
    _("Your notes do not look as they were left"),
    _("Something was changed or cut off outside the program. Nothing is overwritten."),
    _(
        "Close the program, make a copy of its folder, and put back your last backup. "
        "If nobody had access, it may be the disk."
    ),
)
DISK: Words = (
    _("The disk did not take what was sent"),
    NOT_SAVED,
    _("See whether it is full or about to fail, make a copy, and send it again."),
)
AWAY: Words = (
    _("The place where notes are kept does not answer"),
    NOT_SAVED,
    _("Wait a moment, go back, and send it again."),
)
_SIGNS = (
    ("disk is full", 507, FULL),
    ("no space left", 507, FULL),
    ("readonly", 507, READ_ONLY),
    ("read-only", 507, READ_ONLY),
    ("unable to open", 507, READ_ONLY),
    ("disk i/o", 507, DISK),
    ("locked", 503, BUSY),
    ("deadlock", 503, BUSY),
    ("connection", 503, AWAY),
)
"""What SQLite and PostgreSQL say, each in its own words."""
_NUMBERS = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.EIO: DISK,
}


def plain_words(get_response: Next) -> Next:
    """Turn faults of the store into a page; everything else goes on as it was."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_exception(
        request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        match exception:
            case DamagedError():
                return page(request, 500, DAMAGED)
            case BusyError():
                return page(request, 503, BUSY)
            case OperationalError():
                return _of_the_database(request, str(exception).lower())
            case OSError() if exception.errno in _NUMBERS:
                return page(request, 507, _NUMBERS[exception.errno])
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]  # Django's hook
    return middleware


def _of_the_database(request: HttpRequest, said: str) -> HttpResponse | None:
    for sign, status, words in _SIGNS:
        if sign in said:
            return page(request, status, words)
    return None
