"""My patterns: a habit noted with one tap, and what the notes show together."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from nearer.accounts.doors import PersonRequest, unlocked
from nearer.journal import figures, services, words
from nearer.journal.forms import MoreForm, NoticeForm
from nearer.journal.pages import page, tapped, to, undone
from nearer.readings import patterns, switches
from nearer.readings.patterns import Notice
from nearer.readings.switches import Switch

AT_ONCE = 4
"""Habits of each direction that stand large; the others are one tap further."""
MOST_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def start(request: PersonRequest) -> HttpResponseBase:
    """Offer the habits to tap, and show what was noticed."""
    form = NoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        return to("noted", services.notice(request, data["urge"], key=data["key"]))
    found = patterns.notices(request.diary.entries())
    may_loop = switches.of(request.diary, today=request.day).allows(Switch.LOOP)
    context = {
        "groups": _groups(found),
        "count": len(found),
        "figures": figures.of_notices(found, today=request.day),
        "times": figures.of_times(found),
        "loop": figures.own_loop(found) if may_loop else None,
        "told_by_loop": figures.told_by_loop(found),
    }
    refused = request.method == "POST"
    return page(request, "journal/patterns.html", context, refused=refused)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def more(request: PersonRequest, notice_id: UUID) -> HttpResponseBase:
    """Say that it is noted; whoever likes tells more of it."""
    entry = services.noticed(request, notice_id)
    form = MoreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fuller = services.say_more(request, entry, form)
        return to("noted", fuller, query="?kept")
    went = {True: "yes", False: "no", None: ""}[entry.acted]
    sent = request.POST if request.method == "POST" else {}
    context = {
        "entry": entry,
        "form": form,
        "name": words.habit_name(entry.urge),
        "after": words.said("moment.after"),
        "afters": words.afters(),
        "chosen": sent.get("after", entry.after),
        "went": sent.get("went", went),
        "note": sent.get("note", entry.note),
        "kept": "kept" in request.GET,
        "afterwards": words.said("moment.afterwards"),
    }
    return page(
        request, "journal/noted.html", context, refused=request.method == "POST"
    )


@require_safe
@unlocked
def every(request: PersonRequest) -> HttpResponseBase:
    """List what was noticed, the newest first."""
    found = patterns.notices(request.diary.entries())
    shown = [_row(notice) for notice in reversed(found[-MOST_SHOWN:])]
    more_ = max(len(found) - MOST_SHOWN, 0)
    return page(request, "journal/notices.html", {"notices": shown, "more": more_})


@require_POST
@unlocked
def remove(request: PersonRequest, notice_id: UUID) -> HttpResponseBase:
    """Take one note back."""
    key = tapped(request)
    if key is None:
        return to("notices")
    services.take_back_notice(request, notice_id, key=key)
    return to("notices", query=f"?was={notice_id}")


@require_POST
@unlocked
def undo(request: PersonRequest, notice_id: UUID) -> HttpResponseBase:
    """Bring one note back."""
    undone(request, notice_id)
    return to("notices")


def _groups(found: tuple[Notice, ...]) -> list[dict[str, Any]]:
    """Return the habits, in each direction the person's own most frequent first."""
    groups = []
    for group in words.habits():
        names = dict(group.names)
        often = patterns.often(found, names, most=AT_ONCE)
        first = [*often, *(habit for habit in names if habit not in often)][:AT_ONCE]
        groups.append(
            {
                "scale": group.scale,
                "title": group.title,
                "first": [(habit, names[habit]) for habit in first],
                "more": [pair for pair in group.names if pair[0] not in first],
            }
        )
    return groups


def _row(notice: Notice) -> dict[str, Any]:
    return {
        "id": notice.id,
        "at": notice.at,
        "name": words.habit_name(notice.urge),
        "after": words.after_name(notice.after) if notice.after else "",
        "acted": notice.acted,
        "note": notice.note,
        "in_moment": notice.in_moment,
    }
