"""Someone who answers: by a rule, or as the model says a person of some level would."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from nearer.content import Instrument, catalogue
from nearer.core.measurement import Trait, category_log_probabilities
from nearer.readings.asking import asking
from nearer.readings.sitting import Sitting, sittings
from tests.readings.pen import Pen

Answer = Callable[[str], int | None]
TWO_FEARS = catalogue().instruments["two-fears"]


def shown(instrument: Instrument, item: str, keyed: int) -> int:
    """Return the option as shown for a keyed answer from 1."""
    found = instrument.item(item)
    return found.response.n_options + 1 - keyed if found.reversed else keyed


def of_scales(instrument: Instrument, keyed: Mapping[str, int]) -> Answer:
    """Answer every item of a scale with the same keyed option."""

    def answer(item: str) -> int:
        return shown(instrument, item, keyed[instrument.item(item).scale])

    return answer


def of_levels(
    instrument: Instrument, levels: Mapping[Trait, float], *, seed: int
) -> Answer:
    """Answer as the graded model says, with dice."""
    rng = np.random.default_rng(seed)
    bank = instrument.bank()

    def answer(item: str) -> int:
        place = instrument.item_ids.index(item)
        theta = np.array([levels[Trait(int(bank.trait[place]))]])
        chances = np.exp(category_log_probabilities(theta=theta, bank=bank)[0, place])
        return shown(instrument, item, int(rng.choice(len(chances), p=chances)) + 1)

    return answer


def sit(
    pen: Pen,
    answer: Answer,
    *,
    instrument: Instrument = TWO_FEARS,
    seed: int = 7,
    at_most: int = 99,
) -> Sitting:
    """Answer until nothing more is asked, and close the sitting."""
    opened = pen.opens(instrument.id, form=instrument.binding, seed=seed)
    for _ in range(at_most):
        state = asking(instrument=instrument, sitting=sittings(pen.entries)[-1])
        if state.item is None:
            if state.reason:
                pen.closes(opened, state.reason)
            break
        pen.answers(opened, state.item, answer(state.item))
    return sittings(pen.entries)[-1]
