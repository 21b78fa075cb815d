"""Held tokens that nobody names any more join the others of their sort (:mod:`.crowds`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from ..ir.program import Const, Expr, Read, Update
from ..simplify import FALSE, TRUE, make, negate
from ..unique import Unique
from .actions import Automaton, Way
from .crowds import UNKNOWN_SORT, Gathered
from .world import Slot

__all__ = ["release"]


def release(
    automata: Iterable[Automaton], slots: Sequence[Slot], crowds: Iterable[Gathered],
    needed: Set[int], unique: Unique,
) -> tuple[Automaton, ...]:
    """The automata, every step of which ends with this; tokens that differ in slots that are not
    ``needed`` are of one sort.  Expressions are, and stay, those that ``unique`` gives.

    A token of no known sort stays held, which breaks the property :data:`.UNKNOWN_SORT`.
    """
    found = tuple(automata)
    written = {u.variable for a in found for way in a.ways for u in way.updates}
    for crowd in crowds:
        step = _Release(crowd, slots, needed, written, unique)
        found = tuple(replace(a, ways=tuple(map(step, a.ways))) for a in found)
    return found


_Released = tuple[dict[int, Expr], Expr]
"""What is different after a step, and whether each token that nobody names is then of a sort."""


class _Release:
    def __init__(
        self, crowd: Gathered, slots: Sequence[Slot], needed: Set[int], written: Set[int],
        unique: Unique,
    ) -> None:
        self.crowd = crowd
        self.held = range(crowd.crowd.held)
        self.names = [
            k for k, slot in enumerate(slots)
            if slot.type.kind == "token" and slot.type.definition is crowd.definition
            and (k in written or slot.initial != 0)
        ]
        self.traits = {
            name: trait for name, trait in crowd.traits.items()
            if any(trait[0] + k in needed for k in self.held)
        }
        # A token that names another keeps its own name: the other must not lose its.
        self.naming = [b for b, _ in self.traits.values() if slots[b].type.kind == "token"]
        self.sorts = [
            {name: crowd.trait(k, name) for name in self.traits}
            for k in range(len(crowd.crowd.sorts))
        ]
        # As most steps leave them: they need not be written anew for each.
        self.named = [
            {n: make("==", Read(n), Const(k + 1)) for n in self.names} for k in self.held
        ]
        self.watched = {
            *self.names, *(b + k for b in (crowd.present, *self.naming) for k in self.held)
        }
        self.asked = {
            *self.watched, *(b + k for b, _ in self.traits.values() for k in self.held),
            *range(crowd.counts, crowd.counts + len(self.sorts)),
        }
        self.unique = unique
        self.found: dict[tuple[tuple[int, int], ...], _Released] = {}

    def __call__(self, way: Way) -> Way:
        after: dict[int, Expr] = {u.variable: u.value for u in way.updates}
        if not self.watched & after.keys():
            return way
        # Many steps leave them alike: equal expressions are one object, which is kept.
        touched = {slot: new for slot, new in after.items() if slot in self.asked}
        key = tuple((slot, id(new)) for slot, new in touched.items())
        if key not in self.found:
            self.found[key] = self._released(touched)
        changed, sound = self.found[key]
        checks = way.checks
        if sound != TRUE:
            span = way.marks[0].span if way.marks else None
            checks = (*checks, (UNKNOWN_SORT, TRUE, sound, span))
        after |= changed
        for slot in [s for s in changed if after[s] == Read(s)]:
            del after[slot]
        return replace(
            way, updates=tuple(Update(slot, new) for slot, new in sorted(after.items())),
            checks=checks,
        )

    def _released(self, after: Mapping[int, Expr]) -> _Released:
        """The same for all steps that leave the slots so."""

        def value(slot: int) -> Expr:
            return after.get(slot, Read(slot))

        changed: dict[int, Expr] = {}
        joined: list[list[Expr]] = [[] for _ in self.sorts]
        lost: list[Expr] = []
        for k in self.held:
            present = value(self.crowd.present + k)
            named = make("or", *(
                make("==", after[n], Const(k + 1)) if n in after else self.named[k][n]
                for n in self.names
            ))
            alone = (make("==", value(b + k), Const(0)) for b in self.naming)
            left = make("and", present, negate(named), *alone)
            if left == FALSE:
                continue
            # Of sorts that differ in nothing that is needed it joins the first.
            like = [
                FALSE if sort in self.sorts[:number] else
                make("and", *(make("==", value(base + k), Const(sort[name]))
                              for name, (base, _) in self.traits.items()))
                for number, sort in enumerate(self.sorts)
            ]
            known = make("or", *like)
            lost.append(make("and", left, negate(known)))
            gone = make("and", left, known)
            changed[self.crowd.present + k] = make("and", present, negate(gone))
            for base, initial in self.traits.values():
                old = value(base + k)
                changed[base + k] = make("if", gone, Const(initial), old)
            for sort, here in enumerate(like):
                joined[sort].append(make("and", left, here))
        for sort, parts in enumerate(joined):
            count = self.crowd.counts + sort
            total = value(count)
            for part in parts:
                total = make("+", total, make("if", part, Const(1), Const(0)))
            changed[count] = total
        changed = {slot: self.unique(new) for slot, new in changed.items() if new != value(slot)}
        return changed, self.unique(negate(make("or", *lost)))
