"""From one person's answers to what is on, what is off and what is shown.

Source: the gate table in docs/safety/rules.md, which is made from the rules themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nearer.core.safety.rules import PART_OF, Answer, Rules, Switch


@dataclass(frozen=True, slots=True)
class Switches:
    """What is offered to one person; it does not say which answer led to it."""

    off: frozenset[Switch]
    show: tuple[str, ...]
    """Notices to show, by id, the most urgent first."""
    completed: bool
    """Whether every question was answered that two people's features need."""

    def allows(self, switch: Switch) -> bool:
        """Return whether this may be offered, which needs what it is part of."""
        whole = PART_OF.get(switch)
        return switch not in self.off and (whole is None or self.allows(whole))

    @property
    def on(self) -> frozenset[Switch]:
        """Return everything that may be offered."""
        return frozenset(switch for switch in Switch if self.allows(switch))


def switches(answers: Mapping[str, Answer], rules: Rules) -> Switches:
    """Return what follows from the answers.

    Parameters
    ----------
    answers : mapping of str to Answer
        By question. One that is not there was not reached: the same as skipped.
    rules : Rules
        The rules, the most urgent first.

    Returns
    -------
    Switches
        What every rule that fires puts off, together. Where a question that the check
        needs was skipped or not reached, two people's features stay off as well, and
        nothing else changes.

    Raises
    ------
    ValueError
        For a question that the rules do not know: an answer is never overlooked.
    """
    if unknown := sorted(answers.keys() - set(rules.questions)):
        raise ValueError(f"not among the questions: {', '.join(unknown)}")
    yes = frozenset(name for name, answer in answers.items() if answer is Answer.YES)
    fired = [rule for rule in rules.rules if rule.fires(yes)]
    completed = all(
        answers.get(name, Answer.SKIPPED) is not Answer.SKIPPED
        for name in rules.completes
    )
    off = frozenset[Switch]().union(*(rule.off for rule in fired))
    return Switches(
        off=off if completed else off | rules.needs_check,
        show=tuple(dict.fromkeys(rule.show for rule in fired)),
        completed=completed,
    )
