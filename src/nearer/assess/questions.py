"""One statement a page: begin, answer, go back, skip, stop and go on later.

Every page has an address of its own, so the browser's Back shows the question before
with its answer. A form names the sitting and the item it was made for: what arrives
late or twice is kept where it belongs.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from nearer.accounts.requests import WebRequest
from nearer.assess import services
from nearer.assess.forms import AnswerForm, AskedForm, BeginForm, options_of
from nearer.assess.rooms import Room, in_any_room
from nearer.assess.services import NoSuchSittingError
from nearer.assess.walks import Walk, content, language_of
from nearer.assess.words import PROGRESS
from nearer.content import Instrument, Item
from nearer.readings.asking import Asking, asking
from nearer.readings.sitting import Sitting

REFUSED = 422


@dataclass(frozen=True)
class Asked:
    """One question of a sitting: the n-th that was asked, or the one to ask now."""

    walk: Walk
    instrument: Instrument
    sitting: Sitting
    state: Asking
    number: int
    item: Item


@require_http_methods(["GET", "POST"])
@in_any_room
def start(request: WebRequest, room: Room, walk: Walk) -> HttpResponseBase:
    return start_in(request, room, walk)


@require_http_methods(["GET", "POST"])
@in_any_room
def question(
    request: WebRequest, room: Room, walk: Walk, number: int
) -> HttpResponseBase:
    return question_in(request, room, walk, number)


def start_in(request: WebRequest, room: Room, walk: Walk) -> HttpResponseBase:
    """Say what these questions are, and begin or go on."""
    if not walk.is_open(room, request.day):
        return _to(request, reverse("assess:map"))
    instrument = content().instruments[walk.instrument]
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        services.begin(request, room, instrument, request_key=key)
        return _go_on(request, room, walk, instrument)
    sitting = services.current(request, room, instrument)
    state = asking(instrument=instrument, sitting=sitting) if sitting else None
    context = {
        "walk": walk,
        "instrument": instrument,
        "words": instrument.words[language_of(instrument)],
        "sitting": sitting,
        "state": state,
        "is_done": state is not None and state.item is None,
        "is_sensitive": all(item.sensitive for item in instrument.items),
        "key": secrets.token_urlsafe(),
        "is_kept": room.is_kept,
    }
    status = REFUSED if request.method == "POST" else 200
    return render(request, "assess/start.html", context, status=status)


def question_in(
    request: WebRequest, room: Room, walk: Walk, number: int
) -> HttpResponseBase:
    """Show one question, or keep what was answered to it."""
    if not walk.is_open(room, request.day):
        return _to(request, reverse("assess:map"))
    instrument = content().instruments[walk.instrument]
    if request.method == "POST":
        return _keep(request, room, walk, number)
    sitting = services.current(request, room, instrument)
    asked = sitting and _asked(walk, instrument, sitting, number)
    if not asked:
        return _go_on(request, room, walk, instrument)
    return _page(request, room, asked)


def _keep(request: WebRequest, room: Room, walk: Walk, number: int) -> HttpResponseBase:
    instrument = content().instruments[walk.instrument]
    form = AskedForm(request.POST)
    if not form.is_valid() or form.cleaned_data["item"] not in instrument.item_ids:
        return _to(request, walk.start_url)
    item, key = instrument.item(form.cleaned_data["item"]), form.cleaned_data["key"]
    try:
        sitting = services.find(room, instrument, form.cleaned_data["sitting"])
    except NoSuchSittingError:
        return _to(request, walk.start_url)
    act = request.POST.get("act")
    if act in {"later", "stop"}:
        leave = services.put_off if act == "later" else services.end
        leave(request, room, sitting, request_key=key)
        return _to(request, reverse("assess:map"))
    options = options_of(item, language_of(instrument))
    answer = AnswerForm(request.POST, options=options)
    if act != "skip" and not answer.is_valid():
        state = asking(instrument=instrument, sitting=sitting)
        asked = Asked(walk, instrument, sitting, state, number, item)
        return _page(request, room, asked, answer)
    option = None if act == "skip" else answer.option()
    services.keep_answer(
        request,
        room,
        services.Reply(sitting, instrument, item.id, option),
        request_key=key,
    )
    return _go_on(request, room, walk, instrument)


def _asked(
    walk: Walk, instrument: Instrument, sitting: Sitting, number: int
) -> Asked | None:
    """Return the question with this number; None if it is not its turn yet."""
    state = asking(instrument=instrument, sitting=sitting)
    items = [item for item in sitting.answers if item in instrument.item_ids]
    if state.item:
        items.append(state.item)
    if not 1 <= number <= len(items):
        return None
    item = instrument.item(items[number - 1])
    return Asked(walk, instrument, sitting, state, number, item)


def _page(
    request: WebRequest, room: Room, asked: Asked, form: AnswerForm | None = None
) -> HttpResponse:
    language = language_of(asked.instrument)
    words = asked.instrument.words[language]
    options = options_of(asked.item, language)
    option = asked.sitting.answers.get(asked.item.id)
    context = {
        "asked": asked,
        "form": form,
        "error": form and form.errors["answer"][0],
        "statement": asked.item.text[language],
        "note": asked.item.note.get(language, ""),
        "question": words.question,
        "options": options,
        "values": [value for value, _label in options],
        "ends": _ends(asked.item, language),
        "chosen": options[option - 1][0] if option else None,
        "progress": PROGRESS[asked.state.progress],
        "here_url": asked.walk.page_url(asked.number),
        "back_url": _back(asked),
        "key": secrets.token_urlsafe(),
        "is_kept": room.is_kept,
    }
    template = "assess/asked.html" if request.htmx else "assess/question.html"
    response = render(request, template, context, status=REFUSED if form else 200)
    if request.htmx:
        response["HX-Push-Url"] = asked.walk.page_url(asked.number)
    return response


def _ends(item: Item, language: str) -> tuple[str, ...]:
    """Return the words for the ends without their numbers, which the scale shows."""
    ends = item.response.ends.get(language, ())
    return tuple(words.partition(": ")[2] or words for words in ends)


def _back(asked: Asked) -> str:
    if asked.number == 1:
        return asked.walk.start_url
    return asked.walk.page_url(asked.number - 1)


def _go_on(
    request: WebRequest, room: Room, walk: Walk, instrument: Instrument
) -> HttpResponseBase:
    """Lead to the next question, or to the end when there is none."""
    sitting = services.current(request, room, instrument)
    if sitting is None:
        return _to(request, walk.start_url)
    state = asking(instrument=instrument, sitting=sitting)
    if state.item is None:
        return _to(request, walk.end_url)
    return HttpResponseRedirect(walk.page_url(state.n_asked + 1))


def _to(request: WebRequest, url: str) -> HttpResponse:
    if request.htmx:  # a whole page, not a part of this one
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
