"""Answers about danger in, switches out.

The rules are data (`nearer.content.safety` reads them); this package says what a rule
is, which sets of rules make sense, and what follows from a person's answers. It gives
no score and no label, and what it returns does not say which answer led to it.
"""

from __future__ import annotations

from nearer.core.safety.deciding import Switches, switches
from nearer.core.safety.referring import Referral, referrals
from nearer.core.safety.rules import Answer, Need, Rule, Rules, Switch

__all__ = [
    "Answer",
    "Need",
    "Referral",
    "Rule",
    "Rules",
    "Switch",
    "Switches",
    "referrals",
    "switches",
]
