"""One object for each expression (hash consing): what is known of one need be found once only."""

from __future__ import annotations

from .ir.program import Const, Element, Expr, Op, Read

__all__ = ["Unique"]


class Unique:
    """Gives for each expression the first that was equal to it, with parts that are so, too.

    Conditions of steps are trees with many equal parts: those of the sample driver, scope dma,
    with any number of buffers, have 555,744 parts, of which 6,822 differ.
    """

    def __init__(self) -> None:
        # Known by identity, and kept, so that no other comes to have it.
        self._known: dict[int, tuple[Expr, Expr]] = {}
        self._first: dict[tuple[object, ...], Expr] = {}

    def __call__(self, expr: Expr) -> Expr:
        """The one that stands for ``expr``."""
        known = self._known.get(id(expr))
        if known is None:
            found = self._unique(expr)
            known = self._known[id(expr)] = expr, found
            self._known[id(found)] = found, found
        return known[1]

    def _unique(self, expr: Expr) -> Expr:
        match expr:
            case Op(name, operands):
                parts = tuple(map(self, operands))
                same = all(map(_same, parts, operands))
                return self._first.setdefault(
                    (name, *map(id, parts)), expr if same else Op(name, parts)
                )
            case Element(base, size, index):
                part = self(index)
                return self._first.setdefault(
                    (base, size, id(part)), expr if part is index else Element(base, size, part)
                )
            case Const() | Read():
                return self._first.setdefault((expr,), expr)


def _same(left: Expr, right: Expr) -> bool:
    return left is right
