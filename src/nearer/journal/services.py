"""What is written here, and only once; taking back and the undo of that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.http import Http404

from nearer.accounts.requests import PersonRequest, stamp
from nearer.entries import (
    AnyEntry,
    BondLaid,
    MomentBegan,
    ScriptWritten,
    UrgeNoticed,
    Withdrawn,
    Wrote,
)
from nearer.journal.forms import BondForm, MoreForm, PageForm, ScriptForm
from nearer.readings import versions
from nearer.readings.present import present
from nearer.readings.versions import Versions

Written = TypeVar("Written", bound=Wrote | BondLaid | ScriptWritten)


def whole(
    request: PersonRequest, kind: type[Written], wanted: UUID
) -> Versions[Written]:
    """Return a thing with all its wordings; not there and taken back are the same."""
    found = versions.find(request.diary.entries(), kind, wanted)
    if found is None:
        raise Http404
    return found


def noticed(request: PersonRequest, wanted: UUID) -> UrgeNoticed:
    """Return one thing that was noticed outside of a moment."""
    for entry in present(request.diary.entries()):
        if isinstance(entry, UrgeNoticed) and entry.id == wanted:
            return entry
    raise Http404


def notice(request: PersonRequest, urge: str, *, key: str) -> UUID:
    """Note a habit with one tap; a second tap finds the first one's note."""
    entry = UrgeNoticed(
        **stamp(request), urge=urge, strength=None, after="", note="", acted=None
    )
    request.diary.append(entry, request_key=key)
    written = [e for e in request.diary.entries() if isinstance(e, UrgeNoticed)]
    return written[-1].id


def say_more(request: PersonRequest, entry: UrgeNoticed, form: MoreForm) -> UUID:
    """Put a fuller note in the place of the first one, at the time of the first."""
    told = stamp(request)
    fuller = UrgeNoticed(
        id=told["id"],
        at=entry.at,
        day=entry.day,
        urge=entry.urge,
        strength=entry.strength,
        after=form.cleaned_data["after"],
        note=form.cleaned_data["note"].strip(),
        acted=form.acted(),
    )
    request.diary.append(
        Withdrawn(**stamp(request), entry=entry.id),
        fuller,
        request_key=form.cleaned_data["key"],
    )
    return fuller.id


def write(
    request: PersonRequest, form: PageForm, *, replaces: Versions[Wrote] | None = None
) -> UUID:
    """Keep a page; an edited one stands in the place of the one before."""
    data = form.cleaned_data
    entry = Wrote(
        **stamp(request),
        prompt=replaces.newest.prompt if replaces else data["prompt"],
        text=data["text"].strip("\r\n").replace("\r\n", "\n"),
        replaces=replaces.newest.id if replaces else None,
    )
    request.diary.append(entry, request_key=data["key"])
    return _last(request, Wrote)


def lay(
    request: PersonRequest,
    form: BondForm,
    *,
    replaces: Versions[BondLaid] | None = None,
) -> None:
    """Lay a bond on the line, or lay it anew."""
    data = form.cleaned_data
    entry = BondLaid(
        **stamp(request),
        name=" ".join(data["name"].split()),
        began=data["began"],
        ended=data["ended"],
        with_whom=data["with_whom"],
        ending=data["ending"],
        habits=form.habits(),
        note=data["note"].strip(),
        replaces=replaces.newest.id if replaces else None,
    )
    request.diary.append(entry, request_key=data["key"])


def rewrite(
    request: PersonRequest,
    form: ScriptForm,
    *,
    replaces: Versions[ScriptWritten] | None = None,
) -> None:
    """Keep an old sentence with its new wording, or change it."""
    data = form.cleaned_data
    entry = ScriptWritten(
        **stamp(request),
        belief=data["belief"].strip(),
        speaks_for=data["speaks_for"].strip(),
        speaks_against=data["speaks_against"].strip(),
        wording=data["wording"].strip(),
        step=data["step"],
        replaces=replaces.newest.id if replaces else None,
    )
    request.diary.append(entry, request_key=data["key"])


def take_back(request: PersonRequest, found: Versions[Written], *, key: str) -> None:
    """Take back a thing with all its wordings."""
    _withdraw(request, (entry.id for entry in found.entries), key=key)


def take_back_notice(request: PersonRequest, wanted: UUID, *, key: str) -> None:
    """Take back one notice, also one that a moment began with."""
    for entry in present(request.diary.entries()):
        if isinstance(entry, UrgeNoticed | MomentBegan) and entry.id == wanted:
            _withdraw(request, [wanted], key=key)
            return
    raise Http404


def bring_back(request: PersonRequest, wanted: UUID, *, key: str) -> None:
    """Undo a taking back."""
    _withdraw(request, is_gone(request, wanted), key=key)


def is_gone(request: PersonRequest, wanted: UUID) -> tuple[UUID, ...]:
    """Return what took this back; nothing if it stands, or never was."""
    return versions.takings(request.diary.entries(), of=wanted)


def _withdraw(request: PersonRequest, ids: Iterable[UUID], *, key: str) -> None:
    entries: list[AnyEntry] = [Withdrawn(**stamp(request), entry=one) for one in ids]
    if entries:
        request.diary.append(*entries, request_key=key)


def _last(request: PersonRequest, kind: type[Written]) -> UUID:
    """Return the id of the last one, also when a second tap wrote nothing."""
    written = [e for e in request.diary.entries() if isinstance(e, kind)]
    return written[-1].id
