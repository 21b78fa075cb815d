"""Make a Program small without changing what it means: constants, dead ways, needless variables.

Exact: a variable that only ever has one value is that constant (:mod:`..values`); a way whose
guard is never true, or whose place cannot be reached, is no way; a variable that no guard, check,
invariant or needed variable ever reads cannot influence a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..interval import Range
from ..ir.program import Const, Expr, Update
from ..simplify import FALSE, TRUE, Substitution
from ..values import Collected
from ..walk import Reads
from .actions import Automaton, Way
from .world import Slot, ranges

__all__ = ["Formula", "Pruned", "needed", "prune"]

Formula = tuple[str, Expr, Expr]
"""A property of every state: its id, premise and condition."""


@dataclass(frozen=True)
class Pruned:
    """Automata without needless parts; ``needed`` are the slots that stay, in order."""

    automata: tuple[Automaton, ...]
    starts: tuple[int, ...]
    formulas: tuple[Formula, ...]
    loose: tuple[Expr, ...]
    needed: tuple[int, ...]


def prune(
    automata: tuple[Automaton, ...], slots: list[Slot], formulas: tuple[Formula, ...],
    loose: tuple[Expr, ...],
) -> Pruned:
    """Simplify; ``loose`` are further predicates over states that must keep their meaning."""
    starts = tuple(0 for _ in automata)
    reads = Reads()
    automata, constant = _possible(automata, slots)
    while True:
        automata, starts = _skip_starts(automata, starts)
        written = {u.variable for a in automata for w in a.ways for u in w.updates}
        known: dict[int, Expr] = {
            k: Const(s.initial) for k, s in enumerate(slots)
            if k in constant or (k not in written and not s.free)
        }
        folded = Substitution(known, reads)
        smaller = tuple(
            _reachable(_fold(a, folded), start)
            for a, start in zip(automata, starts, strict=True)
        )
        formulas = tuple((p, folded(premise), folded(holds)) for p, premise, holds in formulas)
        loose = tuple(map(folded, loose))
        if smaller == automata:
            break
        automata = smaller
    kept_slots = needed(automata, slots, formulas, loose)
    kept = tuple(
        replace(a, ways=tuple(
            replace(w, updates=tuple(u for u in w.updates if u.variable in kept_slots))
            for w in a.ways
        ))
        for a in automata
    )
    return Pruned(kept, starts, formulas, loose, tuple(sorted(kept_slots)))


def _possible(
    automata: tuple[Automaton, ...], slots: list[Slot]
) -> tuple[tuple[Automaton, ...], frozenset[int]]:
    """Without the ways that are never taken; the variables that keep their first value."""
    threads = len(automata)
    found = Collected(
        [Range(r.low, threads) if s.type.kind == "thread" else r
         for s, r in zip(slots, ranges(slots), strict=True)],
        [None if s.free else s.initial for s in slots], [(0, a.ways) for a in automata],
    )
    return tuple(
        replace(a, ways=tuple(w for w, is_taken in zip(a.ways, taken, strict=True) if is_taken))
        for a, taken in zip(automata, found.taken, strict=True)
    ), frozenset(
        k for k, values in enumerate(found.sets) if values is not None and len(values) == 1
    )


def _skip_starts(
    automata: tuple[Automaton, ...], starts: tuple[int, ...]
) -> tuple[tuple[Automaton, ...], tuple[int, ...]]:
    """A first step that does nothing is no step: begin behind it."""
    moved = []
    for automaton, start in zip(automata, starts, strict=True):
        first = [w for w in automaton.ways if w.source == start]
        while len(first) == 1 and not (
            first[0].guard or first[0].updates or first[0].checks
        ) and first[0].target != start:
            start = first[0].target
            first = [w for w in automaton.ways if w.source == start]
        moved.append(start)
    return automata, tuple(moved)


def _fold(automaton: Automaton, folded: Substitution) -> Automaton:
    ways = []
    for way in automaton.ways:
        guard = []
        for part in way.guard:
            part = folded(part)
            if part == FALSE:
                break
            if part != TRUE and part not in guard:
                guard.append(part)
        else:
            ways.append(_way(way, tuple(guard), folded))
    return replace(automaton, ways=tuple(ways))


def _way(way: Way, guard: tuple[Expr, ...], folded: Substitution) -> Way:
    updates = tuple(Update(u.variable, folded(u.value)) for u in way.updates)
    checks = tuple(
        (p, premise, folded(condition), span) for p, raw, condition, span in way.checks
        if (premise := folded(raw)) != FALSE
    )
    return replace(way, guard=guard, updates=updates, checks=checks)


def _reachable(automaton: Automaton, start: int) -> Automaton:
    leads: dict[int, list[int]] = {}
    for way in automaton.ways:
        leads.setdefault(way.source, []).append(way.target)
    seen, todo = {start}, [start]
    while todo:
        for target in leads.get(todo.pop(), ()):
            if target not in seen:
                seen.add(target)
                todo.append(target)
    ways = tuple(w for w in automaton.ways if w.source in seen)
    return replace(automaton, ways=ways) if len(ways) != len(automaton.ways) else automaton


def needed(
    automata: Sequence[Automaton], slots: Sequence[Slot], formulas: Sequence[Formula],
    loose: Sequence[Expr],
) -> set[int]:
    """The slots that can influence a verdict."""
    needed: set[int] = set()
    taken: set[int] = set()
    reads = Reads()

    def take(exprs: Iterable[Expr]) -> None:
        for expr in exprs:
            if id(expr) not in taken:  # ways have many in common
                taken.add(id(expr))
                needed.update(reads(expr))

    take(loose)
    for _p, premise, condition in formulas:
        take((premise, condition))
    updates: dict[int, list[Expr]] = {}
    ways = [way for automaton in automata for way in automaton.ways]
    plain = frozenset().union(*(way.plain_reads | way.plain_writes for way in ways))
    for way in ways:
        take(way.guard)
        needed |= way.plain_writes
        # Of memory only what somebody accesses plainly; of locks what says that one was remade.
        needed |= {v for v in way.other_writes if not slots[v].shared or v in plain}
        for _p, premise, condition, _span in way.checks:
            take((premise, condition))
        for update in way.updates:
            updates.setdefault(update.variable, []).append(update.value)
            if slots[update.variable].type.kind in ("int", "count") and not isinstance(
                update.value, Const
            ):
                needed.add(update.variable)
    todo = list(needed)
    while todo:
        for value in updates.get(todo.pop(), ()):
            for variable in reads(value) - needed:
                needed.add(variable)
                todo.append(variable)
    return needed
