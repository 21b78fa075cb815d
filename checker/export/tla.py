"""A Program in TLA+, for TLC (Lamport, Specifying Systems, 2002, chapters 2, 3 and 14).

Each action is an operator; ``Next`` is their disjunction.  The guard is an operator of its own,
as rules speak of it: a check is broken in a state where its step is possible, its premise true and
its condition false, which makes every rule an invariant.  A step in which the run ends is none of
``Next``.  So is deadlock an invariant: some guard is true, or nothing need happen any more.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from ..aims import aims
from ..errors import UsageError
from ..ir.program import Const, Expr, Op, Program, Update
from ..simplify import FALSE, make, opposite
from .faults import fault
from .names import Names, comment
from .places import Places
from .steps import Step
from .tla_text import RESERVED, Declared

__all__ = ["tla"]


def tla(program: Program, module: str) -> tuple[str, str]:
    """The TLA+ module of a Program and TLC's configuration of it, as texts.

    Raises UsageError if ``module`` is no name of a module, or numbers are too large.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", module) or module in RESERVED:
        raise UsageError(
            f"{module!r} is no name of a TLA+ module: it takes letters, digits and _,"
            " and begins with a letter"
        )
    made = _Tla(program, module)
    return made.text(), made.configuration()


class _Tla:
    def __init__(self, program: Program, module: str) -> None:
        self.program, self.module = program, module
        self.places = Places(program)
        self.reserved = Names({*RESERVED, module})
        self.declared = Declared(self.places, self.reserved)
        self.rules: dict[str, str] = {}
        names = [
            self.reserved.new(
                f"{program.activities[s.action.activity].name} {s.action.label}"[:60]
            )
            for s in self.places.steps
        ]
        self.named = list(zip(names, self.places.steps, strict=True))
        self.guards = {name: self.reserved.new(f"{name}_guard") for name in names}
        self.leaves = {
            k: self.reserved.new(f"{a.name} leaves") for k, a in enumerate(program.activities)
        }
        self.written = {k: self._written(k) for k in self.leaves}

    def text(self) -> str:
        """The module; the definitions of values come first, and are known last."""
        actions = [line for name, step in self.named for line in self._action(name, step)]
        state = list(self._state())
        rules = list(self._rules())
        names = [self.declared.names[first] for first, _ in self.places.cells()]
        lines = [
            f"---- MODULE {self.module} ----", *self._head(), "EXTENDS Integers", "",
            *_wrapped("VARIABLES ", names, ""), "", *_wrapped("vars == <<", names, ">>"), "",
            *self.declared.constants(), "", *state, *self.declared.numbers(), *actions, "",
            *_junction("Next ==", [name for name, s in self.named if not s.dead] or ["FALSE"]),
            "", "Spec == Init /\\ [][Next]_vars", "", *rules, "====",
        ]  # fmt: skip
        return "\n".join(lines) + "\n"

    def configuration(self) -> str:
        """What TLC is to check."""
        lines = ["INIT Init", "NEXT Next", "CHECK_DEADLOCK FALSE", "INVARIANT TypeOK"]
        return "\n".join([*lines, *(f"INVARIANT {n}" for n in self.rules.values())]) + "\n"

    def _head(self) -> Iterator[str]:
        yield f"\\* {comment(self.program.name)}: a Program of miniport in TLA+."
        yield f"\\* java -cp tla2tools.jar tlc2.TLC -continue {self.module}"
        yield "\\* visits every state; without -continue it stops at the first broken rule."
        yield "\\* Deadlock is one of the rules, so that TLC's own check is switched off."
        unsaid = [p.id for p in self.program.properties if p.race_kinds]
        unsaid += dict.fromkeys(aim.property for aim in aims(self.program))
        if unsaid:
            yield "\\* Not said here, as they are properties of pairs of steps or of the graph:"
            yield f"\\* {comment(', '.join(unsaid))}."

    # -- state -----------------------------------------------------------------------------

    def _state(self) -> Iterator[str]:
        cells = [(self.declared.names[first], first) for first, _ in self.places.cells()]
        yield "TypeOK =="
        yield from (f"    /\\ {n} \\in {self.declared.domain(k)}" for n, k in cells)
        yield ""
        yield "Init =="
        yield from (f"    /\\ {n} = {self.declared.initial(k)}" for n, k in cells)
        yield ""
        for activity, name in self.leaves.items():
            kept = [n for n, k in cells if k not in self.written[activity]]
            yield f"\\* What {comment(self.program.activities[activity].name)} never changes."
            yield from _wrapped(f"{name} == <<", kept, ">>")
        yield ""

    def _written(self, activity: int) -> frozenset[int]:
        """The cells that steps of an activity change."""
        mine = [s for s in self.places.steps if s.action.activity == activity]
        return frozenset(cell for s in mine for cell in self._changes(s))

    def _changes(self, step: Step) -> dict[int, list[Update]]:
        """The updates of a step by the variable or array they are of; its counter's among them."""
        counter = self.program.activities[step.action.activity].counter
        found: dict[int, list[Update]] = {}
        updates = step.updates
        if not any(u.index is None and u.variable == counter for u in updates):
            updates = (Update(counter, Const(step.action.target)), *updates)
        for update in updates:
            array = self.places.array_of.get(update.variable)
            found.setdefault(array.base if array else update.variable, []).append(update)
        if counter in self.declared.at and step.action.source == step.action.target:
            del found[counter]
        return found

    # -- actions ---------------------------------------------------------------------------

    def _action(self, name: str, step: Step) -> Iterator[str]:
        declared, counter = self.declared, self.program.activities[step.action.activity].counter
        source = step.action.source
        if counter in declared.at:
            at = f"{declared.names[counter]} = {declared.at[counter][source]}"
        elif counter in self.places.array_of:
            at = "{}[{}] = {}".format(*declared.element(counter, None), source)
        else:
            at = f"{declared.names[counter]} = {source}"
        yield ""
        yield f"\\* {comment(step.action.label)}"
        yield f"{self.guards[name]} =="
        yield from (f"    /\\ {line}" for line in (at, *map(self._conjunct, step.guard)))
        if step.dead:
            return
        changes = self._changes(step)
        yield f"{name} =="
        yield f"    /\\ {self.guards[name]}"
        yield from (f"    /\\ {self._conjunct(h.holds)}" for h in step.ends)
        for cell, updates in changes.items():
            yield f"    /\\ {declared.names[cell]}' = {self._after(cell, updates)}"
        mine = self.written[step.action.activity]
        kept = [declared.names[first] for first, _ in self.places.cells()
                if first in mine and first not in changes]
        if len(mine) < sum(1 for _ in self.places.cells()):
            kept.insert(0, self.leaves[step.action.activity])
        if kept:
            yield from _wrapped("    /\\ UNCHANGED <<", kept, ">>")

    def _conjunct(self, expr: Expr) -> str:
        """A condition of a step.  TLC takes a disjunction in a step for two steps, and evaluates
        both sides; as one side of an equation it is a predicate, and stops early."""
        text = self.declared.truth(expr)
        return f"({text}) = TRUE" if _branches(expr) else text

    def _after(self, cell: int, updates: Sequence[Update]) -> str:
        """The value of a variable or an array after a step."""
        declared = self.declared
        if cell in declared.at:
            (moved,) = updates
            assert isinstance(moved.value, Const)
            return declared.at[cell][moved.value.value]
        if cell not in self.places.array_of:
            return declared.value(updates[-1].value, cell)
        text = declared.names[cell]
        for update in updates:
            _, index = declared.element(update.variable, update.index)
            value = declared.number(update.value, self.program.variables[update.variable])
            text = f"[{text} EXCEPT ![{index}] = {value}]"
        return text

    # -- rules -----------------------------------------------------------------------------

    def _rules(self) -> Iterator[str]:
        """One invariant per rule that can be broken."""
        at_steps: dict[str, dict[Expr, list[str]]] = {}
        careful: dict[str, list[str]] = {}
        for name, step in self.named:
            ended: list[Expr] = []
            for hurdle in step.hurdles:
                guards = " /\\ ".join(
                    [self.guards[name], *(self.declared.truth(e, inner=True) for e in ended)]
                )
                fails = hurdle.fails
                if fault(fails, self.program.variables) == FALSE:
                    found = at_steps.setdefault(hurdle.rule, {}).setdefault(fails, [])
                    found.append(f"({guards})" if ended else guards)
                else:
                    text = f"~({guards} /\\ {self.declared.truth(fails, inner=True)})"
                    careful.setdefault(hurdle.rule, []).append(text)
                if hurdle.ends:
                    ended.append(hurdle.holds)
        in_states: dict[str, list[str]] = {}
        for hurdle in self.places.judged:
            holds = self.declared.truth(hurdle.holds)
            in_states.setdefault(hurdle.rule, []).append(holds)
        for prop, text in self._rest():
            in_states.setdefault(prop, []).append(text)
        for prop in dict.fromkeys([*at_steps, *careful, *in_states]):
            self.rules[prop] = self.reserved.new(prop)
            yield f"\\* rule {comment(prop)}"
            yield f"{self.rules[prop]} =="
            for fails, guards_ in at_steps.get(prop, {}).items():
                yield f"    /\\ {self.declared.truth(fails, inner=True)} => ~("
                yield from (f"         \\/ {guard}" for guard in dict.fromkeys(guards_))
                yield "       )"
            for text in (*careful.get(prop, ()), *in_states.get(prop, ())):
                yield f"    /\\ {text}"
            yield ""

    def _rest(self) -> Iterator[tuple[str, str]]:
        """Deadlock, and that it can be judged."""
        final = self.program.final
        faulting = fault(final, self.program.variables)
        guards = [*self.guards.values()]
        moving = " \\/ ".join(guards) if guards else "FALSE"
        ends = make("or", faulting, final)
        if opposite(ends) != FALSE:
            yield "deadlock", f"({moving}) \\/ {self.declared.truth(ends, inner=True)}"
        if faulting != FALSE:
            yield "index", f"({moving}) \\/ {self.declared.truth(opposite(faulting), inner=True)}"


def _branches(expr: Expr) -> bool:
    return isinstance(expr, Op) and (
        expr.name == "or" or (expr.name == "and" and any(map(_branches, expr.operands)))
    )


def _junction(head: str, operands: Sequence[str]) -> Iterator[str]:
    yield head
    yield from (f"    \\/ {operand}" for operand in operands)


def _wrapped(head: str, words: Sequence[str], tail: str) -> list[str]:
    text = head + ", ".join(words) + tail
    return textwrap.wrap(text, 99, subsequent_indent="        ", break_long_words=False)
