"""A Program as one transition relation and one set of properties, over named states."""

from __future__ import annotations

from dataclasses import dataclass

import z3

from ..interval import interval
from ..ir.program import Program
from ..walk import arrays, expressions, subexpressions
from .logic import FALSE, conjunction, disjunction, negation
from .steps import Taken, taken
from .terms import Terms
from .types import Term

__all__ = ["Relation", "of_states", "relation"]


@dataclass(frozen=True, slots=True)
class Relation:
    """Terms over ``before`` and ``after``, a number per variable, and ``choice``, the index of
    the action taken.

    ``steps`` holds where ``choice`` leads from ``before`` to ``after``; ``in_state`` says of each
    property when a state breaks it, ``in_step`` when some step from it does.  Numbers are bit
    vectors of ``width`` bits, and signed.
    """

    width: int
    before: list[Term]
    after: list[Term]
    choice: Term
    steps: Term
    in_state: dict[str, Term]
    in_step: dict[str, Term]


def relation(program: Program) -> Relation:
    """The relation of ``program``."""
    width = _width(program)
    names = [f"{k} {v.name}" for k, v in enumerate(program.variables)]
    before, after = (
        [z3.BitVec(f"{n}{mark}", width) for n in names] for mark in ("", "'")
    )
    choice = z3.BitVec("choice", max(len(program.actions).bit_length() + 1, 2))
    terms = Terms(program, before, width)
    done = [taken(program, action, terms) for action in program.actions]
    parts = [disjunction(choice == n for n in range(len(done)))]
    values = list(before)
    for number, step in enumerate(done):
        parts.append(disjunction([negation(choice == number), step.goes_on]))
        for variable, value in step.after.items():
            values[variable] = z3.If(choice == number, value, values[variable])
    parts += [new == value for new, value in zip(after, values, strict=True)]
    in_step: dict[str, list[Term]] = {}
    for step in done:
        for prop, bad in step.broken:
            in_step.setdefault(prop, []).append(bad)
    return Relation(
        width, before, after, choice, conjunction(parts), of_states(program, terms, done),
        {prop: disjunction(bad) for prop, bad in in_step.items()},
    )


def _width(program: Program) -> int:
    """How many bits every number fits in, with its sign."""
    reach = [v.low for v in program.variables] + [v.high for v in program.variables]
    for expr in expressions(program):
        for part in subexpressions(expr):
            reach += interval(part, program.variables)
    # Indices are compared with these.
    reach += [size for _, size in arrays(program)]
    return max(abs(number) for number in reach).bit_length() + 1


def of_states(program: Program, terms: Terms, done: list[Taken]) -> dict[str, Term]:
    """When a state breaks which property: invariants, rest, an index out of range in either."""
    faults: list[Term] = []
    broken: dict[str, list[Term]] = {}
    for invariant in program.invariants:
        premise = terms.truth(invariant.premise)
        wrong = [terms.fault(invariant.premise),
                 conjunction([premise, terms.fault(invariant.condition)])]  # fmt: skip
        # Where one invariant faults, nothing is said of the others.
        faults.append(conjunction([negation(disjunction(faults)), disjunction(wrong)]))
        bad = conjunction([premise, negation(terms.truth(invariant.condition))])
        broken.setdefault(program.properties[invariant.property].id, []).append(bad)
    sound = negation(disjunction(faults))
    resting = negation(disjunction(step.enabled for step in done))
    over, outside = terms.truth(program.final), terms.fault(program.final)
    found = {p: conjunction([sound, disjunction(bad)]) for p, bad in broken.items()}
    found["deadlock"] = conjunction([resting, negation(outside), negation(over)])
    found["index"] = disjunction([*faults, conjunction([resting, outside])])
    return {prop: bad for prop, bad in found.items() if bad is not FALSE}
