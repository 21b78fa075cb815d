"""What a Program means, said as directly as possible: one short case per kind of expression.

This is the definition everything else is measured against: traces are built and replayed with
it, and the compiled functions of :mod:`.interpreter` must agree with it on every input.

A program counter is implied by its action: an action is possible only where the counter of its
activity equals ``source``, and it sets the counter to ``target``.  Truth is "not zero".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .errors import CheckerBug
from .ir.program import Action, Const, Element, Expr, Op, Program, Read

__all__ = ["Fault", "Outcome", "broken_invariants", "evaluate", "take"]

Values = Sequence[int]


class Fault(Exception):
    """A step that cannot be completed: an index or a value is outside its range.

    ``kind`` is ``"index"``, ``"range"`` or, where a bound of the search was hit and the model is
    not at fault, ``"bound"``; ``variable`` is the index of the variable.
    """

    def __init__(self, kind: str, variable: int = -1, value: int = 0) -> None:
        super().__init__(kind, variable, value)
        self.kind = kind
        self.variable = variable
        self.value = value


def evaluate(expr: Expr, values: Values) -> int:
    """The value of ``expr`` in the state ``values``; raises :class:`Fault` ("index")."""
    match expr:
        case Const(value):
            return value
        case Read(variable):
            return values[variable]
        case Element(base, size, index):
            offset = evaluate(index, values)
            if not 0 <= offset < size:
                raise Fault("index", base, offset)
            return values[base + offset]
        case Op("and", operands):
            return int(all(evaluate(operand, values) for operand in operands))
        case Op("or", operands):
            return int(any(evaluate(operand, values) for operand in operands))
        case Op("not", (operand,)):
            return int(not evaluate(operand, values))
        case Op("if", (condition, then, otherwise)):
            return evaluate(then if evaluate(condition, values) else otherwise, values)
        case Op(name, (left, right)) if name in _BINARY:
            return int(_BINARY[name](evaluate(left, values), evaluate(right, values)))
    raise CheckerBug(f"not an expression: {expr!r}")


_BINARY = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What taking an action leads to.

    ``values`` is the state after the step, None if the run ends in it: because of ``fault``, or
    because the last property in ``broken`` is fatal.  ``broken`` and ``reached`` are indices of
    properties: checks that failed, premises that were true.
    """

    values: tuple[int, ...] | None
    broken: tuple[int, ...] = ()
    reached: frozenset[int] = frozenset()
    fault: Fault | None = None


def take(program: Program, action: Action, values: Values) -> Outcome | None:
    """Take ``action`` in the state ``values``; None if it is not enabled there."""
    counter = program.activities[action.activity].counter
    if values[counter] != action.source:
        return None
    broken: list[int] = []
    reached: set[int] = set()
    try:
        if not all(evaluate(conjunct, values) for conjunct in action.guard):
            return None
        for check in action.checks:
            if evaluate(check.premise, values):
                reached.add(check.property)
                if not evaluate(check.condition, values):
                    broken.append(check.property)
                    if program.properties[check.property].fatal:
                        return Outcome(None, tuple(broken), frozenset(reached))
        after = list(values)
        after[counter] = action.target
        for update in action.updates:
            variable = update.variable
            if update.index is not None:
                offset = evaluate(update.index, values)
                if not 0 <= offset < update.size:
                    raise Fault("index", variable, offset)
                variable += offset
            value = evaluate(update.value, values)
            limits = program.variables[variable]
            if value < limits.low:
                raise Fault("range", variable, value)
            if value > limits.high:
                raise Fault("bound" if limits.checked == "bound" else "range", variable, value)
            after[variable] = value
    except Fault as fault:
        return Outcome(None, tuple(broken), frozenset(reached), fault)
    return Outcome(tuple(after), tuple(broken), frozenset(reached))


def broken_invariants(program: Program, values: Values) -> tuple[int, ...]:
    """The properties whose invariant does not hold in the state ``values``, each once."""
    broken = [
        invariant.property
        for invariant in program.invariants
        if evaluate(invariant.premise, values) and not evaluate(invariant.condition, values)
    ]
    return tuple(dict.fromkeys(broken))
