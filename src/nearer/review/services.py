"""What is written when a week is looked back on."""

from __future__ import annotations

from nearer.accounts.requests import PersonRequest, stamp
from nearer.entries import Reviewed
from nearer.review.forms import WeekForm


def keep(
    request: PersonRequest, form: WeekForm, *, week: int, before: Reviewed | None
) -> None:
    """Keep the review of a week; a later one of the same week takes its place.

    `before` is what had been said when only the note is asked for any more.
    """
    data = form.cleaned_data
    said = {name: data[name] for name in ("low", "worry", "satisfaction")}
    if before is not None:
        said = {name: getattr(before, name) for name in said}
    entry = Reviewed(
        **stamp(request),
        week=week,
        note=data["note"],
        **said,
    )
    request.diary.append(entry, request_key=data["key"])
