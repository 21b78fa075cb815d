"""Queues, sets and arrays: their methods and elements, as scalar assignments."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ..ir.program import Const, Element, Expr, Read
from ..simplify import make
from .crowds import OneByOne
from .diagnostics import arguments
from .graph import Assign
from .pure import NotPure
from .types import BOOL, Scalar, integer
from .values import Collection, ContainerMethod, Everyone, Number, Place, Tuple, Value

if TYPE_CHECKING:
    from .lowering import Lowering

__all__ = ["Containers"]

METHODS = {
    "queue": {"append": 1, "popleft": 0, "remove": 1, "clear": 0},
    "bag": {"append": 1, "popleft": 0, "remove": 1, "clear": 0},
    "set": {"add": 1, "discard": 1, "clear": 0},
    "array": {},
}


class Containers:
    """Lowering of containers (a part of :class:`.lowering.Lowering`)."""

    def _container_method(
        self: Lowering, node: ast.Attribute, owner: Collection, name: str
    ) -> ContainerMethod:
        if name not in METHODS[owner.type.kind]:
            raise self.fail("MP407", node, name=name, type=owner.type.describe(),
                            known=", ".join(METHODS[owner.type.kind]) or "none")
        return ContainerMethod(name)

    def length(self: Lowering, owner: Collection) -> Expr:
        """How many elements a queue or set has."""
        if owner.type.kind == "queue":
            return Read(owner.base)
        if self.crowd_of(owner.type.index) is not None:
            return self.bag_length(owner)
        total: Expr = Const(0)
        for k in range(owner.type.size):
            total = make("+", total, Read(owner.base + k))
        return total

    def container_call(
        self: Lowering, node: ast.Call, owner: Collection, name: str
    ) -> Value:
        """``queue.append(x)`` and the like."""
        wanted = METHODS[owner.type.kind][name]
        if node.keywords or len(node.args) != wanted:
            raise self.fail("MP601", node, name=name, wanted=arguments(wanted),
                            given=len(node.args) + len(node.keywords))
        if self.pure:
            raise NotPure(self.fail("MP611", node, name=name))
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Attribute):
            self.touch_owner(node.func.value, "__write__")
        if owner.type.kind == "set":
            return self._set_call(node, owner, name)
        if owner.type.kind == "bag":
            return self.bag_call(node, owner, name)
        base, size = owner.base, owner.type.size
        match name:
            case "clear":
                self._store(Place(base, integer(0, size)), Const(0), node)
                for k in range(size):
                    self._store(Place(base + 1 + k, owner.type.element), self._empty(owner), node)
            case "append":
                value = self.converted(self.expression(node.args[0]), owner.type.element,
                                       node.args[0])
                self.verify("queue.full", make("<", Read(base), Const(size)), node)
                self._store(Place(base + 1, owner.type.element, Read(base), size), value, node)
                self._store(Place(base, integer(0, size)), make("+", Read(base), Const(1)), node)
            case "popleft":
                self.verify("queue.empty", make("<", Const(0), Read(base)), node)
                first = self.temporary(owner.type.element)
                self._store(first, Read(base + 1), node)
                self.drop_first(owner, node)
                return Number(Read(first.base), first.type)
            case "remove":
                self._remove(node, owner)
        return Tuple(())

    def _remove(self: Lowering, node: ast.Call, owner: Collection) -> None:
        base, size = owner.base, owner.type.size
        value = self.converted(self.expression(node.args[0]), owner.type.element, node.args[0])
        kept = self.temporary(owner.type.element)
        self._store(kept, value, node)
        wanted = Read(kept.base)
        self.verify("queue.absent", self._found(owner, wanted), node)
        gone = self.temporary(integer(0, size))
        position: Expr = Const(size)
        for k in range(size - 1, -1, -1):
            hit = make("and", make("<", Const(k), Read(base)),
                       make("==", Read(base + 1 + k), wanted))
            position = make("if", hit, Const(k), position)
        self._store(gone, position, node)
        for k in range(size):
            after = Read(base + 2 + k) if k + 1 < size else self._empty(owner)
            here = make("if", make("<=", Read(gone.base), Const(k)), after, Read(base + 1 + k))
            self._store(Place(base + 1 + k, owner.type.element), here, node)
        self._store(Place(base, integer(0, size)), make("-", Read(base), Const(1)), node)

    def drop_first(self: Lowering, owner: Collection, node: ast.AST) -> None:
        """Remove the head of a queue."""
        base, size = owner.base, owner.type.size
        for k in range(size):
            after = Read(base + 2 + k) if k + 1 < size else self._empty(owner)
            self._store(Place(base + 1 + k, owner.type.element), after, node)
        self._store(Place(base, integer(0, size)), make("-", Read(base), Const(1)), node)

    def _empty(self: Lowering, owner: Collection) -> Expr:
        return Const(max(owner.type.element.low, 0))

    def _store(self: Lowering, place: Place, value: Expr, node: ast.AST) -> None:
        self.assign(place, value, node)

    def _set_call(self: Lowering, node: ast.Call, owner: Collection, name: str) -> Value:
        if name == "clear":
            if self.crowd_of(owner.type.index) is not None:
                self.become(owner, False, node)
                return Tuple(())
            for k in range(owner.type.size):
                self._store(Place(owner.base + k, BOOL), Const(0), node)
            return Tuple(())
        place = self.member_place(owner, self.expression(node.args[0]), node.args[0])
        self._store(place, Const(int(name == "add")), node)
        return Tuple(())

    def member_place(
        self: Lowering, owner: Collection, value: Value, node: ast.expr
    ) -> Place:
        """What an array has of a member of its index, or whether that is in a set or bag."""
        found = self.sort_of(value)
        if found is not None:
            crowd, sort = found
            return self.trait_place(crowd, sort, crowd.trait_at(owner.base), node)
        index = self._member_index(owner, value, node)
        return Place(owner.base, owner.type.element, index, owner.type.size)

    def _member_index(self: Lowering, owner: Collection, value: Value, node: ast.expr) -> Expr:
        kind = owner.type.index
        assert kind is not None
        expr = self.converted(value, kind, node)
        if kind.kind != "token":
            return expr
        self.verify("none", make("!=", expr, Const(0)), node)
        return make("-", expr, Const(1))

    def element_place(self: Lowering, owner: Collection, index: ast.expr) -> Place:
        """The element of an array, or of a queue (from its head)."""
        kind = owner.type
        if kind.kind == "bag":
            # What comes first is not known (``bag_head``), so it cannot be replaced either.
            assert kind.index is not None
            raise OneByOne(self._where(index), kind.index.describe())
        if kind.kind == "array" and kind.index is not None:
            return self.member_place(owner, self.expression(index), index)
        value = self.number(index)
        if value.type.kind not in ("int", "count"):
            raise self.fail("MP303", index, found=value.type.describe())
        limit: Expr = Const(kind.size) if kind.kind == "array" else Read(owner.base)
        inside = make("and", make("<=", Const(0), value.expr), make("<", value.expr, limit))
        if inside == Const(0):
            raise self.fail("MP339", index, index=ast.unparse(index), last=kind.size - 1)
        if inside != Const(1):
            self.verify("index", inside, index)
        base = owner.base + (kind.kind == "queue")
        return Place(base, kind.element, value.expr, kind.size)

    def _found(self: Lowering, owner: Collection, wanted: Expr) -> Expr:
        return make("or", *(
            make("and", make("<", Const(k), Read(owner.base)),
                 make("==", Read(owner.base + 1 + k), wanted))
            for k in range(owner.type.size)
        ))

    def contains(
        self: Lowering, item: Value, owner: Value, left: ast.expr, right: ast.expr
    ) -> Expr:
        """``item in owner``."""
        if isinstance(owner, (Tuple, Everyone)):
            among = self.known_items(owner, right)
            return make("or", *(self.equal(item, other, left) for other in among))
        if not isinstance(owner, Collection) or owner.type.kind == "array":
            raise self.fail("MP340", right)
        if owner.type.kind == "queue":
            return self._found(owner, self.converted(item, owner.type.element, left))
        if owner.type.kind == "bag":
            return self.in_bag(owner, item)
        if self.sort_of(item):
            return self.in_bag(owner, item)
        kind = owner.type.index
        assert kind is not None
        expr = self.converted(item, kind, left)
        if kind.kind == "token":
            if isinstance(expr, Const):
                return Read(owner.base + expr.value - 1) if expr.value else Const(0)
            return make("or", *(make("and", make("==", expr, Const(k + 1)), Read(owner.base + k))
                                for k in range(kind.high)))
        if isinstance(expr, Const):
            return Read(owner.base + expr.value)
        return Element(owner.base, owner.type.size, expr)

    def copy_collection(
        self: Lowering, target: Collection, source: Collection, node: ast.AST
    ) -> None:
        """``target := source``, same type."""
        if target == source:
            return
        span = self.frame.module.source.span(node)
        for k in range(target.type.slots):
            self.emit(Assign(target.base + k, Read(source.base + k), self.frame.plain, span))

    def items(
        self: Lowering, node: ast.expr
    ) -> list[tuple[Value, Expr | None]] | Collection | Everyone:
        """What a loop goes over: known items (each perhaps present), or a queue, or tokens of
        which there are any number, or a set of these."""
        match node:
            case ast.Call(func=ast.Name(id="range"), args=args, keywords=[]) if (
                1 <= len(args) <= 2
            ):
                ends = []
                for arg in args:
                    value = self.expression(arg)
                    if not (isinstance(value, Number) and isinstance(value.expr, Const)):
                        raise self.fail("MP522", arg)
                    ends.append(value.expr.value)
                numbers = range(*ends)
                if len(numbers) > 64:
                    raise self.fail("MP523", node, limit=64)
                return [(Number(Const(k), integer(k, k)), None) for k in numbers]
        value = self.expression(node)
        if isinstance(value, Tuple):
            if len(value.items) == 1 and isinstance(value.items[0], Everyone):
                return value.items[0]
            return [(item, None) for item in value.items]
        if isinstance(value, Everyone):
            return value
        from .classes import Class

        if isinstance(value, Class) and value.root == "Enum":
            kind = Scalar("enum", 0, len(value.members) - 1, value)
            return [(Number(Const(k), kind), None) for k in range(len(value.members))]
        if isinstance(value, Collection) and value.type.kind in ("queue", "bag"):
            return value
        if isinstance(value, Collection) and value.type.kind == "set":
            member = value.type.index
            assert member is not None
            if self.crowd_of(member) is not None:
                return value
            first = 1 if member.kind == "token" else 0
            return [(Number(Const(k + first), member), Read(value.base + k))
                    for k in range(value.type.size)]
        raise self.fail("MP524", node, what=ast.unparse(node))
