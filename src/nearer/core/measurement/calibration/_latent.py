"""The people's traits before any answer: normal weights on a grid, and derivatives.

One standard-normal trait; one normal trait with mean and SD of its own (a group
compared with another); or two standard-normal traits with a correlation. Weights are
normalised on the grid, and so are their derivatives, so that gradients are exact for
the sums used.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nearer.core.measurement._types import FloatArray

LEAST_SHARE = 1e-13


@dataclass(frozen=True, kw_only=True)
class Latent:
    """Prior weights and how their logarithm answers to the latent parameters.

    Attributes
    ----------
    prior : ndarray of shape (n_nodes,) or (n_nodes, n_nodes)
        Sums to 1.
    scores : ndarray of shape (n_parameters, *prior.shape)
        First derivatives of the log-weights; their prior mean is zero.
    curvature : ndarray of shape (n_parameters, n_parameters, *prior.shape)
        Second derivatives of the log-weights.
    """

    prior: FloatArray
    scores: FloatArray
    curvature: FloatArray

    def gradient(self, mass: FloatArray) -> FloatArray:
        """Differentiate Σ mass · log prior."""
        n = len(self.scores)
        return np.asarray(self.scores.reshape(n, self.prior.size) @ mass.ravel())

    def information(self, mass: FloatArray) -> FloatArray:
        """Return minus the second derivatives of Σ mass · log prior."""
        n = len(self.scores)
        return -(self.curvature.reshape(n, n, self.prior.size) @ mass.ravel())

    def split(self) -> tuple[FloatArray, FloatArray]:
        """Write the joint weights as a short sum of products, to 13 digits.

        Two arrays of shape (n_terms, n_nodes); ``prior = leftᵀ · right``.
        """
        # Scaling by the marginals first keeps the far corners as exact as the middle.
        rows, columns = np.sqrt(self.prior.sum(axis=1)), np.sqrt(self.prior.sum(axis=0))
        u, size, v = np.linalg.svd(self.prior / np.outer(rows, columns))
        keep = size > LEAST_SHARE * size[0]
        left = (u[:, keep] * size[keep]).T * rows
        return left, v[keep] * columns


def _normalised(
    log_weights: FloatArray, scores: list[FloatArray], curvature: list[list[FloatArray]]
) -> Latent:
    n = len(scores)
    prior = np.exp(log_weights - log_weights.max())
    prior /= prior.sum()
    first = np.array(scores).reshape(n, *prior.shape)
    second = np.array(curvature).reshape(n, n, *prior.shape)
    axes = tuple(range(1, first.ndim))
    mean = np.sum(prior * first, axis=axes)
    centred = first - mean.reshape(n, *[1] * prior.ndim)
    products = centred[:, None] * centred[None, :]
    bend = np.sum(prior * (second + products), axis=tuple(range(2, second.ndim)))
    return Latent(
        prior=prior,
        scores=centred,
        curvature=second - bend.reshape(n, n, *[1] * prior.ndim),
    )


def standard(*, nodes: FloatArray) -> Latent:
    """One trait, mean 0, SD 1: the scale is fixed, so there is nothing to estimate."""
    return _normalised(-0.5 * nodes**2, [], [])


def shifted(*, nodes: FloatArray, mean: float, log_sd: float) -> Latent:
    """One trait with a mean and an SD of its own; parameters (mean, log SD)."""
    z = (nodes - mean) * np.exp(-log_sd)
    pull = np.exp(-log_sd)
    return _normalised(
        -0.5 * z**2,
        [z * pull, z**2],
        [
            [np.full_like(z, -(pull**2)), -2.0 * z * pull],
            [-2.0 * z * pull, -2.0 * z**2],
        ],
    )


def correlated(*, nodes: FloatArray, fisher_z: float) -> Latent:
    """Two standard-normal traits; the parameter is atanh of their correlation."""
    rho = np.tanh(fisher_z)
    rest = 1.0 - rho**2  # also d(rho)/d(fisher_z)
    x, y = nodes[:, None], nodes[None, :]
    squares, product = x**2 + y**2, x * y
    # With ρ = tanh z and Q = (x² - 2ρxy + y²)/(1 - ρ²): d(1 - ρ²)/dz = -2ρ(1 - ρ²),
    # so dQ/dz = 2ρQ - 2xy
    form = (squares - 2.0 * rho * product) / rest
    slope = 2.0 * rho * form - 2.0 * product
    bend = 2.0 * rest * form + 2.0 * rho * slope
    return _normalised(-0.5 * form, [-0.5 * slope], [[-0.5 * bend]])
