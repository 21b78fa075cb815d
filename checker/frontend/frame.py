"""What is known while lowering the body of one function in one place."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import lru_cache

from .classes import Class
from .diagnostics import Diagnostic
from .graph import Node
from .modules import Function, Module
from .types import Scalar
from .values import Collection, Number, Place, Value

__all__ = ["Edges", "Frame", "Loop", "Reference"]

Edges = list[tuple[Node, int]]


@dataclass(frozen=True)
class Reference:
    """A ``Ref`` parameter: the place passed, and its value."""

    place: Place
    value: Number


@dataclass(eq=False)
class Loop:
    """An open loop: who goes on with its next turn, and who has left; ``withs`` is the depth of
    with."""

    withs: int
    breaks: Edges = field(default_factory=list)
    continues: Edges = field(default_factory=list)


@dataclass(eq=False)
class Frame:
    """One inlined call.

    ``plain``: accesses to memory here are ordinary ones (False in interlocked functions);
    ``driver_code``: hooks of objects are called for accesses made here.  ``call`` is where it
    stands in the caller; ``broken`` are locals whose assignment was refused, and why.
    """

    function: Function
    module: Module
    receiver: Value | None
    definition: Class | None
    plain: bool
    driver_code: bool
    call: ast.AST | None = None
    broken: dict[str, Diagnostic] = field(default_factory=dict)
    locals: dict[str, Value | Reference] = field(default_factory=dict)
    types: dict[str, Scalar] = field(default_factory=dict)
    loops: list[Loop] = field(default_factory=list)
    withs: list[tuple[Value, ast.With]] = field(default_factory=list)
    returns: Edges = field(default_factory=list)
    result: Value | None = None
    result_slot: Number | Collection | None = None
    returned: int = 0
    refused: bool = False

    def assignments(self, name: str) -> int:
        """How many statements of the function assign the name."""
        return _assignments(self.function.node).get(name, 0)

    def return_count(self) -> int:
        """How many return statements with a value the function has."""
        return _return_count(self.function.node)


@lru_cache(maxsize=4096)
def _assignments(function: ast.FunctionDef) -> dict[str, int]:
    counts: dict[str, int] = {}
    for node in ast.walk(function):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign, ast.For)):
            targets = [node.target]
        for target in targets:
            if isinstance(target, ast.Name):
                counts[target.id] = counts.get(target.id, 0) + 1
    return counts


@lru_cache(maxsize=4096)
def _return_count(function: ast.FunctionDef) -> int:
    return sum(
        isinstance(node, ast.Return) and node.value is not None
        for node in ast.walk(function)
    )
