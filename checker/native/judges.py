"""Checks and invariants as LLVM IR: one function for each list of them that is different.

Actions have many checks, and mostly the same ones: what judges a step is compiled once, and told
the number of the first event it may report.
"""

from __future__ import annotations

from collections.abc import Sequence

from llvmlite import ir

from ..certain import is_true
from ..ir.program import Check, Invariant, Program
from .context import REACHED
from .events import Event, Events
from .expressions import BIT, BYTE, POINTER, WORD, Expressions
from .packing import Packing

__all__ = ["Judges"]


class Judges:
    """The judging functions of a module: ``i1 judge(words..., context, first event)``, true if
    the run ends there."""

    def __init__(
        self, program: Program, packing: Packing, module: ir.Module, note: ir.Function
    ) -> None:
        self.program = program
        self.events = Events()
        self.note = note
        self._packing = packing
        self.module = module
        self._values = Expressions(program.variables, packing.fields)
        self._known: dict[object, ir.Function] = {}

    def of(self, action: int, *, certain: bool) -> tuple[ir.Function, int] | None:
        """What judges a step, and the number to tell it; None if nothing need be looked at.

        Of an action that is ``certain`` to succeed, coverage tells what true premises it reached.
        """
        properties = self.program.properties
        checks = [
            check for check in self.program.actions[action].checks
            if not (certain and is_true(check.premise) and is_true(check.condition))
        ]
        if not checks:
            return None
        events = [
            Event("fatal" if properties[check.property].fatal else "check", action, check.property)
            for check in checks
        ]
        key = tuple((check.property, check.premise, check.condition) for check in checks)
        if key not in self._known:
            self._known[key] = self._function(checks)
        return self._known[key], self.events.several([*events, Event("index", action)])

    def invariants(self) -> tuple[ir.Function, int] | None:
        """What judges the invariants in a state."""
        invariants = self.program.invariants
        if not invariants:
            return None
        events = [Event("invariant", None, invariant.property) for invariant in invariants]
        return self._function(invariants), self.events.several([*events, Event("index", None)])

    def _function(self, checks: Sequence[Check | Invariant]) -> ir.Function:
        kinds = [*[WORD] * self._packing.words, POINTER, WORD]
        name = self.module.get_unique_name("judge")
        function = ir.Function(self.module, ir.FunctionType(BIT, kinds), name)
        function.linkage = "internal"
        function.attributes.add("noinline")
        *words, context, first = function.args
        self._build = build = ir.IRBuilder(function.append_basic_block())
        self._values.builder, self._values.words = build, words
        self._values.fault = build.append_basic_block("outside")
        slot = build.gep(context, [WORD(REACHED)], source_etype=WORD)
        self._reached = build.load(slot, typ=POINTER)
        for number, check in enumerate(checks):
            fatal = isinstance(check, Check) and self.program.properties[check.property].fatal
            self._check(check, fatal, context, build.add(first, WORD(number)))
        build.ret(BIT(0))
        build.position_at_end(self._values.fault)
        build.call(self.note, [context, build.add(first, WORD(len(checks)))])
        build.ret(BIT(1))
        return function

    def _check(
        self, check: Check | Invariant, fatal: bool, context: ir.Value, event: ir.Value
    ) -> None:
        build = self._build
        ahead = build.append_basic_block("judged")
        if not is_true(check.premise):
            asked = build.append_basic_block("asked")
            self._values.branch(check.premise, asked, ahead)
            build.position_at_end(asked)
        place = build.gep(self._reached, [WORD(check.property)], source_etype=BYTE)
        build.store(BYTE(1), place)
        if not is_true(check.condition):
            broken = build.append_basic_block("broken")
            self._values.branch(check.condition, ahead, broken)
            build.position_at_end(broken)
            build.call(self.note, [context, event])
            if fatal:
                build.ret(BIT(1))
            else:
                build.branch(ahead)
        else:
            build.branch(ahead)
        build.position_at_end(ahead)
