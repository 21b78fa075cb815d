"""Functions without effects, evaluated as expressions: predicates, filters, rules."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from ..ir.program import Const, Expr
from ..simplify import TRUE, make, negate
from .diagnostics import Refused
from .frame import Frame, Reference
from .modules import Function
from .types import COUNT, integer
from .values import Number, Value

if TYPE_CHECKING:
    from .lowering import Lowering

__all__ = ["NotPure", "call", "looks_pure", "premise_and_conclusion", "pure_block"]


class NotPure(Refused):
    """A function turned out to have effects; the diagnostic says where."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.diagnostic)


def looks_pure(function: Function) -> bool:
    """Whether the body has only the shapes a pure function may have."""
    return _pure_shape(function.node)


@lru_cache(maxsize=4096)
def _pure_shape(function: ast.FunctionDef) -> bool:
    return all(map(_pure_statement, function.body)) and any(
        isinstance(node, ast.Return) for node in ast.walk(function)
    )


def _pure_statement(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Constant(value=str())) | ast.Pass():
            return True
        case ast.Return(value=ast.expr()):
            return True
        case ast.Assign(targets=[ast.Name()]):
            return True
        case ast.If(body=body, orelse=orelse):
            return all(map(_pure_statement, body)) and all(map(_pure_statement, orelse))
        case ast.Match(cases=cases):
            return all(_pure_statement(s) for c in cases for s in c.body)
    return False


def pure_block(lowering: Lowering, body: list[ast.stmt]) -> Value | None:
    """The value a pure body returns; None if it falls off the end."""
    for k, node in enumerate(body):
        match node:
            case ast.Return(value=ast.expr() as value):
                return lowering.expression(value)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                if isinstance(lowering.frame.locals.get(name), Reference):
                    # Assigning a Ref parameter writes to the caller's memory.
                    raise NotPure(lowering.fail(
                        "MP611", node, name=lowering.frame.function.name))
                lowering.frame.locals[name] = lowering.expression(value)
            case ast.If(test=test, body=then, orelse=orelse):
                ways = [(lowering.condition(test), then), (TRUE, orelse)]
                return _ways(lowering, ways, body[k + 1:], node)
            case ast.Match(subject=subject, cases=cases):
                matched = lowering.number(subject)
                ways = [(lowering.pattern(matched, c.pattern), c.body) for c in cases]
                return _ways(lowering, [*ways, (TRUE, [])], body[k + 1:], node)
            case ast.Expr() | ast.Pass():
                continue
            case _:
                raise NotPure(lowering.fail("MP611", node, name=lowering.frame.function.name))
    return None


def _ways(
    lowering: Lowering, ways: list[tuple[Expr, list[ast.stmt]]], rest: list[ast.stmt],
    node: ast.stmt,
) -> Value | None:
    """The value of the first way whose condition holds, followed by the rest of the body."""
    condition, body = ways[0]
    if condition == Const(0):
        return _ways(lowering, ways[1:], rest, node)
    if condition == TRUE:
        return pure_block(lowering, [*body, *rest])
    before = dict(lowering.frame.locals)
    with lowering.assuming(condition):
        yes = pure_block(lowering, [*body, *rest])
    lowering.frame.locals = before
    with lowering.assuming(negate(condition)):
        no = _ways(lowering, ways[1:], rest, node)
    if yes is None or no is None:
        raise NotPure(lowering.fail("MP604", node, name=lowering.frame.function.qualified))
    return _either(lowering, condition, yes, no, node)


def _either(
    lowering: Lowering, condition: Expr, yes: Value, no: Value, node: ast.stmt
) -> Value:
    known = yes if isinstance(yes, Number) else no
    if not isinstance(known, Number):
        if yes == no:
            return yes
        raise NotPure(lowering.fail("MP611", node, name=lowering.frame.function.name))
    kind = known.type
    if isinstance(yes, Number) and isinstance(no, Number) and kind.kind == "int":
        kind = COUNT if no.type.kind == "count" else integer(
            min(yes.type.low, no.type.low), max(yes.type.high, no.type.high))
    at = ast.copy_location(ast.Constant(0), node)
    return Number(make("if", condition, lowering.converted(yes, kind, at),
                       lowering.converted(no, kind, at)), kind)


def call(
    lowering: Lowering, frame: Frame, arguments: dict[str, Value | Reference]
) -> Value:
    """The value of a pure call; raises NotPure if it has effects."""
    lowering.frames.append(frame)
    frame.locals.update(arguments)
    try:
        with lowering.purely():
            result = pure_block(lowering, frame.function.node.body)
    finally:
        lowering.frames.pop()
    if result is None:
        raise NotPure(frame.module.fail("MP604", frame.function.node,
                                        name=frame.function.qualified))
    return result


def premise_and_conclusion(
    lowering: Lowering, frame: Frame, arguments: dict[str, Value | Reference]
) -> tuple[Expr, Expr]:
    """A rule's predicate; ``return implies(p, c)`` as its last statement gives the premise."""
    body = frame.function.node.body
    match body[-1]:
        case ast.Return(value=ast.Call(func=ast.Name(id="implies"), args=[premise, conclusion])):
            lowering.frames.append(frame)
            frame.locals.update(arguments)
            try:
                with lowering.purely():
                    early = pure_block(lowering, body[:-1])
                    if early is None:
                        given = lowering.condition(premise)
                        with lowering.assuming(given):
                            return given, TRUE if given == Const(0) else lowering.condition(
                                conclusion)
            finally:
                lowering.frames.pop()
    value = call(lowering, frame, arguments)
    if not isinstance(value, Number) or value.type.kind != "bool":
        raise frame.module.fail("MP701", frame.function.node, name=frame.function.name)
    return TRUE, value.expr


