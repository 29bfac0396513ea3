"""Write: a page with or without a prompt; every page by its day; words found again."""

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
from nearer.entries import Wrote
from nearer.journal import services, words
from nearer.journal.forms import FindForm, PageForm
from nearer.journal.pages import page as whole_page
from nearer.journal.pages import taken_back, to, undone
from nearer.readings import writing
from nearer.readings.versions import Versions

LAST_SHOWN = 5
DAYS_SHOWN = 40


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def start(request: PersonRequest) -> HttpResponseBase:
    """Offer a prompt and an empty page."""
    form = PageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        written = services.write(request, form)
        return to("page", written, query="?kept")
    sent = request.POST if request.method == "POST" else {}
    themes = words.themes(request)
    wanted = str(sent.get("number", request.GET.get("p", "")))
    prompt = words.pick(themes, wanted, day=request.day.toordinal())
    context = {
        "form": form,
        "text": sent.get("text", ""),
        "prompt": prompt,
        "another": words.another(themes, prompt),
        "themes": themes,
        "pages": _shown(writing.pages(request.diary.entries())[:LAST_SHOWN]),
    }
    return _page(
        request, "journal/write.html", context, refused=request.method == "POST"
    )


@require_safe
@unlocked
def every(request: PersonRequest) -> HttpResponseBase:
    """List every page by its day, some days at a time."""
    days = writing.by_day(writing.pages(request.diary.entries()))
    asked = request.GET.get("from", "")
    first = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    shown = days[first : first + DAYS_SHOWN]
    context = {
        "days": [(day.day, _shown(day.pages)) for day in shown],
        "older": first + DAYS_SHOWN if len(days) > first + DAYS_SHOWN else None,
        "newer": max(first - DAYS_SHOWN, 0) if first else None,
    }
    return _page(request, "journal/pages.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def find(request: PersonRequest) -> HttpResponseBase:
    """Look for words; they come by POST, so that they stand in no address."""
    form = FindForm(request.POST or None)
    sought = form.cleaned_data["sought"] if form.is_bound and form.is_valid() else ""
    hits = writing.search(writing.pages(request.diary.entries()), sought)
    context = {
        "form": form,
        "sought": sought,
        "hits": hits,
        "is_asked": bool(sought.strip()),
    }
    return _page(request, "journal/find.html", context)


@require_safe
@unlocked
def page(request: PersonRequest, page_id: UUID) -> HttpResponseBase:
    """Show one page, to read and to print."""
    found = services.whole(request, Wrote, page_id)
    context = {"page": found, "prompt": _prompt(found), "kept": "kept" in request.GET}
    return _page(request, "journal/page.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def edit(request: PersonRequest, page_id: UUID) -> HttpResponseBase:
    """Change a page: the new wording stands in the place of the old one."""
    found = services.whole(request, Wrote, page_id)
    form = PageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        written = services.write(request, form, replaces=found)
        return to("page", written, query="?kept")
    text = request.POST.get("text", found.newest.text)
    context = {"page": found, "form": form, "text": text, "prompt": _prompt(found)}
    refused = request.method == "POST"
    return _page(request, "journal/edit.html", context, refused=refused)


@require_safe
@unlocked
def before(request: PersonRequest, page_id: UUID) -> HttpResponseBase:
    """Show how the page read before."""
    found = services.whole(request, Wrote, page_id)
    return _page(request, "journal/before.html", {"page": found})


@require_POST
@unlocked
def remove(request: PersonRequest, page_id: UUID) -> HttpResponseBase:
    """Take a page back, with every wording of it."""
    return taken_back(request, Wrote, page_id, then="pages")


@require_POST
@unlocked
def undo(request: PersonRequest, page_id: UUID) -> HttpResponseBase:
    """Bring a page back."""
    undone(request, page_id)
    return to("pages")


def _prompt(found: Versions[Wrote]) -> str:
    return words.prompt_words(found.newest.prompt)


def _shown(pages: tuple[writing.Page, ...]) -> list[dict[str, Any]]:
    return [
        {
            "id": found.newest.id,
            "day": found.first.day,
            "text": found.newest.text,
            "prompt": _prompt(found),
            "parked": found.newest.prompt == words.PARKED,
        }
        for found in pages
    ]


def _page(
    request: PersonRequest,
    template: str,
    context: dict[str, Any],
    *,
    refused: bool = False,
) -> HttpResponseBase:
    said = words.said("prompts")
    return whole_page(request, template, {"said": said, **context}, refused=refused)
