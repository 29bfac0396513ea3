"""On several machines the numbers are the same, whatever happens to a worker."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nearer.core.measurement.calibration import (
    Calibration,
    Engine,
    PeopleOnCluster,
    Settings,
    calibrate,
)
from tests.core.calibration.people import TWO_TRAITS, two_traits

distributed = pytest.importorskip("distributed", reason="comes with the cluster extra")
pytestmark = [
    pytest.mark.slow,  # starts processes
    # What the cluster's own machinery leaves behind when its processes end.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]
NUMPY = Settings(engine=Engine.NUMPY)
ATOL_SAME = 1e-8


@dataclass(frozen=True)
class Saved:
    """A block in a file that every worker can read."""

    path: str

    def __call__(self) -> np.ndarray:
        codes: np.ndarray = np.load(self.path)
        return codes


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        host="127.0.0.1",
        silence_logs=50,
    ) as running:
        yield running


@pytest.fixture(scope="module")
def client(cluster: Any) -> Iterator[Any]:
    with distributed.Client(cluster) as connected:
        yield connected


@pytest.fixture
def codes() -> np.ndarray:
    return two_traits(1_200, seed=8, rho=0.3, missing=0.1)


@pytest.fixture
def saved(codes: np.ndarray, tmp_path: Path) -> list[Saved]:
    blocks = []
    for at in range(0, len(codes), 170):
        path = tmp_path / f"{at}.npy"
        np.save(path, codes[at : at + 170])
        blocks.append(Saved(str(path)))
    return blocks


def numbers(found: Calibration) -> np.ndarray:
    assert found.standard_errors is not None
    return np.column_stack(
        [
            found.discrimination,
            found.intercepts,
            found.standard_errors.discrimination,
            np.full(6, found.correlation),
        ]
    )


def test_on_a_cluster_the_numbers_are_the_same(
    client: Any, codes: np.ndarray, saved: list[Saved]
) -> None:
    here = calibrate(answers=codes, n_categories=5, traits=TWO_TRAITS, settings=NUMPY)

    there = calibrate(
        answers=PeopleOnCluster(client, saved),
        n_categories=5,
        traits=TWO_TRAITS,
        settings=NUMPY,
    )

    assert there.convergence.converged
    np.testing.assert_allclose(numbers(there), numbers(here), atol=ATOL_SAME)
    assert there.log_likelihood == pytest.approx(here.log_likelihood, rel=1e-12)


@pytest.mark.parametrize("moment", ["fitting", "standard errors"])
def test_a_worker_killed_in_the_middle_changes_nothing(
    moment: str, client: Any, codes: np.ndarray, saved: list[Saved]
) -> None:
    here = calibrate(answers=codes, n_categories=5, traits=TWO_TRAITS, settings=NUMPY)
    killed: list[int] = []

    def kill_once(workers: dict[str, int], word: str) -> None:
        if word == moment and not killed:
            victim = next(iter(workers.values()))
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    there = calibrate(
        answers=PeopleOnCluster(client, saved),
        n_categories=5,
        traits=TWO_TRAITS,
        settings=NUMPY,
        progress=partial(kill_once, client.run(os.getpid)),
    )

    assert killed
    assert killed[0] not in client.run(os.getpid).values()
    np.testing.assert_allclose(numbers(there), numbers(here), atol=ATOL_SAME)


def test_the_blocks_can_be_read_here_as_well(
    client: Any, codes: np.ndarray, saved: list[Saved]
) -> None:
    people = PeopleOnCluster(client, saved)

    np.testing.assert_array_equal(np.vstack(list(people.blocks())), codes)
