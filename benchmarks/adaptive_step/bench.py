"""One adaptive step, update and choose among 36 items: peers and this project."""

from __future__ import annotations

import contextlib
import io

import numpy as np
from mirt.cat import MCATEngine

from benchmarks.scoring.bench import CORRELATION, peer_model
from benchmarks.side_by_side import (
    ecr_answers,
    in_turn,
    seconds,
    table,
    versions,
    write_page,
)
from nearer.content import catalogue
from nearer.core import measurement
from nearer.core.measurement import AdaptiveRules, Prior

STEPS = 12
SITTINGS = 40  # ours are short: many, so that the clock's grain does not matter
NAMES = {
    "adaptivetesting": "adaptivetesting, one trait (all it knows), EAP",
    "mirt": "Python mirt, two traits, EAP, D-optimality, its default of 21 points",
    "mirt at 61": "Python mirt, the same at 61 points",
    "own": "this project, two traits, exact on 61 × 61 points, `I·Var`, facets and "
    "reversed items in balance",
}
LEFT_OUT = (
    "adaptivetesting with graded items needs Python 3.13 and was left out; measured "
    "before on this kind of machine: 54 ms a step."
)


def graded_peer(bank, answers):
    """Return a sitting of adaptivetesting, or None where it cannot be installed.

    It knows one trait: all 36 items are treated as one scale, which is less work.
    """
    try:
        import adaptivetesting as adt  # noqa: PLC0415 - needs Python 3.13
    except ImportError:
        return None
    pool = adt.ItemPool.load_from_list(
        a=bank.discrimination.tolist(),
        b=bank.thresholds.tolist(),
        simulated_responses=answers.tolist(),
    )

    def sitting():
        test = adt.TestAssembler(
            item_pool=pool,
            simulation_id="bench",
            participant_id="bench",
            ability_estimator=adt.ExpectedAPosteriori,
            estimator_args={
                "prior": adt.NormalPrior(0, 1),
                "optimization_interval": (-4.5, 4.5),
                "model": "GRM",
            },
            item_selector_args={"model": "GRM"},
            model_type="GRM",
        )
        with contextlib.redirect_stdout(io.StringIO()):
            for _ in range(STEPS):
                test.run_test_once()

    return sitting


class Sitting:
    """One person's answers to 36 items, and ways to ask for them."""

    def __init__(self, scale, answers):
        self.bank, self.answers = scale.bank(), answers
        self.facets, self.turned = scale.facet_numbers(), scale.reversed_items()
        self.model = peer_model(self.bank)
        self.start = measurement.posterior(
            bank=self.bank, answers=np.full(36, -1), prior=Prior(CORRELATION)
        )

    def own(self):
        rng, rules = np.random.default_rng(1), AdaptiveRules(top=1)
        known, asked = self.start, []
        for _ in range(STEPS):
            item = measurement.next_item(
                bank=self.bank,
                posterior=known,
                asked=asked,
                rng=rng,
                facets=self.facets,
                reversed_items=self.turned,
                rules=rules,
            )
            known = known.updated(item=item, answer=int(self.answers[item]))
            asked.append(item)
            known.mean, known.sd  # noqa: B018 - the step's result
        return known

    def peer(self, points):
        engine = MCATEngine(
            self.model,
            initial_covariance=np.array([[1.0, CORRELATION], [CORRELATION, 1.0]]),
            max_items=STEPS,
            trace_threshold=1e-9,
            n_quadpts=points,
            theta_bounds=(-4.5, 4.5),
        )
        for _ in range(STEPS):
            engine.administer_item(int(self.answers[engine.select_next_item()]))
        return engine.get_result()


def main() -> None:
    source = ecr_answers(200)
    scale = catalogue().instruments["ecr36"]
    keyed = scale.keyed(source.options)
    answers = keyed[(keyed >= 0).all(axis=1)][0].astype(int)
    sitting = Sitting(scale, answers)
    runs = {
        "adaptivetesting": graded_peer(sitting.bank, answers),
        "mirt": lambda: sitting.peer(21),
        "mirt at 61": lambda: sitting.peer(61),
        "own": lambda: [sitting.own() for _ in range(SITTINGS)],
    }
    times = in_turn({name: run for name, run in runs.items() if run})
    step = {name: taken / STEPS for name, taken in times.items()}
    step["own"] /= SITTINGS
    rows = [
        [NAMES[key], seconds(step[key]), f"{step[key] / step['own']:,.0f}×"]
        for key in step
    ]
    what = (
        f"{STEPS} steps of one person ({source.source}), time for one step: take the "
        "answer, update both traits, choose among the items left. "
        f"{versions('mirt', 'adaptivetesting')}."
    )
    mean, sd = sitting.own().mean, sitting.own().sd
    theirs = sitting.peer(61)
    error = theirs.standard_error
    where = (
        f"After {STEPS} items, avoidance and anxiety: ours "
        f"{mean[0]:.2f} ± {sd[0]:.2f}, {mean[1]:.2f} ± {sd[1]:.2f}; mirt "
        f"{theirs.theta[0]:.2f} ± {error[0]:.2f}, "
        f"{theirs.theta[1]:.2f} ± {error[1]:.2f}. Each chose its own items."
    )
    parts = [what, table(["who", "one step", "against ours"], rows), where]
    if not runs["adaptivetesting"]:
        parts.append(LEFT_OUT)
    write_page("adaptive_step", title="One adaptive step", parts=parts)


if __name__ == "__main__":
    main()
