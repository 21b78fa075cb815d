"""The words of the language that are written like calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..ir.program import Const, Expr
from ..simplify import FALSE, TRUE, make, negate
from .classes import Class
from .diagnostics import arguments
from .graph import Assume, Choose, End, Optional
from .pure import NotPure
from .types import BOOL, COUNT, Aggregate, Scalar, integer, same_kind
from .values import (
    Collection,
    Everyone,
    Instance,
    Number,
    Place,
    Text,
    Tuple,
    Value,
    boolean,
)

if TYPE_CHECKING:
    from .lowering import Lowering

__all__ = ["Words"]

ARITY = {"len": 1, "getattr": 2, "hasattr": 2, "isinstance": 2, "implies": 2, "tokens": 1,
         "instances": 1, "every": 1, "wait_until": 1, "optional": 0, "reset": 1, "maybe": 0,
         "min": 2, "max": 2, "any": 1, "all": 1, "count": 1}


class Words:
    """Lowering of the language's own words (a part of :class:`.lowering.Lowering`)."""

    def word(self: Lowering, node: ast.Call, name: str, statement: bool) -> Value:
        """``choose(...)``, ``len(...)`` and the like."""
        if node.keywords:
            raise self.fail("MP606", node.keywords[0])
        if name in ARITY and len(node.args) != ARITY[name]:
            raise self.fail("MP601", node, name=name, wanted=arguments(ARITY[name]),
                            given=len(node.args))
        match name:
            case "choose" | "maybe" | "optional" | "wait_until" | "reset":
                if self.pure:
                    raise NotPure(self.fail("MP611", node, name=name))
                return self._effect(node, name)
            case "any" | "all" | "count":
                return self._quantifier(node, name)
            case "len":
                owner = self.expression(node.args[0])
                if isinstance(owner, (Tuple, Everyone)):
                    return self.how_many(owner)
                if not isinstance(owner, Collection) or owner.type.kind == "array":
                    raise self.fail("MP340", node.args[0])
                return Number(self.length(owner), integer(0, owner.type.size))
            case "min" | "max":
                a, b = self.number(node.args[0]), self.number(node.args[1])
                first = make("<=", a.expr, b.expr)
                kind = self._smaller_or_larger(name, a.type, b.type)
                pair = (a.expr, b.expr) if name == "min" else (b.expr, a.expr)
                return Number(make("if", first, *pair), kind)
            case "implies":
                premise = self.condition(node.args[0])
                if premise == Const(0):
                    return boolean(True)
                with self.assuming(premise):
                    return Number(make("or", negate(premise), self.condition(node.args[1])), BOOL)
            case "hasattr":
                owner, attribute = self.expression(node.args[0]), self.expression(node.args[1])
                if not isinstance(owner, Instance) or not isinstance(attribute, Text):
                    raise self.fail("MP424", node)
                known = (owner.fields, owner.parts, owner.finals, owner.definition.methods)
                return boolean(any(attribute.value in part for part in known))
            case "getattr":
                return self.named_method(node)
            case "isinstance":
                return self._isinstance(node)
            case "tokens":
                scalar = self.world.annotations.of_class(self._class(node.args[0], "Token"))
                assert scalar is not None
                assert scalar.definition is not None
                if self.crowd_of(scalar) is not None:
                    return Everyone(scalar)
                return Tuple(tuple(Number(Const(k), scalar)
                                   for k in self.world.token_numbers(scalar.definition)), scalar)
            case "instances" | "every":
                base = self._class(node.args[0], "")
                mine = name == "instances"
                among = self.world.members if mine else self.world.objects
                numbers = self.world.token_numbers if mine else self.world.every_number
                return Tuple((*(o for o in among if o.definition.subclass_of(base)),
                              *self.world.all_tokens(base, numbers)))
        raise self.fail("MP426", node, name=name)

    @staticmethod
    def _smaller_or_larger(name: str, a: Scalar, b: Scalar) -> Scalar:
        """The type of ``min(a, b)`` or ``max(a, b)``."""
        if a == b or "int" not in (a.kind, b.kind):
            return a
        pick = min if name == "min" else max
        low, high = pick(a.low, b.low), pick(a.high, b.high)
        return COUNT if high == COUNT.high and "count" in (a.kind, b.kind) else integer(low, high)

    def _class(self: Lowering, node: ast.expr, root: str) -> Class:
        found = self.expression(node)
        if not isinstance(found, Class) or (root and not found.extends(root)):
            raise self.fail("MP427", node, what=ast.unparse(node), root=root or "Object")
        return found

    def _isinstance(self: Lowering, node: ast.Call) -> Number:
        value = self.expression(node.args[0])
        wanted = self.expression(node.args[1])
        classes = wanted.items if isinstance(wanted, Tuple) else (wanted,)
        of = None
        if isinstance(value, Instance):
            of = value.definition
        elif isinstance(value, Number) and value.type.kind == "token":
            of = value.type.definition
        return boolean(of is not None and any(
            isinstance(c, Class) and of.subclass_of(c) for c in classes))

    # -- quantifiers -----------------------------------------------------------------------

    def _generator(
        self: Lowering, node: ast.expr
    ) -> Iterator[tuple[ast.expr, Expr, Value]]:
        """For each item of ``e for n in items if c``: e, the condition, the item bound to n."""
        if not isinstance(node, ast.GeneratorExp) or len(node.generators) != 1:
            raise self.fail("MP525", node)
        generator = node.generators[0]
        if not isinstance(generator.target, ast.Name):
            raise self.fail("MP521", generator.target)
        items = self.listed(generator.iter)
        name = generator.target.id
        before = self.frame.locals.get(name)
        try:
            for item, present in items:
                self.frame.locals[name] = item
                condition: Expr = TRUE if present is None else present
                for test in generator.ifs:
                    with self.assuming(condition):
                        condition = make("and", condition, self.condition(test))
                if condition != Const(0):
                    yield node.elt, condition, item
        finally:
            self.frame.locals.pop(name, None)
            if before is not None:
                self.frame.locals[name] = before

    def _quantifier(self: Lowering, node: ast.Call, name: str) -> Number:
        with self.purely():
            parts: list[Expr] = []
            many = False
            for element, condition, item in self._generator(node.args[0]):
                if name == "count":
                    parts.append(self.weight(item, condition))
                    many = many or self.sort_of(item) is not None
                    continue
                # Like Python: what follows the item that decides is not looked at.
                undecided = [negate(p) if name == "any" else p for p in parts]
                with self.assuming(make("and", *undecided, condition)):
                    value = self.condition(element)
                parts.append(make("and", condition, value) if name == "any"
                             else make("or", negate(condition), value))
        if name == "count":
            total: Expr = Const(0)
            for part in parts:
                total = make("+", total, part)
            return Number(total, COUNT if many else integer(0, len(parts)))
        return Number(make("or" if name == "any" else "and", *parts), BOOL)

    # -- effects ---------------------------------------------------------------------------

    def _effect(self: Lowering, node: ast.Call, name: str) -> Value:
        match name:
            case "wait_until":
                with self.purely():
                    condition = self.condition(node.args[0])
                self.emit(Assume(condition, self.frame.plain))
                return Tuple(())
            case "optional":
                self.emit(Optional())
                return Tuple(())
            case "reset":
                owner = self.expression(node.args[0])
                if not isinstance(owner, Instance):
                    raise self.fail("MP428", node, what=ast.unparse(node.args[0]))
                self._reset(owner, node)
                return Tuple(())
            case "maybe":
                no, yes = (boolean(False), "no", TRUE), (boolean(True), "yes", TRUE)
                return self._choice(node, [no, yes])
        if not node.args:
            raise self.fail("MP613", node)
        if len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp):
            with self.purely():
                options = [(item, "", condition)
                           for _e, condition, item in self._generator(node.args[0])]
            return self._choice(node, options)
        if len(node.args) == 1:
            items = self.listed(node.args[0])
            return self._choice(node, [(i, "", TRUE if p is None else p) for i, p in items])
        return self._choice(node, [(self.expression(a), ast.unparse(a), TRUE) for a in node.args])

    def _choice(
        self: Lowering, node: ast.expr | ast.For, options: list[tuple[Value, str, Expr]]
    ) -> Value:
        if not options:
            # Nobody comes this far: what follows is not compiled.
            self.emit(Assume(FALSE, False))
            self.emit(End())
            kind = self._chosen(node)
            return Number(Const(max(kind.low, 0)), kind)
        values: list[tuple[Number, str, Expr]] = []
        for value, text, condition in options:
            if isinstance(value, Instance):
                value = self._thread(value)
            if not isinstance(value, Number) or (
                values and not same_kind(value.type, values[0][0].type)
            ):
                raise self.fail("MP614", node)
            values.append((value, text or self._shown(value), condition))
        kind = values[0][0].type
        if kind.kind == "int":
            kind = integer(min(v.type.low for v, _, _ in values),
                           max(v.type.high for v, _, _ in values))
        place = self.temporary(kind)
        # What the environment chooses is named by its function: ``fails: yes``.
        maybe = isinstance(node, ast.Call) and ast.unparse(node.func) == "maybe"
        named = self.frame.function.name if maybe else "choice"
        texts = tuple(f"{named}: {text}" for _, text, _ in values)
        done = []
        edges = self.graph.branch(Choose(texts, self.frame.module.source.span(node)))
        for (value, _text, condition), edge in zip(values, edges, strict=True):
            self.graph.open = edge
            if condition != TRUE:
                self.emit(Assume(condition, self.frame.plain))
            fetched = self.sort_of(value)
            if fetched is not None:
                self.fetch(*fetched, place, node)
            else:
                at = node.iter if isinstance(node, ast.For) else node
                self.assign(place, self.converted(value, kind, at), node)
            done += self.graph.open
        self.graph.open = done
        return Number(self.read_place(place), kind)

    def _chosen(self: Lowering, node: ast.expr | ast.For) -> Scalar:
        """What would be chosen, if there were any."""
        match node:
            case ast.Call(args=[ast.GeneratorExp(generators=[ast.comprehension(iter=items)])]) | (
                ast.Call(args=[items])
            ):
                among = self.expression(items)
                if isinstance(among, Tuple) and among.kind is not None:
                    return among.kind
        return integer(0, 0)

    @staticmethod
    def _shown(value: Number) -> str:
        if isinstance(value.expr, Const):
            labels = value.type.labels()
            at = value.expr.value - value.type.low
            return labels[at] if 0 <= at < len(labels) else str(value.expr.value)
        return "a value"

    def _reset(self: Lowering, owner: Instance, node: ast.Call) -> None:
        frame = self.frame
        plain, frame.plain = frame.plain, False
        for base, kind in owner.fields.values():
            if isinstance(kind, Aggregate) and self.crowd_of(kind.index) is not None:
                self.become(Collection(base, kind), False, node)
                continue
            slots = 1 if isinstance(kind, Scalar) else kind.slots
            for k in range(base, base + slots):
                slot = self.world.slots[k]
                self.assign(Place(k, slot.type), Const(slot.initial), node)
        frame.plain = plain
        for part in owner.parts.values():
            if part.definition.extends("Plain") and not part.definition.extends("DriverData"):
                self._reset(part, node)


