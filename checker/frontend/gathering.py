"""What can be done with the tokens of a crowd (:mod:`.crowds`), and with bags of them."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..ir.program import Const, Expr, Op, Read
from ..simplify import FALSE, TRUE, make, negate
from .crowds import HELD, TWICE, Gathered, OneByOne
from .graph import Assign, Branch, Node
from .types import COUNT, Scalar
from .values import Collection, Everyone, Number, Place, Tuple, Value, number

if TYPE_CHECKING:
    from .lowering import Lowering

__all__ = ["Gathering"]

Item = tuple[Number, Expr]


class Gathering:
    """Lowering of crowds (a part of :class:`.lowering.Lowering`)."""

    def crowd_of(self: Lowering, kind: Scalar | None) -> Gathered | None:
        """The crowd of a class of tokens, if it has one."""
        definition = kind.definition if kind is not None and kind.kind == "token" else None
        if definition is None or definition.name not in self.world.crowds:
            return None
        return self.world.gather(definition)

    def sort_of(self: Lowering, value: Value) -> tuple[Gathered, int] | None:
        """The sort that a value stands for; None if it names one token, or none."""
        if not isinstance(value, Number) or not isinstance(value.expr, Const):
            return None
        crowd = self.crowd_of(value.type)
        sort = crowd.stands_for(value.expr.value) if crowd else None
        return None if crowd is None or sort is None else (crowd, sort)

    def crowd_items(self: Lowering, kind: Scalar) -> list[Item]:
        """Every token of a crowd, and whether it is there: one by one, and one of each sort."""
        crowd = self.crowd_of(kind)
        assert crowd is not None
        held = crowd.crowd.held
        if self.changing is not None and self.changing.crowd is crowd:
            # Some of them have been changed, others not.
            raise OneByOne(self._where(self.changing.node), crowd.definition.name)
        one_by_one: list[Item] = [
            (Number(Const(k + 1), kind), Read(crowd.present + k)) for k in range(held)
        ]
        return one_by_one + [
            (Number(Const(held + 1 + k), kind),
             make("<", Const(0), Read(crowd.counts + k)))
            for k in range(len(crowd.crowd.sorts))
        ]

    def fetch(
        self: Lowering, crowd: Gathered, sort: int, place: Place, node: ast.AST
    ) -> None:
        """Give any token of a sort the name of a held one that is free, stored at ``place``."""
        count = crowd.counts + sort
        span = self.frame.module.source.span(node)
        self.emit(Assign(count, make("-", Read(count), Const(1)), False, span))
        self.name_one(crowd, crowd.values(sort), place, node)

    def name_one(
        self: Lowering, crowd: Gathered, traits: Mapping[str, Expr], place: Place, node: ast.AST
    ) -> None:
        """A token with these traits gets the name of the first held one that is free: names mean
        nothing, so any will do."""
        done = list[tuple[Node, int]]()
        for k in range(crowd.crowd.held):
            free = negate(Read(crowd.present + k))
            self.graph.open, other = self.graph.branch(Branch(free, False))
            self.give_name(crowd, k, traits, node)
            self.assign(place, Const(k + 1), node)
            done += self.graph.open
            self.graph.open = other
        self.verify(HELD, FALSE, node)
        self.assign(place, Const(0), node)
        self.graph.open = done + self.graph.open

    def give_name(
        self: Lowering, crowd: Gathered, k: int, traits: Mapping[str, Expr], node: ast.AST
    ) -> None:
        """A token with these traits gets the name of a held one."""
        span = self.frame.module.source.span(node)
        self.emit(Assign(crowd.present + k, TRUE, False, span))
        for name, (base, _) in crowd.traits.items():
            self.emit(Assign(base + k, traits[name], False, span))

    def trait(self: Lowering, crowd: Gathered, sort: int, name: str) -> Expr:
        """What a token of a sort has there: of the one that a loop changes, what it has now."""
        place = self.changed(crowd, sort, name)
        return Const(crowd.trait(sort, name)) if place is None else self.read_place(place)

    def trait_place(
        self: Lowering, crowd: Gathered, sort: int, name: str, node: ast.AST
    ) -> Place:
        """Where to write that; there is no such place but for the token that a loop changes."""
        place = self.changed(crowd, sort, name)
        if place is None:
            raise OneByOne(self._where(node), crowd.definition.name)
        return place

    def listed(self: Lowering, node: ast.expr) -> Sequence[tuple[Value, Expr | None]]:
        """What a word goes over: each item, and whether it is there."""
        items = self.items(node)
        if isinstance(items, Everyone):
            return self.crowd_items(items.kind)
        if isinstance(items, Collection):
            if items.type.kind != "set":
                raise self.fail("MP526", node)
            return self.bag_items(items)
        return [each for value, there in items for each in (
            self.crowd_items(value.kind) if isinstance(value, Everyone) else [(value, there)])]

    def how_many(self: Lowering, value: Tuple | Everyone) -> Number:
        """How many items there are, which is known unless it is any number of tokens."""
        items = value.items if isinstance(value, Tuple) else (value,)
        crowds = [self.crowd_of(item.kind) for item in items if isinstance(item, Everyone)]
        if not crowds:
            return number(len(items))
        total: Expr = Const(len(items) - len(crowds))
        for crowd in filter(None, crowds):
            total = make("+", total, Read(crowd.total))
        return Number(total, COUNT)

    def known_items(self: Lowering, value: Tuple | Everyone, node: ast.expr) -> Sequence[Value]:
        """The items one by one."""
        items = value.items if isinstance(value, Tuple) else (value,)
        for item in items:
            if isinstance(item, Everyone):
                raise OneByOne(self._where(node), item.kind.describe())
        return items

    # -- bags ------------------------------------------------------------------------------

    def bag_items(self: Lowering, bag: Collection) -> list[Item]:
        """The tokens, and whether each is in the bag."""
        assert bag.type.index is not None
        return [
            (item, make("and", present, self.in_bag(bag, item)))
            for item, present in self.crowd_items(bag.type.index)
        ]

    def in_bag(self: Lowering, bag: Collection, item: Value) -> Expr:
        """Whether a token is in a bag."""
        found = self.sort_of(item)
        if found is not None:
            crowd, sort = found
            return self.trait(crowd, sort, crowd.trait_at(bag.base))
        if not isinstance(item, Number):
            return FALSE
        expr = item.expr
        if isinstance(expr, Const):
            return Read(bag.base + expr.value - 1) if expr.value else FALSE
        return make("or", *(make("and", make("==", expr, Const(k + 1)), Read(bag.base + k))
                            for k in range(bag.type.size)))

    def bag_length(self: Lowering, bag: Collection) -> Expr:
        """How many tokens are in a bag."""
        total: Expr = Const(0)
        for item, _ in self.crowd_items(self.of(bag)):
            total = make("+", total, self.weight(item, self.in_bag(bag, item)))
        return total

    def weight(self: Lowering, item: Value, condition: Expr) -> Expr:
        """How many tokens an item stands for, where ``condition`` is true of it."""
        found = self.sort_of(item)
        if found is None:
            return make("if", condition, Const(1), Const(0))
        crowd, sort = found
        number = Read(crowd.counts + sort)
        there = make("<", Const(0), number)
        parts = condition.operands if isinstance(condition, Op) and condition.name == "and" else (
            condition,)
        # Where there are none, none is their number: nobody need ask.
        return make("if", make("and", *(p for p in parts if p != there)), number, Const(0))

    def bag_call(self: Lowering, node: ast.Call, bag: Collection, name: str) -> Value:
        """``queue.append(x)`` and the like."""
        size = bag.type.size
        if name == "clear":
            raise OneByOne(self._where(node), self.of(bag).describe())
        if name == "popleft":
            items = self.bag_items(bag)
            self.verify("queue.empty", make("or", *(p for _, p in items)), node)
            value = self._choice(node, [(i, "", p) for i, p in items])
            assert isinstance(value, Number)
            flag = Place(bag.base, bag.type.element, make("-", value.expr, Const(1)), size)
            self.assign(flag, FALSE, node)
            return value
        given = self.expression(node.args[0])
        inside = self.in_bag(bag, given)
        if name == "append":
            if bag.type.limit is not None:
                room = make("<", self.bag_length(bag), Const(bag.type.limit))
                self.verify("queue.full", room, node)
            place = self.member_place(bag, given, node.args[0])
            self.verify(TWICE, negate(inside), node)
        else:
            self.verify("queue.absent", inside, node)
            place = self.member_place(bag, given, node.args[0])
        self.assign(place, TRUE if name == "append" else FALSE, node)
        return Tuple(())

    def bag_head(self: Lowering, node: ast.expr, bag: Collection, index: ast.expr) -> Value:
        """``queue[0]``: any token of it, for their order is not known; not in the middle of an
        expression, where there need not be one."""
        if self.pure or self.assumed or self.number(index).expr != Const(0):
            raise OneByOne(self._where(node), self.of(bag).describe())
        items = self.bag_items(bag)
        self.verify("index", make("or", *(p for _, p in items)), node)
        return self._choice(node, [(i, "", p) for i, p in items])

    def of(self: Lowering, bag: Collection) -> Scalar:
        """Of what a queue or set is."""
        assert bag.type.index is not None
        return bag.type.index
