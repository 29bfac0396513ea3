"""The same sums over people, block by block, on the workers of a Dask cluster.

Nothing of Dask is imported here: whoever has a client passes it in. A block is named by
a loader that any worker can run again, so a worker that dies takes nothing with it: its
blocks are loaded and its sums done elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from nearer.core.measurement.calibration._people import (
    Codes,
    Prepared,
    Summable,
    add_up,
)

S = TypeVar("S", bound=Summable)
Loader = Callable[[], Codes]


@dataclass(frozen=True)
class PeopleOnCluster:
    """Answers that the workers of a cluster read for themselves.

    Attributes
    ----------
    client : distributed.Client
        Connected to any scheduler.
    loaders : sequence of callable
        Each gives one block of answers, ndarray of int8 of shape (n_people, n_items),
        on whichever worker it is called; the same every time.
    """

    client: Any
    loaders: Sequence[Loader]

    def prepared(self, prepare: Callable[[Codes], Any]) -> Prepared:
        """Let the workers load and prepare their blocks, and keep them in memory."""
        blocks = [
            self.client.submit(_load_and_prepare, loader, prepare, pure=False)
            for loader in self.loaders
        ]
        return _BlocksOnCluster(self.client, blocks)

    def blocks(self) -> Iterator[Codes]:
        """Load the blocks here, one after another."""
        for loader in self.loaders:
            yield loader()


@dataclass(frozen=True)
class _BlocksOnCluster:
    client: Any
    blocks: list[Any]

    def total(self, task: Callable[[Any], S]) -> S:
        parts = [self.client.submit(task, block, pure=False) for block in self.blocks]
        results: Iterator[S] = (part.result() for part in parts)
        return add_up(results)


def _load_and_prepare(loader: Loader, prepare: Callable[[Codes], Any]) -> Any:
    return prepare(loader())
