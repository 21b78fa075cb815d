"""Lowering of one activity: from syntax to a control-flow graph, calls inlined.

The work is split by subject: :mod:`.statements`, :mod:`.expressions`, :mod:`.calls`,
:mod:`.containers`, :mod:`.words` (the words of the language), :mod:`.events`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ..interval import interval
from ..ir.program import Const, Expr, Op, Read
from ..simplify import make
from .calls import Calls
from .containers import Containers
from .diagnostics import Diagnostic, Refused
from .events import Events, Rules
from .everyone import Changing, Loops
from .expressions import Expressions
from .frame import Frame, Reference
from .gathering import Gathering
from .graph import Assign, Graph, Mark, Node, Note, Store
from .modules import Function
from .statements import Statements
from .turns import Turns
from .types import Aggregate, Scalar, integer
from .values import Collection, Instance, Method, Number, Place, Value
from .words import Words
from .world import World

__all__ = ["Lowering"]


@dataclass(eq=False)
class Lowering(Statements, Expressions, Calls, Containers, Gathering, Loops, Turns, Words,
               Events):
    """The state of lowering one activity."""

    world: World
    activity: Instance | None
    rules: Rules
    driver_modules: frozenset[int]
    replaced: dict[str, Function] = field(default_factory=dict)
    graph: Graph = field(default_factory=Graph)
    problems: list[Diagnostic] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    atomic: int = 0
    pure: int = 0
    answered: dict[tuple[Function, tuple[Value | Reference, ...]], tuple[Expr, Expr]] = field(
        default_factory=dict)
    touched: set[tuple[object, str]] = field(default_factory=set)
    assumed: list[Expr] = field(default_factory=list)
    checked: bool = True
    noted: Note | None = None
    changing: Changing | None = None
    _names: dict[tuple[str, Scalar | Aggregate], int] = field(default_factory=dict)
    _temporaries: int = 0

    # -- shared helpers --------------------------------------------------------------------

    @property
    def frame(self) -> Frame:
        """The function being lowered."""
        return self.frames[-1]

    def fail(self, code: str, node: ast.AST, **fields: object) -> Refused:
        """The mistake ``code`` at ``node`` of the current file; raise the result."""
        return self.frame.module.fail(code, node, **fields)

    @contextmanager
    def atomically(self) -> Iterator[None]:
        """No marks inside."""
        self.atomic += 1
        try:
            yield
        finally:
            self.atomic -= 1

    @contextmanager
    def purely(self) -> Iterator[None]:
        """Only expressions without effect inside."""
        self.pure += 1
        try:
            yield
        finally:
            self.pure -= 1

    def emit(self, node: Node) -> None:
        """Append a node, if the point can be reached."""
        if self.graph.reachable:
            self.graph.emit(node)

    def mark(self, node: ast.AST, label: str = "", loop: bool = False) -> None:
        """A statement begins, unless inside an atomic step."""
        if self.atomic == 0:
            self.touched.clear()
            module = self.frame.module
            self.emit(Mark(module.source.span(node), label or self._label(node), loop))
            if self.noted is not None:
                self.emit(self.noted)
                self.noted = None

    @staticmethod
    def _label(node: ast.AST) -> str:
        match node:
            case ast.If(test=test):
                return f"if {ast.unparse(test)}"
            case ast.While(test=test):
                return f"while {ast.unparse(test)}"
            case ast.Match(subject=subject):
                return f"match {ast.unparse(subject)}"
            case ast.For(target=target, iter=items):
                return f"for {ast.unparse(target)} in {ast.unparse(items)}"
            case ast.With(items=items):
                return "with " + ", ".join(ast.unparse(i) for i in items)
        return ast.unparse(node).split("\n")[0]

    def local(self, name: str, kind: Scalar | Aggregate) -> int:
        """The variables of a local of the current function in this activity."""
        owner = self.activity.number if self.activity else 0
        where = f"{self.frame.module.path.stem}.{self.frame.function.qualified}"
        key = (f"{where}.{name}", kind)
        if key not in self._names:
            activity = self.activity.name if self.activity else ""
            label = f"{activity}:{self.frame.function.name}.{name}"
            scalar = kind if isinstance(kind, Scalar) else kind.element
            initial = min(max(scalar.low, 0), scalar.high)
            self._names[key] = self.world.add(label, kind, initial, owner=owner)
        return self._names[key]

    def temporary(self, kind: Scalar) -> Place:
        """A fresh local."""
        self._temporaries += 1
        return Place(self.local(f"${self._temporaries}", kind), kind)

    def assign(self, place: Place, value: Expr, node: ast.AST) -> None:
        """``place := value``."""
        span = self.frame.module.source.span(node)
        plain = self.frame.plain
        if place.index is None:
            self.emit(Assign(place.base, value, plain, span))
        elif isinstance(place.index, Const):
            self.emit(Assign(place.base + place.index.value, value, plain, span))
        else:
            self.emit(Store(place.base, place.size, place.index, value, plain, span))

    def spill(self, value: Value, node: ast.AST) -> Value:
        """Keep a value as it is now, before more steps follow."""
        if isinstance(value, Number) and not isinstance(value.expr, Const):
            if self._own_local(value.expr):
                return value
            place = self.temporary(self._holding(value))
            self.assign(place, value.expr, node)
            return Number(Read(place.base), value.type)
        return value

    def _holding(self, value: Number) -> Scalar:
        """The type of a temporary for a value: a difference of Counts may be negative."""
        if value.type.kind != "count" or isinstance(value.expr, Read):
            return value.type
        low, high = interval(value.expr, [s.type for s in self.world.slots])
        return value.type if low >= 0 else integer(low, high)

    def _own_local(self, expr: Expr) -> bool:
        if isinstance(expr, Read):
            return self.world.slots[expr.variable].name.rpartition(".$")[2].isdigit()
        return False

    def number(self, node: ast.expr) -> Number:
        """A scalar expression; raises Refused for anything else."""
        value = self.expression(node)
        if isinstance(value, Number):
            return value
        if isinstance(value, Collection):
            raise self.fail("MP331", node, type=value.type.describe())
        raise self.fail("MP332", node, what=ast.unparse(node))

    def condition(self, node: ast.expr) -> Expr:
        """A truth value; queues and sets are true when not empty."""
        value = self.expression(node)
        if isinstance(value, Collection) and value.type.kind != "array":
            if value.type.kind == "bag":
                return make("or", *(p for _, p in self.bag_items(value)))
            return Op("!=", (self.length(value), Const(0)))
        if isinstance(value, Number) and value.type.kind == "bool":
            return value.expr
        if isinstance(value, Method):
            raise self.fail("MP341", node, what=ast.unparse(node))
        found = value.type.describe() if isinstance(value, Number) else ast.unparse(node)
        raise self.fail("MP333", node, found=found)
