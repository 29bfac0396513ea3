"""What the answers lead to, and the little of it that is kept."""

from __future__ import annotations

from collections.abc import Mapping

from nearer.accounts.requests import PersonRequest, stamp
from nearer.accounts.signals import protected
from nearer.content.safety import Notice, Page, Safety
from nearer.core.safety import Answer, Switch, switches
from nearer.entries import SafetyAnswered, SwitchesSet
from nearer.help.carrying import Carried, state
from nearer.readings.switches import written

YES, NO, RATHER_NOT = "1", "2", "0"
_MEANING = {YES: Answer.YES, NO: Answer.NO, RATHER_NOT: Answer.SKIPPED}


def field_of(place: int) -> str:
    """Return the name of a question's form field: it says nothing of the question."""
    return f"a{place}"


def given(page: Page, posted: Mapping[str, str], before: Carried) -> dict[str, Answer]:
    """Return the answers of a page.

    Where each question has its own answer, one that is left open stays what it was; it
    counts as skipped if it was nothing. Where one marks what fits, the rest is no.
    """
    values = [posted.get(field_of(n)) for n, _ in enumerate(page.questions, 1)]
    if page.kind == "tick":
        return {
            name: Answer.YES if value == YES else Answer.NO
            for name, value in zip(page.questions, values, strict=True)
        }
    return {
        name: _MEANING.get(value or "", before.answers.get(name, Answer.SKIPPED))
        for name, value in zip(page.questions, values, strict=True)
    }


def skipped(page: Page) -> dict[str, Answer]:
    """Return a page whose questions were passed over."""
    return dict.fromkeys(page.questions, Answer.SKIPPED)


def pending(carried: Carried, shown: Safety) -> tuple[Notice, ...]:
    """Return the notices that the answers call for and that were not read yet."""
    found = switches(carried.answers, shown.rules)
    return tuple(shown.notices[n] for n in found.show if n not in carried.told)


def is_whole(carried: Carried, shown: Safety) -> bool:
    """Return whether these answers can bring back what earlier ones put off.

    It is the same whatever was said, now or earlier.
    """
    return not carried.stopped and switches(carried.answers, shown.rules).completed


def record(
    request: PersonRequest,
    carried: Carried,
    shown: Safety,
    *,
    finished: bool,
    lifts: bool = False,
) -> None:
    """Keep which switches follow; once for each state of a round, never the answers.

    It brings back what earlier answers put off only if it `lifts`, which needs a fresh
    passphrase: someone at a screen that was left open could say no to everything.
    """
    found = switches(carried.answers, shown.rules)
    entry = SwitchesSet(
        **stamp(request),
        switches=written(found),
        rules_version=shown.rules.version,
        completed=finished and found.completed,
        lifts=lifts,
    )
    key = f"pages:{finished}:{lifts}:{state(carried, shown).hex()}"
    request.diary.safety.append(entry, request_key=key)
    if not found.allows(Switch.JOIN):
        request.diary.withdraw_invitations()
    protected.send(sender=None, request=request, switches=found)


def keep_answers(request: PersonRequest, carried: Carried, shown: Safety) -> None:
    """Keep the single answers, because the person asked for it."""
    answers = {name: str(answer) for name, answer in carried.answers.items()}
    entry = SafetyAnswered(**stamp(request), answers=answers)
    key = f"answers:{state(carried, shown).hex()}"
    request.diary.safety.append(entry, request_key=key)
