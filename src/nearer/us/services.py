"""What is written when two people link, share and leave."""

from __future__ import annotations

from collections.abc import Iterable

from nearer.accounts.requests import PersonRequest, stamp
from nearer.diary.access import NotYoursError
from nearer.entries import (
    Linked,
    LinkEnded,
    Shared,
    SharingSet,
    TakenBack,
    is_of_two,
)
from nearer.readings.two import CHOICES, Link, link_of
from nearer.us.copies import Candidate, candidates, going_along
from nearer.us.here import Here
from nearer.us.maps import own_maps


def invite(here: Here, *, name: str) -> str:
    """Return a code for one other person; an earlier code of this person is gone."""
    request, link = here.request, here.link or _waiting(here.request)
    space = request.diary.shared(link.space)
    space.append(Shared(**stamp(request), by=link.by, name=name))
    return request.diary.invite(link.space, name=name, now=request.now)


def _waiting(request: PersonRequest) -> Link:
    """Return a new space that waits for another; from two tabs at once the same."""
    space = request.diary.begin_shared()
    before = sum(isinstance(e, Linked) for e in request.diary.entries())
    entry = Linked(**stamp(request), space=space, by=1)
    request.diary.append(entry, request_key=f"waiting:{before}")
    link = link_of(request.diary.entries())
    if link is None:
        raise NotYoursError
    if link.space != space:
        request.diary.leave_shared(space)
    return link


def accept(here: Here, code: str, *, name: str) -> None:
    """Go into the space that the code opens; an own one nobody came into is left."""
    request = here.request
    offer = request.diary.read_invitation(code, now=request.now)
    if here.joined or offer.own:
        raise NotYoursError
    # Said first: whoever is in a space knows it, even if the power goes in between.
    request.diary.append(Linked(**stamp(request), space=offer.space, by=2))
    before = here.link
    try:
        own = before.space if before else None
        request.diary.accept_invitation(code, now=request.now, own=own)
    except NotYoursError:
        request.diary.append(LinkEnded(**stamp(request), space=offer.space))
        if before is not None:
            back = Linked(**stamp(request), space=before.space, by=before.by)
            request.diary.append(back)
        raise
    request.diary.shared(offer.space).append(Shared(**stamp(request), by=2, name=name))


def choose(here: Here, what: Iterable[str], *, key: str) -> None:
    """Keep what goes along by itself from today on."""
    if here.link is None:
        raise NotYoursError
    request, chosen = here.request, set(what)
    entry = SharingSet(
        **stamp(request),
        space=here.link.space,
        what=tuple(choice for choice in CHOICES if choice in chosen),
    )
    request.diary.append(entry, request_key=key)


def share(here: Here, chosen: Iterable[Candidate], link: Link) -> None:
    """Put copies into the shared space; each only once."""
    for candidate in chosen:
        entry = candidate.make(stamp(here.request), link)
        here.space.append(entry, request_key=f"{link.by}:{candidate.key}")


def send_along(request: PersonRequest, *, language: str) -> None:
    """Put there what standing choices take along; nothing while that is off."""
    here = Here(request)
    link, shared = here.link, here.together
    if link is None or shared is None or not link.choices or not here.may:
        return
    entries = request.diary.entries()
    found = candidates(entries, shared, link, language=language)
    share(here, going_along(found, link), link)


def take_back_map(here: Here) -> None:
    """Take back every map of this person's, so that no earlier one comes up again."""
    link, shared = here.link, here.together
    if link is None or shared is None or link.by not in shared.maps:
        return
    gone = {e.entry for e in here.space.entries() if isinstance(e, TakenBack)}
    for one in own_maps(here, link):
        if one.id not in gone:
            entry = TakenBack(**stamp(here.request), by=link.by, entry=one.id)
            here.space.append(entry, request_key=f"{link.by}:back:{one.id}")


def leave(here: Here, *, take_back: bool = False) -> None:
    """Leave; nobody is told. Taking back what was shared may be noticed."""
    link, request = here.link, here.request
    if link is None:
        return
    if take_back:
        everything = filter(is_of_two, here.space.entries())
        mine = [e for e in everything if e.by == link.by]
        gone = {e.entry for e in mine if isinstance(e, TakenBack)}
        for entry in mine:
            kept = isinstance(entry, Shared | TakenBack) or entry.id in gone
            if not kept:
                here.space.append(
                    TakenBack(**stamp(request), by=link.by, entry=entry.id)
                )
    request.diary.withdraw_invitations()
    request.diary.append(LinkEnded(**stamp(request), space=link.space))
    request.diary.leave_shared(link.space)
