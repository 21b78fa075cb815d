"""A Program as an LLVM module with one function that matters:

    i64 expand(i64* state, i64* out, i64* context)

judges the invariants of ``state``, writes its successors to ``out`` one behind the other, returns
how many they are, and tells what it saw through the ``context`` (:mod:`.context`).  Each activity
is a function of its own: a switch over its program counter, and a decision tree per location.
Another function per aim (:mod:`..aims`) says whether a state meets it, one whether it meets all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from llvmlite import ir

from ..aims import aims, all_at_once
from ..certain import may_fault
from ..decision import Node, Take, by_place, decisions
from ..ir.program import Expr, Program
from .context import CURRENT, ENDED, HOTS, LOG, LOGGED, SEEN
from .expressions import BYTE, POINTER, WORD
from .judges import Judges
from .packing import Packing
from .steps import Steps

__all__ = ["Code", "branching"]

_DEEPEST = 200
_INLINED = 24  # actions: smaller activities become part of their caller

_VOID = ir.VoidType()


class Code:
    """The module of ``program`` and what its numbers mean; ``watched`` says which actions the
    race rule looks at."""

    def __init__(self, program: Program, watched: Sequence[int]) -> None:
        self.program = program
        self.packing = Packing(program)
        self.module = ir.Module(name="program")
        self._judges = Judges(program, self.packing, self.module, self._note())
        self.events = self._judges.events
        self._steps = Steps(program, self.packing, self._judges, watched)
        actors = [self._activity(actor, places) for actor, places in by_place(program).items()]
        self._expand(actors)
        found = aims(program)
        for number, aim in enumerate(found):
            self._predicate(f"aim{number}", aim.condition)
        if found:
            self._predicate("aims", all_at_once(program))

    def _note(self) -> ir.Function:
        """``note(context, event)``: log an event the first time."""
        note = ir.Function(self.module, ir.FunctionType(_VOID, [POINTER, WORD]), "note")
        note.linkage = "internal"
        note.attributes.add("noinline")
        note.attributes.add("cold")
        context, event = note.args
        build = ir.IRBuilder(note.append_basic_block())

        def slot(number: int) -> ir.Value:
            return build.gep(context, [WORD(number)], source_etype=WORD)

        seen = build.gep(build.load(slot(SEEN), typ=POINTER), [event], source_etype=BYTE)
        with build.if_then(build.icmp_unsigned("==", build.load(seen, typ=BYTE), BYTE(0))):
            build.store(BYTE(1), seen)
            count = build.load(slot(LOGGED), typ=WORD)
            log = build.load(slot(LOG), typ=POINTER)
            here = build.shl(count, WORD(1))
            build.store(event, build.gep(log, [here], source_etype=WORD))
            there = build.gep(log, [build.add(here, WORD(1))], source_etype=WORD)
            build.store(build.load(slot(CURRENT), typ=WORD), there)
            build.store(build.add(count, WORD(1)), slot(LOGGED))
        build.ret_void()
        return note

    def _function(self, name: str, returned: ir.Type) -> tuple[ir.Function, ir.IRBuilder]:
        """``name(words..., out, context)``, with its entry block."""
        kinds = [*[WORD] * self.packing.words, POINTER, POINTER]
        function = ir.Function(self.module, ir.FunctionType(returned, kinds), name)
        function.linkage = "internal"
        build = ir.IRBuilder(function.append_basic_block())
        *words, out, context = function.args
        place = build.alloca(POINTER)
        build.store(out, place)
        self._steps.begin(build, words, place, context)
        return function, build

    def _activity(self, actor: int, places: dict[int, list[int]]) -> ir.Function:
        """The steps of one activity; returns where the next successor goes."""
        program, steps = self.program, self._steps
        function, build = self._function(f"activity{actor}", POINTER)
        if sum(map(len, places.values())) > _INLINED:
            function.attributes.add("noinline")
        done = build.append_basic_block("done")
        field = self.packing.fields[program.activities[actor].counter]
        blocks = {place: build.append_basic_block(f"at{place}") for place in places}
        if field.width == 0:
            build.branch(blocks.get(field.low, done))
        else:
            counter = build.and_(build.lshr(steps.words[field.word], WORD(field.shift)),
                                 WORD(field.mask))  # fmt: skip
            switch = build.switch(counter, done)
            for place, block in blocks.items():
                if 0 <= place - field.low <= field.mask:
                    switch.add_case(WORD(place - field.low), block)
        for place, block in blocks.items():
            build.position_at_end(block)
            steps.values.place = field, place
            self._tree(decisions(program.actions, places[place], program.variables, _DEEPEST))
            build.branch(done)
        steps.values.place = None
        build.position_at_end(done)
        build.ret(build.load(steps.out, typ=POINTER))
        return function

    def _tree(self, nodes: Iterable[Node]) -> None:
        build, steps = self._steps.build, self._steps
        for node in nodes:
            if isinstance(node, Take):
                steps.take(node.action)
                continue
            then, otherwise, ahead = (
                build.append_basic_block(name) for name in ("then", "else", "next")
            )
            fault = None
            if any(may_fault(conjunct, self.program.variables) for conjunct in node.conjuncts):
                fault = build.append_basic_block("outside")
            for n, conjunct in enumerate(node.conjuncts):
                last = n == len(node.conjuncts) - 1
                more = then if last else build.append_basic_block("and")
                steps.values.fault = fault
                steps.values.branch(conjunct, more, otherwise)
                build.position_at_end(more)
            self._tree(node.then)
            build.branch(ahead)
            build.position_at_end(otherwise)
            self._tree(node.otherwise)
            build.branch(ahead)
            if fault is not None:
                build.position_at_end(fault)
                for number in node.members:
                    steps.faulted(number)
                build.branch(ahead)
            build.position_at_end(ahead)

    def _expand(self, actors: list[ir.Function]) -> None:
        expand = ir.Function(self.module, ir.FunctionType(WORD, [POINTER] * 3), "expand")
        state, out, context = expand.args
        for argument in expand.args:
            argument.attributes.add("noalias")
        build = ir.IRBuilder(expand.append_basic_block())
        words = self._words(build, state)
        for slot in (ENDED, HOTS):
            build.store(WORD(0), build.gep(context, [WORD(slot)], source_etype=WORD))
        invariants = self._judges.invariants()
        if invariants is not None:
            judge, event = invariants
            build.call(judge, [*words, context, WORD(event)])
        place = out
        for actor in actors:
            place = build.call(actor, [*words, place, context])
        length = build.sub(build.ptrtoint(place, WORD), build.ptrtoint(out, WORD))
        count = build.udiv(length, WORD(8 * self.packing.words))
        slot_ = build.gep(context, [WORD(ENDED)], source_etype=WORD)
        enabled = build.add(count, build.load(slot_, typ=WORD))
        resting = build.icmp_unsigned("==", enabled, WORD(0))
        rest, done = build.append_basic_block("rest"), build.append_basic_block("done")
        build.cbranch(resting, rest, done)
        build.position_at_end(rest)
        self._steps.begin(build, words, out, context)
        self._rest(self.program.final, done)
        build.position_at_end(done)
        build.ret(count)

    def _words(self, build: ir.IRBuilder, state: ir.Value) -> list[ir.Value]:
        """The words of the state at an address."""
        return [
            build.load(build.gep(state, [WORD(n)], source_etype=WORD), typ=WORD)
            for n in range(self.packing.words)
        ]

    def _predicate(self, name: str, expr: Expr) -> None:
        """``i64 name(i64* state, ..., ...)``: whether ``expr`` is true; where it faults, it is
        not."""
        function = ir.Function(self.module, ir.FunctionType(WORD, [POINTER] * 3), name)
        state = function.args[0]
        build = ir.IRBuilder(function.append_basic_block())
        values = self._steps.values
        values.builder = build
        values.words = self._words(build, state)
        values.fault = build.append_basic_block("outside")
        build.ret(build.zext(values.truth(expr), WORD))
        build.position_at_end(values.fault)
        build.ret(WORD(0))

    def _rest(self, final: Expr, done: ir.Block) -> None:
        """A state in which nothing is enabled must be one in which nothing need happen."""
        build, steps = self._steps.build, self._steps
        outside, stuck = build.append_basic_block("outside"), build.append_basic_block("stuck")
        steps.values.fault = outside
        steps.values.branch(final, done, stuck)
        build.position_at_end(stuck)
        steps.report(self.events.number("deadlock", None))
        build.branch(done)
        build.position_at_end(outside)
        steps.report(self.events.number("index", None))
        build.branch(done)


def branching(program: Program) -> int:
    """The most successors any state can have."""
    return sum(max(map(len, places.values())) for places in by_place(program).values())
