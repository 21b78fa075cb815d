"""Statements."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..errors import CheckerBug, MiniportError
from ..ir.program import Const, Expr, Read
from ..simplify import TRUE, make
from .diagnostics import Diagnostic, Refused
from .frame import Edges, Loop, Reference
from .graph import Branch, Join, Verify
from .modules import VOCABULARY
from .relocate import relocated
from .types import BOOL, COUNT, Aggregate, Scalar
from .unsupported import unsupported_statement
from .values import NOTHING, Collection, Everyone, Number, Place, Value

if TYPE_CHECKING:
    from .lowering import Lowering

__all__ = ["Statements"]


class Statements:
    """Lowering of statements (a part of :class:`.lowering.Lowering`)."""

    def block(self: Lowering, body: list[ast.stmt]) -> None:
        """Statements in order; mistakes are collected, one per statement."""
        for node in body:
            if not self.graph.reachable:
                return
            try:
                self.statement(node)
            except Refused as refused:
                if self.pure:
                    raise
                # A name whose assignment was refused is not a second mistake.
                follows = refused.diagnostic.code == "MP416" and self.frame.refused
                self.frame.refused = True
                if not follows:
                    self._collect(relocated(refused.diagnostic, self.frames, node), node)
            except RecursionError:
                raise self.fail("MP104", node) from None
            except (MiniportError, MemoryError):
                raise
            except Exception as error:
                place = self.frame.module.source.span(node)
                raise CheckerBug(
                    f"{place.file}:{place.line}: this statement cannot be compiled:"
                    f" {type(error).__name__}: {error}"
                ) from error

    def _collect(self: Lowering, problem: Diagnostic, node: ast.stmt) -> None:
        """Keep a mistake; what the statement was to assign is not known after it."""
        if problem not in self.problems:
            self.problems.append(problem)
        match node:
            case (ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name))
                  | ast.AugAssign(target=ast.Name(id=name))):
                self.frame.broken.setdefault(name, problem)

    def statement(self: Lowering, node: ast.stmt) -> None:
        """One statement."""
        match node:
            case ast.Expr(value=ast.Constant(value=str())) | ast.Pass():
                return
            case ast.Expr(value=ast.Call() as call):
                self.mark(node)
                self.call(call, statement=True)
            case ast.Assign(targets=[target], value=value):
                self.mark(node)
                self._assignment(node, target, value, None)
            case ast.AnnAssign(target=target, annotation=annotation, value=ast.expr() as value):
                self.mark(node)
                self._assignment(node, target, value, annotation)
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=None):
                kind, _ = self.world.annotations.resolve(annotation, self.frame.module)
                if isinstance(kind, Aggregate):
                    self._empty_local(node, name, kind)
                else:
                    self.frame.types[name] = kind
            case ast.AugAssign(target=target, op=ast.Add() | ast.Sub(), value=value):
                self.mark(node)
                binary = ast.BinOp(_as_load(target), node.op, value)
                ast.copy_location(binary, node)
                self._assignment(node, target, binary, None)
            case ast.If():
                self._if(node)
            case ast.While(orelse=[]):
                self._while(node)
            case ast.For(orelse=[]):
                self._for(node)
            case ast.Match():
                self._match(node)
            case ast.Return():
                self._return(node)
            case ast.Assert():
                self.mark(node)
                condition = self.condition(node.test)
                self.emit(Verify("assert", TRUE, condition, self.frame.module.source.span(node)))
            case ast.With():
                self._with(node, node.items)
            case ast.Break() | ast.Continue():
                self._leave_loop(node)
            case _:
                raise unsupported_statement(self.frame.module, node)

    def _empty_local(self: Lowering, node: ast.stmt, name: str, kind: Aggregate) -> None:
        """A container declared without a value is empty at each call."""
        base = self.local(name, kind)
        self.mark(node)
        for slot in range(base, base + kind.slots):
            place = Place(slot, self.world.slots[slot].type)
            self.assign(place, Const(self.world.slots[slot].initial), node)
        self.frame.locals[name] = Collection(base, kind)

    # -- assignment ------------------------------------------------------------------------

    def _assignment(
        self: Lowering, node: ast.stmt, target: ast.expr, value: ast.expr,
        annotation: ast.expr | None,
    ) -> None:
        if isinstance(target, ast.Name):
            self._assign_local(node, target, value, annotation)
            return
        if not isinstance(target, (ast.Attribute, ast.Subscript)):
            raise unsupported_statement(self.frame.module, node, target)
        given = self.expression(value)
        place = self.place(target)
        if isinstance(place, Collection):
            self._copy(node, place, given)
            return
        self.assign(place, self.converted(given, place.type, value), node)

    def _assign_local(
        self: Lowering, node: ast.stmt, target: ast.Name, value: ast.expr,
        annotation: ast.expr | None,
    ) -> None:
        name, frame = target.id, self.frame
        if name in VOCABULARY:
            raise self.fail("MP411", target, name=name)
        known = frame.locals.get(name)
        if isinstance(known, Reference):
            given = self.expression(value)
            self.assign(known.place, self.converted(given, known.place.type, value), node)
            return
        if annotation is not None:
            kind, _ = self.world.annotations.resolve(annotation, frame.module)
            if isinstance(kind, Aggregate):
                collection = Collection(self.local(name, kind), kind)
                frame.locals[name] = collection
                self._copy(node, collection, self.expression(value))
                return
            frame.types[name] = kind
        given = self.expression(value)
        if isinstance(given, Collection):
            collection = Collection(self.local(name, given.type), given.type)
            frame.locals[name] = collection
            self._copy(node, collection, given)
            return
        if not isinstance(given, Number) and given is not NOTHING:
            if known is not None and frame.assignments(name) > 1 and known is not given:
                raise self.fail("MP412", node, name=name)
            frame.locals[name] = given
            return
        kind = self._local_type(node, name, given)
        place = Place(self.local(name, kind), kind)
        self.assign(place, self.converted(given, kind, value), node)
        frame.locals[name] = Number(Read(place.base), kind)

    def _local_type(self: Lowering, node: ast.stmt, name: str, given: Value) -> Scalar:
        frame = self.frame
        if name in frame.types:
            return frame.types[name]
        known = frame.locals.get(name)
        if isinstance(known, Number) and isinstance(known.expr, Read) and (
            self.world.slots[known.expr.variable].owner >= 0
        ):
            return known.type
        if not isinstance(given, Number):
            if isinstance(known, Number):
                return known.type
            raise self.fail("MP413", node, name=name)
        kind = given.type
        if kind.kind == "int" and (frame.assignments(name) > 1 or isinstance(known, Number)):
            return COUNT
        return kind

    def _copy(self: Lowering, node: ast.AST, target: Collection, given: Value) -> None:
        if not isinstance(given, Collection) or given.type != target.type:
            raise self.fail("MP334", node, type=target.type.describe())
        self.copy_collection(target, given, node)

    # -- control ---------------------------------------------------------------------------

    def _if(self: Lowering, node: ast.If) -> None:
        self.mark(node)
        condition = self.condition(node.test)
        if isinstance(condition, Const):
            self.block(node.body if condition.value else node.orelse)
            return
        if self.atomic and self.changing is None and self._fold_if(node, condition):
            return
        then, other = self.graph.branch(Branch(condition, self.frame.plain))
        self.graph.open = then
        self.block(node.body)
        after = self.graph.open
        self.graph.open = other
        self.block(node.orelse)
        self.graph.open = after + self.graph.open

    def _fold_if(self: Lowering, node: ast.If, condition: Expr) -> bool:
        """In an atomic step: one conditional assignment instead of two ways, where possible."""
        if node.orelse or len(node.body) != 1:
            return False
        match node.body[0]:
            case ast.Assign(targets=[ast.Attribute() as target], value=value):
                pass
            case _:
                return False
        if any(isinstance(n, ast.Call) for n in ast.walk(node.body[0])):
            return False
        # A loop over a crowd asks what is assigned to others than its token: the constant, not
        # what it depends on.
        if self.changing is not None and ast.unparse(target.value) != ast.unparse(
            self.changing.node.target
        ):
            return False
        with self.assuming(condition):
            place = self.place(target)
            if isinstance(place, Collection):
                return False
            given = self.converted(self.expression(value), place.type, value)
        old = self.read_place(place)
        self.assign(place, make("if", condition, given, old), node.body[0])
        return True

    def _while(self: Lowering, node: ast.While) -> None:
        constant = isinstance(node.test, ast.Constant) and node.test.value is True
        head = Join()
        self.emit(head)
        self.mark(node, loop=not constant)
        condition = self.condition(node.test)
        after: Edges = []
        if condition != TRUE:
            then, after = self.graph.branch(Branch(condition, self.frame.plain))
            self.graph.open = then
        left = self.around(node.body if condition != Const(0) else [], head, after)
        self.graph.open += left

    def around(
        self: Lowering, body: list[ast.stmt], head: Join, after: Edges,
        turned: Callable[[], object] = lambda: None,
    ) -> Edges:
        """The body of a loop, what is ``turned`` after each turn, and back to ``head``; on from
        ``after``.  From where it was left with ``break``."""
        loop = Loop(len(self.frame.withs))
        self.frame.loops.append(loop)
        self.block(body)
        self.frame.loops.pop()
        self.graph.open += loop.continues
        turned()
        self.graph.join(head)
        self.graph.open = after
        return loop.breaks

    def _for(self: Lowering, node: ast.For) -> None:
        if not isinstance(node.target, ast.Name):
            raise self.fail("MP521", node.target)
        name = node.target.id
        self.mark(node)
        items = self.items(node.iter)
        if isinstance(items, Collection):
            if items.type.kind != "queue":
                left = self.in_turn(node, name, self.of(items), items)
                self.graph.open += left
            else:
                self._for_queue(node, name, items)
            return
        if isinstance(items, Everyone):
            left = self.over_crowd(node, name, items.kind)
            self.graph.open += left
            return
        crowds = [item.kind for item, _ in items if isinstance(item, Everyone)]
        members = self._members(
            node, name, [known for known in items if not isinstance(known[0], Everyone)]
        )
        loop = Loop(len(self.frame.withs))
        self.frame.loops.append(loop)
        before = self.frame.locals.get(name)
        for item, present in members:
            skip: Edges = []
            if present is not None:
                inside, skip = self.graph.branch(Branch(present, self.frame.plain))
                self.graph.open = inside
            self.frame.locals[name] = item
            self.block(node.body)
            self.graph.open += loop.continues + skip
            loop.continues = []
        self.frame.loops.pop()
        self.frame.locals.pop(name, None)
        if before is not None:
            self.frame.locals[name] = before
        for kind in crowds:
            loop.breaks += self.over_crowd(node, name, kind)
        self.graph.open += loop.breaks

    def _members(
        self: Lowering, node: ast.For, name: str, items: list[tuple[Value, Expr | None]]
    ) -> list[tuple[Value, Expr | None]]:
        """The items, their presence as it is now: the body may change the set."""
        depth = len(self.frame.loops) or ""
        found: list[tuple[Value, Expr | None]] = []
        for k, (item, present) in enumerate(items):
            if present is not None:
                place = Place(self.local(f"${name}.in{depth}[{k}]", BOOL), BOOL)
                self.assign(place, present, node)
                present = Read(place.base)
            found.append((item, present))
        return found

    def _for_queue(self: Lowering, node: ast.For, name: str, queue: Collection) -> None:
        depth = len(self.frame.loops) or ""
        copy = Collection(self.local(f"${name}.rest{depth}", queue.type), queue.type)
        self.copy_collection(copy, queue, node)
        if self.atomic:
            # No place of rest inside: the ways through are finite only when unrolled.
            self._for_unrolled(node, name, copy)
            return
        head = Join()
        self.emit(head)
        self.mark(node, loop=True)
        left = self.around(node.body, head, self._first_of(node, name, copy))
        self.graph.open += left

    def _for_unrolled(self: Lowering, node: ast.For, name: str, rest: Collection) -> None:
        loop = Loop(len(self.frame.withs))
        self.frame.loops.append(loop)
        for _ in range(rest.type.size):
            loop.breaks += self._first_of(node, name, rest)
            self.block(node.body)
            self.graph.open += loop.continues
            loop.continues = []
        self.frame.loops.pop()
        self.graph.open += loop.breaks

    def _first_of(self: Lowering, node: ast.For, name: str, rest: Collection) -> Edges:
        """Take the first of the rest into the loop's variable; the edges if there is none."""
        empty = make("==", Read(rest.base), Const(0))
        none, some = self.graph.branch(Branch(empty, False))
        self.graph.open = some
        item = Place(self.local(name, rest.type.element), rest.type.element)
        self.assign(item, Read(rest.base + 1), node)
        self.drop_first(rest, node)
        self.frame.locals[name] = Number(Read(item.base), item.type)
        return none

    def _match(self: Lowering, node: ast.Match) -> None:
        self.mark(node)
        subject = self.spill(self.number(node.subject), node)
        assert isinstance(subject, Number)
        after: Edges = []
        for case in node.cases:
            if case.guard is not None:
                raise self.fail("MP531", case.guard)
            condition = self.pattern(subject, case.pattern)
            if condition == Const(0):
                continue
            if condition == TRUE:
                self.block(case.body)
                after += self.graph.open
                self.graph.open = []
                break
            then, other = self.graph.branch(Branch(condition, self.frame.plain))
            self.graph.open = then
            self.block(case.body)
            after += self.graph.open
            self.graph.open = other
        self.graph.open = after + self.graph.open

    def pattern(self: Lowering, subject: Number, pattern: ast.pattern) -> Expr:
        """Whether the subject matches."""
        match pattern:
            case ast.MatchAs(pattern=None, name=None):
                return TRUE
            case ast.MatchOr(patterns=patterns):
                return make("or", *(self.pattern(subject, p) for p in patterns))
            case ast.MatchValue(value=value):
                given = self.number(value)
                return self.equal(subject, given, value)
            case ast.MatchSingleton(value=constant):
                node = ast.copy_location(ast.Constant(constant), pattern)
                return self.equal(subject, self.expression(node), node)
        raise self.fail("MP532", pattern)

    def _with(self: Lowering, node: ast.With, items: list[ast.withitem]) -> None:
        if not items:
            self.block(node.body)
            return
        item = items[0]
        if item.optional_vars is not None:
            raise self.fail("MP541", item.optional_vars)
        match item.context_expr:
            case ast.Call(func=ast.Name(id="atomic"), args=[], keywords=[]):
                self.mark(node, _gist(node.body))
                with self.atomically():
                    self._with(node, items[1:])
                return
        self.mark(node)
        entered = self.expression(item.context_expr)
        self.method(entered, "__enter__", item.context_expr, "MP542")
        self.frame.withs.append((entered, node))
        self._with(node, items[1:])
        self.frame.withs.pop()
        if self.graph.reachable:
            self._exit(entered, node)

    def _exit(self: Lowering, entered: Value, node: ast.With) -> None:
        end = ast.Pass(lineno=node.end_lineno or node.lineno, end_lineno=node.end_lineno,
                       col_offset=node.col_offset, end_col_offset=node.end_col_offset)
        items = ", ".join(ast.unparse(i) for i in node.items)
        self.mark(end, f"end of with {items}")
        self.method(entered, "__exit__", node.items[0].context_expr, "MP542")

    def _unwind(self: Lowering, depth: int) -> None:
        saved = list(self.frame.withs)
        while len(self.frame.withs) > depth:
            entered, node = self.frame.withs.pop()
            self._exit(entered, node)
        self.frame.withs[:] = saved

    def _leave_loop(self: Lowering, node: ast.stmt) -> None:
        if not self.frame.loops:
            word = "break" if isinstance(node, ast.Break) else "continue"
            raise self.fail("MP551", node, word=word)
        loop = self.frame.loops[-1]
        self._unwind(loop.withs)
        edges = loop.breaks if isinstance(node, ast.Break) else loop.continues
        edges += self.graph.open
        self.graph.open = []

    def _return(self: Lowering, node: ast.Return) -> None:
        frame = self.frame
        self.mark(node)
        if node.value is not None:
            self._return_value(node, node.value)
        self._unwind(0)
        frame.returns += self.graph.open
        self.graph.open = []

    def _return_value(self: Lowering, node: ast.Return, value: ast.expr) -> None:
        frame = self.frame
        given = self.expression(value)
        frame.returned += 1
        annotation = frame.function.node.returns
        if isinstance(given, Number) or given is NOTHING:
            if frame.result_slot is None:
                if isinstance(annotation, ast.Constant):
                    annotation = None
                if annotation is not None:
                    kind = self.world.annotations.scalar(annotation, frame.module)
                elif isinstance(given, Number):
                    kind = given.type
                    if kind.kind == "int" and frame.return_count() > 1:
                        kind = COUNT
                else:
                    if frame.return_count() == 1:
                        return
                    raise self.fail("MP414", node, name=frame.function.name)
                frame.result_slot = Number(Read(self.local("$result", kind)), kind)
            slot = frame.result_slot
            assert isinstance(slot, Number) and isinstance(slot.expr, Read)
            place = Place(slot.expr.variable, slot.type)
            self.assign(place, self.converted(given, slot.type, value), node)
            frame.result = slot
            return
        if frame.return_count() > 1 and given is not frame.result and frame.result is not None:
            raise self.fail("MP415", node, name=frame.function.name)
        frame.result = given


def _gist(body: list[ast.stmt]) -> str:
    """What an atomic block does, in a line: its statements but for waits."""
    lines = [ast.unparse(n).split("\n")[0] for n in body]
    return "; ".join(n for n in lines if not n.startswith("wait_until")) or "; ".join(lines)


def _as_load(target: ast.expr) -> ast.expr:
    """The same place, read."""
    match target:
        case ast.Name(id=name):
            return ast.copy_location(ast.Name(name, ast.Load()), target)
        case ast.Attribute(value=value, attr=attr):
            return ast.copy_location(ast.Attribute(value, attr, ast.Load()), target)
        case ast.Subscript(value=value, slice=index):
            return ast.copy_location(ast.Subscript(value, index, ast.Load()), target)
    return target
