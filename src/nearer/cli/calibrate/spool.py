"""Keep keyed answers: in memory while they are few, then in a file without a name."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO

import numpy as np
from numpy.typing import NDArray

from nearer.core.measurement.calibration import People, PeopleInMemory, PeopleStreamed

BLOCK = 16_384
"""People at a time when they are read back."""


class Spool:
    """Takes blocks of answers in, gives them back as often as one likes.

    Beyond `most_in_memory` people the answers lie on the disk, one byte each, so that
    memory does not grow with their number.
    """

    def __init__(self, n_items: int, *, most_in_memory: int) -> None:
        self.n_items = n_items
        self.n_people = 0
        self._most = most_in_memory
        self._blocks: list[NDArray[np.int8]] = []
        self._file: IO[bytes] | None = None

    @property
    def on_disk(self) -> bool:
        """Whether there were too many to keep in memory."""
        return self._file is not None

    def add(self, codes: NDArray[np.int8]) -> None:
        """Keep a block."""
        self.n_people += len(codes)
        self._blocks.append(np.ascontiguousarray(codes))
        if self._file is None and self.n_people > self._most:
            # Closed, and so gone, when the spool is.
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - outlives this call
        if self._file is not None:
            for block in self._blocks:
                self._file.write(block.tobytes())
            self._blocks.clear()

    def people(self, *, threads: int) -> People:
        """Return everybody, as calibration wants them."""
        if self._file is None:
            return PeopleInMemory(self.all(), threads=threads)
        return PeopleStreamed(self.blocks, threads=threads)

    def all(self) -> NDArray[np.int8]:
        """Return all answers at once; only where they are in memory."""
        if not self._blocks:
            return np.empty((0, self.n_items), dtype=np.int8)
        whole = np.concatenate(self._blocks)
        self._blocks = [whole]
        return whole

    def blocks(self) -> Iterator[NDArray[np.int8]]:
        """Yield the answers in order, some thousand people at a time."""
        if self._file is None:
            whole = self.all()
            for at in range(0, len(whole), BLOCK):
                yield whole[at : at + BLOCK]
            return
        self._file.seek(0)
        for at in range(0, self.n_people, BLOCK):
            rows = min(BLOCK, self.n_people - at)
            raw = self._file.read(rows * self.n_items)
            yield np.frombuffer(raw, dtype=np.int8).reshape(rows, self.n_items)

    def every(self, stride: int) -> NDArray[np.int8]:
        """Return every so-many-th person's answers."""
        parts = []
        at = 0
        for block in self.blocks():
            parts.append(block[-at % stride :: stride])
            at += len(block)
        return np.concatenate(parts)

    def close(self) -> None:
        """Give the disk its space back."""
        self._blocks.clear()
        if self._file is not None:
            self._file.close()
