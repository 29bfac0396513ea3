"""A few numbers at a time: rows of 32 doubles that stay in the processor's registers.

Compiled loops over arrays must suspect that two arrays overlap, and ask so often that
the question costs more than the sums. Here a part of a row is one value, loaded and
stored by name. Rows are padded to whole `LANES` and begin at a cache line.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, models, register_model

from nearer.core.measurement._types import FloatArray

LANES = 32
CACHE_LINE = 64  # bytes
_VECTOR = ir.VectorType(ir.DoubleType(), LANES)
_DOUBLE = 8


class _LanesType(types.Type):
    def __init__(self) -> None:
        super().__init__(name="Lanes")


@register_model(_LanesType)
class _LanesModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        model: Any = super()
        model.__init__(manager, kind, _VECTOR)


_lanes = _LanesType()


def padded(n_nodes: int) -> int:
    """Return the length of a row that holds so many nodes."""
    return -(-n_nodes // LANES) * LANES


def rows(*shape: int) -> FloatArray:
    """Return zeros that begin at a cache line, the last axis padded to whole lanes."""
    room = empty_rows(*shape)
    room.fill(0.0)
    return room


def empty_rows(*shape: int) -> FloatArray:
    """Return `rows` that hold anything yet."""
    whole = (*shape[:-1], padded(shape[-1]))
    size = prod(whole)
    room = np.empty(size + CACHE_LINE // _DOUBLE)
    skip = -_address(room) % CACHE_LINE // _DOUBLE
    return room[skip : skip + size].reshape(whole)


def as_rows(values: FloatArray) -> FloatArray:
    """Return values in rows, copied only where they do not lie in some already.

    What stands beyond the last value of a row must not count for anything.
    """
    width = padded(values.shape[-1])
    if values.ndim == 2 and values.strides == (width * _DOUBLE, _DOUBLE):
        room = values if values.base is None else values.base
        left = room.nbytes - (_address(values) - _address(room))
        aligned = _address(values) % CACHE_LINE == 0
        if aligned and len(values) * width * _DOUBLE <= left:
            return np.lib.stride_tricks.as_strided(values, (len(values), width))
    copied = rows(*values.shape)
    copied[..., : values.shape[-1]] = values
    return copied


def _address(array: FloatArray) -> int:
    return int(array.__array_interface__["data"][0])


def _inlined(typed: Callable[..., Any]) -> Any:
    """Let compiled code call a function whose instructions are written here."""
    return intrinsic(typed)


def _place(context: Any, builder: Any, signature: Any, args: Any) -> Any:
    array = context.make_array(signature.args[0])(context, builder, args[0])
    at = builder.gep(array.data, [args[1]])
    return builder.bitcast(at, _VECTOR.as_pointer())


@_inlined
def load(_: Any, array: Any, _at: Any) -> tuple[Any, Callable[..., Any]]:
    """Read lanes from a flat array."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        at = _place(context, builder, signature, args)
        return builder.load(at, align=_DOUBLE)

    return _lanes(array, types.intp), generate


@_inlined
def store(_: Any, array: Any, _at: Any, lanes: Any) -> tuple[Any, Callable[..., Any]]:
    """Write lanes to a flat array."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        at = _place(context, builder, signature, args)
        builder.store(args[2], at, align=_DOUBLE)
        return context.get_dummy_value()

    return types.void(array, types.intp, lanes), generate


@_inlined
def add(_: Any, one: Any, two: Any) -> tuple[Any, Callable[..., Any]]:
    """Add lane by lane."""

    def generate(_: Any, builder: Any, __: Any, args: Any) -> Any:
        return builder.fadd(*args, flags=("contract",))

    return _lanes(one, two), generate


@_inlined
def multiply(_: Any, one: Any, two: Any) -> tuple[Any, Callable[..., Any]]:
    """Multiply lane by lane."""

    def generate(_: Any, builder: Any, __: Any, args: Any) -> Any:
        return builder.fmul(*args, flags=("contract",))

    return _lanes(one, two), generate


@_inlined
def spread(_: Any, _number: Any) -> tuple[Any, Callable[..., Any]]:
    """Put one number in every lane."""

    def generate(_: Any, builder: Any, __: Any, args: Any) -> Any:
        nothing = ir.Constant(_VECTOR, ir.Undefined)
        first = builder.insert_element(nothing, args[0], ir.IntType(32)(0))
        zeros = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
        return builder.shuffle_vector(first, nothing, zeros)

    return _lanes(types.float64), generate


@_inlined
def total(_: Any, lanes: Any) -> tuple[Any, Callable[..., Any]]:
    """Sum the lanes, always in the same order."""

    def generate(_: Any, builder: Any, __: Any, args: Any) -> Any:
        kind = ir.FunctionType(ir.DoubleType(), [ir.DoubleType(), _VECTOR])
        name = f"llvm.vector.reduce.fadd.v{LANES}f64"
        declare: Any = cgutils.get_or_insert_function
        sum_up = declare(builder.module, kind, name)
        return builder.call(
            sum_up, [ir.DoubleType()(0.0), *args], fastmath=("reassoc",)
        )

    return types.float64(lanes), generate
