"""The canonical text of a Program: deterministic, for golden tests and for people.

Everything that has a meaning is shown, in the order of the Program; access sets are omitted
unless they are plain accesses, which the race rule sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath, PureWindowsPath

from .errors import CheckerBug
from .ir.program import (
    Action,
    Const,
    Element,
    Expr,
    Op,
    Program,
    Read,
    Span,
    Variable,
)

__all__ = ["expression", "text"]

# How strongly operators bind; a weaker operand is put in parentheses.
_STRENGTH = {
    "if": 0, "or": 1, "and": 2, "not": 3, "==": 4, "!=": 4, "<": 4, "<=": 4, "+": 5, "-": 5,
    "*": 6,
}


def text(program: Program) -> str:
    """The canonical text of ``program``."""
    return "\n".join(_lines(program)) + "\n"


def expression(expr: Expr, variables: Sequence[Variable]) -> str:
    """The text of an expression over ``variables``."""
    return _expression(expr, variables, -1)


def _lines(program: Program) -> Iterable[str]:
    variables = program.variables
    yield f"program {program.name}"
    yield ""
    for number, variable in enumerate(variables):
        yield f"variable {number} {_variable(program, variable)}"
    for number, activity in enumerate(program.activities):
        counter = variables[activity.counter].name
        yield ""
        yield f"activity {number} {activity.name}: {activity.kind}, counter {counter}"
        if activity.home is not None:
            yield f"  home {expression(activity.home, variables)}"
        for location, name in enumerate(activity.locations):
            yield f"  {location} {name}"
    if program.properties:
        yield ""
    for number, prop in enumerate(program.properties):
        races = f", races of {' '.join(prop.race_kinds)}" if prop.race_kinds else ""
        yield f"property {number} {prop.id}{races}{', fatal' if prop.fatal else ''}"
    for invariant in program.invariants:
        name = program.properties[invariant.property].id
        holds = _implication(invariant.premise, invariant.condition, variables)
        yield f"invariant {name}: {holds}"
    for parameter in program.parameters:
        begin = ", ".join(variables[v].name for v in parameter.variables)
        yield f"parameter {parameter.name}: {begin}"
    for goal in program.goals:
        name = program.properties[goal.property].id
        yield f"goal {name}: {expression(goal.condition, variables)}"
    yield f"final {expression(program.final, variables)}"
    for number, action in enumerate(program.actions):
        yield ""
        yield from _action(program, number, action)


def _variable(program: Program, variable: Variable) -> str:
    initial = _value(variable.initial, variable)
    shown = f"{variable.name}: {variable.low}..{variable.high} = {initial}"
    if variable.labels:
        shown += f" ({', '.join(variable.labels)})"
    if variable.owner >= 0:
        shown += f", local to {program.activities[variable.owner].name}"
    if variable.checked != "error":
        shown += f", {variable.checked}"
    if variable.shared:
        shown += ", shared"
    return shown


def _action(program: Program, number: int, action: Action) -> Iterable[str]:
    variables = program.variables
    actor = program.activities[action.activity]
    source, target = (
        actor.locations[place] if 0 <= place < len(actor.locations) else str(place)
        for place in (action.source, action.target)
    )
    yield f"action {number} {actor.name}: {source} -> {target}: {action.label}"
    if action.span is not None:
        yield f"  at {_span(action.span)}"
    if action.statements:
        yield f"  statements {' '.join(map(_span, action.statements))}"
    for choice in action.choices:
        yield f"  choice {choice.text}"
    if action.optional:
        yield "  optional"
    if action.message:
        yield f"  message {action.message}"
    for conjunct in action.guard:
        yield f"  when {expression(conjunct, variables)}"
    for check in action.checks:
        name = program.properties[check.property].id
        yield f"  check {name}: {_implication(check.premise, check.condition, variables)}"
    for update in action.updates:
        place = variables[update.variable].name
        if update.index is not None:
            offset = expression(update.index, variables)
            place = f"{_array(variables[update.variable].name)}[{offset}]"
        value = _constant(update.value, variables[update.variable])
        yield f"  {place} := {value or expression(update.value, variables)}"
    for words, touched in (
        ("plain reads", action.plain_reads), ("plain writes", action.plain_writes),
        ("other reads", action.other_reads), ("other writes", action.other_writes),
    ):
        if touched:
            yield f"  {words} {' '.join(variables[v].name for v in sorted(touched))}"


def _implication(premise: Expr, condition: Expr, variables: Sequence[Variable]) -> str:
    concluded = expression(condition, variables)
    if premise == Const(1):
        return concluded
    return f"{expression(premise, variables)} => {concluded}"


def _expression(expr: Expr, variables: Sequence[Variable], outer: int) -> str:
    match expr:
        case Const(value):
            return str(value)
        case Read(variable):
            return variables[variable].name
        case Element(base, size, index):
            return f"{_array(variables[base].name)}[{_expression(index, variables, -1)}:{size}]"
        case Op(name, operands):
            if name not in _STRENGTH:
                raise CheckerBug(f"not an operator: {name!r}")
            inner = _STRENGTH[name]
            shown = _operation(name, operands, variables, inner)
            return f"({shown})" if inner <= outer else shown
    raise CheckerBug(f"not an expression: {expr!r}")


def _operation(
    name: str, operands: tuple[Expr, ...], variables: Sequence[Variable], inner: int
) -> str:
    if name == "not":
        return f"not {_expression(operands[0], variables, inner - 1)}"
    if name == "if":
        condition, then, otherwise = (_expression(o, variables, inner) for o in operands)
        return f"{then} if {condition} else {otherwise}"
    if not operands:
        return "true" if name == "and" else "false"
    if len(operands) == 1:
        return f"{name} {_expression(operands[0], variables, inner)}"
    if isinstance(operands[0], Read) and len(operands) == 2 and inner == _STRENGTH["=="]:
        labelled = _constant(operands[1], variables[operands[0].variable])
        if labelled:
            return f"{variables[operands[0].variable].name} {name} {labelled}"
    first, *rest = operands
    # Operators of one strength read from the left.
    parts = [_expression(first, variables, inner - (name in "+*"))]
    parts += [_expression(operand, variables, inner) for operand in rest]
    return f" {name} ".join(parts)


def _constant(expr: Expr, variable: Variable) -> str:
    """A constant compared with or assigned to ``variable``, as people read it; else ""."""
    return _value(expr.value, variable) if isinstance(expr, Const) else ""


def _value(value: int, variable: Variable) -> str:
    offset = value - variable.low
    return variable.labels[offset] if 0 <= offset < len(variable.labels) else str(value)


def _array(name: str) -> str:
    """The name of an array from the name of its first element."""
    return name.removesuffix("[0]")


def _span(span: Span) -> str:
    name = PureWindowsPath(span.file).name if "\\" in span.file else PurePosixPath(span.file).name
    return f"{name}:{span.line}"
