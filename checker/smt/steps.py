"""One action in one state as z3 terms: when it is enabled, what it breaks, what comes after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..interval import NO_END, interval
from ..ir.program import Action, Expr, Program, Update
from .logic import TRUE, conjunction, disjunction, negation
from .terms import Terms
from .types import Term

__all__ = ["Taken", "taken"]


@dataclass(slots=True)
class Taken:
    """What :func:`~miniport.checker.evaluate.take` says, as terms over the state before.

    ``enabled``: it can be taken, wherever that leads.  ``broken`` are pairs of the id of a
    property, or "index", "range", and when the step breaks it.  ``goes_on``: there is a state
    after it, in which these variables have the values in ``after``.
    """

    enabled: Term
    broken: list[tuple[str, Term]] = field(default_factory=list)
    goes_on: Term = None
    after: dict[int, Term] = field(default_factory=dict)


def taken(program: Program, action: Action, terms: Terms) -> Taken:
    """Take ``action`` in the state of ``terms``.

    A Count that outgrows its bound ends the run, which is no defect of the model: "bound".
    """
    counter = program.activities[action.activity].counter
    alive = terms.state[counter] == action.source
    faults: list[Term] = []

    def evaluated(expr: Expr) -> None:
        """Go on where ``expr`` does not fault."""
        nonlocal alive
        fault = terms.fault(expr)
        faults.append(conjunction([alive, fault]))
        alive = conjunction([alive, negation(fault)])

    for conjunct in action.guard:
        evaluated(conjunct)
        alive = conjunction([alive, terms.truth(conjunct)])
    found = Taken(disjunction([alive, *faults]))
    for check in action.checks:
        evaluated(check.premise)
        asked = conjunction([alive, terms.truth(check.premise)])
        fault = terms.fault(check.condition)
        faults.append(conjunction([asked, fault]))
        alive = conjunction([alive, negation(conjunction([asked, fault]))])
        bad = conjunction([asked, negation(fault), negation(terms.truth(check.condition))])
        found.broken.append((program.properties[check.property].id, bad))
        if program.properties[check.property].fatal:
            alive = conjunction([alive, negation(bad)])
    found.after[counter] = terms.constant(action.target)
    for update in action.updates:
        offset = None
        if update.index is not None:
            evaluated(update.index)
            offset = terms.number(update.index)
            outside = disjunction([offset < 0, offset >= update.size])
            faults.append(conjunction([alive, outside]))
            alive = conjunction([alive, negation(outside)])
        evaluated(update.value)
        for kind, beyond in _assign(program, update, terms, offset, found):
            found.broken.append((kind, conjunction([alive, beyond])))
            alive = conjunction([alive, negation(beyond)])
    found.broken.append(("index", disjunction(faults)))
    found.goes_on = alive
    return found


def _assign(
    program: Program, update: Update, terms: Terms, offset: Term | None, found: Taken
) -> Iterator[tuple[str, Term]]:
    """Assign, and say when the value is outside the range of the variable, and what that is."""
    value = terms.stored(update.variable, update.value)
    least, most = interval(update.value, terms.ranges)
    for k in range(update.size if offset is not None else 1):
        number = update.variable + k
        variable, high = program.variables[number], terms.ranges[number].high
        here = TRUE if offset is None else offset == k
        if least < variable.low:
            yield "range", conjunction([here, value < variable.low])
        if most > high and high != NO_END:
            kind = "bound" if variable.checked == "bound" else "range"
            yield kind, conjunction([here, value > variable.high])
        old = found.after.get(number, terms.state[number])
        found.after[number] = value if offset is None else terms.choice(here, value, old)
