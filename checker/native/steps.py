"""One action as LLVM IR: what is wrong with the step, and the state after it."""

from __future__ import annotations

from collections.abc import Sequence

from llvmlite import ir

from ..certain import always_succeeds
from ..interval import interval
from ..ir.program import Program, Update
from .context import COVERED, ENDED, HOT, HOTS, OPTIONAL
from .expressions import BYTE, POINTER, WORD, Expressions
from .judges import Judges
from .packing import Packing

__all__ = ["Steps"]


class Steps:
    """Emits actions into the function ``builder`` stands in.

    ``out`` is the variable in which that function keeps where the next successor goes.
    """

    def __init__(
        self, program: Program, packing: Packing, judges: Judges, watched: Sequence[int]
    ) -> None:
        self.program = program
        self.packing = packing
        self.judges = judges
        self.events, self.note = judges.events, judges.note
        self.emit = self._emitter()
        self.watched = watched
        self.values = Expressions(program.variables, packing.fields)

    def _emitter(self) -> ir.Function:
        """``emit(out, words...)``: store a successor; returns where the next one goes."""
        count = self.packing.words
        kind = ir.FunctionType(POINTER, [POINTER, *[WORD] * count])
        emit = ir.Function(self.judges.module, kind, "emit")
        emit.linkage = "internal"
        emit.attributes.add("alwaysinline")
        build = ir.IRBuilder(emit.append_basic_block())
        out, *words = emit.args
        for number, word in enumerate(words):
            build.store(word, build.gep(out, [WORD(number)], source_etype=WORD))
        build.ret(build.gep(out, [WORD(count)], source_etype=WORD))
        return emit

    def begin(
        self, builder: ir.IRBuilder, words: Sequence[ir.Value], out: ir.Value, context: ir.Value
    ) -> None:
        """Everything that follows goes into this function."""
        self.build = self.values.builder = builder
        self.values.words = words
        self.words, self.out, self.context = words, out, context
        self.covered = self.load(COVERED, POINTER)

    def load(self, slot: int, kind: ir.Type = WORD) -> ir.Value:
        """The content of a slot of the context."""
        return self.build.load(self._slot(slot), typ=kind)

    def take(self, number: int) -> None:
        """The step ``number``, known to be enabled; control goes on behind it."""
        build, action = self.build, self.program.actions[number]
        certain = always_succeeds(self.program, action)
        self._enabled(number)
        end = build.append_basic_block(f"end{number}")
        outside = self.values.fault = None if certain else build.append_basic_block("outside")
        judged = self.judges.of(number, certain=certain)
        if judged is not None:
            judge, first = judged
            verdict = build.call(judge, [*self.words, self.context, WORD(first)])
            if not certain:
                over, ahead = build.append_basic_block("over"), build.append_basic_block("step")
                build.cbranch(verdict, over, ahead)
                build.position_at_end(over)
                self._store(ENDED, build.add(self.load(ENDED), WORD(1)))
                build.branch(end)
                build.position_at_end(ahead)
        fields = self._updates(number, action.updates, end)
        counter = self.program.activities[action.activity].counter
        if action.source != action.target and counter not in fields:
            fields[counter] = WORD(action.target)
        if action.optional and self.program.goals:
            place = self.load(OPTIONAL, POINTER)
            build.store(build.load(self.out, typ=POINTER), place)
            self._store(OPTIONAL, build.gep(place, [WORD(1)], source_etype=WORD))
        self._emit(fields)
        build.branch(end)
        if outside is not None:
            build.position_at_end(outside)
            self._ended(self.events.number("index", number))
            build.branch(end)
        build.position_at_end(end)

    def faulted(self, number: int) -> None:
        """Action ``number`` ends the run in its guard."""
        self._enabled(number)
        self._ended(self.events.number("index", number))

    def report(self, event: int) -> None:
        """Log an event, if it is its first time."""
        self.build.call(self.note, [self.context, WORD(event)])

    def _enabled(self, number: int) -> None:
        place = self.build.gep(self.covered, [WORD(number)], source_etype=BYTE)
        self.build.store(BYTE(1), place)
        if self.watched[number]:
            count = self.load(HOTS)
            place = self.build.gep(self.load(HOT, POINTER), [count], source_etype=WORD)
            self.build.store(WORD(number), place)
            self._store(HOTS, self.build.add(count, WORD(1)))

    def _updates(
        self, number: int, updates: Sequence[Update], end: ir.Block
    ) -> dict[int, ir.Value]:
        """The new values by variable; a value outside its range ends the run."""
        build, variables = self.build, self.program.variables
        after: dict[int, ir.Value] = {}
        for update in updates:
            position = None
            if update.index is not None:
                position = self.values.index(update.index, update.size)
            value = self.values.number(update.value)
            least, most = interval(update.value, variables)
            size = 1 if position is None else update.size
            for k in range(size):
                variable = update.variable + k
                low, high = variables[variable].low, variables[variable].high
                here = None
                if position is not None:
                    here = build.icmp_unsigned("==", position, WORD(k))
                if least < low:
                    bad = build.icmp_signed("<", value, WORD(low))
                    self._refuse(bad, here, self.events.number("range", number, variable), end)
                if most > high:
                    bound = variables[variable].checked == "bound"
                    kind = "bound" if bound else "range"
                    bad = build.icmp_signed(">", value, WORD(high))
                    self._refuse(bad, here, self.events.number(kind, number, variable), end)
                if here is None:
                    after[variable] = value
                else:
                    old = after[variable] if variable in after else self._old(variable, number)
                    after[variable] = build.select(here, value, old)
        return after

    def _old(self, variable: int, number: int) -> ir.Value:
        """What ``variable`` holds after the step, if no update says otherwise."""
        action = self.program.actions[number]
        if variable == self.program.activities[action.activity].counter:
            return WORD(action.target)
        return self.values.read(self.packing.fields[variable])

    def _refuse(
        self, bad: ir.Value, here: ir.Value | None, event: int, end: ir.Block
    ) -> None:
        build = self.build
        refused, ahead = build.append_basic_block("refused"), build.append_basic_block("inside")
        build.cbranch(bad if here is None else build.and_(bad, here), refused, ahead)
        build.position_at_end(refused)
        self._ended(event)
        build.branch(end)
        build.position_at_end(ahead)

    def _emit(self, fields: dict[int, ir.Value]) -> None:
        """Store the successor: the old words, with these variables changed."""
        build = self.build
        out = build.load(self.out, typ=POINTER)
        after = []
        for number, word in enumerate(self.words):
            cleared, constant, parts = 0, 0, []
            for variable, value in fields.items():
                field = self.packing.fields[variable]
                if field.word != number or not field.width:
                    continue
                cleared |= field.mask << field.shift
                if isinstance(value, ir.Constant):
                    constant |= (value.constant - field.low) << field.shift
                else:
                    raw = build.sub(value, WORD(field.low)) if field.low else value
                    parts.append(build.shl(raw, WORD(field.shift)))
            if cleared:
                word = build.and_(word, WORD(~cleared))
            for part in [WORD(constant), *parts] if constant else parts:
                word = build.or_(word, part)
            after.append(word)
        build.store(build.call(self.emit, [out, *after]), self.out)

    def _ended(self, event: int) -> None:
        self.report(event)
        self._store(ENDED, self.build.add(self.load(ENDED), WORD(1)))

    def _slot(self, slot: int) -> ir.Value:
        return self.build.gep(self.context, [WORD(slot)], source_etype=WORD)

    def _store(self, slot: int, value: ir.Value) -> None:
        self.build.store(value, self._slot(slot))

