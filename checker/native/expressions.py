"""Expressions as LLVM IR over the words of one packed state.

Numbers are 64-bit and truths 1-bit values.  What Python does with unbounded integers must not
overflow here: an expression that could leave 62 bits is refused (:class:`Unsupported`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from llvmlite import ir

from ..certain import inside, may_fault
from ..errors import CheckerBug
from ..interval import interval
from ..ir.program import Const, Element, Expr, Op, Read, Variable
from .packing import Field

__all__ = ["BIT", "BYTE", "POINTER", "WORD", "Expressions", "Unsupported"]

WORD = ir.IntType(64)
BYTE = ir.IntType(8)
BIT = ir.IntType(1)
POINTER = ir.PointerType()

_LARGEST = 1 << 62
_COMPARISONS = {"==", "!=", "<", "<="}
_TRUTHS = _COMPARISONS | {"and", "or", "not"}


class Unsupported(Exception):
    """The native engine cannot run this Program; the interpreter can.  Its text says why."""


class Expressions:
    """Emits expressions at ``builder``, reading the state in ``words``.

    Where an index is out of range, control goes to the block ``fault``.  ``place`` is a program
    counter whose value is known, and the value.
    """

    def __init__(self, variables: Sequence[Variable], fields: Sequence[Field]) -> None:
        self.variables = variables
        self.fields = fields
        self.builder: ir.IRBuilder = ir.IRBuilder()
        self.words: Sequence[ir.Value] = ()
        self.fault: ir.Block | None = None
        self.place: tuple[Field, int] | None = None

    def number(self, expr: Expr) -> ir.Value:
        """The value of ``expr``."""
        build = self.builder
        match expr:
            case Const(value):
                return _constant(value)
            case Read(variable):
                return self.read(self.fields[variable])
            case Element():
                return self._element(expr)
            case Op("+" | "-" | "*" as name, (left, right)):
                low, high = interval(expr, self.variables)
                if low < -_LARGEST or high > _LARGEST:
                    raise Unsupported("an expression can exceed 62 bits")
                emit = {"+": build.add, "-": build.sub, "*": build.mul}[name]
                return emit(self.number(left), self.number(right))
            case Op("if", (condition, then, otherwise)):
                return self._either(condition, then, otherwise, self.number)
            case Op(name, _) if name in _TRUTHS:
                return build.zext(self.truth(expr), WORD)
        raise CheckerBug(f"not an expression: {expr!r}")

    def truth(self, expr: Expr) -> ir.Value:
        """Whether ``expr`` is not zero."""
        build = self.builder
        match expr:
            case Const(value):
                return BIT(int(value != 0))
            case Op("and" | "or" as name, operands):
                return self._junction(name, operands)
            case Op("not", (operand,)):
                return build.not_(self.truth(operand))
            case Op("if", (condition, then, otherwise)):
                return self._either(condition, then, otherwise, self.truth)
            case Op(name, (left, right)) if name in _COMPARISONS:
                return build.icmp_signed(name, self.number(left), self.number(right))
        return build.icmp_signed("!=", self.number(expr), WORD(0))

    def branch(self, expr: Expr, then: ir.Block, otherwise: ir.Block) -> None:
        """Go to ``then`` if ``expr`` is true, else to ``otherwise``."""
        self.builder.cbranch(self.truth(expr), then, otherwise)

    def read(self, field: Field) -> ir.Value:
        """The value of the variable in ``field``."""
        if field.table:
            return self._follows(field)
        if field.width == 0:
            return _constant(field.low)
        return self._extract(self.words[field.word], WORD(field.shift), field)

    def _follows(self, field: Field) -> ir.Value:
        """The value of a variable that follows from where an activity is."""
        assert field.counter is not None
        if self.place is not None and self.place[0] == field.counter:
            return _constant(field.table[self.place[1]])
        module = self.builder.module
        kind = ir.ArrayType(WORD, len(field.table))
        name = "table_" + "_".join(map(str, field.table))
        table = module.globals.get(name)
        if table is None:
            table = ir.GlobalVariable(module, kind, name)
            table.linkage, table.global_constant = "internal", True
            table.initializer = ir.Constant(kind, [_constant(value) for value in field.table])
        position = self.read(field.counter)
        place = self.builder.gep(table, [WORD(0), position], source_etype=kind)
        return self.builder.load(place, typ=WORD)

    def index(self, index: Expr, size: int) -> ir.Value:
        """The value of ``index``, which is in ``0 .. size-1`` from here on."""
        value = self.number(index)
        if not inside(index, size, self.variables):
            if self.fault is None:
                raise CheckerBug("an index may be out of range where nothing is prepared for it")
            ahead = self.builder.append_basic_block("inside")
            fits = self.builder.icmp_unsigned("<", value, WORD(size))
            self.builder.cbranch(fits, ahead, self.fault)
            self.builder.position_at_end(ahead)
        return value

    def _extract(self, word: ir.Value, shift: ir.Value, field: Field) -> ir.Value:
        raw = self.builder.and_(self.builder.lshr(word, shift), WORD(field.mask))
        return self.builder.add(raw, _constant(field.low)) if field.low else raw

    def _element(self, expr: Element) -> ir.Value:
        build = self.builder
        position = self.index(expr.index, expr.size)
        fields = self.fields[expr.base : expr.base + expr.size]
        first = fields[0]
        regular = all(
            (f.word, f.shift, f.width, f.low)
            == (first.word, first.shift + n * first.width, first.width, first.low)
            for n, f in enumerate(fields)
        )
        if regular and first.width:
            shift = build.add(build.mul(position, WORD(first.width)), WORD(first.shift))
            return self._extract(self.words[first.word], shift, first)
        found = self.read(fields[-1])
        for n in range(expr.size - 2, -1, -1):
            here = build.icmp_unsigned("==", position, WORD(n))
            found = build.select(here, self.read(fields[n]), found)
        return found

    def _either(
        self, condition: Expr, then: Expr, otherwise: Expr, value: Callable[[Expr], ir.Value]
    ) -> ir.Value:
        build = self.builder
        test = self.truth(condition)
        if not (may_fault(then, self.variables) or may_fault(otherwise, self.variables)):
            return build.select(test, value(then), value(otherwise))
        yes, no, ahead = (build.append_basic_block(n) for n in ("then", "else", "end"))
        build.cbranch(test, yes, no)
        ways = []
        for block, expr in ((yes, then), (no, otherwise)):
            build.position_at_end(block)
            ways.append((value(expr), build.block))
            build.branch(ahead)
        build.position_at_end(ahead)
        phi = build.phi(ways[0][0].type)
        for found, block in ways:
            phi.add_incoming(found, block)
        return phi

    def _junction(self, name: str, operands: Sequence[Expr]) -> ir.Value:
        """``and`` or ``or``; what may fault is evaluated only if what stands before it does not
        decide."""
        build = self.builder
        neutral = BIT(int(name == "and"))
        result: ir.Value = neutral
        combine = build.and_ if name == "and" else build.or_
        for n, operand in enumerate(operands):
            if n and may_fault(operand, self.variables):
                return self._stop_early(name, result, operands[n:])
            found = self.truth(operand)
            result = found if result is neutral else combine(result, found)
        return result

    def _stop_early(self, name: str, so_far: ir.Value, rest: Sequence[Expr]) -> ir.Value:
        build = self.builder
        more, ahead = build.append_basic_block("more"), build.append_basic_block("decided")
        before = build.block
        ways = (more, ahead) if name == "and" else (ahead, more)
        build.cbranch(so_far, *ways)
        build.position_at_end(more)
        found = self.truth(rest[0])
        if len(rest) > 1:
            tail = rest[1:]
            if any(may_fault(operand, self.variables) for operand in tail):
                found = self._stop_early(name, found, tail)
            else:
                combine = build.and_ if name == "and" else build.or_
                found = combine(found, self._junction(name, tail))
        last = build.block
        build.branch(ahead)
        build.position_at_end(ahead)
        phi = build.phi(BIT)
        phi.add_incoming(BIT(int(name != "and")), before)
        phi.add_incoming(found, last)
        return phi


def _constant(value: int) -> ir.Value:
    if not -_LARGEST <= value <= _LARGEST:
        raise Unsupported("a constant exceeds 62 bits")
    return WORD(value)
