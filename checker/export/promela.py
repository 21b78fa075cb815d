"""A Program in Promela, the language of SPIN (Holzmann, The SPIN Model Checker, 2004; the manual
pages of spinroot, among them d_step, hidden, timeout and remoterefs).

Each activity is a process whose point of control is its location.  An action is one ``d_step``
from its location's label to its target's, so that SPIN takes it as one step: states and
transitions are those of the Program.  A step that ends the run where it fails is two options:
the one that passes, and one that reports and stays where it is, which adds no state.

Rules are checked with ``assert`` where a step is taken (checks) or has been taken (invariants,
after the steps that may change their truth).  What reports is not part of the state: ``hidden``
constants name the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..aims import aims
from ..errors import UsageError
from ..evaluate import evaluate, take
from ..ir.program import Const, Expr, Op, Program, Read, Update
from ..simplify import FALSE, TRUE, make, opposite
from ..walk import reads_of
from .faults import fault
from .names import Names, comment
from .places import Places
from .promela_text import RESERVED, Declared, render
from .steps import Hurdle, Step

__all__ = ["OPTIONS", "promela"]

OPTIONS = ("-o1", "-o2", "-o3")
"""What spin must be told: every variable counts, also one that is never read, and every step is
one (the optimizations switched off change the number of states)."""

_PROCESSES = 255
_VECTOR = 65_000
_EXITS = 2_000
"""SPIN's table has 2,048 places (MAXDSTEP, Src/dstep.c); one d_step may need a few itself."""


def promela(program: Program) -> str:
    """The Promela text of a Program; raises UsageError where SPIN has no room for it."""
    return _Promela(program).text()


class _Promela:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.places = Places(program)
        self.names = Names(RESERVED, ("at_", "old_"))
        self.declared = Declared(self.places, self.names)
        self.rules: dict[str, str] = {}
        self.temporaries = 0
        self.exits = 0
        self.judges = {h: self.names.new(f"judge_{h.rule}") for h in self.places.judged}
        initial = program.initial
        self.broken_at_first = [h for h in self.judges if evaluate(h.fails, initial)]
        if len(program.activities) >= _PROCESSES:
            raise UsageError(
                f"{program.name} cannot be exported to Promela: of its {len(program.activities)}"
                f" activities and a monitor SPIN takes no more than {_PROCESSES} processes"
            )

    def text(self) -> str:
        """Everything; what comes first in the file is known last."""
        variables, monitor = list(self.declared.variables()), list(self._monitor())
        judges = list(self._judges())
        processes = [
            line
            for activity in range(len(self.program.activities))
            for line in ("", *self._process(activity))
        ]
        if self.exits > _EXITS:
            raise UsageError(
                f"{self.program.name} cannot be exported to Promela: its steps lead along"
                f" {self.exits:,} pairs of locations, and SPIN keeps track of {_EXITS:,}"
            )
        size = self.declared.vector + 8 * (len(self.program.activities) + 2)
        if size > _VECTOR:
            raise UsageError(
                f"{self.program.name} cannot be exported to Promela: its state takes {size:,}"
                f" bytes, and SPIN's state vector at most {_VECTOR:,}"
            )
        lines = [*self._head(size), *self._rules(), *self.declared.constants(), ""]
        lines += ["/* The state. */", *variables]
        if self.temporaries:
            lines += ["", "/* Values from before a step, for simultaneous updates: no state. */"]
            lines += [f"hidden int old_{k + 1};" for k in range(self.temporaries)]
        return "\n".join([*lines, *judges, *processes, "", *monitor]) + "\n"

    # -- the beginning ---------------------------------------------------------------------

    def _head(self, size: int) -> Iterator[str]:
        program = self.program
        vector = f" -DVECTORSZ={size + 512 - size % 512}" if size > 900 else ""
        yield f"/* {comment(program.name)}: a Program of miniport in Promela."
        yield ""
        yield f"   spin {' '.join(OPTIONS)} -a FILE"
        yield f"   gcc -O3 -DSAFETY -DNOREDUCE{vector} -o pan pan.c"
        yield "   ./pan -E -c0 -m10000000"
        yield ""
        yield "   visits every state, and prints the assertions that fail: they name the rules"
        yield "   that are broken.  -c1 instead of -c0 stops at the first and writes its trail."
        yield "   Deadlock is rule_deadlock: not every state without successor is one, so SPIN's"
        yield "   own check is switched off (-E).  Its warning of a timeout is harmless."
        unsaid = [p.id for p in program.properties if p.race_kinds]
        unsaid += dict.fromkeys(aim.property for aim in aims(program))
        if unsaid:
            yield ""
            yield "   Not said here, as they are properties of pairs of steps or of the graph:"
            yield f"   {comment(', '.join(unsaid))}."
        yield "*/"
        yield ""

    def _rules(self) -> Iterator[str]:
        yield "#define check(rule, condition) assert(!rule || (condition))"
        yield "#define broken(rule) assert(!rule)"
        yield ""
        yield "/* The rules; 0 switches one off. */"
        for prop, name in self.rules.items():
            yield f"hidden byte {name} = 1; /* {comment(prop)} */"
        yield ""

    def _rule(self, prop: str) -> str:
        if prop not in self.rules:
            self.rules[prop] = self.names.new(prop, "rule_")
        return self.rules[prop]

    # -- processes -------------------------------------------------------------------------

    def _process(self, activity: int) -> Iterator[str]:
        found = self.program.activities[activity]
        mine = [s for s in self.places.steps if s.action.activity == activity]
        process = self.names.new(found.name)
        yield f"active proctype {process}() {{ /* {comment(found.name)}: {comment(found.kind)} */"
        if activity not in self.places.controlled:
            yield "at_any:"
            yield from self._options(mine, {})
        else:
            labels = Names(())
            at = {
                place: labels.new(self.places.location(activity, place), "at_")
                for place in self.places.locations(activity)
            }
            for place, label in at.items():
                here = [s for s in mine if s.action.source == place]
                yield f"{label}:"
                yield from self._options(here, at)
        yield "}"

    def _options(self, here: Sequence[Step], at: dict[int, str]) -> Iterator[str]:
        """The choice at a location.  Options with one target share its goto: SPIN keeps a table
        of the places where d_steps end, and it is small."""
        targets: dict[str, list[list[str]]] = {}
        for step in here:
            for target, lines in self._step(step, at):
                targets.setdefault(target, []).append(lines)
        self.exits += len(targets)
        if not targets:
            yield "  false;"
            return
        yield "  if"
        for target, options in targets.items():
            if len(options) == 1:
                yield from (f"  {line}" for line in options[0][:-1])
                yield f"  {options[0][-1]}; goto {target}"
                continue
            yield "  :: if"
            yield from (f"     {line}" for lines in options for line in lines)
            yield f"     fi; goto {target}"
        yield "  fi;"

    def _step(self, step: Step, at: dict[int, str]) -> Iterator[tuple[str, list[str]]]:
        """The options a step consists of, each with the label it goes to."""
        action = step.action
        counter = self.program.activities[action.activity].counter
        guard, updates = step.guard, step.updates
        here, there = at.get(action.source, "at_any"), at.get(action.target, "at_any")
        if not at:
            guard = (Op("==", (Read(counter), Const(action.source))), *guard)
        if not at or counter in self.places.read:
            moving = Update(counter, Const(action.target))
            moved = action.source != action.target or not at
            written = any(u.index is None and u.variable == counter for u in updates)
            updates = (moving, *updates) if moved and not written else updates
        said = f"/* {comment(action.label)} */"
        first = self._initial_judges(action.source, counter)
        ends = step.ends
        if not step.dead:
            body = [*first, *self._checks([h for h in step.hurdles if not h.ends])]
            body += self._assignments(updates)
            body += self._judged_after(updates)
            passing = (*guard, *(h.holds for h in ends))
            yield there, [said, *self._option(passing, body)]
        if ends:
            fails = TRUE if step.dead else make("or", *(h.fails for h in ends))
            body = [*first, *self._failing(step.hurdles)]
            failing = (*guard, *((fails,) if fails != TRUE else ()))
            yield here, [f"{said[:-3]}: fails */", *self._option(failing, body)]

    def _option(self, guard: Sequence[Expr], body: Sequence[str]) -> Iterator[str]:
        shown = self._text(make("and", *guard)) if guard else ""
        if not body:
            # A bare "true" that goes nowhere is refused: "unconditional self-loop".
            yield f":: {shown or 'd_step { true -> skip }'}"
        elif not shown and len(body) == 1 and not body[0].startswith("if"):
            yield f":: {body[0]}"
        else:
            yield f":: d_step {{ {shown or 'true'} ->"
            yield from (f"     {line};" for line in body[:-1])
            yield f"     {body[-1]} }}"

    def _failing(self, hurdles: Sequence[Hurdle]) -> Iterator[str]:
        """What is judged in a step that ends the run, up to where it does."""
        end = next(k for k, h in enumerate(hurdles) if h.ends)
        yield from self._checks(hurdles[:end])
        broken, later = self._broken(hurdles[end]), hurdles[end + 1 :]
        rest = "; ".join(self._failing(later)) if any(h.ends for h in later) else broken
        if rest == broken:
            yield broken
        else:
            yield f"if :: {self._text(hurdles[end].fails)} -> {broken} :: else -> {rest} fi"

    def _checks(self, hurdles: Sequence[Hurdle]) -> Iterator[str]:
        """Hurdles that end nothing, those of a rule together."""
        by_rule: dict[str, list[Expr]] = {}
        for hurdle in hurdles:
            by_rule.setdefault(hurdle.rule, []).append(hurdle.holds)
        for prop, conditions in by_rule.items():
            asked = self._text(make("and", *conditions))
            yield f"check({self._rule(prop)}, {asked})"

    def _broken(self, hurdle: Hurdle) -> str:
        return f"broken({self._rule(hurdle.rule)})"

    # -- updates ---------------------------------------------------------------------------

    def _assignments(self, updates: Sequence[Update]) -> Iterator[str]:
        """The updates as a sequence that has the effect of doing them at once."""
        left = [_Assignment(u, self) for u in updates]
        saved = 0
        while left:
            ready = next((a for a in left if a.may_go_before(left)), None)
            if ready is not None:
                left.remove(ready)
                yield f"{ready.place()} = {ready.value}"
                continue
            reader = next(a for a in left if a.reads & left[0].writes and a is not left[0])
            for value in reader.save(saved):
                saved += 1
                yield f"old_{saved} = {value}"
        self.temporaries = max(self.temporaries, saved)

    # -- invariants and the end ------------------------------------------------------------

    def _judges(self) -> Iterator[str]:
        for hurdle, name in self.judges.items():
            yield ""
            yield f"inline {name}() {{"
            yield from (f"  {line}" for line in self._checks([hurdle]))
            yield "}"

    def _judged_after(self, updates: Sequence[Update]) -> list[str]:
        """The invariants whose truth a step may change."""
        written = {v for u in updates for v in range(u.variable, u.variable + u.size)}
        return [f"{name}()" for hurdle, name in self.judges.items()
                if written & reads_of(hurdle.fails)]

    def _initial_judges(self, source: int, counter: int) -> list[str]:
        """No step leads to the initial state: what is broken in it, steps from it report."""
        if source != self.program.variables[counter].initial:
            return []
        return [f"{self.judges[h]}()" for h in self.broken_at_first]

    def _monitor(self) -> Iterator[str]:
        final, variables = self.program.final, self.program.variables
        faulting = fault(final, variables)
        dead = make("and", opposite(faulting), opposite(final))
        reports = [(dead, f"broken({self._rule('deadlock')})")] if dead != FALSE else []
        if faulting != FALSE:
            reports.append((faulting, f"broken({self._rule('index')})"))
        initial = self.program.initial
        if all(take(self.program, action, initial) is None for action in self.program.actions):
            reports += [(h.fails, f"{self.judges[h]}()") for h in self.broken_at_first]
        if not reports:
            return
        name = self.names.new("monitor")
        yield f"active proctype {name}() {{ /* where nothing can happen any more */"
        yield "  do"
        for condition, report in reports:
            stuck = "timeout" if condition == TRUE else f"timeout && {self._text(condition, 2)}"
            yield f"  :: d_step {{ {stuck} -> {report} }}"
        yield "  od"
        yield "}"

    def _text(self, expr: Expr, strength: int = -1) -> str:
        return render(expr, self.declared, strength)


class _Assignment:
    """One update on its way into a sequence."""

    def __init__(self, update: Update, to: _Promela) -> None:
        declared = to.declared
        self.update = update
        self.writes = set(range(update.variable, update.variable + update.size))
        self.value = declared.value(update.value, update.variable)
        self.index = "" if update.index is None else render(update.index, declared)
        self.reads_value = reads_of(update.value)
        self.reads_index = frozenset() if update.index is None else reads_of(update.index)
        self.declared = declared

    def place(self) -> str:
        """The left side."""
        if self.update.index is None:
            return self.declared.place(self.update.variable)
        return self.declared.element(self.update.variable, self.index)

    @property
    def reads(self) -> frozenset[int]:
        """The variables it reads."""
        return self.reads_value | self.reads_index

    def may_go_before(self, left: list[_Assignment]) -> bool:
        """Whether no other reads what this one writes, and the last write stays the last."""
        position = left.index(self)
        return not any(
            other.reads & self.writes or (k < position and other.writes & self.writes)
            for k, other in enumerate(left)
            if other is not self
        )

    def save(self, count: int) -> Iterator[str]:
        """What to save beforehand, in ``old_{count + 1}`` and so on, so that it reads nothing."""
        if self.reads_index:
            yield self.index
            count += 1
            self.index, self.reads_index = f"old_{count}", frozenset()
        if self.reads_value:
            yield self.value
            self.value, self.reads_value = f"old_{count + 1}", frozenset()
