"""Expressions."""

from __future__ import annotations

import ast
import builtins
from functools import lru_cache
from typing import TYPE_CHECKING

from ..ir.program import Const, Element, Expr, Read
from ..simplify import FALSE, TRUE, make, negate
from .classes import Class
from .constants import close_names
from .crowds import OneByOne
from .diagnostics import Refused
from .frame import Reference
from .graph import Branch
from .modules import ClassDefinition, Constant, Function, Vocabulary
from .types import BOOL, COUNT, THREAD, Aggregate, Scalar, integer, same_kind
from .unsupported import unsupported_expression
from .values import (
    NOTHING,
    Collection,
    Everyone,
    Instance,
    Method,
    Nothing,
    Number,
    Options,
    Place,
    Super,
    Text,
    Tuple,
    Value,
    boolean,
    number,
)

if TYPE_CHECKING:
    from .lowering import Lowering

__all__ = ["Expressions"]

_COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


@lru_cache(maxsize=16384)
def _called(node: ast.expr) -> frozenset[str | None]:
    """The names of what an expression calls; None for what is no bare name."""
    return frozenset(
        part.func.id if isinstance(part.func, ast.Name) else None
        for part in ast.walk(node) if isinstance(part, ast.Call)
    )


class Expressions:
    """Lowering of expressions (a part of :class:`.lowering.Lowering`)."""

    def expression(self: Lowering, node: ast.expr) -> Value:
        """The value of an expression; steps of inlined calls are emitted on the way."""
        match node:  # what is most frequent first
            case ast.Name(id=name):
                return self.name(node, name)
            case ast.Attribute():
                return self.attribute(node)
            case ast.Constant(value=bool() as value):
                return boolean(value)
            case ast.Constant(value=int() as value):
                return number(value)
            case ast.Constant(value=None):
                return NOTHING
            case ast.Constant(value=str() as value):
                return Text(value)
            case ast.Subscript(value=owner, slice=index):
                return self._subscript(node, owner, index)
            case ast.BoolOp(op=op, values=values):
                return self._junction(node, "and" if isinstance(op, ast.And) else "or", values)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Number(negate(self.condition(operand)), BOOL)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                negated = self._integer(operand)
                kind = COUNT if negated.type.kind == "count" else integer(
                    -negated.type.high, -negated.type.low)
                return Number(make("-", Const(0), negated.expr), kind)
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() as op, right=right):
                return self._arithmetic(left, op, right)
            case ast.Compare(left=left, ops=ops, comparators=others):
                return self._comparison(left, ops, others)
            case ast.IfExp(test=test, body=then, orelse=other):
                return self._conditional(node, test, then, other)
            case ast.Call():
                return self.call(node)
            case ast.Tuple(elts=items) | ast.List(elts=items):
                return Tuple(tuple(self.expression(item) for item in items))
        raise unsupported_expression(self.frame.module, node)

    # -- names -----------------------------------------------------------------------------

    def name(self: Lowering, node: ast.Name, name: str) -> Value:
        """The meaning of a bare name."""
        if name in self.frame.broken:
            raise Refused(self.frame.broken[name])
        local = self.frame.locals.get(name)
        if isinstance(local, Reference):
            return local.value
        if local is not None:
            return local
        if self.frame.assignments(name) or name in self.frame.types:
            raise self.fail("MP416", node, name=name)
        found = self.frame.module.find(name)
        match found:
            case None:
                raise self.fail("MP401", node, name=name, near=self._near(name))
            case Vocabulary(name="driver"):
                if self.world.driver is None:
                    raise self.fail("MP417", node, name=name)
                return self.world.driver
            case Vocabulary(name="current"):
                if self.activity is None:
                    raise self.fail("MP417", node, name=name)
                return self.activity
            case Vocabulary(name="options"):
                return Options()
            case Constant():
                return self.world.constants.constant(found)
            case ClassDefinition():
                return self.world.classes.resolve(found)
            case Function():
                return found
            case Vocabulary():
                if found.name in self.world.classes.builtin:
                    return self.world.classes.builtin[found.name]
        raise self.fail("MP418", node, name=name)

    def _near(self: Lowering, name: str) -> str:
        """What an undefined name may have been meant to be."""
        if hasattr(builtins, name):
            return "; of Python's own functions only those in docs/language.md are in the language"
        frame = self.frame
        names = frame.module.names() | set(frame.locals)
        if isinstance(frame.receiver, Instance) and frame.function.node.args.args:
            me = frame.function.node.args.args[0].arg
            receiver = frame.receiver
            mine = [*receiver.fields, *receiver.parts, *receiver.definition.methods]
            near = close_names(name, mine)
            if near:
                return near.replace("mean ", f"mean {me}.")
        return close_names(name, names)

    def attribute(self: Lowering, node: ast.Attribute) -> Value:
        """``owner.name``."""
        owner, name = self.expression(node.value), node.attr
        match owner:
            case Options():
                if name not in self.world.options:
                    raise self.fail("MP404", node, name=name,
                                    near=close_names(name, self.world.options))
                return self.world.options[name]
            case Class():
                if owner.root == "Enum":
                    return self.world.constants.member(owner, name, node, self.frame.module)
            case Instance():
                return self._instance_attribute(node, owner, name)
            case Number(type=Scalar(kind="token")):
                return self._token_attribute(node, owner, name)
            case Super():
                base = owner.definition.base
                if base is not None and name in base.methods:
                    return Method(base.methods[name], owner.receiver)
                raise self.fail("MP402", node, name=name, owner="super()", near="")
            case Collection():
                return Method(self._container_method(node, owner, name), owner)
        raise self.fail("MP405", node, name=name, what=ast.unparse(node.value))

    def _instance_attribute(
        self: Lowering, node: ast.Attribute, owner: Instance, name: str
    ) -> Value:
        if name in owner.fields:
            base, kind = owner.fields[name]
            self.touch(owner, "__read__", node)
            if isinstance(kind, Aggregate):
                return Collection(base, kind)
            return Number(Read(base), kind)
        if name in owner.parts:
            return owner.parts[name]
        if name in owner.finals:
            return owner.finals[name]
        if name in owner.definition.methods:
            return Method(owner.definition.methods[name], owner)
        if name == "name":
            return Text(owner.name)
        if name == "owner":
            return owner.owner if owner.owner is not None else NOTHING
        known = [*owner.fields, *owner.parts, *owner.finals, *owner.definition.methods]
        raise self.fail("MP402", node, name=name, owner=owner.definition.name,
                        near=close_names(name, known))

    def _token_attribute(self: Lowering, node: ast.Attribute, owner: Number, name: str) -> Value:
        definition = owner.type.definition
        assert definition is not None
        if name in definition.methods:
            return Method(definition.methods[name], owner)
        constant = self.world.token_constant(definition, name)
        if constant is not None:
            return constant
        found = self.sort_of(owner)
        if found is not None and self.world.token_field(definition, name) is not None:
            crowd, sort = found
            kind = self.world.pools[id(definition)][name][1]
            return Number(self.trait(crowd, sort, name), kind)
        place = self._token_place(node, owner, name)
        self.touch(owner, "__read__", node)
        return Number(self.read_place(place), place.type)

    def _token_place(self: Lowering, node: ast.Attribute, owner: Number, name: str) -> Place:
        definition = owner.type.definition
        assert definition is not None
        found = self.world.token_field(definition, name)
        if found is None:
            raise self.fail("MP402", node, name=name, owner=definition.name,
                            near=close_names(name, [*definition.fields, *definition.methods]))
        base, kind = found
        of_sort = self.sort_of(owner)
        if of_sort is not None:
            return self.trait_place(*of_sort, name, node)
        number_of = self.world.token_total(definition)
        if not isinstance(owner.expr, Const):
            self.verify("none", make("!=", owner.expr, Const(0)), node)
        elif owner.expr.value == 0:
            raise self.fail("MP405", node, name=name, what="None")
        index = make("-", owner.expr, Const(1))
        return Place(base, kind, index, number_of)

    def place(self: Lowering, node: ast.expr) -> Place | Collection:
        """Somewhere that can be assigned to."""
        match node:
            case ast.Name(id=name):
                known = self.frame.locals.get(name)
                if isinstance(known, Reference):
                    return known.place
                if isinstance(known, Number) and isinstance(known.expr, Read):
                    return Place(known.expr.variable, known.type)
            case ast.Attribute(value=owner_node, attr=name):
                owner = self.expression(owner_node)
                if isinstance(owner, Instance):
                    if name in owner.fields:
                        base, kind = owner.fields[name]
                        self.touch(owner, "__write__", node)
                        if isinstance(kind, Aggregate):
                            return Collection(base, kind)
                        return Place(base, kind)
                    if name in owner.parts or name in owner.finals:
                        raise self.fail("MP419", node, name=name)
                    raise self.fail("MP402", node, name=name, owner=owner.definition.name,
                                    near=close_names(name, owner.fields))
                if isinstance(owner, Number) and owner.type.kind == "token":
                    place = self._token_place(node, owner, name)
                    self.touch(owner, "__write__", node)
                    return place
            case ast.Subscript(value=owner_node, slice=index):
                owner = self.expression(owner_node)
                if isinstance(owner, Collection) and owner.type.kind == "array":
                    if isinstance(owner_node, ast.Attribute):
                        self.touch_owner(owner_node, "__write__")
                    return self.element_place(owner, index)
                raise self.fail("MP335", node)
        raise self.fail("MP420", node, what=ast.unparse(node))

    @staticmethod
    def read_place(place: Place) -> Expr:
        """The value stored at a place."""
        if place.index is None:
            return Read(place.base)
        if isinstance(place.index, Const):
            return Read(place.base + place.index.value)
        return Element(place.base, place.size, place.index)

    def _subscript(self: Lowering, node: ast.expr, owner: ast.expr, index: ast.expr) -> Value:
        if isinstance(index, ast.Slice):
            raise unsupported_expression(self.frame.module, index)
        value = self.expression(owner)
        if isinstance(value, (Tuple, Everyone)):
            k = self.number(index)
            items = self.known_items(value, node)
            if isinstance(k.expr, Const) and 0 <= k.expr.value < len(items):
                return items[k.expr.value]
            raise self.fail("MP336", node)
        if not isinstance(value, Collection) or value.type.kind == "set":
            raise self.fail("MP335", node)
        if value.type.kind == "array" and value.type.index is not None:
            found = self.sort_of(self.expression(index))
            if found is not None:
                crowd, sort = found
                element = self.trait(crowd, sort, crowd.trait_at(value.base))
                return Number(element, value.type.element)
        if value.type.kind == "bag":
            return self.bag_head(node, value, index)
        place = self.element_place(value, index)
        return Number(self.read_place(place), place.type)

    # -- operators -------------------------------------------------------------------------

    def has_steps(self: Lowering, node: ast.expr) -> bool:
        """Whether evaluating the expression may emit nodes: it calls a function of a model."""
        find = self.frame.module.find
        return any(
            name is None or name in ("choose", "maybe", "getattr")
            or isinstance(find(name), Function)
            for name in _called(node)
        )

    def _junction(self: Lowering, node: ast.expr, name: str, values: list[ast.expr]) -> Number:
        if self.pure or not any(self.has_steps(v) for v in values[1:]):
            parts: list[Expr] = []
            for value in values:
                known = make("and", *(p if name == "and" else negate(p) for p in parts))
                with self.assuming(known):
                    part = self.condition(value)
                parts.append(part)
                if part == (FALSE if name == "and" else TRUE):
                    break
            return Number(make(name, *parts), BOOL)
        result = self.temporary(BOOL)
        done = []
        for k, value in enumerate(values):
            condition = self.condition(value)
            self.assign(result, condition, value)
            if k < len(values) - 1:
                yes, no = self.graph.branch(Branch(Read(result.base), False))
                stay, leave = (yes, no) if name == "and" else (no, yes)
                done += leave
                self.graph.open = stay
        self.graph.open += done
        return Number(Read(result.base), BOOL)

    def _integer(self: Lowering, node: ast.expr) -> Number:
        value = self.number(node)
        if value.type.kind not in ("int", "count"):
            raise self.fail("MP303", node, found=value.type.describe())
        return value

    def _arithmetic(
        self: Lowering, left: ast.expr, op: ast.operator, right: ast.expr
    ) -> Number:
        a: Value = self._integer(left)
        if self.has_steps(right):
            a = self.spill(a, left)
        b = self._integer(right)
        assert isinstance(a, Number)
        sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}[type(op)]
        if "count" in (a.type.kind, b.type.kind):
            kind = COUNT
        else:
            ends = [make(sign, Const(x), Const(y)) for x in (a.type.low, a.type.high)
                    for y in (b.type.low, b.type.high)]
            values = [e.value for e in ends if isinstance(e, Const)]
            kind = integer(min(values), max(values))
        return Number(make(sign, a.expr, b.expr), kind)

    def _comparison(
        self: Lowering, left: ast.expr, ops: list[ast.cmpop], others: list[ast.expr]
    ) -> Number:
        parts = []
        a = self.expression(left)
        a_node = left
        for op, node in zip(ops, others, strict=True):
            if self.has_steps(node):
                a = self.spill(a, a_node)
            b = self.expression(node)
            parts.append(self._compare(a, op, b, a_node, node))
            a, a_node = b, node
        return Number(make("and", *parts), BOOL)

    def _compare(
        self: Lowering, a: Value, op: ast.cmpop, b: Value, left: ast.expr, right: ast.expr
    ) -> Expr:
        match op:
            case ast.Eq():
                return self.equal(a, b, right)
            case ast.NotEq():
                return negate(self.equal(a, b, right))
            case ast.Is() | ast.IsNot():
                if not isinstance(b, Nothing):
                    raise self.fail("MP337", right)
                same = self.equal(a, b, right)
                return same if isinstance(op, ast.Is) else negate(same)
            case ast.In() | ast.NotIn():
                inside = self.contains(a, b, left, right)
                return inside if isinstance(op, ast.In) else negate(inside)
        if not (isinstance(a, Number) and isinstance(b, Number)):
            raise self.fail("MP332", left, what=ast.unparse(left))
        ordered = a.type.kind in ("int", "count") or (
            a.type.kind == "enum" and a.type.definition is not None
            and a.type.definition.extends("IntEnum")
        )
        if not ordered or not same_kind(a.type, b.type):
            raise self.fail("MP304", left, a=a.type.describe(), b=b.type.describe())
        name = _COMPARE[type(op)]
        if name in (">", ">="):
            return make("<" if name == ">" else "<=", b.expr, a.expr)
        return make(name, a.expr, b.expr)

    def equal(self: Lowering, a: Value, b: Value, node: ast.expr) -> Expr:
        """Whether two values are equal."""
        if isinstance(a, Instance) or isinstance(b, Instance):
            a, b = self._thread(a), self._thread(b)
        if isinstance(a, Number) and isinstance(b, Number):
            if not same_kind(a.type, b.type):
                raise self.fail("MP305", node, a=a.type.describe(), b=b.type.describe())
            if self.sort_of(a) is not None and self.sort_of(b) is not None:
                # They may be one token, or two of a sort.
                raise OneByOne(self._where(node), a.type.describe())
            for one, other in ((a, b), (b, a)):
                if self.sort_of(one) is not None and isinstance(other.expr, Read):
                    return FALSE  # a variable names a held token, or none
            return make("==", a.expr, b.expr)
        if isinstance(b, Number):
            a, b = b, a
        if isinstance(a, Number) and isinstance(b, Nothing):
            if a.type.kind in ("token", "thread"):
                return make("==", a.expr, Const(0))
            raise self.fail("MP306", node, type=a.type.describe())
        if isinstance(a, Number):
            raise self.fail("MP332", node, what=ast.unparse(node))
        if isinstance(a, Collection) or isinstance(b, Collection):
            raise self.fail("MP338", node)
        return TRUE if a == b else FALSE

    @staticmethod
    def _thread(value: Value) -> Value:
        """An activity as a value of type ThreadId."""
        if isinstance(value, Instance) and value.number > 0:
            return Number(Const(value.number), THREAD)
        return value

    def _conditional(
        self: Lowering, node: ast.expr, test: ast.expr, then: ast.expr, other: ast.expr
    ) -> Value:
        condition = self.condition(test)
        if isinstance(condition, Const):
            return self.expression(then if condition.value else other)
        if not self.pure and (self.has_steps(then) or self.has_steps(other)):
            raise self.fail("MP612", node)
        with self.assuming(condition):
            a = self.expression(then)
        with self.assuming(negate(condition)):
            b = self.expression(other)
        kind = a.type if isinstance(a, Number) else b.type if isinstance(b, Number) else None
        if kind is None or isinstance(kind, Aggregate):
            raise self.fail("MP332", node, what=ast.unparse(node))
        if isinstance(a, Number) and isinstance(b, Number) and kind.kind == "int":
            kind = COUNT if b.type.kind == "count" else integer(
                min(a.type.low, b.type.low), max(a.type.high, b.type.high))
        return Number(make("if", condition, self.converted(a, kind, then),
                           self.converted(b, kind, other)), kind)

    def converted(self: Lowering, value: Value, kind: Scalar, node: ast.expr) -> Expr:
        """A value as one of the type; raises Refused when it cannot be."""
        if isinstance(value, Nothing) and kind.kind in ("token", "thread"):
            return Const(0)
        if isinstance(value, Instance) and kind.kind == "thread":
            value = self._thread(value)
        if isinstance(value, Collection):
            raise self.fail("MP331", node, type=value.type.describe())
        if isinstance(value, Method):
            raise self.fail("MP341", node, what=ast.unparse(node))
        if not isinstance(value, Number):
            raise self.fail("MP307", node, what=ast.unparse(node), wanted=kind.describe())
        if not same_kind(value.type, kind):
            raise self.fail("MP301", node, found=value.type.describe(), wanted=kind.describe())
        if self.sort_of(value) is not None:
            raise OneByOne(self._where(node), kind.describe())
        if isinstance(value.expr, Const) and not kind.low <= value.expr.value <= kind.high and (
            kind.kind not in ("thread",)
        ):
            raise self.fail("MP302", node, value=value.expr.value, wanted=kind.describe())
        return value.expr
