"""Observation: rules at events, built-in properties, hooks of objects."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..ir.program import Expr, Op, Span
from ..simplify import FALSE, TRUE, make
from .frame import Frame, Reference
from .graph import Branch, Node, Verify
from .modules import Function
from .pure import NotPure, call, premise_and_conclusion
from .values import Instance, Number, Value

if TYPE_CHECKING:
    from .lowering import Lowering

__all__ = ["Events", "Rules"]


@dataclass(eq=False)
class Rules:
    """Which predicates are attached to which event, by the event's name."""

    at: dict[str, list[tuple[str, Function]]] = field(default_factory=dict)

    def add(self, rule: str, events: tuple[str, ...], predicate: Function) -> None:
        """Attach a rule's predicate."""
        for event in events:
            self.at.setdefault(event, []).append((rule, predicate))


class Events:
    """Lowering of observations (a part of :class:`.lowering.Lowering`)."""

    def observe(
        self: Lowering, event: Function, arguments: dict[str, Value | Reference], node: ast.AST
    ) -> None:
        """Evaluate every rule attached to the event."""
        if self.pure:
            raise NotPure(self.fail("MP611", node, name=event.name))
        span = self._where(node)
        for rule, predicate in self.rules.at.get(event.name, ()):
            premise, condition = self.predicate(predicate, arguments)
            if premise != FALSE:
                self.emit(Verify(rule, premise, condition, span, ends_run=False))

    def _where(self: Lowering, node: ast.AST) -> Span:
        return self.frame.module.source.span(node)

    def predicate(
        self: Lowering, predicate: Function, arguments: dict[str, Value | Reference]
    ) -> tuple[Expr, Expr]:
        """Premise and conclusion of a rule with the event's arguments."""
        names = [a.arg for a in predicate.node.args.args]
        for name in names:
            if name not in arguments:
                raise predicate.module.fail("MP702", predicate.node, name=name,
                                            known=", ".join(arguments) or "none")
        given = {n: arguments[n] for n in names}
        asked = (predicate, tuple(given.values()))
        if asked in self.answered:
            return self.answered[asked]
        frame = Frame(predicate, predicate.module, None, None, plain=False, driver_code=False)
        before = self.graph.open
        answer = premise_and_conclusion(self, frame, given)
        # Without a check of its own, what is asked of the state does not depend on the place; but
        # a loop over a crowd knows more of its tokens, and no check stays where nobody comes.
        if before and self.graph.open is before and not (self.assumed or self.world.crowds):
            self.answered[asked] = answer
        return answer

    def pure_call(
        self: Lowering, frame: Frame, arguments: dict[str, Value | Reference]
    ) -> Value:
        """The value of a function without effects."""
        return call(self, frame, arguments)

    @contextmanager
    def assuming(self: Lowering, condition: Expr) -> Iterator[None]:
        """What is evaluated inside matters only where the condition holds."""
        self.assumed.append(condition)
        try:
            yield
        finally:
            self.assumed.pop()

    def verify(self: Lowering, property: str, condition: Expr, node: ast.AST) -> None:
        """A built-in property of the step."""
        premise = make("and", *self.assumed)
        known = premise.operands if isinstance(premise, Op) and premise.name == "and" else (
            premise,)
        if condition != TRUE and premise != FALSE and condition not in known and self.checked:
            self.emit(Verify(property, premise, condition, self._where(node)))

    def touch(self: Lowering, owner: Instance | Number, hook: str, node: ast.AST) -> None:
        """Driver code accesses a field: call the object's hook, once per step."""
        if not self.frame.driver_code or self.pure:
            return
        definition = owner.definition if isinstance(owner, Instance) else owner.type.definition
        assert definition is not None
        function = definition.methods.get(hook)
        if function is None:
            return
        key = (owner.expr if isinstance(owner, Number) else id(owner), hook)
        if key in self.touched:
            return
        premise = make("and", *self.assumed)
        if premise == TRUE:
            # A hook called under a condition does not stand for a later access without it.
            self.touched.add(key)
        call_node = ast.copy_location(ast.Call(ast.Name(hook, ast.Load()), [], []), node)
        skip: list[tuple[Node, int]] = []
        if premise != TRUE and self.graph.reachable:
            inside, skip = self.graph.branch(Branch(premise, False))
            self.graph.open = inside
        with self.atomically():
            self.invoke(function, owner, call_node)
        self.graph.open += skip

    def touch_owner(self: Lowering, node: ast.expr, hook: str) -> None:
        """The hook of the object whose container field is accessed."""
        if isinstance(node, ast.Attribute):
            owner = self.expression(node.value)
            if isinstance(owner, Instance):
                self.touch(owner, hook, node)


