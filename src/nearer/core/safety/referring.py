"""When to suggest that a person helps: from signs to who may help, most urgent first.

A suggestion says what was noticed, why a person may help more, and three ways; it never
says what someone has, what their partner is, or what they should do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

OPTIONS = 3


@dataclass(frozen=True, slots=True)
class Referral:
    """Where one of the signs is there: three ways to a person who helps."""

    id: str
    signs: frozenset[str]
    options: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a suggestion that never comes, or with more or fewer ways."""
        if not self.signs:
            raise ValueError(f"referral {self.id} has no sign, so it would never come")
        if len(set(self.options)) != OPTIONS or len(self.options) != OPTIONS:
            raise ValueError(
                f"referral {self.id} must name {OPTIONS} different ways, "
                f"got {', '.join(self.options) or 'none'}"
            )


def referrals(
    signs: Iterable[str], rules: tuple[Referral, ...]
) -> tuple[Referral, ...]:
    """Return every suggestion that a sign calls for, in the order of the rules.

    Raises
    ------
    ValueError
        For a sign that no rule knows: it is never overlooked.
    """
    there = frozenset(signs)
    if unknown := sorted(there.difference(*(rule.signs for rule in rules))):
        raise ValueError(f"no referral knows: {', '.join(unknown)}")
    return tuple(rule for rule in rules if rule.signs & there)
