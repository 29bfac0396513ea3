"""An invitation, whatever is done in whatever order: a code opens once, or never."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from nearer.diary.access import NotYoursError
from nearer.diary.inviting import LASTS, TRIES
from nearer.diary.models import Membership
from tests.diary.people import AT, make_holder
from tests.diary.test_inviting import wrong

_turns = count()
visitors = st.sampled_from(("bea", "cleo"))


@dataclass
class Code:
    """A code as it should be."""

    words: str
    until: float
    """In hours from the beginning."""
    tries: int = 0


class Inviting(RuleBasedStateMachine):
    """One invites, two others try; `code` is what should open."""

    def __init__(self) -> None:
        super().__init__()
        turn = next(_turns)
        self.alice = make_holder(handle=f"alice {turn}")
        self.others = {
            name: make_holder(handle=f"{name} {turn}") for name in ("bea", "cleo")
        }
        self.space = self.alice.diary.begin_shared()
        self.hours = 0.0
        self.code: Code | None = None
        self.old: list[str] = []
        self.inside: str | None = None

    @property
    def now(self) -> datetime:
        return AT + timedelta(hours=self.hours)

    @rule(hours=st.sampled_from((1, 71, 72)))
    def wait(self, hours: int) -> None:
        self.hours += hours

    @precondition(lambda self: self.inside is None)
    @rule()
    def invite(self) -> None:
        words = self.alice.diary.invite(self.space, name="Al", now=self.now)
        self._burn()
        self.code = Code(words, self.hours + LASTS / timedelta(hours=1))

    @rule()
    def withdraw(self) -> None:
        self.alice.diary.withdraw_invitations()
        self._burn()

    @precondition(lambda self: self.code is not None)
    @rule(name=visitors)
    def mistype(self, name: str) -> None:
        assert self.code
        self._refused(name, wrong(self.code.words))
        if self.hours < self.code.until:
            self.code.tries += 1
        if self.code.tries >= TRIES:
            self._burn()

    @precondition(lambda self: self.old)
    @rule(name=visitors)
    def try_an_old_one(self, name: str) -> None:
        self._refused(name, self.old[-1])

    @precondition(lambda self: self.code is not None)
    @rule(name=visitors)
    def accept(self, name: str) -> None:
        assert self.code
        if self.hours >= self.code.until:
            self._refused(name, self.code.words)
            return
        diary = self.others[name].diary
        assert diary.accept_invitation(self.code.words, now=self.now) == self.space
        self.inside = name
        self._burn()

    @invariant()
    def who_is_inside_is_who_was_let_in(self) -> None:
        found = set(
            Membership.objects.filter(space=self.space).values_list("reader", flat=True)
        )
        let_in = [self.others[self.inside]] if self.inside else []
        assert found == {holder.person.pk for holder in [self.alice, *let_in]}
        waits = self.code is not None and self.hours < self.code.until
        assert self.alice.diary.has_invited(now=self.now) is waits

    def _refused(self, name: str, words: str) -> None:
        with pytest.raises(NotYoursError):
            self.others[name].diary.accept_invitation(words, now=self.now)

    def _burn(self) -> None:
        if self.code:
            self.old.append(self.code.words)
        self.code = None


@pytest.mark.django_db
def test_whatever_is_done_a_code_lets_in_one_person_once() -> None:
    run_state_machine_as_test(
        Inviting, settings=settings(max_examples=20, stateful_step_count=20)
    )
