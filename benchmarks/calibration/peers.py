"""Other programs that calibrate a graded response model, each behind the same call."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import girth
import mirt
import numpy as np

POINTS = 61
MANY_STEPS = 5_000
OPENMX_PACKAGES = "r-cran-openmx r-cran-rpf"


@dataclass
class Fit:
    """One fit: seconds as the peer's own process counts them, and what it found."""

    seconds: float
    slopes: np.ndarray
    intercepts: np.ndarray
    correlation: float = 0.0
    megabytes: float = float("nan")


@dataclass
class Peer:
    """A program, and its tolerances from loose to strict."""

    name: str
    fit: Callable[[float], Fit]
    tolerances: tuple[float, ...]
    chosen: float = float("nan")
    notes: list[str] = field(default_factory=list)


class OpenMx:
    """An R process that stays open, so that its start is not counted."""

    def __init__(self, keyed: np.ndarray, *, threads: int) -> None:
        self.shape = keyed.shape
        self._folder = tempfile.TemporaryDirectory()
        table = Path(self._folder.name) / "answers.csv"
        header = ",".join(f"Q{i}" for i in range(keyed.shape[1]))
        cells = np.where(keyed < 0, "NA", keyed.astype(str))
        lines = [header, *(",".join(row) for row in cells.tolist())]
        table.write_text("\n".join(lines) + "\n", encoding="utf-8")
        script = Path(__file__).with_name("openmx_fit.R")
        self._process = subprocess.Popen(
            ["Rscript", str(script), str(table), str(POINTS), str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.versions = self._answer().removeprefix("ready").split()

    def _answer(self) -> str:
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("OpenMx ended without an answer")
        return line.strip()

    def fit(self, tolerance: float, *, start: str) -> Fit:
        self._process.stdin.write(f"fit {tolerance:g} {start}\n")
        self._process.stdin.flush()
        seconds, megabytes, *values = map(float, self._answer().split())
        item = np.array(values).reshape(self.shape[1], -1)
        return Fit(seconds, item[:, 0], item[:, 1:], megabytes=megabytes)

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._folder.cleanup()


def have_openmx() -> bool:
    if shutil.which("Rscript") is None:
        return False
    look = "stopifnot(requireNamespace('OpenMx'), requireNamespace('rpf'))"
    asked = ["Rscript", "-e", look]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def mirt_fit(
    keyed: np.ndarray,
    tolerance: float,
    *,
    errors: bool,
    traits: np.ndarray | None = None,
) -> Fit:
    """Fit with Python mirt, at its fastest: SQUAREM and its compiled back end."""
    wide = keyed.astype(np.int64)
    more = {}
    if traits is not None:
        names = [str(i + 1) for i in range(wide.shape[1])]
        lines = [
            f"F{t + 1} = " + ",".join(names[i] for i in np.flatnonzero(traits == t))
            for t in (0, 1)
        ]
        more = {"spec": "\n".join([*lines, "COV = F1*F2"]), "n_factors": 2}
    begun = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = mirt.fit_mirt(
            wide,
            model="GRM",
            n_categories=5,
            n_quadpts=POINTS if traits is None else 21,
            tol=tolerance,
            max_iter=MANY_STEPS,
            compute_standard_errors=errors,
            accelerate="squarem" if traits is None else "none",
            **more,
        )
    seconds = time.perf_counter() - begun
    slopes = np.asarray(found.model.parameters["discrimination"])
    b = np.asarray(found.model.parameters["thresholds"])
    own = slopes if slopes.ndim == 1 else slopes.sum(axis=1)
    rho = float(found.latent_covariance[0, 1]) if traits is not None else 0.0
    return Fit(seconds, own, -own[:, None] * b, rho)


def girth_fit(keyed: np.ndarray, _: float) -> Fit:
    given = np.where(keyed < 0, 0, keyed.astype(np.int64) + 1)
    table = girth.tag_missing_data(given.T, [1, 2, 3, 4, 5])
    begun = time.perf_counter()
    found = girth.grm_mml(
        table,
        {"quadrature_n": POINTS, "quadrature_bounds": (-6, 6), "max_iteration": 500},
    )
    seconds = time.perf_counter() - begun
    slopes = np.asarray(found["Discrimination"])
    return Fit(seconds, slopes, -slopes[:, None] * np.asarray(found["Difficulty"]))
