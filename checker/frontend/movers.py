"""Which statements join one step: reduction by movers (Lipton, CACM 18(12), 1975).

Every statement is classified by what it does up to the next one:

* ``local``: only locals of the activity, or a choice; it joins whatever stands beside it.
* ``plain``: besides, ordinary driver memory, or nothing but what is checked.  Where no data race
  exists such accesses commute with every step of others, in both directions.  The race rule is
  checked in the same search; if it finds a race, the search is repeated with the racing variables
  ``exposed`` (not merged).
  So it is where a plain access meets a synchronized one, which is no race but does not commute.
* ``acquire`` of a lock: a right mover.  ``release``: a left mover.  Not for locks that somebody
  *tries* to acquire: the failure sees that the lock is held.  Nor for locks that were seen to be
  made or freed while somebody may hold them.  A release that asks nothing (of the interrupt lock)
  is an ``unlock``.
* ``other``: anything else: calls of NDIS, interlocked operations, waits.

A step is ``acquire? plain* (other | release)? unlock*``; the ``other`` must not wait.  After it
nothing else follows, but locals: what it lets go on may free what a later statement touches (a
completion that lets halt proceed), and a release that asks whether the lock is still there would
ask too early.

A step is longer than a statement, so traces have fewer steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..walk import Reads
from .graph import Assign, Assume, Branch, Mark, Node, Store, Verify
from .world import Slot

__all__ = ["Classify", "Movers", "memory"]


@dataclass(frozen=True)
class Movers:
    """What the step so far consists of: nothing, right and both movers, or its commit."""

    begun: bool = False
    committed: bool = False

    def begin(self, kind: str) -> Movers:
        """The step begins with a statement of this kind."""
        if kind == "local":
            return self
        return Movers(True, kind not in ("plain", "acquire"))

    def join(self, kind: str) -> Movers | None:
        """The step with a further statement, or None if that must begin a step of its own."""
        if kind == "local":
            return self
        if not self.begun or (self.committed and kind != "unlock"):
            return None
        match kind:
            case "plain":
                return self
            case "release" | "unlock" | "other":
                return Movers(True, True)
        return None


def memory(name: str) -> str:
    """The field a variable belongs to: ``queue`` for ``queue[0]`` and ``len(queue)``."""
    return name.removeprefix("len(").removesuffix(")").partition("[")[0]


class Classify:
    """The kind of the statement at a mark, for one activity."""

    def __init__(
        self, slots: list[Slot], local: set[int], locks: Mapping[int, int],
        exposed: frozenset[str], statement: bool,
    ) -> None:
        self.local, self.locks, self.statement = local, locks, statement
        self.plain = {
            k for k, s in enumerate(slots)
            if s.shared and not s.relaxed and memory(s.name) not in exposed
        }
        self._known: dict[int, str] = {}
        self.reads = Reads()

    def __call__(self, mark: Mark) -> str:
        """``local``, ``plain``, ``acquire``, ``release``, ``unlock``, ``other`` or ``wait``."""
        if self.statement:
            return "wait"
        if id(mark) not in self._known:
            # While it is looked at, a loop head counts as a place of rest.
            self._known[id(mark)] = "wait" if mark.loop else self._kind(mark)
            if mark.loop:
                kind = self._kind(mark)
                if kind not in ("local", "plain") or self._endless(mark):
                    kind = "wait"
                self._known[id(mark)] = kind
        return self._known[id(mark)]

    def _endless(self, head: Mark) -> bool:
        """Whether a loop can come round without a step that ends a merged one."""
        todo, seen = [n for n in head.next if n is not None], set()
        while todo:
            node = todo.pop()
            if node is head:
                return True
            if id(node) in seen or (
                isinstance(node, Mark) and self(node) in ("wait", "other", "release", "unlock")
            ):
                continue
            seen.add(id(node))
            todo += [n for n in node.next if n is not None]
        return False

    def _kind(self, mark: Mark) -> str:
        kinds: set[str] = set()
        waits = False
        todo, seen = [n for n in mark.next if n is not None], set()
        while todo:
            node = todo.pop()
            if id(node) in seen or isinstance(node, Mark):
                continue
            seen.add(id(node))
            waits = waits or (isinstance(node, Assume) and node.role is None)
            kinds.add(self._node(node))
            todo += [n for n in node.next if n is not None]
        if waits:
            return "wait"
        kinds -= {"", "local"}
        if not kinds:
            return "local"
        if kinds <= {"check", "plain"}:
            return "plain"
        if kinds == {"release"}:
            return "unlock"
        for role in ("acquire", "release"):
            if role in kinds and kinds <= {role, "check"}:
                return role
        return "other"

    def _node(self, node: Node) -> str:
        if isinstance(node, Verify):
            return "check"
        if node.role is not None and node.role.lock in self.locks and (
            node.role.kind != "remake"
        ):
            return node.role.kind
        match node:
            case Assign():
                return self._access(self.reads(node.value) | {node.slot}, node.plain)
            case Store():
                touched = self.reads(node.value) | self.reads(node.index)
                return self._access(touched.union(range(node.base, node.base + node.size)),
                                    node.plain)
            case Branch():
                return self._access(self.reads(node.condition), node.plain)
            case Assume():
                return "other"
        return ""

    def _access(self, touched: frozenset[int], ordinary: bool) -> str:
        if touched <= self.local:
            return "local"
        return "plain" if ordinary and touched <= self.local | self.plain else "other"

