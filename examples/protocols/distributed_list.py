"""A linked list kept by its cells: they add and delete themselves by messages in any order.

Murphi examples, ``ex/sym/list6.m``, as in directory-based cache coherence: a new cell asks the
head and becomes the first; a cell that wants to leave waits for the token "Pred", which goes
round along the list and tells it who its predecessor is.

The results recorded at the end of that file are 8,893 states and 29,584 rules fired for 3 remote
cells without symmetry.  A message that must wait is a rule that changes nothing.  The network is
an array, so the order of messages is part of the state although any of them may be received.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import product

from miniport.checker.builder import Builder, Term, Word, all_of, any_of
from miniport.checker.ir.program import Program

from .oracle import Oracle

__all__ = ["ORACLES", "distributed_list"]

_NORMAL, _WAIT_HEAD, _WAIT_PRED, _WAIT_DEL_ACK = range(4)
_NONE, _ADD, _HEAD, _PRED, _CH_NEXT, _DEL_ACK = range(6)

Updates = Sequence[tuple[Term, Word]]
Message = tuple[int, Word, Word, Word, Word]  # kind, destination, source, old, new


class _List:
    """The program under construction; cell 0 is the head."""

    def __init__(self, remote: int, room: int) -> None:
        self.system = Builder(f"list of {remote} remote cells")
        cells = remote + 1
        self.cells, self.room, self.nobody = range(cells), room, cells
        self.next = [self.system.variable(f"Next{c}", 0, remote, c) for c in self.cells]
        self.state = self.system.array("State", cells, 0, 3)
        self.listed = [self.system.variable(f"IsInList{c}", initial=c == 0) for c in self.cells]
        self.count = self.system.variable("Net.Count", 0, room, 1)
        first = (_PRED, 0, 0, self.nobody, self.nobody)
        self.net = [
            tuple(self.system.variable(
                f"Net[{i}].{name}", 0, high, unused if i else first[field])
                for field, (name, high, unused) in enumerate((
                    ("kind", _DEL_ACK, _NONE), ("to", cells, cells), ("from", cells, cells),
                    ("old", cells, cells), ("new", cells, cells))))
            for i in range(room)
        ]
        self.actors = [self.system.activity(f"cell{c}") for c in self.cells]
        for c in self.cells[1:]:
            self.requests(c)
        for count in range(1, room + 1):
            for index, c in product(range(count), self.cells):
                self.receive(c, index, count)
        self.properties()

    def message(self, kind: int, to: Word, sender: int, old: Word = -1, new: Word = -1) -> Message:
        """A message; -1 is an undefined field."""
        defined = [self.nobody if isinstance(w, int) and w < 0 else w for w in (old, new)]
        return (kind, to, sender, defined[0], defined[1])

    def requests(self, c: int) -> None:
        """A remote cell asks for the head, or begins to wait for the token."""
        for count in range(self.room - 3):
            guard = [self.count == count, self.state[c] == _NORMAL]
            self.system.action(
                self.actors[c], "add me", guard=[*guard, self.listed[c] == 0],
                updates=[(self.state[c], _WAIT_HEAD), (self.count, count + 1),
                         *zip(self.net[count], self.message(_ADD, 0, c), strict=True)])
            self.system.action(self.actors[c], "delete me", guard=[*guard, self.listed[c] == 1],
                               updates=[(self.state[c], _WAIT_PRED)])

    def handle(
        self, c: int, index: int, count: int, label: str, guard: Sequence[Term],
        sends: Sequence[Message] = (), updates: Updates = (),
    ) -> None:
        """Send, then take message ``index`` of ``count`` out of the network."""
        if count + len(sends) > self.room:
            self.system.action(self.actors[c], label, guard=guard,
                               checks=[("the network is never full", 1, 0)])
            return
        empty = self.message(_NONE, self.nobody, self.nobody)
        held = [*self.net[:count], *sends]
        del held[index]
        held += [empty] * (self.room - len(held))
        moved = [pair for slot, message in zip(self.net, held, strict=True)
                 for pair in zip(slot, message, strict=True)]
        self.system.action(
            self.actors[c], label, guard=guard,
            updates=[*updates, (self.count, count + len(sends) - 1), *moved])

    def receive(self, c: int, index: int, count: int) -> None:
        """Cell ``c`` looks at message ``index`` of ``count``, which is for it."""
        state, following = self.state[c], self.next[c]
        kind, to, sender, old, new = self.net[index]
        mine = [self.count == count, to == c]

        def handle(label: str, guard: Sequence[Term], sends: Sequence[Message] = (),
                   updates: Updates = ()) -> None:
            self.handle(c, index, count, label, [*mine, *guard], sends, updates)

        def stay(label: str, guard: Sequence[Term], wrong: bool = False) -> None:
            checks = [(f"no {label}", 1, 0)] if wrong else []
            self.system.action(self.actors[c], label, guard=[*mine, *guard], checks=checks)

        handle("add", [kind == _ADD, state == _NORMAL],
               [self.message(_HEAD, sender, 0, new=following)], [(following, sender)])
        stay("add later", [kind == _ADD, state != _NORMAL])
        handle("be the first", [kind == _HEAD, state == _WAIT_HEAD], [],
               [(following, new), (self.listed[c], 1), (state, _NORMAL)])
        stay("unexpected head", [kind == _HEAD, state != _WAIT_HEAD], wrong=True)
        handle("pass the token", [kind == _PRED, state == _NORMAL],
               [self.message(_PRED, following, c)])
        handle("keep the token", [kind == _PRED, state == _WAIT_PRED],
               [self.message(_CH_NEXT, sender, c, c, following)], [(state, _WAIT_DEL_ACK)])
        stay("token later", [kind == _PRED, state == _WAIT_HEAD])
        stay("token in a funny state", [kind == _PRED, state == _WAIT_DEL_ACK], wrong=True)
        ready = (state == _NORMAL) | (state == _WAIT_PRED)
        handle("forward the change", [kind == _CH_NEXT, ready, following != old],
               [self.message(_CH_NEXT, following, c, old, new)])
        handle("change", [kind == _CH_NEXT, ready, following == old],
               [self.message(_DEL_ACK, old, c), self.message(_PRED, new, c)],
               [(following, new)])
        stay("change later", [kind == _CH_NEXT, ~ready])
        handle("be deleted", [kind == _DEL_ACK, state == _WAIT_DEL_ACK], [],
               [(state, _NORMAL), (following, c), (self.listed[c], 0)])
        stay("unexpected acknowledgement", [kind == _DEL_ACK, state != _WAIT_DEL_ACK],
             wrong=True)

    def properties(self) -> None:
        """The list is a list whenever nobody waits."""
        quiet = all_of(s == _NORMAL for s in self.state)
        for c in self.cells:
            listed = [self.listed[p] == 1 for p in self.cells]
            points = [self.next[p] == c for p in self.cells]
            only = any_of(points[p] & listed[p] & ~any_of(
                points[q] for q in self.cells if q != p) for p in self.cells)
            self.system.invariant("one predecessor", only, premise=quiet & listed[c])
            self.system.invariant(
                "successors are listed", premise=quiet & listed[c],
                condition=any_of((self.next[c] == p) & listed[p] for p in self.cells))
            self.system.invariant("others point to themselves", self.next[c] == c,
                                  premise=quiet & ~listed[c])


def distributed_list(remote: int) -> Program:
    """``remote`` cells besides the head; the network has room for four messages more."""
    return _List(remote, remote + 4).system.build()


ORACLES: list[Oracle] = [
    Oracle("distributed_list-3", partial(distributed_list, 3), 8_893, 29_584, None,
           "Murphi examples, ex/sym/list6.m", slow=True),
]
