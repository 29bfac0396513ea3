"""Answers for calibration: here, streamed, or on the workers of a Dask cluster."""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import nearer
from nearer.cli.calibrate.spool import Spool
from nearer.cli.refusal import RefusalError
from nearer.cli.writing.output import refuse_to_write
from nearer.core.measurement.calibration import People, PeopleOnCluster

SECONDS_TO_CONNECT = 10
MOST_SENT = 200_000_000
"""Answers, a byte each, that may travel to workers who do not see our files."""
THEIR_VERSION = "__import__('nearer').__version__"


@dataclass(frozen=True)
class SavedBlock:
    """A block of answers in a file that every worker can read."""

    path: str

    def __call__(self) -> NDArray[np.int8]:
        """Load it."""
        codes: NDArray[np.int8] = np.load(self.path)
        return codes


@dataclass(frozen=True)
class SentBlock:
    """A block of answers that travels with the work, for workers without our files."""

    codes: NDArray[np.int8]

    def __call__(self) -> NDArray[np.int8]:
        """Return it."""
        return self.codes


@contextlib.contextmanager
def people_for(args: argparse.Namespace, spool: Spool) -> Iterator[People]:
    """Give everybody in the way that was asked for."""
    if args.cluster is None:
        yield spool.people(threads=args.threads)
        return
    with _connected(args.cluster) as client:
        _refuse_strangers(args.cluster, client)
        with _saved(args.out, spool) as blocks:
            blind = _blind(client, blocks)
            if not blind:
                yield PeopleOnCluster(client, blocks)
        if blind:
            yield PeopleOnCluster(client, _sent(blind, spool))


def _refuse_strangers(address: str, client: Any) -> None:
    """Refuse machines on which this program is missing or another version."""
    versions = client.run(eval, THEIR_VERSION, on_error="return")
    named = {f"worker {worker}": found for worker, found in versions.items()}
    # It takes the work apart before it hands it on, so it has to know it as well.
    with contextlib.suppress(ImportError):
        named["the scheduler"] = None
        named["the scheduler"] = client.run_on_scheduler(eval, THEIR_VERSION)
    for machine, theirs in named.items():
        if theirs != nearer.__version__:
            has = f"version {theirs}" if isinstance(theirs, str) else "no nearer"
            raise RefusalError(
                where=f"--cluster {address}, {machine}",
                what=f"it has {has}, and {nearer.__version__} is needed",
                do="Install the same version with the cluster extra on every machine.",
            )


def _blind(client: Any, blocks: list[SavedBlock]) -> list[str]:
    """Return the workers that do not see our files."""
    seen = client.run(os.path.isfile, blocks[-1].path)
    return [worker for worker, sees in seen.items() if not sees]


def _sent(blind: list[str], spool: Spool) -> list[SentBlock]:
    if spool.n_people * spool.n_items > MOST_SENT:
        raise RefusalError(
            where=f"worker {blind[0]}",
            what="it does not see the folder in which --out stands, and the answers "
            "are too many to send",
            do="Name a folder that every machine sees under the same path.",
        )
    return [SentBlock(codes.copy()) for codes in spool.blocks()]


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Any]:
    try:
        distributed = import_module("distributed")
    except ModuleNotFoundError as error:
        raise RefusalError(
            where=f"--cluster {address}",
            what="Dask is not installed",
            do="Install the cluster extra.",
        ) from error
    try:
        client = distributed.Client(address, timeout=SECONDS_TO_CONNECT)
    except (OSError, ValueError) as error:
        raise RefusalError(
            where=f"--cluster {address}",
            what="no scheduler answers there",
            do="Start one with `dask scheduler`, and workers with `dask worker`.",
        ) from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise RefusalError(
                where=f"--cluster {address}",
                what="the scheduler has no workers",
                do="Start some with `dask worker`.",
            )
        yield client


@contextlib.contextmanager
def _saved(out: Path, spool: Spool) -> Iterator[list[SavedBlock]]:
    """Lay the blocks beside the results for the time of the work."""
    folder = out.resolve().with_name(f".nearer-{secrets.token_hex(4)}.blocks")
    try:
        yield _written(folder, spool)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _written(folder: Path, spool: Spool) -> list[SavedBlock]:
    blocks = []
    try:
        folder.mkdir()
        for number, codes in enumerate(spool.blocks()):
            path = folder / f"{number:06}.npy"
            np.save(path, codes)
            blocks.append(SavedBlock(str(path)))
    except OSError as error:
        raise refuse_to_write(folder, error) from error
    return blocks
