"""From a control-flow graph to guarded actions, by symbolic execution of each statement.

From every place of rest the ways to the next place of rest are followed; each way becomes one
action: its branch conditions are the guard, its assignments, in terms of the state before the
step, the simultaneous updates.  Which statements join one step is decided in :mod:`.movers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..interval import interval
from ..ir.program import Choice, Const, Element, Expr, Op, Read, Span, Update
from ..simplify import FALSE, TRUE, make, negate, substitute, too_deep
from ..walk import Reads
from .diagnostics import Diagnostic, Refused
from .graph import (
    Assign,
    Assume,
    Branch,
    Choose,
    End,
    Join,
    Mark,
    Node,
    Note,
    Optional,
    Role,
    Store,
    Verify,
)
from .liveness import all_nodes, live_before
from .movers import Classify, Movers, memory
from .world import Slot, ranges

__all__ = ["Automaton", "Way", "automaton"]

LIMIT_WAYS = 4096
LIMIT_NODES = 400_000      # of all ways from one place
LIMIT_DEPTH = 200          # of an expression: whoever reads it recursively needs a frame a level
LIMIT_LENGTH = 4_000       # of one way: longer ones go round and round


@dataclass(frozen=True)
class Way:
    """One way from a place of rest to the next: an action in terms of provisional slots."""

    source: int
    target: int
    guard: tuple[Expr, ...]
    updates: tuple[Update, ...]
    checks: tuple[tuple[str, Expr, Expr, Span | None], ...]
    plain_reads: frozenset[int]
    plain_writes: frozenset[int]
    marks: tuple[Mark, ...]
    choices: tuple[Choice, ...]
    messages: tuple[str, ...]
    acquired: frozenset[int] = frozenset()
    stands_for: Mark | None = None
    other_reads: frozenset[int] = frozenset()
    other_writes: frozenset[int] = frozenset()
    optional: bool = False


@dataclass(frozen=True)
class Automaton:
    """One activity: its places of rest (the first is where it begins) and its ways."""

    places: tuple[str, ...]
    ways: tuple[Way, ...]


@dataclass
class _Walk:
    """The state of following one way.

    ``failed`` says, of each built-in check so far, when it has ended the run; ``unsure`` are the
    slots whose value may be outside their range, which no check has asked yet.
    """

    node: Node
    values: dict[int, Expr] = field(default_factory=dict)
    facts: dict[int, Expr] = field(default_factory=dict)
    guard: tuple[Expr, ...] = ()
    checks: tuple[tuple[str, Expr, Expr, Span | None], ...] = ()
    reads: frozenset[int] = frozenset()
    writes: frozenset[int] = frozenset()
    other_reads: frozenset[int] = frozenset()
    other_writes: frozenset[int] = frozenset()
    marks: tuple[Mark, ...] = ()
    choices: tuple[Choice, ...] = ()
    messages: tuple[str, ...] = ()
    acquired: frozenset[int] = frozenset()
    waiting: tuple[Mark, ...] = ()
    stands_for: Mark | None = None
    optional: bool = False
    movers: Movers = field(default_factory=Movers)
    length: int = 0
    failed: tuple[Expr, ...] = ()
    unsure: tuple[tuple[int, Span | None], ...] = ()


class _Maker:
    def __init__(
        self, entry: Node, slots: list[Slot], owner: int, statement: bool,
        locks: Mapping[int, int], exposed: frozenset[str], keep_dead: bool,
    ) -> None:
        self.slots, self.owner = slots, owner
        self.ranges = ranges(slots)
        nodes = all_nodes(entry)
        self.local = {k for k, s in enumerate(slots) if s.owner == owner}
        if keep_dead:
            everything = (1 << len(self.local)) - 1
            self.live = {id(n): everything for n in nodes}
        else:
            self.live = live_before(nodes, self.local)
        self.order = sorted(self.local)
        self.watched = frozenset(k for k, s in enumerate(slots) if s.shared and not s.relaxed)
        self.before: dict[int, tuple[Mark, ...]] = {}
        self.classify = Classify(slots, self.local, locks, exposed, statement)
        self.locks = {} if statement else locks
        self.merged = frozenset(
            () if statement else (k for k in self.watched if memory(slots[k].name) not in exposed)
        )
        self.places: dict[int, int] = {id(entry): 0}
        self.names = ["start"]
        self.todo: list[Node] = [entry]
        self.ways: list[Way] = []
        self.reads = Reads()
        self.shallow: dict[int, Expr] = {}

    # -- following ways --------------------------------------------------------------------

    def place(self, node: Node) -> int:
        """The number of a place of rest."""
        if id(node) not in self.places:
            self.places[id(node)] = len(self.names)
            if isinstance(node, Mark):
                self.names.append(f"{node.span.line}: {node.label}")
            else:
                self.names.append("end")
            self.todo.append(node)
        return self.places[id(node)]

    def run(self) -> Automaton:
        """All ways from all places that can be reached."""
        while self.todo:
            node = self.todo.pop(0)
            if not isinstance(node, End):
                try:
                    self._from(node)
                except RecursionError:
                    raise self._refuse("MP104", node) from None
        return Automaton(tuple(self.names), tuple(self.ways))

    def _from(self, start: Node) -> None:
        source = self.places[id(start)]
        first = _Walk(start)
        if isinstance(start, Mark):
            first = _Walk(start.after(), marks=(*self.before.get(id(start), ()), start),
                          movers=Movers().begin(self.classify(start)))
        stack = [first]
        ways = nodes = 0
        while stack:
            walk = stack.pop()
            while True:
                nodes += 1
                walk.length += 1
                if walk.length > LIMIT_LENGTH:
                    raise self._refuse("MP621", self._round(walk, start))
                node = walk.node
                joined = walk.movers.join(self.classify(node)) if isinstance(node, Mark) else None
                if isinstance(node, End) or (isinstance(node, Mark) and joined is None):
                    ways += 1
                    if ways > LIMIT_WAYS or nodes > LIMIT_NODES:
                        raise self._refuse("MP622", start, limit=LIMIT_WAYS)
                    self._finish(source, start, walk)
                    break
                if joined is not None:
                    walk.movers = joined
                more = self._step(walk)
                if more is None:
                    break
                stack.extend(reversed(more))
                if not more:
                    continue
                break

    @staticmethod
    def _round(walk: _Walk, start: Node) -> Node:
        """A statement that a walk without end passes again and again."""
        passed = [*walk.marks, *walk.waiting]
        return next((m for m in reversed(passed) if passed.count(m) > 1), start)

    def _refuse(self, code: str, node: Node, **fields: object) -> Refused:
        span = node.span if isinstance(node, Mark) else Span("", 1)
        return Refused(Diagnostic(code, span, "", fields))

    def _step(self, walk: _Walk) -> list[_Walk] | None:
        """Execute one node in place; a list of walks where ways part, None for a dead end."""
        node = walk.node
        known = {**walk.facts, **walk.values}
        if not isinstance(node, (Mark, Join, Note)):
            self._settle(walk)
        match node:
            case Branch():
                condition = substitute(node.condition, known)
                self._touch(walk, node, self.reads(node.condition), frozenset())
                if isinstance(condition, Const):
                    walk.node = node.after(0 if condition.value else 1)
                    return []
                return [
                    self._assume(replace(walk, node=node.after(way)), truth)
                    for way, truth in enumerate((condition, negate(condition)))
                ]
            case Choose():
                return [
                    replace(walk, node=successor, values=dict(walk.values),
                            facts=dict(walk.facts),
                            choices=(*walk.choices, Choice(text, node.span)))
                    for successor, text in zip(node.next, node.texts, strict=True)
                    if successor is not None
                ]
            case Assume():
                condition = substitute(node.condition, known)
                self._touch(walk, node, self.reads(node.condition), frozenset())
                if condition == FALSE:
                    return None
                walk = self._assume(walk, condition)
                walk.node = node.after()
                return [walk]
            case Assign():
                self._touch(walk, node, self.reads(node.value), frozenset({node.slot}))
                self._set(walk, node.slot, substitute(node.value, known), node.span)
                if node.role is not None:
                    self._lock(walk, node.role)
            case Store():
                self._touch(walk, node, self.reads(node.value) | self.reads(node.index),
                            frozenset(range(node.base, node.base + node.size)))
                index, value = substitute(node.index, known), substitute(node.value, known)
                for k in range(node.size):
                    slot = node.base + k
                    old = known.get(slot, Read(slot))
                    now = make("if", make("==", index, Const(k)), value, old)
                    self._set(walk, slot, now, node.span)
            case Verify():
                premise = substitute(node.premise, known)
                if premise != FALSE:
                    for slot, span in walk.unsure:
                        self._range_check(walk, slot, span)
                    condition = substitute(node.condition, known)
                    # The statements of a step ask much twice, and always of the state before it.
                    asked = (node.property, premise, condition)
                    if all(check[:3] != asked for check in walk.checks):
                        walk.checks = (*walk.checks, (*asked, node.span))
                    if node.ends_run:
                        failed = make("and", premise, negate(condition))
                        walk.failed = (*walk.failed, failed)
            case Optional():
                walk.optional = True
            case Note():
                self._settle(walk)
                entered = any(m.startswith("NDIS -> driver") for m in walk.messages)
                walk.messages = (*walk.messages, node.message)
                if walk.marks and not entered:
                    walk.stands_for = walk.marks[-1]
            case Mark():
                walk.waiting = (*walk.waiting, node)
        walk.node = node.after()
        return []

    def _touch(
        self, walk: _Walk, node: Branch | Assume | Assign | Store,
        reads: frozenset[int], writes: frozenset[int],
    ) -> None:
        """Note accesses to memory."""
        if node.plain:
            walk.reads |= reads & self.watched
            walk.writes |= writes & self.watched
        else:
            walk.other_reads |= reads & self.merged
            walk.other_writes |= writes & self.merged

    def _lock(self, walk: _Walk, role: Role) -> None:
        """Note what is done to a lock: having it does not commute with making it anew."""
        slot = self.locks.get(role.lock)
        if role.kind == "acquire":
            if not (walk.reads or walk.writes or walk.other_reads or walk.other_writes):
                walk.acquired |= {role.lock}
            if slot is not None:
                walk.reads |= {slot}
        elif role.kind == "remake" and slot is not None:
            walk.other_writes |= {slot}

    @staticmethod
    def _settle(walk: _Walk) -> None:
        """The statements passed last do something in this step: they belong to it."""
        if walk.waiting:
            walk.marks = (*walk.marks, *walk.waiting)
            walk.waiting = ()

    def _assume(self, walk: _Walk, condition: Expr) -> _Walk:
        facts = dict(walk.facts)
        parts = condition.operands if isinstance(condition, Op) and condition.name == "and" else (
            condition,)
        for part in parts:
            self._learn(facts, part)
        guard = (*walk.guard, *(self._guarded(walk, p) for p in parts if p != TRUE))
        return replace(walk, guard=guard, facts=facts, values=dict(walk.values))

    def _guarded(self, walk: _Walk, part: Expr) -> Expr:
        """A guard that asks for an element only if the check before it has not ended the run."""
        if walk.failed and self._may_fault(part):
            return make("or", *walk.failed, part)
        return part

    def _may_fault(self, expr: Expr) -> bool:
        match expr:
            case Element(_, size, index):
                low, high = interval(index, self.ranges)
                return low < 0 or high >= size or self._may_fault(index)
            case Op(_, operands):
                return any(map(self._may_fault, operands))
        return False

    def _learn(self, facts: dict[int, Expr], part: Expr) -> None:
        match part:
            case Read(variable) if self.slots[variable].type.kind == "bool":
                facts[variable] = TRUE
            case Op("not", (Read(variable),)) if self.slots[variable].type.kind == "bool":
                facts[variable] = FALSE
            case Op("==", (Read(variable), Const() as value)):
                facts[variable] = value

    def _set(self, walk: _Walk, slot: int, value: Expr, span: Span | None) -> None:
        """``slot := value``.  Leaving the range matters even if the step ends inside it."""
        if any(slot == other for other, _ in walk.unsure):
            self._range_check(walk, slot, span)
        walk.values[slot] = value
        kind = self.slots[slot].type
        if kind.kind in ("int", "count") and value != Read(slot):
            low, high = interval(value, self.ranges)
            if low < kind.low or (high > kind.high and kind.kind == "int"):
                walk.unsure = (*walk.unsure, (slot, span))

    def _range_check(self, walk: _Walk, slot: int, span: Span | None) -> None:
        """Ask now whether the value given to the slot is in its range.

        A Count has no upper end that matters before it is stored.
        """
        kind, value = self.slots[slot].type, walk.values[slot]
        inside = make("<=", Const(kind.low), value)
        if kind.kind == "int":
            inside = make("and", inside, make("<=", value, Const(kind.high)))
        if inside != TRUE:
            walk.checks = (*walk.checks, ("range", TRUE, inside, span))
        walk.unsure = tuple((s, at) for s, at in walk.unsure if s != slot)

    def _finish(self, source: int, start: Node, walk: _Walk) -> None:
        target = self.place(walk.node)
        # Statements that have done nothing yet (``with lock:``) are shown with the next step.
        self.before.setdefault(id(walk.node), walk.waiting)
        live_then = self.live[id(walk.node)]
        live_now = self.live[id(start)]
        for k, slot in enumerate(self.order if walk.unsure else ()):
            if not live_then >> k & 1:
                for other, span in walk.unsure:
                    if other == slot:
                        self._range_check(walk, slot, span)
        for slot, span in walk.unsure:
            if isinstance(walk.values[slot], Const):
                self._range_check(walk, slot, span)
        updates = []
        left = live_then | live_now
        while left:  # most locals are dead: only the others are looked at
            bit = left & -left
            left ^= bit
            slot = self.order[bit.bit_length() - 1]
            if not live_then & bit:
                updates.append(Update(slot, Const(self.slots[slot].initial)))
            elif slot in walk.values and walk.values[slot] != Read(slot):
                updates.append(Update(slot, walk.values[slot]))
        for slot, value in walk.values.items():
            if slot not in self.local and value != Read(slot):
                updates.append(Update(slot, value))
        for expr in (*walk.guard, *(u.value for u in updates),
                     *(e for _p, *both, _span in walk.checks for e in both)):
            if id(expr) not in self.shallow:  # ways from one place have many in common
                if too_deep(expr, LIMIT_DEPTH):
                    raise self._refuse("MP104", (*walk.marks, *walk.waiting, start)[0])
                self.shallow[id(expr)] = expr
        self.ways.append(Way(
            source, target, walk.guard, tuple(updates), walk.checks, walk.reads, walk.writes,
            walk.marks, walk.choices, walk.messages, walk.acquired, walk.stands_for,
            walk.other_reads, walk.other_writes, walk.optional,
        ))


def automaton(
    entry: Node, slots: list[Slot], owner: int, *, statement: bool = False,
    locks: Mapping[int, int], exposed: frozenset[str] = frozenset(), keep_dead: bool = False,
) -> Automaton:
    """The automaton of one activity.

    ``statement`` keeps every statement a step of its own; ``locks`` are those whose operations
    may be merged, with a variable that stands for each, ``exposed`` the names of variables known
    to race: what touches them is not merged; ``keep_dead`` leaves locals that no later statement
    reads as they are.
    """
    return _Maker(entry, slots, owner, statement, locks, exposed, keep_dead).run()
