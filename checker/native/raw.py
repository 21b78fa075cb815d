"""Memory by address, for numba functions: loads, stores, prefetch, atomics, calls.

Addresses and words are signed 64-bit numbers: numba makes floats of mixed signs.  Whoever calls
these keeps the memory alive and stays inside it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

__all__ = [
    "add_atomic", "call", "exchange", "exchange_half", "first_bit", "load", "load_byte",
    "load_half", "look", "look_for_tag", "look_narrow", "prefetch", "store", "store_byte",
    "store_half",
]  # fmt: skip


def _primitive(define: Callable[..., Any]) -> Any:
    """``intrinsic`` for type checkers: what it returns is called without the typing context."""
    return intrinsic(define)


_POINTER = ir.PointerType()
_WORD = ir.IntType(64)
_BYTE = ir.IntType(8)
_INT = ir.IntType(32)
_I64 = types.int64


def _pointer(builder: Any, address: Any) -> Any:
    return builder.inttoptr(address, _POINTER)


@_primitive
def load(typing: Any, address: Any) -> Any:
    """The 64-bit word at ``address``."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.load(_pointer(builder, args[0]), typ=_WORD)

    return _I64(_I64), emit


@_primitive
def store(typing: Any, address: Any, value: Any) -> Any:
    """Write a 64-bit word."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        builder.store(args[1], _pointer(builder, args[0]))
        return context.get_dummy_value()

    return types.void(_I64, _I64), emit


@_primitive
def load_byte(typing: Any, address: Any) -> Any:
    """The byte at ``address``."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        byte = builder.load(_pointer(builder, args[0]), typ=_BYTE)
        return builder.zext(byte, _WORD)

    return _I64(_I64), emit


@_primitive
def store_byte(typing: Any, address: Any, value: Any) -> Any:
    """Write the lowest byte of ``value``."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        byte = builder.trunc(args[1], _BYTE)
        builder.store(byte, _pointer(builder, args[0]))
        return context.get_dummy_value()

    return types.void(_I64, _I64), emit


@_primitive
def load_half(typing: Any, address: Any) -> Any:
    """The unsigned 32-bit number at ``address``."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        half = builder.load(_pointer(builder, args[0]), typ=_INT)
        return builder.zext(half, _WORD)

    return _I64(_I64), emit


@_primitive
def store_half(typing: Any, address: Any, value: Any) -> Any:
    """Write the lower 32 bits of ``value``."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        builder.store(builder.trunc(args[1], _INT), _pointer(builder, args[0]))
        return context.get_dummy_value()

    return types.void(_I64, _I64), emit


@_primitive
def prefetch(typing: Any, address: Any) -> Any:
    """Ask for the cache line of ``address``; it will be read soon, and perhaps written."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        kind = ir.FunctionType(ir.VoidType(), [_POINTER, _INT, _INT, _INT])
        function = builder.module.declare_intrinsic("llvm.prefetch", [_POINTER], kind)
        builder.call(function, [_pointer(builder, args[0]), _INT(0), _INT(3), _INT(1)])
        return context.get_dummy_value()

    return types.void(_I64), emit


@_primitive
def exchange(typing: Any, address: Any, expected: Any, value: Any) -> Any:
    """Write ``value`` if the word is ``expected``; what it was before."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        place = _pointer(builder, args[0])
        pair = builder.cmpxchg(place, args[1], args[2], "acq_rel", "acquire")
        return builder.extract_value(pair, 0)

    return _I64(_I64, _I64, _I64), emit


@_primitive
def exchange_half(typing: Any, address: Any, expected: Any, value: Any) -> Any:
    """The same for the 32-bit number at ``address``."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        before, after = (builder.trunc(arg, _INT) for arg in args[1:])
        pair = builder.cmpxchg(_pointer(builder, args[0]), before, after, "acq_rel", "acquire")
        return builder.zext(builder.extract_value(pair, 0), _WORD)

    return _I64(_I64, _I64, _I64), emit


@_primitive
def add_atomic(typing: Any, address: Any, value: Any) -> Any:
    """Add to a word; what it was before."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.atomic_rmw("add", _pointer(builder, args[0]), args[1], "acq_rel")

    return _I64(_I64, _I64), emit


def _vector(builder: Any, value: Any, lanes: int) -> Any:
    """``lanes`` times ``value``."""
    kind = ir.VectorType(value.type, lanes)
    one = builder.insert_element(ir.Constant(kind, ir.Undefined), value, _INT(0))
    zeros = ir.Constant(ir.VectorType(_INT, lanes), [0] * lanes)
    return builder.shuffle_vector(one, ir.Constant(kind, ir.Undefined), zeros)


def _line(builder: Any, address: Any, slot: ir.IntType) -> tuple[Any, Any]:
    """A cache line as a vector of slots, and which of them are empty."""
    kind = ir.VectorType(slot, 512 // slot.width)
    slots = builder.load(_pointer(builder, address), typ=kind, align=64)
    return slots, builder.icmp_unsigned("==", slots, ir.Constant(kind, [0] * kind.count))


def _masks(builder: Any, equal: Any, empty: Any) -> Any:
    """The truths of both vectors as bits, those of ``equal`` lowest."""
    lanes = equal.type.count
    found = [builder.zext(builder.bitcast(bits, ir.IntType(lanes)), _WORD)
             for bits in (equal, empty)]  # fmt: skip
    # What a slot leads to was written before the slot.
    builder.fence("acquire")
    return builder.or_(found[0], builder.shl(found[1], _WORD(lanes)))


@_primitive
def look(typing: Any, address: Any, key: Any) -> Any:
    """Which of the eight slots of a cache line hold ``key`` (bits 0 to 7), which are empty (bits
    8 to 15)."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        slots, empty = _line(builder, args[0], _WORD)
        equal = builder.icmp_unsigned("==", slots, _vector(builder, args[1], 8))
        return _masks(builder, equal, empty)

    return _I64(_I64, _I64), emit


@_primitive
def look_for_tag(typing: Any, address: Any, tag: Any) -> Any:
    """The same, for slots whose upper 32 bits are ``tag``."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        slots, empty = _line(builder, args[0], _WORD)
        tags = builder.lshr(slots, _vector(builder, _WORD(32), 8))
        equal = builder.icmp_unsigned("==", tags, _vector(builder, args[1], 8))
        return _masks(builder, builder.and_(equal, builder.not_(empty)), empty)

    return _I64(_I64, _I64), emit


@_primitive
def look_narrow(typing: Any, address: Any, key: Any) -> Any:
    """Which of the sixteen 32-bit slots of a cache line hold ``key`` (bits 0 to 15), which are
    empty (bits 16 to 31)."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        slots, empty = _line(builder, args[0], _INT)
        keys = _vector(builder, builder.trunc(args[1], _INT), 16)
        return _masks(builder, builder.icmp_unsigned("==", slots, keys), empty)

    return _I64(_I64, _I64), emit


@_primitive
def first_bit(typing: Any, bits: Any) -> Any:
    """The position of the lowest bit that is set; ``bits`` is not zero."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.cttz(args[0], ir.IntType(1)(1))

    return _I64(_I64), emit


@_primitive
def call(typing: Any, function: Any, first: Any, second: Any, third: Any) -> Any:
    """Call machine code: three addresses in, one number out."""

    def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        kind = ir.FunctionType(_WORD, [_POINTER] * 3)
        # llvmlite knows a callee by the type of its pointer; to LLVM all pointers are alike.
        callee = builder.inttoptr(args[0], kind.as_pointer())
        return builder.call(callee, [_pointer(builder, arg) for arg in args[1:]])

    return _I64(_I64, _I64, _I64, _I64), emit
