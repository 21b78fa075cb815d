"""The control-flow graph of one activity, statement by statement, before it becomes actions.

A ``Mark`` is the beginning of a source statement: between two marks nobody else moves.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..ir.program import Expr, Span

__all__ = [
    "Assign", "Assume", "Branch", "Choose", "End", "Graph", "Join", "Mark", "Node", "Note",
    "Optional", "Role", "Store", "Verify",
]


@dataclass(frozen=True)
class Role:
    """Part of acquiring (``"acquire"``), releasing (``"release"``) or making anew (``"remake"``)
    the lock with this number."""

    kind: str
    lock: int


@dataclass(eq=False)
class Node:
    """A node with one successor; ``role`` if it belongs to an operation on a lock."""

    next: list[Node | None] = field(default_factory=lambda: [None], init=False)
    role: Role | None = field(default=None, init=False)

    def after(self, way: int = 0) -> Node:
        """The successor on one way; there is one in a graph that is complete."""
        successor = self.next[way]
        assert successor is not None
        return successor


@dataclass(eq=False)
class Assign(Node):
    """``slot := value``; ``plain`` if it is an ordinary access to memory (watched for races)."""

    slot: int
    value: Expr
    plain: bool
    span: Span | None = None


@dataclass(eq=False)
class Store(Node):
    """``(base + index) := value`` for ``0 <= index < size``."""

    base: int
    size: int
    index: Expr
    value: Expr
    plain: bool
    span: Span | None = None


@dataclass(eq=False)
class Branch(Node):
    """Two successors: condition true, condition false."""

    condition: Expr
    plain: bool

    def __post_init__(self) -> None:
        self.next = [None, None]


@dataclass(eq=False)
class Choose(Node):
    """Any successor; ``texts`` name them."""

    texts: tuple[str, ...]
    span: Span | None

    def __post_init__(self) -> None:
        self.next = [None] * len(self.texts)


@dataclass(eq=False)
class Assume(Node):
    """The step is possible only if the condition holds here."""

    condition: Expr
    plain: bool


@dataclass(eq=False)
class Verify(Node):
    """A property of the step at this point; ``ends_run`` if nothing follows its failure."""

    property: str
    premise: Expr
    condition: Expr
    span: Span | None
    ends_run: bool = True


@dataclass(eq=False)
class Mark(Node):
    """A statement begins.  ``loop`` marks a loop head that must stay a place of rest."""

    span: Span
    label: str
    loop: bool = False


@dataclass(eq=False)
class Optional(Node):
    """Nobody is obliged to take a step through here."""


@dataclass(eq=False)
class Note(Node):
    """A message of the protocol: what the step stands for."""

    message: str


@dataclass(eq=False)
class Join(Node):
    """Where ways meet; does nothing."""


@dataclass(eq=False)
class End(Node):
    """The activity has ended."""

    def __post_init__(self) -> None:
        self.next = []


class Graph:
    """Builds a graph in program order; ``open`` are the edges the next node will close.

    What is emitted is also listed in ``recorded``, unless that is None.
    """

    def __init__(self) -> None:
        self.entry = Join()
        self.open: list[tuple[Node, int]] = [(self.entry, 0)]
        self.role: Role | None = None
        self.recorded: list[Node] | None = None

    @property
    def reachable(self) -> bool:
        """Whether the current point can be reached."""
        return bool(self.open)

    def emit(self, node: Node) -> None:
        """Append a node at the current point."""
        node.role = self.role
        if self.recorded is not None:
            self.recorded.append(node)
        self.join(node)
        self.open = [(node, k) for k in range(len(node.next))]

    def join(self, node: Node) -> None:
        """Lead all open edges to a node that exists already (a loop head, say)."""
        for origin, k in self.open:
            origin.next[k] = node
        self.open = []

    def branch(self, node: Node) -> list[list[tuple[Node, int]]]:
        """Append a node with several successors; the open edges of each."""
        self.emit(node)
        edges = [[edge] for edge in self.open]
        self.open = []
        return edges
