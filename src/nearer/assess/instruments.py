"""Questionnaires from files: say what was understood, keep it, answer it.

What is brought in is kept for this installation, beside the database, as a file that
`nearer instruments` knows too. Only at home: on a shared server its operator adds them.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from nearer.accounts.requests import WebRequest
from nearer.assess import services
from nearer.assess.forms import FileForm, KeepForm
from nearer.assess.questions import REFUSED, question_in, start_in
from nearer.assess.rooms import Room, in_diary
from nearer.assess.walks import Walk, content, imported, imported_folder, language_of
from nearer.content import ContentError, Instrument
from nearer.content.importing import Remark, Understood, explain, read_questionnaire
from nearer.readings.means import ScaleMean, read_means
from nearer.readings.sitting import Sitting

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


@dataclass(frozen=True)
class Row:
    """One questionnaire that was brought in, and what was answered last."""

    walk: Walk
    title: str
    source: str
    sitting: Sitting | None
    means: tuple[tuple[str, ScaleMean], ...]
    """Each with the name of its scale."""


@require_safe
@in_diary
def overview(request: WebRequest, room: Room) -> HttpResponseBase:
    return _overview(request, room, FileForm())


@require_POST
@in_diary
def understand(request: WebRequest, room: Room) -> HttpResponseBase:
    """Say what was understood of a file; nothing is kept yet."""
    _only_at_home()
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _overview(request, room, form)
    sent = form.cleaned_data["file"]
    language = get_language() or settings.LANGUAGE_CODE
    try:
        understood = read_questionnaire(
            sent.read(), name=Path(sent.name).name, language=language
        )
    except ContentError as error:
        said = explain(error, language)
        form.add_error("file", f"{error.place}: {said}" if error.place else said)
        return _overview(request, room, form)
    context = {
        "understood": understood,
        "warnings": _said(understood.warnings, language),
        "refusals": _said(understood.refusals, language),
        "toml": understood.toml() if understood.instrument else "",
        "replaces": _is_here(understood.id),
    }
    return render(request, "assess/understood.html", context)


@require_POST
@in_diary
def keep(request: WebRequest, room: Room) -> HttpResponseBase:
    """Keep what was understood: the same text, read and checked once more."""
    _only_at_home()
    form = KeepForm(request.POST)
    if not form.is_valid():
        return _overview(request, room, FileForm(), status=REFUSED)
    try:
        understood = read_questionnaire(
            form.cleaned_data["toml"].encode(), name=".toml"
        )
    except ContentError:
        return _overview(request, room, FileForm(), status=REFUSED)
    if not _ID.fullmatch(understood.id):
        return _overview(request, room, FileForm(), status=REFUSED)
    _write(understood)
    return HttpResponseRedirect(reverse("assess:instruments"))


@require_http_methods(["GET", "POST"])
@in_diary
def start(request: WebRequest, room: Room, instrument: str) -> HttpResponseBase:
    return start_in(request, room, _walk(instrument))


@require_http_methods(["GET", "POST"])
@in_diary
def question(
    request: WebRequest, room: Room, instrument: str, number: int
) -> HttpResponseBase:
    return question_in(request, room, _walk(instrument), number)


def _walk(instrument: str) -> Walk:
    if not _is_here(instrument):
        raise Http404
    return imported(content().instruments[instrument])


def _overview(
    request: WebRequest, room: Room, form: FileForm, *, status: int = 200
) -> HttpResponse:
    found = [one for one in content().instruments.values() if one.imported]
    context = {
        "rows": [_row(request, room, one) for one in found],
        "left_out": content().left_out,
        "form": form,
        "may_add": not settings.HOSTED,
    }
    status = REFUSED if form.errors else status
    return render(request, "assess/instruments.html", context, status=status)


def _row(request: WebRequest, room: Room, instrument: Instrument) -> Row:
    sitting = services.current(request, room, instrument)
    words = instrument.words[language_of(instrument)]
    means = read_means(sitting=sitting, instrument=instrument) if sitting else ()
    names = {scale: heading.title for scale, heading in words.headings.items()}
    return Row(
        walk=imported(instrument),
        title=words.title,
        source=instrument.source,
        sitting=sitting,
        means=tuple((names.get(m.scale, m.scale), m) for m in means),
    )


def _said(remarks: Iterable[Remark], language: str) -> list[str]:
    return [
        f"{remark.place}: {remark.say(language)}"
        if remark.place
        else remark.say(language)
        for remark in remarks
    ]


def _is_here(instrument: str) -> bool:
    known = content().instruments.get(instrument)
    return known is not None and known.imported


def _only_at_home() -> None:
    if settings.HOSTED:
        raise Http404


def _write(understood: Understood) -> None:
    """Put the file beside its name and let it take the name: whole, or not at all."""
    folder = imported_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = folder / f".{secrets.token_hex(4)}.part"
    try:
        with beside.open("x", encoding="utf-8", newline="") as file:
            file.write(understood.toml())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(folder / f"{understood.id}.toml")
    finally:
        beside.unlink(missing_ok=True)
