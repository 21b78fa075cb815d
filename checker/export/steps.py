"""The actions of a Program in the form that exports write down: nothing in it can fault.

What :func:`..evaluate.take` does in order - guard, checks, updates with their indices and ranges
- becomes a guard and a list of hurdles.  A hurdle is a property with a premise and a condition;
one that ``ends`` leaves the step without a successor where it is broken.  Each may be evaluated
wherever the guard holds and no ending hurdle before it is broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..interval import interval
from ..ir.program import Action, Const, Expr, Op, Program, Read, Update, Variable
from ..simplify import FALSE, TRUE, make, opposite
from .faults import fault, truth, within

__all__ = ["BOUND", "Hurdle", "Step", "judgements", "steps"]

BOUND = "bound"
"""The name of the hurdle that is no property: a Count outgrew the bound of explicit search."""


@dataclass(frozen=True, slots=True)
class Hurdle:
    """Wherever ``premise`` is true before the step, ``condition`` must be; else ``rule``, the id
    of a property, is broken, and the run ``ends`` or goes on."""

    rule: str
    premise: Expr
    condition: Expr
    ends: bool = True

    @property
    def holds(self) -> Expr:
        """True where the hurdle is taken."""
        return make("or", opposite(self.premise), self.condition)

    @property
    def fails(self) -> Expr:
        """True where it is not."""
        return make("and", self.premise, opposite(self.condition))


@dataclass(frozen=True, slots=True)
class Step:
    """One action, or the fault of its guard; ``guard`` is a conjunction in order.

    ``dead`` steps have no successor in any state.
    """

    action: Action
    guard: tuple[Expr, ...]
    hurdles: tuple[Hurdle, ...]
    updates: tuple[Update, ...]

    @property
    def ends(self) -> tuple[Hurdle, ...]:
        """The hurdles that end the run."""
        return tuple(h for h in self.hurdles if h.ends)

    @property
    def dead(self) -> bool:
        """Whether no state has a successor by this step."""
        return any(h.fails == TRUE for h in self.ends)


def steps(program: Program) -> Iterator[Step]:
    """The steps of all actions, in order."""
    for action in program.actions:
        faulting = fault(Op("and", action.guard), program.variables)
        guard = _guard(action.guard, program.variables)
        if FALSE not in guard:
            hurdles = _simplified(_hurdles(program, action), program.variables)
            yield Step(action, guard, hurdles, _last_writes(action.updates))
        if faulting != FALSE:
            yield Step(action, (faulting,), (Hurdle("index", TRUE, FALSE),), ())


def judgements(program: Program) -> tuple[Hurdle, ...]:
    """The invariants, as hurdles that end nothing: they may be evaluated in every state.

    Where an invariant cannot be evaluated, "index" is broken and no later one is judged.
    """
    found: list[Hurdle] = []
    possible: Expr = TRUE
    for invariant in program.invariants:
        judged = Op("and", (invariant.premise, invariant.condition))
        faulting = fault(judged, program.variables)
        if faulting != FALSE:
            found.append(Hurdle("index", possible, opposite(faulting), False))
            possible = make("and", possible, opposite(faulting))
        prop = program.properties[invariant.property].id
        premise = make("and", possible, invariant.premise)
        found.append(Hurdle(prop, premise, invariant.condition, False))
    return _simplified(found, program.variables)


def _simplified(
    hurdles: Iterable[Hurdle], variables: Sequence[Variable]
) -> tuple[Hurdle, ...]:
    """Each hurdle once, and only those that can be broken."""
    plain = (
        replace(h, premise=truth(h.premise, variables), condition=truth(h.condition, variables))
        for h in hurdles
    )
    return tuple(dict.fromkeys(h for h in plain if h.fails != FALSE))


def _guard(guard: Sequence[Expr], variables: Sequence[Variable]) -> tuple[Expr, ...]:
    """The conjuncts, each after the condition that it can be evaluated."""
    safe: list[Expr] = []
    for conjunct in guard:
        safe += (opposite(fault(conjunct, variables)), truth(conjunct, variables))
    return tuple(c for c in safe if not isinstance(c, Const) or not c.value)


def _hurdles(program: Program, action: Action) -> Iterator[Hurdle]:
    for check in action.checks:
        prop = program.properties[check.property]
        yield Hurdle("index", TRUE, opposite(fault(check.premise, program.variables)))
        faulting = fault(check.condition, program.variables)
        yield Hurdle("index", check.premise, opposite(faulting))
        yield Hurdle(prop.id, check.premise, check.condition, prop.fatal)
    for update in action.updates:
        yield from _assignment(update, program.variables)


def _assignment(update: Update, variables: Sequence[Variable]) -> Iterator[Hurdle]:
    """What an update must get over: its index, its value, the range of the variable."""
    size = 1
    if update.index is not None:
        size = update.size
        yield Hurdle("index", TRUE, opposite(fault(update.index, variables)))
        yield Hurdle("index", TRUE, within(update.index, 0, size - 1, variables))
    yield Hurdle("index", TRUE, opposite(fault(update.value, variables)))
    targets = variables[update.variable : update.variable + size]
    if len({(v.low, v.high, v.checked) for v in targets}) == 1:
        yield from _range(update.value, targets[0], TRUE, variables)
        return
    assert update.index is not None
    for offset, target in enumerate(targets):
        here = Op("==", (update.index, Const(offset)))
        yield from _range(update.value, target, here, variables)


def _range(
    value: Expr, target: Variable, premise: Expr, variables: Sequence[Variable]
) -> Iterator[Hurdle]:
    if target.checked != "bound":
        yield Hurdle("range", premise, within(value, target.low, target.high, variables))
        return
    least, most = interval(value, variables)
    yield Hurdle("range", premise, within(value, target.low, most, variables))
    yield Hurdle(BOUND, premise, within(value, least, target.high, variables))


def _last_writes(updates: tuple[Update, ...]) -> tuple[Update, ...]:
    """Of several updates of one variable the last one counts; of ``x := x`` there is no need."""
    kept = []
    for number, update in enumerate(updates):
        later = updates[number + 1 :]
        if update.index is None and any(
            u.index is None and u.variable == update.variable for u in later
        ):
            continue
        touched = any(
            u.variable <= update.variable < u.variable + u.size
            for u in (*updates[:number], *later)
        )
        if update.index is None and update.value == Read(update.variable) and not touched:
            continue
        kept.append(update)
    return tuple(kept)
