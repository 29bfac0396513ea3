"""A sitting → which question comes next, why to stop, and how far along one is.

An instrument that measures the two fears with known or provisional parameters is
asked adaptively; any other in its own order. The dice of the adaptive choice come from
the sitting's seed and the number of questions asked, so every choice can be replayed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import numpy as np

from nearer.content.instruments import TRAITS, Instrument
from nearer.core.measurement import (
    AdaptiveRules,
    GradedBank,
    Posterior,
    Prior,
    StopReason,
    Trait,
    item_information,
    next_item,
    posterior,
    stop,
)
from nearer.readings.sitting import Reason, Sitting

RULES = AdaptiveRules()
A_FEW = 4
_REASONS: dict[StopReason, Reason] = {
    StopReason.PRECISE: "precise",
    StopReason.LONG_ENOUGH: "limit",
    StopReason.EXHAUSTED: "exhausted",
}


class Progress(StrEnum):
    """How far along, in words; a page turns each into a sentence."""

    BEGINNING = "beginning"
    UNDER_WAY = "under-way"
    HALFWAY = "halfway"
    A_FEW_MORE = "a-few-more"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Asking:
    """Where a sitting stands."""

    item: str | None
    """The next item to ask; None when there is nothing more to ask."""
    reason: Reason | None
    """Why nothing more is asked."""
    n_asked: int
    n_given: int
    progress: Progress
    enough: bool
    """So many answers that the two fears can be looked at."""


def is_adaptive(instrument: Instrument) -> bool:
    """Return whether the instrument measures the two fears with item parameters."""
    return instrument.calibration.status != "none"


def rules_for(instrument: Instrument) -> AdaptiveRules:
    """Return how a sitting with this instrument goes.

    Inflation stands for doubt about the parameters. More questions with the same
    parameters do not lessen it, so the target is widened by the same factor.
    """
    return replace(RULES, target_sd=RULES.target_sd * instrument.calibration.inflation)


def belief(*, instrument: Instrument, sitting: Sitting) -> Posterior:
    """Return what the answers say about the two fears.

    An answer to an item that the form lacks is left out; a skipped one says nothing.
    """
    known = {i: v for i, v in sitting.given.items() if i in instrument.item_ids}
    calibration = instrument.calibration
    return posterior(
        bank=_bank_of(instrument),
        answers=instrument.keyed_answers(known),
        prior=Prior(correlation=calibration.correlation),
        inflation=calibration.inflation,
    )


def _bank_of(instrument: Instrument) -> GradedBank:
    scales = tuple(item.scale for item in instrument.items)
    calibration = instrument.calibration
    return _bank(calibration.discrimination, calibration.thresholds, scales)


@lru_cache(maxsize=16)
def _bank(
    discrimination: tuple[float, ...],
    thresholds: tuple[tuple[float, ...], ...],
    scales: tuple[str, ...],
) -> GradedBank:
    # The core keeps its tables for each bank object, so it has to be the same one.
    return GradedBank(
        discrimination=np.array(discrimination),
        thresholds=np.array(thresholds),
        trait=np.array([TRAITS[scale] for scale in scales]),
    )


def asking(*, instrument: Instrument, sitting: Sitting) -> Asking:
    """Return what to ask next in a sitting, or why to ask nothing more."""
    asked = [item for item in sitting.answers if item in instrument.item_ids]
    given = [item for item in asked if sitting.answers[item] is not None]
    if is_adaptive(instrument):
        item, reason, left = _adaptive(instrument, sitting, asked)
    else:
        item, reason, left = _in_order(instrument, asked)
    reason = sitting.closed or reason
    return Asking(
        item=None if reason else item,
        reason=reason,
        n_asked=len(asked),
        n_given=len(given),
        progress=Progress.DONE if reason else _in_words(len(asked), left),
        enough=is_enough(sitting, instrument),
    )


def is_enough(sitting: Sitting, instrument: Instrument) -> bool:
    """Return whether there are so many answers that the two fears can be looked at."""
    given = [item for item in sitting.given if item in instrument.item_ids]
    return len(given) >= min(RULES.min_items, len(instrument.items))


def _adaptive(
    instrument: Instrument, sitting: Sitting, asked: list[str]
) -> tuple[str | None, Reason | None, int]:
    now = belief(instrument=instrument, sitting=sitting)
    rules = rules_for(instrument)
    reason = stop(posterior=now, n_asked=len(asked), rules=rules)
    if reason is not None:
        return None, _REASONS[reason], 0
    ids = instrument.item_ids
    places = [ids.index(item) for item in asked]
    chosen = next_item(
        bank=now.bank,
        posterior=now,
        asked=places,
        facets=instrument.facet_numbers(),
        reversed_items=instrument.reversed_items(),
        rules=rules,
        rng=np.random.default_rng([sitting.seed, len(asked)]),
    )
    return ids[chosen], None, _expected_left(now, places, rules)


def _expected_left(now: Posterior, asked: list[int], rules: AdaptiveRules) -> int:
    """Return about how many more items it takes until both fears are known well."""
    information = item_information(bank=now.bank, theta=now.mean)
    inflation = now.tables.inflation
    left = 0
    for trait in Trait:
        open_items = [i for i in now.bank.items_of(trait) if i not in asked]
        gain = np.sort(information[trait, open_items])[::-1] / inflation**2
        wanted = rules.target_sd**-2 - float(now.sd[trait]) ** -2
        if wanted > 0.0:
            left += int(np.searchsorted(np.cumsum(gain), wanted)) + 1
    fewest = max(rules.min_items - len(asked), 1)
    return min(max(left, fewest), rules.max_items - len(asked))


def _in_order(
    instrument: Instrument, asked: list[str]
) -> tuple[str | None, Reason | None, int]:
    left = [item for item in instrument.item_ids if item not in asked]
    return (left[0], None, len(left)) if left else (None, "exhausted", 0)


def _in_words(done: int, left: int) -> Progress:
    if done == 0:
        return Progress.BEGINNING
    if left <= A_FEW:
        return Progress.A_FEW_MORE
    share = done / (done + left)
    return Progress.UNDER_WAY if share < 0.4 else Progress.HALFWAY
