"""Loops over tokens of a crowd that take a turn for each (:mod:`.crowds`): over all of them, over
those of a queue or a set.

Which tokens are left is a set of its own, so each has one turn, in any order: that of a queue is
forgotten, and that of all tokens an accident.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..ir.program import Const, Expr, Read
from ..simplify import FALSE, make
from .crowds import Gathered, OneByOne
from .everyone import Stray
from .frame import Edges
from .graph import Assign, Branch, Join
from .types import BOOL, COUNT, Aggregate, Scalar
from .values import Collection, Number, Place

if TYPE_CHECKING:
    from .lowering import Lowering

__all__ = ["Turns"]


class Turns:
    """Lowering of such loops (a part of :class:`.lowering.Lowering`)."""

    def in_turn(
        self: Lowering, node: ast.For, name: str, kind: Scalar, among: Collection | bool = True
    ) -> Edges:
        """``for n in among``, or in all tokens: what is in it when the loop begins.  From where
        it was left with ``break``."""
        crowd = self.crowd_of(kind)
        assert crowd is not None
        if self.atomic:
            # No place of rest inside: the ways through would have no end.
            raise OneByOne(self._where(node), crowd.definition.name)
        size = crowd.crowd.held
        depth = len(self.frame.loops) or ""
        shape = Aggregate("set", BOOL, size, kind)
        rest = Collection(self.local(f"${name}.rest{depth}", shape), shape)
        self.become(rest, among, node)
        head = Join()
        self.emit(head)
        self.mark(node, loop=True)
        items = self.bag_items(rest)
        some = make("or", *(there for _, there in items))
        inside, after = self.graph.branch(Branch(some, False))
        self.graph.open = inside
        value = self._choice(node, [(item, "", there) for item, there in items])
        assert isinstance(value, Number)
        item = Place(self.local(name, kind), kind)
        self.assign(item, value.expr, node)
        flag = Place(rest.base, BOOL, make("-", Read(item.base), Const(1)), size)
        self.assign(flag, FALSE, node)
        before, returns = self.frame.locals.get(name), len(self.frame.returns)
        self.frame.locals[name] = Number(Read(item.base), kind)
        left = self.around(node.body, head, after)
        # Left early, nobody is left over: what no variable names is put back by nobody else.
        self.frame.returns[returns:] = self._over(rest, self.frame.returns[returns:], node)
        left = self._over(rest, left, node)
        self.frame.locals.pop(name, None)
        if before is not None:
            self.frame.locals[name] = before
        return left

    def _over(self: Lowering, rest: Collection, edges: Edges, node: ast.For) -> Edges:
        """What follows where a loop ends early."""
        if not edges:
            return []
        after, self.graph.open = self.graph.open, list(edges)
        self.become(rest, False, node)
        edges, self.graph.open = self.graph.open, after
        return edges

    def become(
        self: Lowering, target: Collection, source: Collection | bool, node: ast.For | ast.Call
    ) -> None:
        """A set of a crowd becomes another, that of all tokens (True), or what it was at first
        (False; an array, too): tokens change their sorts."""
        crowd = self.crowd_of(self.of(target))
        assert crowd is not None
        name, held = crowd.trait_at(target.base), range(crowd.crowd.held)
        initial = crowd.traits[name][1]
        span = self.frame.module.source.span(node)
        for k in held:
            inside = Const(initial) if source is False else Read(
                (crowd.present if source is True else source.base) + k)
            self.emit(Assign(target.base + k, inside, False, span))
        sorts, moved = crowd.crowd.sorts, dict[int, list[Expr]]()
        strays = list[Stray]()
        for k, sort in enumerate(sorts):
            now = {True: 1, False: initial}[source] if isinstance(source, bool) else (
                crowd.trait(k, crowd.trait_at(source.base)))
            others = tuple((key, value) for key, value in sort if key != name)
            there = others if now == initial else tuple(sorted((*others, (name, now))))
            if there in sorts:
                moved.setdefault(sorts.index(there), []).append(Read(crowd.counts + k))
            else:
                lost = self.temporary(COUNT)
                self.assign(lost, Read(crowd.counts + k), node)
                strays.append(Stray(lost, {**crowd.values(k), name: Const(now)}))
        self._count_anew(crowd, moved, node)
        self.name_strays(node, crowd, self.of(target), strays)

    def _count_anew(
        self: Lowering, crowd: Gathered, moved: Mapping[int, list[Expr]], node: ast.AST
    ) -> None:
        """There are as many tokens of each sort as have ``moved`` to it, all at once."""
        span = self.frame.module.source.span(node)
        after = []
        for k in range(len(crowd.crowd.sorts)):
            parts = moved.get(k, [])
            if parts == [Read(crowd.counts + k)]:
                continue
            total: Expr = Const(0)
            for part in parts:
                total = make("+", total, part)
            place = self.temporary(COUNT)
            self.assign(place, total, node)
            after.append((crowd.counts + k, place))
        for slot, place in after:
            self.emit(Assign(slot, Read(place.base), False, span))

