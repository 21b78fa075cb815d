"""The representative of an orbit: the same for all states that permutations make of one another.

Members are sorted by what is certain of each: its own variables that name nobody, and which of
the variables that nobody owns name it.  What that leaves equal is permuted in every way, and the
least state is taken; members that nobody names, and that name nobody, are equal altogether and
need no permuting.  So the representative is exact, and permutations are only tried where members
that look the same are entangled with each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, permutations, product

from ..ir.program import Symmetry

__all__ = ["Canonical", "Group", "groups_of"]


class Group:
    """A symmetry as :class:`Canonical` and the native engine need it.

    ``plain`` are the positions in a member of the variables that name nobody; ``naming`` pairs
    (position, group) of those that do.  ``outside`` are the variables that name members and
    belong to nobody, ``inside`` those that belong to a member of some group.
    """

    def __init__(self, symmetries: Sequence[Symmetry], number: int) -> None:
        self.symmetry = symmetry = symmetries[number]
        self.number, self.first, self.size = number, symmetry.first, len(symmetry.members)
        self.members = symmetry.members
        kinds = {v: k for k, s in enumerate(symmetries) for v in s.references}
        owned = {v for s in symmetries for member in s.members for v in member}
        columns = range(len(symmetry.members[0]))
        example = symmetry.members[0]
        self.plain = tuple(c for c in columns if example[c] not in kinds)
        self.naming = tuple((c, kinds[example[c]]) for c in columns if example[c] in kinds)
        self.outside = tuple(v for v in sorted(symmetry.references) if v not in owned)
        self.inside = tuple(v for v in sorted(symmetry.references) if v in owned)

    def named(self, value: int) -> int:
        """The member that a value names, or -1."""
        member = value - self.first
        return member if 0 <= member < self.size else -1


def groups_of(symmetries: Sequence[Symmetry]) -> tuple[Group, ...]:
    """One group for each symmetry."""
    return tuple(Group(symmetries, number) for number in range(len(symmetries)))


Order = tuple[int, ...]
"""Which member comes where: ``order[position]`` is its old number."""


class Canonical:
    """``canonical(values)`` is the representative of a state (its values)."""

    def __init__(self, symmetries: Sequence[Symmetry]) -> None:
        self.groups = groups_of(symmetries)
        self._nameless = not any(s.references for s in symmetries)

    def __call__(self, values: tuple[int, ...]) -> tuple[int, ...]:
        """The representative of the orbit of ``values``."""
        if self._nameless:
            return self._sorted(values)
        choices = [list(self._orders(group, values)) for group in self.groups]
        if all(len(orders) == 1 and orders[0] == tuple(range(len(orders[0])))
               for orders in choices):
            return values
        return min(self.permuted(values, orders) for orders in product(*choices))

    def _sorted(self, values: tuple[int, ...]) -> tuple[int, ...]:
        """The same where nothing names anybody: the members in order."""
        after = list(values)
        for group in self.groups:
            rows = sorted([[values[v] for v in member] for member in group.members])
            for member, row in zip(group.members, rows, strict=True):
                for variable, value in zip(member, row, strict=True):
                    after[variable] = value
        return tuple(after)

    def _orders(self, group: Group, values: tuple[int, ...]) -> Iterator[Order]:
        """The orders of the members of a group in which the representative may have them."""
        keys = [self._key(group, m, values) for m in range(group.size)]
        tangled = {group.named(values[v]) for v in group.inside}
        for m, member in enumerate(group.members):
            if any(self.groups[k].named(values[member[c]]) >= 0 for c, k in group.naming):
                tangled.add(m)
        ways = []
        for _, equal in groupby(sorted(range(group.size), key=keys.__getitem__), keys.__getitem__):
            alike = tuple(equal)
            ways.append(list(permutations(alike)) if tangled.intersection(alike) else [alike])
        for parts in product(*ways):
            yield tuple(m for part in parts for m in part)

    def _key(self, group: Group, m: int, values: tuple[int, ...]) -> tuple[int, ...]:
        """What is certain of a member, whatever the order of the others."""
        member = group.members[m]
        name = group.first + m
        return (
            *(values[member[c]] for c in group.plain),
            *(-1 if self.groups[k].named(values[member[c]]) >= 0 else values[member[c]]
              for c, k in group.naming),
            *(int(values[v] == name) for v in group.outside),
        )

    def permuted(self, values: Sequence[int], orders: Sequence[Order]) -> tuple[int, ...]:
        """The state in which the members of each group stand in another order."""
        after = list(values)
        for group, order in zip(self.groups, orders, strict=True):
            for position, m in enumerate(order):
                for old, new in zip(group.members[m], group.members[position], strict=True):
                    after[new] = values[old]
        for group, order in zip(self.groups, orders, strict=True):
            for variable in (*group.outside, *group.inside):
                m = group.named(after[variable])
                if m >= 0:
                    after[variable] = group.first + order.index(m)
        return tuple(after)
