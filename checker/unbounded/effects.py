"""What a step does where the finite variables it reads are known: each way it may go, by what is
true of the counters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import itemgetter

from ..ir.program import Action, Expr, Program
from ..walk import reads_of
from .forms import Atom, Evaluator, Form, NotLinear, Number, Wrong, ways

__all__ = ["Effect", "Effects", "projection"]


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
    """The effects of one action."""

    def __init__(self, program: Program, action: Action, counters: frozenset[int]) -> None:
        self.program, self.action, self.counters = program, action, counters
        exprs: list[Expr] = [*action.guard]
        for check in action.checks:
            exprs += [check.premise, check.condition]
        for update in action.updates:
            exprs.append(update.value)
            if update.index is not None:
                exprs.append(update.index)
        reads = frozenset().union(*map(reads_of, exprs)) - counters
        self.reads = tuple(sorted(reads))
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
            found = tuple(
                replace(effect, when=tuple(decided.items()))
                for decided, effect in ways(self._take, self.counters, known)
                if effect is not None
            )
            self._cache[key] = found
        return found

    def _take(self, evaluator: Evaluator) -> Effect | None:
        """As :func:`~miniport.checker.evaluate.take` does."""
        action, properties = self.action, self.program.properties
        broken: list[str] = []
        finite: dict[int, int] = {self.program.activities[action.activity].counter: action.target}
        counted: dict[int, Number] = {}

        def stopped() -> Effect:
            return Effect((), (), (), tuple(broken), False)

        try:
            for conjunct in action.guard:
                if not evaluator.truth(conjunct):
                    return None
            for check in action.checks:
                if not evaluator.truth(check.premise):
                    continue
                if not evaluator.truth(check.condition):
                    broken.append(properties[check.property].id)
                    if properties[check.property].fatal:
                        return stopped()
            for update in action.updates:
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
                        broken.append("bound" if high else "range")
                        return stopped()
                    finite[number] = value
                    continue
                counted[number] = value
                if not evaluator.at_least(value, 0):
                    broken.append("range")
                    return stopped()
        except Wrong:
            broken.append("index")
            return stopped()
        return Effect((), tuple(finite.items()), tuple(sorted(counted.items())), tuple(broken),
                      True)


def projection(variables: tuple[int, ...]) -> Callable[[tuple[int, ...]], tuple[int, ...]]:
    """A function from a state to the values of these variables."""
    if not variables:
        return lambda state: ()
    if len(variables) == 1:
        (only,) = variables
        return lambda state: (state[only],)
    return itemgetter(*variables)
