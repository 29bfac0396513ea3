"""The peers' fits of one couple's days, each in the way its documentation shows."""

from __future__ import annotations

import functools
import os

# Before JAX is loaded: everybody works on one processor.
os.environ["XLA_FLAGS"] = (
    "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
)

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
import pandas as pd
from numpyro.infer import MCMC, NUTS
from statsmodels.tsa.statespace.mlemodel import MLEModel
from statsmodels.tsa.statespace.varmax import VARMAX

from nearer.core.dynamics import Days, PathPriors
from nearer.core.dynamics._lockstep import Model

numpyro.set_host_device_count(1)
jax.config.update("jax_enable_x64", val=True)
PRIORS = PathPriors()
MEANS, SDS = PRIORS.table().T


def standardised(days: Days) -> np.ndarray:
    centre, spread = days.centre_and_spread()
    return (days.array - centre) / spread


def varmax(days: Days, *, maxiter: int = 1000) -> tuple[np.ndarray, np.ndarray]:
    """VARMAX with measurement error; trend and weekend as exogenous columns."""
    extra = pd.DataFrame(days.regressors()[:, 1:])
    model = VARMAX(
        pd.DataFrame(standardised(days)),
        exog=extra,
        order=(1, 0),
        trend="c",
        measurement_error=True,
    )
    found = model.fit(disp=False, maxiter=maxiter)
    return np.asarray(found.params[2:6]), np.asarray(found.bse)[2:6]


class OwnModel(MLEModel):
    """Our model by statsmodels' compiled filter: priors added to its likelihood."""

    def __init__(self, days: Days) -> None:
        super().__init__(standardised(days), k_states=8, k_posdef=2)
        regressors = days.regressors()
        design = np.zeros((2, 8, days.n_days))
        design[0, 0] = design[1, 1] = 1.0
        design[0, 2:5] = design[1, 5:8] = regressors.T
        self["design"] = design
        self["selection"] = np.eye(8, 2)
        self["transition"] = np.eye(8)

    @property
    def param_names(self) -> list[str]:
        return [f"p{place}" for place in range(9)]

    @property
    def start_params(self) -> np.ndarray:
        return MEANS.copy()

    def update(self, params: np.ndarray, **_: object) -> None:
        point = np.asarray(params, dtype=float)[:, None, None]
        at = Model.at(point, PRIORS)
        self["transition", :2, :2] = at.phi.reshape(2, 2)
        q1, q12, q2 = (float(entry[0, 0]) for entry in at.q)
        self["state_cov"] = np.array([[q1, q12], [q12, q2]])
        self["obs_cov"] = np.diag(at.noise.reshape(2))
        start = np.zeros((8, 8))
        p1, p12, p2 = (float(entry[0, 0]) for entry in at.spread)
        start[:2, :2] = [[p1, p12], [p12, p2]]
        start[2:, 2:] = np.diag(1.0 / PRIORS.level_precision())
        self.ssm.initialize_known(np.zeros(8), start)

    def loglike(self, params: np.ndarray, *args: object, **kwargs: object) -> float:
        z = (np.asarray(params) - MEANS) / SDS
        return super().loglike(params, *args, **kwargs) - 0.5 * float(z @ z)


def own_model(days: Days) -> tuple[np.ndarray, np.ndarray]:
    """Our model and priors in statsmodels: top of the posterior and curvature."""
    found = OwnModel(days).fit(disp=False, maxiter=200, cov_type="approx")
    return np.asarray(found.params[:4]), np.asarray(found.bse)[:4]


def _log_likelihood(point, answers, seen, regressors, start):
    """Return the marginal likelihood, by a filter over the days."""
    phi = point[:4].reshape(2, 2)
    variance = jnp.exp(2.0 * point[4:6])
    share = jax.nn.sigmoid(point[7:9])
    q = variance * (1.0 - share)
    both = jnp.tanh(point[6]) * jnp.sqrt(q[0] * q[1])
    new = jnp.array([[q[0], both], [both, q[1]]])
    rest = jnp.linalg.solve(jnp.eye(4) - jnp.kron(phi, phi), new.ravel()).reshape(2, 2)
    transition = jax.scipy.linalg.block_diag(phi, jnp.eye(6))
    innovation = jax.scipy.linalg.block_diag(new, jnp.zeros((6, 6)))
    noise = variance * share

    def day(carry, given):
        level, spread, total = carry
        answer, there, row = given
        for place in range(2):
            design = jnp.zeros(8).at[place].set(1.0)
            design = jax.lax.dynamic_update_slice(design, row, (2 + 3 * place,))
            gain = spread @ design
            size = design @ gain + noise[place]
            gap = answer[place] - design @ level
            one = -0.5 * (jnp.log(2.0 * jnp.pi * size) + gap**2 / size)
            total += there[place] * one
            level += there[place] * gain * gap / size
            spread -= there[place] * jnp.outer(gain, gain) / size
        return (
            transition @ level,
            transition @ spread @ transition.T + innovation,
            total,
        ), None

    begin = (jnp.zeros(8), jax.scipy.linalg.block_diag(rest, start), 0.0)
    (_, _, total), _ = jax.lax.scan(day, begin, (answers, seen, regressors))
    return total


def _model(answers, seen, regressors, start):
    z = numpyro.sample("z", dist.Normal(jnp.zeros(9), 1.0))
    point = numpyro.deterministic("point", MEANS + SDS * z)
    numpyro.factor("days", _log_likelihood(point, answers, seen, regressors, start))


@functools.cache
def _sampler() -> MCMC:
    return MCMC(
        NUTS(_model),
        num_warmup=500,
        num_samples=500,
        num_chains=2,
        chain_method="sequential",
        progress_bar=False,
        jit_model_args=True,
    )


def nuts(days: Days) -> tuple[np.ndarray, np.ndarray]:
    """Our model and priors by the no-U-turn sampler, days' filter marginal."""
    answers = standardised(days)
    sampler = _sampler()
    sampler.run(
        jax.random.PRNGKey(0),
        jnp.array(np.nan_to_num(answers)),
        jnp.array(days.answered, dtype=float),
        jnp.array(days.regressors()),
        jnp.diag(jnp.array(1.0 / PRIORS.level_precision())),
    )
    draws = np.asarray(sampler.get_samples()["point"])[:, :4]
    return draws.mean(axis=0), draws.std(axis=0)
