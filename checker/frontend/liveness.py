"""Which locals matter where: backward data-flow over one activity's graph.

A local that no later statement reads is dead and is put back to its initial value, so that states
do not differ in what nobody will look at.
"""

from __future__ import annotations

from ..ir.program import Expr
from ..walk import reads_of
from .graph import Assign, Assume, Branch, Node, Store, Verify

__all__ = ["all_nodes", "live_before"]


def all_nodes(entry: Node) -> list[Node]:
    """Every node reachable from ``entry``."""
    seen: dict[int, Node] = {}
    todo = [entry]
    while todo:
        node = todo.pop()
        if id(node) not in seen:
            seen[id(node)] = node
            todo += [n for n in reversed(node.next) if n is not None]
    return list(seen.values())


def live_before(nodes: list[Node], local: set[int]) -> dict[int, int]:
    """For each node (by id) a bit mask of the locals live just before it."""
    bits = {variable: 1 << k for k, variable in enumerate(sorted(local))}

    def mask(expr: Expr) -> int:
        return sum(bits[v] for v in reads_of(expr) if v in bits)

    uses, kills = {}, {}
    for node in nodes:
        use = kill = 0
        match node:
            case Assign():
                use, kill = mask(node.value), bits.get(node.slot, 0)
            case Store():
                use = mask(node.value) | mask(node.index)
            case Branch() | Assume():
                use = mask(node.condition)
            case Verify():
                use = mask(node.premise) | mask(node.condition)
        uses[id(node)], kills[id(node)] = use, kill
    predecessors: dict[int, list[Node]] = {id(n): [] for n in nodes}
    for node in nodes:
        for successor in node.next:
            if successor is not None:
                predecessors[id(successor)].append(node)
    live = {id(n): 0 for n in nodes}
    todo = list(nodes)
    queued = {id(n) for n in nodes}
    while todo:
        node = todo.pop()
        queued.discard(id(node))
        out = 0
        for successor in node.next:
            if successor is not None:
                out |= live[id(successor)]
        now = uses[id(node)] | (out & ~kills[id(node)])
        if now != live[id(node)]:
            live[id(node)] = now
            for previous in predecessors[id(node)]:
                if id(previous) not in queued:
                    queued.add(id(previous))
                    todo.append(previous)
    return live
