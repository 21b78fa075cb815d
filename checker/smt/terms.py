"""Expressions over one state as z3 terms: their value, their truth, and whether they fault."""

from __future__ import annotations

from collections.abc import Sequence

import z3

from ..certain import may_fault
from ..errors import CheckerBug
from ..interval import Ranged
from ..ir.program import Const, Element, Expr, Op, Program, Read
from ..walk import Indexed
from .logic import FALSE, TRUE, conjunction, disjunction, negation
from .types import Term

__all__ = ["Terms"]

_COMPARED = {
    "==": lambda left, right: left == right, "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right, "<=": lambda left, right: left <= right,
}
_COMPUTED = {
    "+": lambda left, right: left + right, "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
}


class Terms:
    """Translates expressions over ``state``, a term for each variable: bit vectors of ``width``
    bits.  Whoever has other numbers extends it.

    ``and``, ``or`` and ``if`` evaluate what they need from left to right, as
    :func:`~miniport.checker.evaluate.evaluate` does: what is not evaluated does not fault.
    """

    def __init__(self, program: Program, state: Sequence[Term], width: int) -> None:
        self.program = program
        self.ranges: Sequence[Ranged] = program.variables
        self.width = width
        self.state = state
        self._numbers: dict[Expr, Term] = {}
        self._truths: dict[Expr, Term] = {}
        self._faults: dict[Expr, Term] = {}
        self._indexed = Indexed()

    def constant(self, value: int) -> Term:
        """A number."""
        return z3.BitVecVal(value, self.width)

    def choice(self, condition: Term, then: Term, otherwise: Term) -> Term:
        """One of two numbers."""
        return z3.If(condition, then, otherwise)

    def alike(self, left: Expr, right: Expr) -> tuple[Term, Term]:
        """Two values as terms of one sort."""
        return self.number(left), self.number(right)

    def stored(self, variable: int, expr: Expr) -> Term:
        """The value as the variable stores it."""
        return self.number(expr)

    def number(self, expr: Expr) -> Term:
        """The value, where it does not fault."""
        if expr not in self._numbers:
            self._numbers[expr] = self._number(expr)
        return self._numbers[expr]

    def _number(self, expr: Expr) -> Term:
        match expr:
            case Const(value):
                return self.constant(value)
            case Read(variable):
                return self.state[variable]
            case Element(base, size, index):
                offset, found = self.number(index), self.state[base + size - 1]
                for k in reversed(range(size - 1)):
                    found = self.choice(offset == k, self.state[base + k], found)
                return found
            case Op("if", (condition, then, otherwise)):
                return self.choice(self.truth(condition), *self.alike(then, otherwise))
            case Op(name, (left, right)) if name in _COMPUTED:
                return _COMPUTED[name](*self.alike(left, right))
            case Op():
                return self.choice(self.truth(expr), self.constant(1), self.constant(0))
        raise CheckerBug(f"not an expression: {expr!r}")

    def truth(self, expr: Expr) -> Term:
        """Whether it is not zero, where it does not fault."""
        if expr not in self._truths:
            self._truths[expr] = self._truth(expr)
        return self._truths[expr]

    def _truth(self, expr: Expr) -> Term:
        match expr:
            case Const(value):
                return TRUE if value else FALSE
            case Op("and", operands):
                return conjunction(self.truth(o) for o in operands)
            case Op("or", operands):
                return disjunction(self.truth(o) for o in operands)
            case Op("not", (operand,)):
                return negation(self.truth(operand))
            case Op("if", (condition, then, otherwise)):
                return z3.If(self.truth(condition), self.truth(then), self.truth(otherwise))
            case Op(name, (left, right)) if name in _COMPARED:
                return _COMPARED[name](*self.alike(left, right))
        return self.number(expr) != 0

    def fault(self, expr: Expr) -> Term:
        """Whether evaluating it finds an index outside its array."""
        if not self._indexed(expr) or not may_fault(expr, self.ranges):
            return FALSE
        if expr not in self._faults:
            self._faults[expr] = self._fault(expr)
        return self._faults[expr]

    def _fault(self, expr: Expr) -> Term:
        match expr:
            case Element(_, size, index):
                offset = self.number(index)
                return disjunction([self.fault(index), offset < 0, offset >= size])
            case Op("and" | "or" as name, operands):
                found = FALSE
                for operand in reversed(operands):
                    goes_on = self.truth(operand)
                    goes_on = goes_on if name == "and" else negation(goes_on)
                    found = disjunction([self.fault(operand), conjunction([goes_on, found])])
                return found
            case Op("if", (condition, then, otherwise)):
                branch = z3.If(self.truth(condition), self.fault(then), self.fault(otherwise))
                return disjunction([self.fault(condition), branch])
            case Op(_, operands):
                return disjunction(self.fault(o) for o in operands)
        return FALSE
