"""A week looked back on, the last one or any before."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from nearer.accounts.doors import PersonRequest
from nearer.content import Catalogue, catalogue
from nearer.entries import Reviewed
from nearer.pictures import Figure
from nearer.readings import heaviness, review, since
from nearer.readings.present import present
from nearer.readings.review import LookedBack, Week
from nearer.readings.switches import Switch
from nearer.review import services
from nearer.review.changes import Changed, changed, helpers
from nearer.review.figures import days_figure, foretold_figure
from nearer.review.forms import MOODS, WeekForm
from nearer.review.here import Here, name_of_week, on_the_way, short_day, when
from nearer.review.voice import say, words
from nearer.web.context import exists

REFUSED = 422
STILL_ASKED = 2
"""A week's mood is asked for in the week and the one after; later, who would know."""
SHOWN_DAYS = 84


@require_http_methods(["GET", "POST"])
@on_the_way
def now(request: PersonRequest, here: Here) -> HttpResponseBase:
    """Look back on the present week."""
    return _week(request, here, here.programme.week)


@require_http_methods(["GET", "POST"])
@on_the_way
def week(request: PersonRequest, here: Here, number: int) -> HttpResponseBase:
    """Look back on any week so far."""
    return _week(request, here, number)


@require_safe
@on_the_way
def earlier(
    request: PersonRequest, here: Here, time: int, number: int
) -> HttpResponseBase:
    """Look back on a week of ten weeks that are over; nothing is asked any more."""
    then = here.earlier(time)
    if then is None:
        raise Http404
    return _week(request, then, number)


def _week(request: PersonRequest, here: Here, number: int) -> HttpResponseBase:
    found = review.look_back(here.entries, of=here.programme, week=number)
    if found is None:
        raise Http404
    form = WeekForm(initial=_initial(found.reviewed))
    if request.method == "POST":
        form = WeekForm(request.POST)
        if form.is_valid():
            asked = _asks(here, number)
            if not form.is_empty or found.reviewed:
                before = None if asked else found.reviewed
                services.keep(request, form, week=number, before=before)
            saved = "" if form.is_empty else "?saved"
            return HttpResponseRedirect(reverse("review:week", args=[number]) + saved)
    return _page(request, here, found, form)


def _initial(reviewed: Reviewed | None) -> dict[str, object]:
    key: dict[str, object] = {"key": secrets.token_urlsafe()}
    if reviewed is None:
        return key
    return key | {
        "note": reviewed.note,
        "low": reviewed.low,
        "worry": reviewed.worry,
        "satisfaction": reviewed.satisfaction,
    }


def content() -> Catalogue:
    """Return everything shipped, with what was brought in here."""
    return catalogue(extra=Path(settings.DATA) / "instruments")


def _page(
    request: PersonRequest, here: Here, found: LookedBack, form: WeekForm
) -> HttpResponse:
    programme = here.programme
    weeks = review.weeks(programme)
    is_latest = found.week.number == programme.week and not here.is_over
    title = say("review.expectancy.title")
    context = {
        "said": words("review"),
        "where": name_of_week(found.week.number),
        "when": when(found.week.first, found.week.last),
        "week": found.week.number,
        "is_latest": is_latest,
        "may_toward": here.allowed.allows(Switch.TOWARD),
        "saved": "saved" in request.GET,
        "figure": foretold_figure(found.ended, title=title),
        "compares": bool(found.ended),
        "feared": _feared(found),
        "came_true": bool(found.feared and found.feared.yes),
        "learned": _learned(found),
        "counts": _counts(here, found),
        "days": _days(here, weeks, found.week),
        "asks": _asks(here, found.week.number),
        "answered": _answered(found),
        "others": _others(here, weeks, found.week.number),
        "is_over_since": here.is_over,
        **(_since_the_beginning(here) if is_latest else {}),
        **_asked(here, form),
    }
    return render(
        request, "review/review.html", context, status=REFUSED if form.is_bound else 200
    )


def _asks(here: Here, number: int) -> bool:
    """Return whether the mood of a week is still asked for."""
    return number + STILL_ASKED > here.programme.week and not here.is_over


def _answered(found: LookedBack) -> tuple[str, ...]:
    """Return what was said of a week's mood, to look back on."""
    reviewed = found.reviewed
    if reviewed is None:
        return ()
    labels = words("review.mood.label")
    said = [
        f"{say(f'review.mood.short.{name}')}: {labels[str(value)]}"
        for name, value in (("low", reviewed.low), ("worry", reviewed.worry))
        if value is not None and str(value) in labels
    ]
    if reviewed.satisfaction is not None:
        said.append(f"{say('review.satisfaction.short')}: {reviewed.satisfaction}")
    return tuple(said)


def _asked(here: Here, form: WeekForm) -> dict[str, Any]:
    labels = words("review.mood.label")
    return {
        "form": form,
        "chosen": {
            name: form[name].value() for name in ("low", "worry", "satisfaction")
        },
        "moods": [(value, labels[str(value)]) for value, _ in MOODS],
        "satisfaction": say(f"review.satisfaction.{here.company}"),
        "points": range(11),
        "key": form["key"].value() or secrets.token_urlsafe(),
    }


def _feared(found: LookedBack) -> tuple[str, ...]:
    """Say how sure the fears were, and how often they came."""
    feared = found.feared
    if feared is None:
        return (say("review.expectancy.none"),)
    if feared.n == 1:
        return (say("review.expectancy.summary-one"),)
    summary = say(
        "review.expectancy.summary",
        total=feared.n,
        yes=feared.yes,
        partly=feared.partly,
        no=feared.no,
    )
    share = say(
        "review.expectancy.less",
        sure=round(100 * feared.sure),
        happened=round(100 * feared.happened),
    )
    return summary, share


def _learned(found: LookedBack) -> tuple[str, ...]:
    return tuple(
        plan.ended.learned.strip()
        for plan in found.ended
        if plan.ended and plan.ended.learned.strip()
    )


def _counts(here: Here, found: LookedBack) -> tuple[str, ...]:
    """Say what there was, without a word about what there was not."""
    lines = [
        _many("review.steps", "steps", found.done),
        _many("review.moments", "moments", len(found.moments)),
    ]
    if found.kept:
        gaps = {"kept": found.kept, "n": found.returned}
        lines.append(say("helps.returns-in-time", **gaps))
    elif found.returned:
        lines.append(say("helps.returns", n=found.returned))
    noted = review.connected(here.entries, first=found.week.first, last=found.week.last)
    answered = sum(value is not None for value in noted)
    if answered:
        lines.append(say("helps.noted", n=answered))
    return tuple(line for line in lines if line)


def _many(text_id: str, gap: str, n: int) -> str:
    if n == 1:
        return say(f"{text_id}-one")
    return say(text_id, **{gap: n}) if n else ""


def _days(here: Here, weeks: Sequence[Week], shown: Week) -> Figure | None:
    first = max(weeks[0].first, shown.last - timedelta(days=SHOWN_DAYS - 1))
    felt = review.connected(here.entries, first=first, last=shown.last)
    starts = [
        (w.first, short_day(w.first))
        for w in weeks
        if first <= w.first <= shown.last and w.number != 1
    ]
    return days_figure(felt, first=first, starts=starts)


def _others(here: Here, weeks: Sequence[Week], number: int) -> list[tuple[str, str]]:
    """Return the week before and the one after: name and address."""
    near = [w for w in weeks if w.number in {number - 1, number + 1}]
    return [(name_of_week(w.number), here.url(w.number)) for w in near]


def _since_the_beginning(here: Here) -> dict[str, object]:
    """Return what has changed, which questions are due, and who could help."""
    known = content()
    due = since.due_week(here.entries, of=here.programme, catalogue=known)
    found = since.changes(here.entries, of=here.programme, catalogue=known)
    said: Changed = changed(found)
    lately = since.moods_of(here.entries, of=here.programme)
    signs = since.signs(found, week=here.programme.week, moods=lately)
    standing, today = present(here.entries), here.programme.today
    return {
        "changed": said,
        "is_heavy": heaviness.last_week_was_heavy(standing, today),
        "helpers": helpers(signs),
        "due": due,
        "asks_first": due is not None
        and not since.were_answered(here.entries, catalogue=known),
        "questions_url": reverse("assess:questions"),
        "pause_url": "/today/pause" if exists("/today/pause") else "",
        "is_over": here.programme.week >= review.LAST_WEEK,
    }
