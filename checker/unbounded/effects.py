"""What a step does where the finite variables it reads are known: each way it may go, by what is
true of the counters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..ir.program import Action, Check, Const, Expr, Program, Update
from ..projection import projection
from ..simplify import FALSE, Substitution
from ..unique import Unique
from ..walk import Indexed, Reads
from .forms import Atom, Evaluator, Form, NotLinear, Number, Undecided, Wrong, ways

__all__ = ["Effect", "Effects"]


@dataclass(frozen=True, slots=True)
class Effect:
    """A way a step goes wherever the atoms ``when`` are decided like this.

    It assigns ``finite`` (variable, value) and ``counted`` (counter, form or number over the state
    before); it breaks the properties ``broken``; if not ``goes_on`` there is no state after it.
    """

    when: tuple[tuple[Atom, bool], ...]
    finite: tuple[tuple[int, int], ...]
    counted: tuple[tuple[int, Number], ...]
    broken: tuple[str, ...]
    goes_on: bool


class Effects:
    """The effects of one action; its expressions are made those that ``unique`` gives, of which
    ``reads`` knows what they read, and ``indexed`` whether something is found by an index."""

    def __init__(
        self, program: Program, action: Action, counters: frozenset[int], unique: Unique,
        reads: Reads, indexed: Indexed,
    ) -> None:
        self.program, self.action, self.counters = program, action, counters
        self.guard = tuple(map(unique, action.guard))
        self.checks = tuple(
            replace(c, premise=unique(c.premise), condition=unique(c.condition))
            for c in action.checks
        )
        self.updates = tuple(replace(u, value=unique(u.value)) for u in action.updates)
        self._reads = reads
        exprs = [*self.guard]
        for check in self.checks:
            exprs += [check.premise, check.condition]
        for update in self.updates:
            exprs.append(update.value)
            if update.index is not None:
                exprs.append(update.index)
        # An index may be wrong, which must not be simplified away.
        self.raw = frozenset(id(expr) for expr in exprs if indexed(expr))
        self.finite = frozenset(
            id(expr) for expr in exprs if self._reads(expr).isdisjoint(counters)
        ) - self.raw
        self.reads = tuple(sorted(frozenset().union(*map(reads, exprs)) - counters))
        self.project = projection(self.reads)
        self._cache: dict[tuple[int, ...], tuple[Effect, ...]] = {}

    def __call__(self, state: tuple[int, ...]) -> tuple[Effect, ...]:
        """The effects in the states whose finite variables are those of ``state``.

        Raises NotLinear.
        """
        key = self.project(state)
        found = self._cache.get(key)
        if found is None:
            known = dict(zip(self.reads, key, strict=True))
            found = self._cache[key] = tuple(self._found(known))
        return found

    def _found(self, known: dict[int, int]) -> Iterator[Effect]:
        """The effects where the finite variables it reads are ``known``: what is left of its
        expressions there is about counters, and is asked for each way of deciding the atoms."""
        plain = Evaluator(frozenset(), known, {})
        put = Substitution({v: Const(x) for v, x in known.items()}, self._reads)

        def left(expr: Expr) -> Expr:
            if id(expr) in self.finite:
                value = plain.value(expr)
                assert isinstance(value, int)
                return Const(value)
            return expr if id(expr) in self.raw else put(expr)

        guard: list[Expr] = []
        sure: list[bool] = []
        for raw in self.guard:
            conjunct = left(raw)
            if conjunct == FALSE and all(sure):
                return
            guard.append(conjunct)
            sure.append(id(raw) not in self.raw)
        rest: list[tuple[Sequence[Check], Sequence[Update]]] = []

        def take(evaluator: Evaluator) -> Effect | None:
            broken: list[str] = []
            try:
                if not _enabled(evaluator, guard, sure):
                    return None
                if not rest:  # Mostly it is not enabled.
                    rest.append((
                        [replace(c, premise=left(c.premise), condition=left(c.condition))
                         for c in self.checks],
                        [replace(u, value=left(u.value)) for u in self.updates],
                    ))  # fmt: skip
                return self._take(evaluator, *rest[0], broken)
            except Wrong:
                return _stopped(broken, "index")

        for decided, effect in ways(take, self.counters, known):
            if effect is not None:
                yield replace(effect, when=tuple(decided.items()))

    def _take(
        self, evaluator: Evaluator, checks: Sequence[Check], updates: Sequence[Update],
        broken: list[str],
    ) -> Effect:
        """As :func:`~miniport.checker.evaluate.take` does."""
        properties = self.program.properties
        finite = {self.program.activities[self.action.activity].counter: self.action.target}
        counted: dict[int, Number] = {}
        for check in checks:
            if not evaluator.truth(check.premise):
                continue
            if not evaluator.truth(check.condition):
                broken.append(properties[check.property].id)
                if properties[check.property].fatal:
                    return _stopped(broken)
        for update in updates:
            number = update.variable
            if update.index is not None:
                at = evaluator.value(update.index)
                if isinstance(at, Form):
                    raise NotLinear("a counter is used as an index", at.variables)
                if not 0 <= at < update.size:
                    raise Wrong
                number += at
            value = evaluator.value(update.value)
            variable = self.program.variables[number]
            if number not in self.counters:
                if isinstance(value, Form):
                    raise NotLinear(f"a counter is stored in {variable.name}", value.variables)
                if not variable.low <= value <= variable.high:
                    high = variable.checked == "bound" and value > variable.high
                    return _stopped(broken, "bound" if high else "range")
                finite[number] = value
                continue
            counted[number] = value
            if not evaluator.at_least(value, 0):
                return _stopped(broken, "range")
        return Effect((), tuple(finite.items()), tuple(sorted(counted.items())), tuple(broken),
                      True)


def _stopped(broken: Sequence[str], *more: str) -> Effect:
    return Effect((), (), (), (*broken, *more), False)


def _enabled(evaluator: Evaluator, guard: Sequence[Expr], sure: Sequence[bool]) -> bool:
    """Whether a step is enabled.  Raises Undecided, but not where another conjunct is false
    however that is decided: nobody need ask; ``sure`` are those that cannot go wrong."""
    undecided: Undecided | None = None
    for conjunct, cannot_fail in zip(guard, sure, strict=True):
        try:
            if not evaluator.truth(conjunct):
                return False
        except Undecided as question:
            undecided = undecided or question
        except (NotLinear, Wrong):
            if undecided is None:
                raise
            break
        if undecided is not None and not cannot_fail:
            break
    if undecided is not None:
        raise undecided
    return True
