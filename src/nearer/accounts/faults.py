"""When the disk or the diary fails: what happened, what is safe, what to do."""

from __future__ import annotations

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
_SIGNS = (("full", 507, FULL), ("readonly", 507, READ_ONLY), ("locked", 503, BUSY))


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
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]  # Django's hook
    return middleware


def _of_the_database(request: HttpRequest, said: str) -> HttpResponse | None:
    for sign, status, words in _SIGNS:
        if sign in said:
            return page(request, status, words)
    return None
