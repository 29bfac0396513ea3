"""Where the answers are: in memory, or streamed; a cluster keeps the same shape.

Everything that calibration asks of the people is a sum over blocks of them. A source
prepares its blocks once for an engine, and then adds up whatever a task returns for
each block, always in the order of the blocks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int8]


class Summable(Protocol):
    """Something that adds up over blocks."""

    def __add__(self, other: Self, /) -> Self:
        """Join what two blocks of people gave."""
        ...


S = TypeVar("S", bound=Summable)


class Prepared(Protocol):
    """Blocks in an engine's own form."""

    def total(self, task: Callable[[Any], S]) -> S:
        """Run the task on every block and add up."""
        ...


class People(Protocol):
    """A source of answers, keyed and coded from 0, with -1 for missing."""

    def prepared(self, prepare: Callable[[Codes], Any]) -> Prepared:
        """Return the blocks in the form that ``prepare`` gives each of them."""
        ...

    def blocks(self) -> Iterator[Codes]:
        """Yield the answers, block after block, always in the same order."""
        ...


def add_up(parts: Iterable[S]) -> S:
    """Add in order; the sum of nothing is an error, because it has no shape."""
    total: S | None = None
    for part in parts:
        total = part if total is None else total + part
    if total is None:
        raise ValueError("there is no block of people to add up")
    return total


@dataclass(frozen=True)
class PeopleInMemory:
    """All answers in one array, cut into equal blocks, as many for every thread.

    Attributes
    ----------
    codes : ndarray of int8, shape (n_people, n_items)
    block_size : int, people
        At most so many; each block has a cost of its own, and needs room.
    threads : int
        More than one only pays with compiled kernels; results do not depend on it.
    """

    codes: Codes
    block_size: int = 8192
    threads: int = 1

    def prepared(self, prepare: Callable[[Codes], Any]) -> Prepared:
        """Prepare every block now and keep them."""
        pool = ThreadPoolExecutor(self.threads) if self.threads > 1 else None
        return _BlocksInMemory([prepare(block) for block in self.blocks()], pool)

    def blocks(self) -> Iterator[Codes]:
        """Yield the answers, block after block."""
        rounds = -(-len(self.codes) // (self.block_size * self.threads))
        size = -(-len(self.codes) // max(1, rounds * self.threads))
        for at in range(0, len(self.codes), max(1, size)):
            yield self.codes[at : at + size]


@dataclass(frozen=True)
class _BlocksInMemory:
    blocks: list[Any]
    pool: ThreadPoolExecutor | None

    def total(self, task: Callable[[Any], S]) -> S:
        if self.pool is None:
            return add_up(map(task, self.blocks))
        return add_up(self.pool.map(task, self.blocks))


@dataclass(frozen=True)
class PeopleStreamed:
    """Blocks read anew for every pass, so that only a few are in memory at a time.

    Attributes
    ----------
    read : callable
        Starts a pass; yields arrays of int8 of shape (n_people, n_items), the same ones
        in the same order every time.
    threads : int
        Blocks worked on at once.
    """

    read: Callable[[], Iterator[Codes]]
    threads: int = 1

    def prepared(self, prepare: Callable[[Codes], Any]) -> Prepared:
        """Prepare each block when its turn comes, and forget it."""
        pool = ThreadPoolExecutor(self.threads) if self.threads > 1 else None
        return _BlocksStreamed(self.read, prepare, pool, self.threads)

    def blocks(self) -> Iterator[Codes]:
        """Read the answers once more."""
        return self.read()


@dataclass(frozen=True)
class _BlocksStreamed:
    read: Callable[[], Iterator[Codes]]
    prepare: Callable[[Codes], Any]
    pool: ThreadPoolExecutor | None
    threads: int

    def total(self, task: Callable[[Any], S]) -> S:
        return add_up(self._parts(task))

    def _parts(self, task: Callable[[Any], S]) -> Iterator[S]:
        if self.pool is None:
            for block in self.read():
                yield task(self.prepare(block))
            return
        waiting: deque[Future[S]] = deque()
        for block in self.read():
            waiting.append(
                self.pool.submit(_prepare_and_run, self.prepare, task, block)
            )
            if len(waiting) > self.threads:  # never more than a few blocks in memory
                yield waiting.popleft().result()
        for part in waiting:
            yield part.result()


def _prepare_and_run(
    prepare: Callable[[Codes], Any], task: Callable[[Any], S], block: Codes
) -> S:
    return task(prepare(block))
