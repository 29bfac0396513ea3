"""Answers for calibration: here, streamed, or on the workers of a Dask cluster."""

from __future__ import annotations

import argparse
import contextlib
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nearer.cli.output import refuse_to_write
from nearer.cli.refusal import RefusalError
from nearer.cli.spool import Spool
from nearer.core.measurement.calibration import People, PeopleOnCluster

SECONDS_TO_CONNECT = 10


@dataclass(frozen=True)
class SavedBlock:
    """A block of answers in a file that every worker can read."""

    path: str

    def __call__(self) -> NDArray[np.int8]:
        """Load it."""
        codes: NDArray[np.int8] = np.load(self.path)
        return codes


@contextlib.contextmanager
def people_for(args: argparse.Namespace, spool: Spool) -> Iterator[People]:
    """Give everybody in the way that was asked for."""
    if args.cluster is None:
        yield spool.people(threads=args.threads)
        return
    with _connected(args.cluster) as client, _saved(args.out, spool) as blocks:
        yield PeopleOnCluster(client, blocks)


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
        folder.mkdir()
        blocks = []
        for number, codes in enumerate(spool.blocks()):
            path = folder / f"{number:06}.npy"
            np.save(path, codes)
            blocks.append(SavedBlock(str(path)))
        yield blocks
    except OSError as error:
        raise refuse_to_write(folder, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
