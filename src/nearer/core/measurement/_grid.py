"""The grid on which a posterior is exact, and the prior that it starts from.

A node stands for its cell: the strip of one step's width around it. So a cut that
falls inside a cell takes its share of it, and a tie between two nodes counts half.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from nearer.core.measurement._types import FloatArray, frozen

MAX_CORRELATION = 0.95


@dataclass(frozen=True, eq=False)
class Grid:
    """Evenly spaced trait levels, the same for both traits.

    Parameters
    ----------
    nodes : ndarray of shape (n_nodes,), SD
        Rising, evenly spaced, at least three.

    Raises
    ------
    ValueError
        If the nodes are too few, not finite or not evenly spaced.

    Examples
    --------
    >>> grid = Grid.default()
    >>> len(grid.nodes), round(grid.step, 2)
    (61, 0.15)
    """

    nodes: FloatArray

    def __post_init__(self) -> None:
        nodes = frozen(self.nodes, np.float64)
        if nodes.ndim != 1 or len(nodes) < 3:
            raise ValueError(f"a grid needs at least 3 nodes, got {nodes.tolist()}")
        steps = np.diff(nodes)
        if not np.isfinite(nodes).all() or steps[0] <= 0:
            raise ValueError(f"grid nodes must be finite and rise, got {nodes[:3]} …")
        if not np.allclose(steps, steps[0], rtol=1e-6, atol=0.0):
            raise ValueError(
                f"grid nodes must be evenly spaced, got steps from {steps.min()} to "
                f"{steps.max()}"
            )
        object.__setattr__(self, "nodes", nodes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Grid) and np.array_equal(self.nodes, other.nodes)

    def __hash__(self) -> int:
        return hash((len(self.nodes), float(self.nodes[0]), float(self.nodes[-1])))

    @classmethod
    def uniform(cls, *, low: float, high: float, n_nodes: int) -> Grid:
        """Return ``n_nodes`` evenly spaced levels from ``low`` to ``high``, in SD."""
        return cls(nodes=np.linspace(low, high, n_nodes))

    @staticmethod
    @cache
    def default() -> Grid:
        """Return the grid of 61 levels from -4.5 to 4.5 that all scores use."""
        return Grid.uniform(low=-4.5, high=4.5, n_nodes=61)

    @property
    def step(self) -> float:
        """Width of a cell, in SD."""
        return float((self.nodes[-1] - self.nodes[0]) / (len(self.nodes) - 1))

    @property
    def edges(self) -> FloatArray:
        """Ends of the cells, (n_nodes + 1,), in SD."""
        outer = self.nodes[-1] + self.step / 2
        return np.append(self.nodes - self.step / 2, outer)

    def share_above(self, cut: FloatArray | float) -> FloatArray:
        """Return the share of every cell that lies above a level.

        Parameters
        ----------
        cut : float or ndarray of shape (...), SD
            The level; ``-inf`` and ``inf`` are allowed.

        Returns
        -------
        ndarray of shape (..., n_nodes), between 0 and 1
        """
        level = np.asarray(cut, dtype=np.float64)[..., None]
        # Rounding a hair above or below a node must not turn a tie into a win.
        return np.clip((self.nodes - level) / self.step + 0.5, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known of both traits before the first answer.

    Bivariate normal with unit SD: the reference group.

    Parameters
    ----------
    correlation : float
        Between avoidance and anxiety; 0.02 for the 36 items of the ECR, 0.2 where
        the form is not known.
    mean : tuple of two floats, SD
        Avoidance, anxiety.

    Raises
    ------
    ValueError
        If the correlation lies outside -0.95 … 0.95 or a mean is not finite.
    """

    correlation: float
    mean: tuple[float, float] = (0.0, 0.0)

    def __post_init__(self) -> None:
        if not abs(self.correlation) <= MAX_CORRELATION:
            raise ValueError(
                f"correlation must lie within ±{MAX_CORRELATION}, got "
                f"{self.correlation}"
            )
        if not np.isfinite(self.mean).all():
            raise ValueError(f"mean must be finite, got {self.mean}")

    def weights(self, grid: Grid, *, inflation: float = 1.0) -> FloatArray:
        """Return the prior's probability of every pair of nodes.

        Parameters
        ----------
        grid : Grid
            The nodes.
        inflation : float
            Factor on the prior's SD, at least 1.

        Returns
        -------
        ndarray of shape (n_nodes, n_nodes), avoidance × anxiety
            Sums to 1: the density at the nodes, made to sum to 1.

        Raises
        ------
        ValueError
            If the density vanishes on part of the grid (too wide a grid for so strong
            a correlation).
        """
        return _weights(self, grid, inflation)


@lru_cache(maxsize=32)
def _weights(prior: Prior, grid: Grid, inflation: float) -> FloatArray:
    rho = prior.correlation
    x = (grid.nodes - prior.mean[0])[:, None] / inflation
    y = (grid.nodes - prior.mean[1])[None, :] / inflation
    log_density = -(x * x - 2.0 * rho * x * y + y * y) / (2.0 * (1.0 - rho * rho))
    density = np.exp(log_density - log_density.max())
    if density.min() == 0.0:
        raise ValueError(
            f"the prior (correlation {rho}) vanishes on part of the grid "
            f"{grid.nodes[0]} … {grid.nodes[-1]}; take a narrower grid"
        )
    return frozen(density / density.sum(), np.float64)
