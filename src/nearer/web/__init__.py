"""The house itself: layout, look, language, headers, leaving, error pages.

What settings name:
    INSTALLED_APPS      "nearer.web", "nearer.pictures" (its stylesheet)
    MIDDLEWARE          "nearer.web.headers.headers" first of all;
                        after sessions "nearer.web.language.language", and then
                        "nearer.web.errors.words_for_bare_errors"
    context processor   "nearer.web.context.house"
    CSRF_FAILURE_VIEW   "nearer.web.errors.csrf_failure"
    urls                path("", include("nearer.web.urls")); handler400, 403, 404, 500
                        from nearer.web.errors: bad_request, forbidden, not_found,
                        server_error
    STATIC_URL          "/static/"
Optional: ROOM_NAME (what titles say instead of "Notes"), LEAVE_TO (where Leave goes).
The doors set on a request: `person` (someone is inside), `idle_seconds` (to the lock),
`room_name` and `room_icon` (the disguise).
"""

from __future__ import annotations
