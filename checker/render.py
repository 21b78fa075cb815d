"""Expressions as Python source text, one short function per kind of expression.

The text reads the stored state ``s``, in which each variable is its ``value - low`` (see
:mod:`.layout`); :class:`Renderer` adds ``low`` back where it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .certain import inside
from .errors import CheckerBug
from .ir.program import Const, Element, Expr, Op, Read, Variable
from .layout import Layout

__all__ = ["Renderer"]

# Python refuses more than 200 nested parentheses; deeper expressions become functions.
_DEEPEST = 40

_COMPARISONS = {"==", "!=", "<", "<="}
_TRUTHS = _COMPARISONS | {"and", "or", "not"}


class Renderer:
    """Renders expressions over ``variables``, stored as ``layout`` says.

    ``helpers`` collects the source of the functions that the rendered text calls.
    """

    def __init__(self, variables: Sequence[Variable], layout: Layout) -> None:
        self.variables = variables
        self.layout = layout
        self.offsets = layout.offsets
        self.helpers: list[str] = []
        self._depth = 0

    def number(self, expr: Expr) -> str:
        """Text whose value is the number ``expr``."""
        return self._nested(expr, self._number)

    def truth(self, expr: Expr) -> str:
        """Text that is true in Python's sense where ``expr`` is not zero."""
        return self._nested(expr, self._truth)

    def stored(self, expr: Expr, offset: int) -> str:
        """Text for ``expr - offset``: what is stored in a variable with that offset."""
        match expr:
            case Const(value):
                return str(value - offset)
            case Read(variable) if self.offsets[variable] == offset:
                return self.raw(variable)
        return _plus(self.number(expr), -offset)

    def raw(self, variable: int) -> str:
        """Text for what is stored of ``variable``: its value less its offset."""
        parts = [f"s[{variable}]"]
        for k, position in enumerate(self.layout.further[variable], 1):
            parts.append(f"(s[{position}] << {8 * k})")
        return parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"

    def _nested(self, expr: Expr, render: Callable[[Expr], str]) -> str:
        if self._depth < _DEEPEST:
            self._depth += 1
            try:
                return render(expr)
            finally:
                self._depth -= 1
        outer, self._depth = self._depth, 0
        body = render(expr)
        self._depth = outer
        name = f"h{len(self.helpers)}"
        self.helpers.append(f"def {name}(s): return {body}\n")
        return f"{name}(s)"

    def _number(self, expr: Expr) -> str:
        match expr:
            case Const(value):
                return str(value) if value >= 0 else f"({value})"
            case Read(variable):
                return _plus(self.raw(variable), self.offsets[variable])
            case Element():
                return self._element(expr)
            case Op("+" | "-" | "*" as name, (left, right)):
                return f"({self.number(left)} {name} {self.number(right)})"
            case Op("if", (condition, then, otherwise)):
                return (
                    f"({self.number(then)} if {self.truth(condition)}"
                    f" else {self.number(otherwise)})"
                )
            case Op(name, _) if name in _TRUTHS:
                return f"(1 if {self.truth(expr)} else 0)"
        raise CheckerBug(f"not an expression: {expr!r}")

    def _element(self, expr: Element) -> str:
        position = self.number(expr.index)
        if not inside(expr.index, expr.size, self.variables):
            position = f"inside({position}, {expr.size})"
        offsets = set(self.offsets[expr.base : expr.base + expr.size])
        if len(offsets) == 1 and not any(self.layout.further[expr.base : expr.base + expr.size]):
            return _plus(f"s[{expr.base} + {position}]", offsets.pop())
        return f"value_at(s, {expr.base} + {position})"

    def _truth(self, expr: Expr) -> str:
        match expr:
            case Const(value):
                return str(value != 0)
            case Op("and", operands):
                return f"({' and '.join(map(self.truth, operands))})" if operands else "True"
            case Op("or", operands):
                return f"({' or '.join(map(self.truth, operands))})" if operands else "False"
            case Op("not", (operand,)):
                return f"(not {self.truth(operand)})"
            case Op("if", (condition, then, otherwise)):
                return (
                    f"({self.truth(then)} if {self.truth(condition)}"
                    f" else {self.truth(otherwise)})"
                )
            case Op(name, (Read(variable), Const(value))) if name in _COMPARISONS:
                return f"({self.raw(variable)} {name} {value - self.offsets[variable]})"
            case Op(name, (left, right)) if name in _COMPARISONS:
                return f"({self.number(left)} {name} {self.number(right)})"
        return self.number(expr)


def _plus(text: str, constant: int) -> str:
    if constant == 0:
        return text
    return f"({text} {'+' if constant > 0 else '-'} {abs(constant)})"
