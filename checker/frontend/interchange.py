"""What may be interchangeable in a model: tokens of a class, and parties of which a scope has
several.  Whether they are is looked at later, in the Program (:mod:`..symmetry`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..ir.program import Symmetry
from .values import Instance
from .world import Slot

__all__ = ["symmetries"]

Columns = dict[object, dict[int, int]]
"""Variables by what they are of a member, and by member."""


def symmetries(
    slots: Sequence[Slot], number: Mapping[int, int], activities: Mapping[Instance, int]
) -> tuple[Symmetry, ...]:
    """The symmetries to look for; ``number`` are the variables of the slots that are left,
    ``activities`` the program counters."""
    return (*_tokens(slots, number), *_parties(slots, number, activities))


def _tokens(slots: Sequence[Slot], number: Mapping[int, int]) -> Iterable[Symmetry]:
    columns: dict[str, Columns] = {}
    names: dict[str, list[int]] = {}
    for slot, variable in number.items():
        found = slots[slot]
        if found.member is not None:
            kind, column, member = found.member
            columns.setdefault(kind, {}).setdefault(column, {})[member] = variable
        if found.type.kind == "token" and found.type.definition is not None:
            names.setdefault(found.type.definition.name, []).append(variable)
    for kind, found_columns in columns.items():
        yield from _symmetry(kind, found_columns, tuple(names.get(kind, ())), 1)


def _parties(
    slots: Sequence[Slot], number: Mapping[int, int], activities: Mapping[Instance, int]
) -> Iterable[Symmetry]:
    threads = tuple(v for slot, v in number.items() if slots[slot].type.kind == "thread")
    alike: dict[tuple[int, int], list[Instance]] = {}
    for instance in activities:
        alike.setdefault((id(instance.definition), instance.adapter), []).append(instance)
    for parties in alike.values():
        columns: Columns = {}
        for member, instance in enumerate(parties, 1):
            columns.setdefault("at", {})[member] = activities[instance]
            seen: Counter[str] = Counter()
            for slot, variable in number.items():
                if _owns(instance, slot, slots[slot]):
                    name = slots[slot].name.removeprefix(instance.name)
                    seen[name] += 1
                    columns.setdefault((name, seen[name]), {})[member] = variable
        yield from _symmetry(parties[0].definition.name, columns, threads, parties[0].number)
        if len(parties) > 1:
            threads = ()  # a variable names things of one kind


def _owns(instance: Instance, number: int, slot: Slot) -> bool:
    """Whether a variable is a local or a field of an activity."""
    fields = (base for base, _ in instance.fields.values())
    return slot.owner == instance.number or number in fields


def _symmetry(
    name: str, columns: Columns, references: tuple[int, ...], first: int
) -> Iterable[Symmetry]:
    size = max(map(len, columns.values()))
    if size < 2:
        return
    # What only some of them have is no part of them: who uses it, tells them apart.
    whole = [column for column in columns.values() if len(column) == size]
    members = tuple(tuple(column[m] for column in whole) for m in range(1, size + 1))
    yield Symmetry(name, members, references, first)
