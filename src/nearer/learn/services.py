"""Which lessons a person has read, and what they may be told to try."""

from __future__ import annotations

from nearer.accounts.requests import PersonRequest, WebRequest, stamp
from nearer.content.lessons import Lesson
from nearer.entries import LessonRead
from nearer.readings import switches
from nearer.readings.present import present
from nearer.readings.switches import Switch


def read_so_far(request: WebRequest) -> frozenset[str]:
    """Return the ids of what was read to its end; nothing for whoever is outside."""
    if not request.unlocked:
        return frozenset()
    entries = present(request.diary.entries())
    return frozenset(e.lesson for e in entries if isinstance(e, LessonRead))


def may_try(request: WebRequest, lesson: Lesson) -> bool:
    """Return whether this reader is told what may be tried.

    Someone from outside gets what holds before any question about safety is answered;
    where a diary is locked, nobody knows what it says, so nothing.
    """
    if request.unlocked:
        found = switches.of(request.diary, today=request.day)
    elif request.person is None:
        found = switches.read((), today=request.day)
    else:
        return False
    return all(found.allows(switch) for switch in {Switch.PRACTICE, *lesson.needs})


def keep(request: PersonRequest, lesson: Lesson) -> None:
    """Note that a lesson was read to its end; once, however often that is."""
    if lesson.id not in read_so_far(request):
        entry = LessonRead(**stamp(request), lesson=lesson.id)
        request.diary.append(entry, request_key=f"lesson:{lesson.id}:{request.day}")
