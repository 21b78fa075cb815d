"""A Program as Python functions: one per activity and location, compiled from source text.

The meaning is that of :mod:`.evaluate`; this module only makes it fast enough to search with.

A state is ``bytes``; :mod:`.layout` says where in it the variables are.
``expand(s, emit, bad)`` calls ``emit((action, successor))`` for every enabled action, in which
``successor`` is None when the run ends in the step, and ``bad((action, kind, n))`` for
everything that is wrong with it:

===========  ========================================================
``"check"``  the check of property ``n`` failed
``"fatal"``  the same, and the run ends
``"range"``  variable ``n`` would leave its range
``"index"``  an index was out of range
``"bound"``  variable ``n`` would exceed the bound of explicit search
===========  ========================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .certain import always_asked, always_succeeds, inside, is_true, may_fault
from .decision import Node, Take, by_place, decisions
from .errors import CheckerBug
from .evaluate import Fault
from .interval import interval
from .ir.program import (
    Action,
    Check,
    Expr,
    Invariant,
    Program,
    Update,
    Variable,
)
from .layout import Layout
from .render import Renderer

__all__ = ["Interpreter", "State"]

State = bytes
Emit = Callable[[tuple[int, State | None]], None]
Bad = Callable[[tuple[int, str, int]], None]

# Python refuses more than 100 levels of indentation; further down guards are not shared.
_DEEPEST = 60


class Interpreter:
    """The compiled form of ``program``.

    ``reached[p]`` becomes 1 when a premise of property ``p`` was true, except for premises that
    are simply true in actions that cannot end the run: those are in ``reached_by[action]``, and
    cost nothing during the search.  ``source`` is the text that was compiled, for people.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        variables = program.variables
        self.layout = Layout(variables)
        self.pack, self.unpack = self.layout.pack, self.layout.unpack
        self.reached = bytearray(len(program.properties))
        self.initial = self.pack(program.initial)
        self.reached_by = {
            number: always_asked(action) for number, action in enumerate(program.actions)
            if always_succeeds(program, action)
        }
        self._render = Renderer(variables, self.layout)
        lines = list(self._lines())
        self.source = "".join(self._render.helpers) + "\n".join(lines) + "\n"
        names: dict[str, Any] = {
            "Fault": Fault,
            "reached": self.reached,
            "inside": _inside,
            "value_at": self.layout.load,
            "store": self.layout.store,
            "LOW": [v.low for v in variables],
            "HIGH": [v.high for v in variables],
            "ABOVE": [_above(v) for v in variables],
        }
        exec(compile(self.source, f"<{program.name}>", "exec"), names)
        self.expand: Callable[[State, Emit, Bad], None] = names["expand"]
        self.invariants: Callable[[State, Callable[[int], None]], None] = names["invariants"]
        self.final: Callable[[State], bool] = names["final"]

    def compile_truth(self, expr: Expr) -> Callable[[State], bool]:
        """``expr`` as a function that says whether it is true in a state."""
        render = Renderer(self.program.variables, self.layout)
        text = f"def truth(s): return {render.truth(expr)}\n"
        names: dict[str, Any] = {
            "Fault": Fault, "inside": _inside, "value_at": self.layout.load,
        }
        exec(compile("".join(render.helpers) + text, "<truth>", "exec"), names)
        truth: Callable[[State], bool] = names["truth"]
        return truth

    def _lines(self) -> Iterable[str]:
        """The source text of the whole program."""
        program = self.program
        for number, action in enumerate(program.actions):
            if number not in self.reached_by:
                yield from self._function_of(number, action)
        yield "def blocked(s, emit, bad): pass"
        at = by_place(program)
        for actor, places in at.items():
            for location, numbers in places.items():
                yield f"def at_{actor}_{location}(s, emit, bad):"
                nodes = decisions(program.actions, numbers, program.variables, _DEEPEST)
                yield from self._nodes(nodes, 1)
        calls = []
        for number, activity in enumerate(program.activities):
            counter = program.variables[activity.counter]
            left = at.get(number, {})
            table = [
                f"at_{number}_{place}" if place in left else "blocked"
                for place in range(counter.low, counter.high + 1)
            ]
            yield f"T{number} = [{', '.join(table)}]"
            calls.append(f" T{number}[{self._render.raw(activity.counter)}](s, emit, bad)")
        yield "def expand(s, emit, bad):"
        yield from calls or [" pass"]
        yield "def invariants(s, bad):"
        for invariant in program.invariants:
            yield from self._check(invariant, 1, f"bad({invariant.property})")
        yield " pass"
        yield f"def final(s): return {self._render.truth(program.final)}"

    def _nodes(self, nodes: Iterable[Node], depth: int) -> Iterable[str]:
        """The source text of a decision tree."""
        pad = " " * depth
        for node in nodes:
            if isinstance(node, Take):
                yield from self._step(node.action, depth)
                continue
            condition = " and ".join(map(self._render.truth, node.conjuncts))
            if any(may_fault(conjunct, self.program.variables) for conjunct in node.conjuncts):
                yield f"{pad}try: enabled = {condition}"
                yield f"{pad}except Fault:"
                yield f"{pad} enabled = False"
                for number in node.members:
                    yield f"{pad} bad(({number}, 'index', -1)); emit(({number}, None))"
                condition = "enabled"
            yield f"{pad}if {condition}:"
            yield from self._nodes(node.then, depth + 1)
            if node.otherwise:
                yield f"{pad}else:"
                yield from self._nodes(node.otherwise, depth + 1)

    def _step(self, number: int, depth: int) -> Iterable[str]:
        """Taking action ``number``, whose guard is known to be true."""
        action = self.program.actions[number]
        if number in self.reached_by:
            yield from self._body(number, action, depth)
        else:
            yield f"{' ' * depth}a{number}(s, emit, bad)"

    def _function_of(self, number: int, action: Action) -> Iterable[str]:
        """An action that can end the run, as a function: it returns where the run ends."""
        yield f"def a{number}(s, emit, bad):"
        yield " try:"
        yield from self._body(number, action, 2)
        yield " except Fault:"
        yield f"  bad(({number}, 'index', -1)); emit(({number}, None))"

    def _body(self, number: int, action: Action, depth: int) -> Iterable[str]:
        """The checks, then the updates of an action; all of them read the old state ``s``."""
        pad = " " * depth
        simple = number in self.reached_by
        for check in action.checks:
            report = f"bad(({number}, 'check', {check.property}))"
            if self.program.properties[check.property].fatal:
                report = f"bad(({number}, 'fatal', {check.property})); {_end(number)}"
            yield from self._check(check, depth, report, counted=simple)
        counter = self.program.activities[action.activity].counter
        if action.source == action.target and not action.updates:
            yield f"{pad}emit(({number}, s))"
            return
        yield f"{pad}t = bytearray(s)"
        if action.source != action.target:
            yield from self._store(counter, str(action.target - self.layout.offsets[counter]), pad)
        for update in action.updates:
            yield from self._update(number, update, pad)
        yield f"{pad}emit(({number}, bytes(t)))"

    def _check(
        self, check: Check | Invariant, depth: int, report: str, *, counted: bool = False
    ) -> Iterable[str]:
        """``report`` where the check fails; ``counted``: ``reached_by`` knows true premises."""
        pad = " " * depth
        passes = is_true(check.condition)
        if not is_true(check.premise):
            yield f"{pad}if {self._render.truth(check.premise)}:"
            pad += " "
        elif counted:
            if not passes:
                yield f"{pad}if not {self._render.truth(check.condition)}: {report}"
            return
        yield f"{pad}reached[{check.property}] = 1"
        if not passes:
            yield f"{pad}if not {self._render.truth(check.condition)}: {report}"

    def _update(self, number: int, update: Update, pad: str) -> Iterable[str]:
        """One assignment to ``t``, with the checks that are not statically known to pass."""
        variables = self.program.variables
        place, size = update.variable, update.size
        end_run = _end(number)
        if update.index is None:
            size, where = 1, str(place)
        else:
            yield f"{pad}i = {self._render.number(update.index)}"
            if not inside(update.index, size, variables):
                yield f"{pad}if not 0 <= i < {size}: bad(({number}, 'index', -1)); {end_run}"
            where = f"{place} + i"
        targets = variables[place : place + size]
        first = targets[0]
        alike = len({(v.low, v.high, v.checked) for v in targets}) == 1
        low = str(first.low) if alike else f"LOW[{where}]"
        high = str(first.high) if alike else f"HIGH[{where}]"
        above = repr(_above(first)) if alike else f"ABOVE[{where}]"
        least, most = interval(update.value, variables)
        certain = alike and first.low <= least and most <= first.high
        if certain and update.index is None:
            stored = self._render.stored(update.value, self.layout.offsets[place])
            yield from self._store(place, stored, pad)
            return
        narrow = alike and not self.layout.further[place]
        if certain and narrow:
            stored = self._render.stored(update.value, self.layout.offsets[place])
            yield f"{pad}t[{where}] = {stored}"
            return
        yield f"{pad}v = {self._render.number(update.value)}"
        if not alike or least < first.low:
            yield f"{pad}if v < {low}: bad(({number}, 'range', {where})); {end_run}"
        if not alike or most > first.high:
            yield f"{pad}if v > {high}: bad(({number}, {above}, {where})); {end_run}"
        if narrow:
            yield f"{pad}t[{where}] = v - ({first.low})"
        else:
            yield f"{pad}store(t, {where}, v)"

    def _store(self, variable: int, raw: str, pad: str) -> Iterable[str]:
        """Store ``raw``, known to be in range, in a variable of ``t``."""
        further = self.layout.further[variable]
        if not further:
            yield f"{pad}t[{variable}] = {raw}"
            return
        known = raw.isdigit()
        if not known:
            yield f"{pad}w = {raw}"
        for k, position in enumerate((variable, *further)):
            byte = str(int(raw) >> 8 * k & 255) if known else f"w >> {8 * k} & 255"
            yield f"{pad}t[{position}] = {byte}"


def _end(number: int) -> str:
    """The statements that end the run in action ``number``."""
    return f"emit(({number}, None)); return"


def _above(variable: Variable) -> str:
    """What it is called when a value is above the range of ``variable``."""
    if variable.checked not in ("error", "bound"):
        raise CheckerBug(f"{variable.name}: checked is {variable.checked!r}")
    return variable.checked.replace("error", "range")


def _inside(index: int, size: int) -> int:
    """``index``, which must be in ``0 .. size-1``."""
    if not 0 <= index < size:
        raise Fault("index", -1, index)
    return index
