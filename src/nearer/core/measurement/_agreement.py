"""How well a short test agrees with the full one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nearer.core.measurement._scoring import Scores
from nearer.core.measurement._types import BoolArray, FloatArray, Trait
from nearer.core.measurement._verdict import Lead, VerdictRules, verdict


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a short test compares with the full one, over many people.

    Attributes
    ----------
    r_avoidance, r_anxiety : float
        Correlation of the posterior means. The short test is part of the full one, so
        these show efficiency, not validity.
    sd_avoidance, sd_anxiety : float, SD
        Mean posterior SD of the short test.
    same_side : float
        Share for whom both tests put the same trait higher.
    clear : float
        Share for whom the short test names a lead.
    agrees, unclear, contradicts : float
        Of these, the share for whom the full test names the same lead, none, or the
        other; nan if the short test named none.
    """

    r_avoidance: float
    r_anxiety: float
    sd_avoidance: float
    sd_anxiety: float
    same_side: float
    clear: float
    agrees: float
    unclear: float
    contradicts: float


def agreement(
    *, short: Scores, full: Scores, rules: VerdictRules | None = None
) -> Agreement:
    """Return how a short test compares with the full one.

    Parameters
    ----------
    short, full : Scores
        Of the same people in the same order, at least two.
    rules : VerdictRules, optional
        How sure a lead has to be.

    Returns
    -------
    Agreement
        Shares and correlations over all people.

    Raises
    ------
    ValueError
        If the numbers of people differ or are below two.
    """
    if len(short) != len(full) or len(full) < 2:
        raise ValueError(
            f"both need the same two or more people, got {len(short)} and {len(full)}"
        )
    r = [_correlation(short.mean[:, trait], full.mean[:, trait]) for trait in Trait]
    sd = short.sd.mean(axis=0)
    side = [scores.mean[:, 1] > scores.mean[:, 0] for scores in (short, full)]
    named, whole = (verdict(scores, rules=rules).lead for scores in (short, full))
    clear = named != Lead.UNCLEAR
    same = named == whole
    none = whole == Lead.UNCLEAR
    return Agreement(
        r_avoidance=r[Trait.AVOIDANCE],
        r_anxiety=r[Trait.ANXIETY],
        sd_avoidance=float(sd[Trait.AVOIDANCE]),
        sd_anxiety=float(sd[Trait.ANXIETY]),
        same_side=float(np.mean(side[0] == side[1])),
        clear=float(clear.mean()),
        agrees=_share(same, clear),
        unclear=_share(none, clear),
        contradicts=_share(~same & ~none, clear),
    )


def _correlation(one: FloatArray, other: FloatArray) -> float:
    if np.ptp(one) == 0.0 or np.ptp(other) == 0.0:
        return float("nan")  # everybody is the same
    return float(np.corrcoef(one, other)[0, 1])


def _share(holds: BoolArray, among: BoolArray) -> float:
    return float(holds[among].mean()) if among.any() else float("nan")
