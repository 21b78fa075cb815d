"""The Program from pruned automata: variables numbered, actions with their footprints."""

from __future__ import annotations

from collections.abc import Sequence

from ..ir.program import (
    Action,
    Activity,
    Check,
    Const,
    Element,
    Expr,
    Goal,
    Invariant,
    Op,
    Parameter,
    Program,
    Property,
    Read,
    Update,
    Variable,
)
from ..unique import Unique
from ..walk import Reads
from .actions import Way
from .cast import Cast
from .interchange import symmetries
from .prune import Pruned
from .values import Text, boolean
from .world import Slot, World

__all__ = ["assemble"]


def assemble(
    cast: Cast, world: World, pruned: Pruned, homes: list[int], goals: list[str],
    rules: Sequence[tuple[str, tuple[str, ...]]], built_in: tuple[str, ...], name: str,
) -> Program:
    """Number what is left and build the immutable Program."""
    return _Assembler(cast, world, pruned, rules, built_in).run(homes, goals, name)


class _Assembler:
    def __init__(
        self, cast: Cast, world: World, pruned: Pruned,
        rules: Sequence[tuple[str, tuple[str, ...]]], built_in: tuple[str, ...],
    ) -> None:
        self.cast, self.world, self.pruned = cast, world, pruned
        self.number = {slot: k for k, slot in enumerate(pruned.needed)}
        self.first_counter = len(pruned.needed)
        # An activity that can never move is none (a second instance an option would allow).
        self.moving = [k for k, a in enumerate(pruned.automata) if a.ways]
        self.properties = (
            *(Property(rule, races) for rule, races in rules),
            *(Property(b, (), True) for b in built_in),
        )
        self.ids = {p.id: k for k, p in enumerate(self.properties)}
        self._unique = Unique()
        self._numbered: dict[int, Expr] = {}  # each once: steps have many in common
        self.reads = Reads()

    def run(self, homes: list[int], goals: list[str], name: str) -> Program:
        """Everything."""
        variables_ = [self._variable(self.world.slots[k]) for k in self.pruned.needed]
        activities, actions = [], []
        loose = [self._expr(e) for e in self.pruned.loose]
        for position, k in enumerate(self.moving):
            automaton = self.pruned.automata[k]
            places: dict[int, int] = {}
            start = self.pruned.starts[k]
            for at in (start, *(p for w in automaton.ways for p in (w.source, w.target))):
                places.setdefault(at, len(places))
            instance = self.cast.activities[k]
            labels = tuple(automaton.places[p] for p in places)
            variables_.append(Variable(
                f"{instance.name} at", 0, max(len(places) - 1, 0), 0, labels, position
            ))
            kind = instance.finals.get("kind")
            home = loose[1 + homes.index(k)] if k in homes else None
            activities.append(Activity(
                instance.name, self.first_counter + position, labels,
                kind.value if isinstance(kind, Text) else "thread", home,
                instance.finals.get("callbacks") == boolean(True),
            ))
            actions += [self._action(position, places, w) for w in automaton.ways]
        invariants = tuple(
            Invariant(self.ids[p], self._expr(premise), self._expr(condition))
            for p, premise, condition in self.pruned.formulas
        )
        counters = {
            self.cast.activities[k]: self.first_counter + position
            for position, k in enumerate(self.moving)
        }
        return Program(name, tuple(variables_), tuple(activities), tuple(actions),
                       self.properties, invariants, loose[0],
                       symmetries(self.world.slots, self.number, counters),
                       tuple(Goal(self.ids[g], loose[1 + len(homes) + k])
                             for k, g in enumerate(goals)), self._parameters())

    def _parameters(self) -> tuple[Parameter, ...]:
        found = []
        for name, crowd in self.world.gathered.items():
            begin = [self.number[k] for k in (crowd.total, crowd.counts) if k in self.number]
            if begin:
                found.append(Parameter(name, tuple(begin)))
        return tuple(found)

    def _variable(self, slot: Slot) -> Variable:
        kind = slot.type
        high, labels = kind.high, kind.labels()
        if kind.kind == "thread":
            high = len(self.cast.activities)
            labels = ("None", *(a.name for a in self.cast.activities))
        owner = self.moving.index(slot.owner - 1) if slot.owner - 1 in self.moving else -1
        shared = slot.shared and not slot.relaxed
        return Variable(slot.name, kind.low, high, slot.initial, labels, owner,
                        "bound" if kind.kind == "count" else "error", shared)

    def _action(self, activity: int, places: dict[int, int], way: Way) -> Action:
        guard = tuple(self._expr(g) for g in way.guard)
        updates = tuple(Update(self.number[u.variable], self._expr(u.value)) for u in way.updates)
        checks = tuple(
            Check(self.ids[p], self._expr(premise), self._expr(condition), span)
            for p, premise, condition, span in way.checks
        )
        reads: set[int] = set()
        for expr in (*guard, *(u.value for u in updates),
                     *(e for c in checks for e in (c.premise, c.condition))):
            reads |= self.reads(expr)
        counter = self.first_counter + activity
        spans = tuple(dict.fromkeys(m.span for m in way.marks))
        shown = way.stands_for or (way.marks[0] if way.marks else None)
        message = _message(way)
        entered = message.removeprefix("NDIS -> driver: ")
        return Action(
            activity, places[way.source], places[way.target],
            f"call {entered}" if entered != message else shown.label if shown else "start",
            guard, updates, checks,
            frozenset(reads | {counter}),
            frozenset({u.variable for u in updates} | {counter}),
            self._numbers(way.plain_reads), self._numbers(way.plain_writes),
            shown.span if shown else None, spans, way.choices, message,
            way.acquired, self._numbers(way.other_reads), self._numbers(way.other_writes),
            way.optional,
        )

    def _numbers(self, slots: frozenset[int]) -> frozenset[int]:
        return frozenset(self.number[s] for s in slots if s in self.number)

    def _expr(self, expr: Expr) -> Expr:
        expr = self._unique(expr)
        found = self._numbered.get(id(expr))
        if found is None:
            self._numbered[id(expr)] = found = self._with_numbers(expr)
        return found

    def _with_numbers(self, expr: Expr) -> Expr:
        match expr:
            case Const():
                return expr
            case Read(variable):
                return Read(self.number[variable])
            case Element(base, size, index):
                return Element(self.number[base], size, self._expr(index))
            case Op(name, operands):
                return Op(name, tuple(self._expr(o) for o in operands))


def _message(way: Way) -> str:
    """The call a step stands for: an entry of the driver before a call it makes, and of these the
    last: those before it only check something."""
    entries = [m for m in way.messages if m.startswith("NDIS -> driver")]
    calls = [m for m in way.messages if m.startswith("driver -> NDIS")]
    return entries[0] if entries else calls[-1] if calls else ""


