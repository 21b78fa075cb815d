"""Random Programs over interchangeable members, and Programs that are nearly that.

A member has two plain variables, a name of a member, and a program counter; besides there are a
plain variable and two names that belong to nobody.  Actions are templates, made for each member.
"""

from dataclasses import dataclass

from hypothesis import strategies as st

from miniport.checker.builder import Builder, Term, Words, any_of, either
from miniport.checker.ir.program import Const, Program

HIGH = 2


@dataclass
class Parts:
    """What expressions are made of; ``names`` are 1 .. ``size``, 0 is nobody."""

    system: Builder
    size: int
    columns: tuple[Words, Words]
    others: Words
    plain: Term
    outside: tuple[Term, Term]

    def name(self, kind: int, me: int):
        """A value that names a member."""
        return [0, me + 1, *self.outside, self.others[me]][kind % 5]

    def number(self, kind: int, me: int, at: int):
        """A plain value, for member ``me``."""
        column = self.columns[at % 2]
        match kind % 6:
            case 0:
                return at % (HIGH + 1)
            case 1:
                return self.plain
            case 2:
                return column[me]
            case 3:  # how many have it
                total: Term | int = 0
                for k in range(self.size):
                    total = either(column[k] == at % 3, 1, 0) + total
                return total
            case 4:  # of the member somebody names: an index out of range if that is nobody
                return column[self.name(at, me) - 1] if at % 5 > 1 else column[me]
        return either(any_of(column[k] == 1 for k in range(self.size)), 1, 0)

    def truth(self, kind: int, me: int, at: int):
        """A truth, for member ``me``."""
        match kind % 4:
            case 0:
                return _equal(self.name(at, me), self.name(at // 5, me))
            case 1:
                return _equal(self.number(at, me, at // 6), self.number(at // 7, me, at))
            case 2:
                return _term(self.number(at, me, at // 5)) < self.number(at // 3, me, at // 2)
        return ~_term(_equal(self.name(at, me), self.name(at // 3, me)))

    def update(self, kind: int, me: int, at: int):
        """An assignment, for member ``me``."""
        match kind % 6:
            case 0:
                return self.plain, self.number(at, me, at // 3)
            case 1:
                return self.columns[at % 2][me], self.number(at, me, at // 3)
            case 2:
                return self.others[me], self.name(at, me)
            case 3:
                return self.outside[at % 2], self.name(at // 2, me)
            case 4:
                return self.outside[at % 2], me + 1
        return self.columns[at % 2][self.outside[0] - 1], self.number(at, me, at // 4)


def _term(value):
    return value if isinstance(value, Term) else Term(Const(value))


def _equal(left, right):
    """Of two constants nobody could say whether they name members: that is decided here."""
    if isinstance(left, int) and isinstance(right, int):
        return int(left == right)
    return _term(left) == right


numbers = st.integers(0, 400)
triples = st.tuples(numbers, numbers)


@st.composite
def symmetric_programs(draw, broken: bool = False) -> Program:
    """Members that are interchangeable; with ``broken``, but for an action of one of them."""
    size = draw(st.integers(2, 3))
    system = Builder("symmetric")
    columns = system.array("a", size, 0, HIGH), system.array("b", size, 0, HIGH)
    others = system.array("other", size, 0, size)
    plain = system.variable("n", 0, HIGH)
    outside = system.variable("first", 0, size), system.variable("second", 0, size)
    parts = Parts(system, size, columns, others, plain, outside)
    for me in range(size):
        system.activity(f"p{me}", ("x", "y"))
    templates = draw(st.lists(
        st.tuples(st.booleans(), st.booleans(), st.lists(triples, max_size=2),
                  st.lists(triples, min_size=1, max_size=2, unique_by=lambda t: t[0] % 6),
                  st.none() | triples),
        min_size=1, max_size=4,
    ))  # fmt: skip
    last = len(templates) - 1
    for number, (source, target, guards, updates, check) in enumerate(templates):
        for me in range(size):
            if broken and number == last and me:
                break
            system.action(
                me, f"step {number}", "xy"[source], "xy"[target],
                guard=[parts.truth(kind, me, at) for kind, at in guards],
                updates=_different([parts.update(kind, me, at) for kind, at in updates]),
                checks=[("check", 1, parts.truth(*check[:1], me, check[1]))] if check else (),
            )
    system.invariant("inv", ~any_of(columns[0][k] == HIGH for k in range(size)))
    system.symmetry(
        "member", *columns, others, system.counters(range(size)),
        references=(*others, *outside), first=1,
    )
    return system.build()


def _different(updates):
    """The updates, but no two of the same place: what they do would depend on their order."""
    return list({repr(place.expr): (place, value) for place, value in updates}.values())
