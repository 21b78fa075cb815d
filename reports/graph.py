"""A trace as a graph: states are nodes, steps are edges.

Graph attributes: ``model``, ``scope``, ``property``, ``detail``, ``initial`` and ``violation``
(nodes), ``loop`` (the node a lasso returns to, or -1).

Nodes are the numbers of the states, 0 for the initial one; their attributes are the variables,
with their values as people read them.

Edges: ``step`` (from 1), ``activity``, ``label``, ``message``, ``file``, ``line``,
``statements`` (``file:line`` each), ``choices``, ``changes`` (variable, before, after), ``broken``
(property ids).  The last step of a lasso leads back to its ``loop`` node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx

from ..checker.trace import Step, Trace
from .sources import place

if TYPE_CHECKING:
    from typing import Any

__all__ = ["trace_graph"]


def trace_graph(trace: Trace) -> networkx.MultiDiGraph[int]:
    """The graph of a trace."""
    last = len(trace) if trace.loop is None else trace.loop
    graph: networkx.MultiDiGraph[int] = networkx.MultiDiGraph(
        model=trace.model,
        scope=trace.scope,
        property=trace.property,
        detail=trace.detail,
        initial=0,
        violation=last,
        loop=-1 if trace.loop is None else trace.loop,
    )
    graph.add_node(0)
    graph.nodes[0].update(_state(trace, trace.initial))
    for number, step in enumerate(trace.steps, 1):
        target = last if number == len(trace) else number
        if target not in graph:
            graph.add_node(target)
            graph.nodes[target].update(_state(trace, step.values))
        key = graph.add_edge(number - 1, target)
        graph.edges[number - 1, target, key].update(_step(number, step))
    return graph


def _state(trace: Trace, values: tuple[int, ...]) -> dict[str, str]:
    return {
        name: trace.show(index, value)
        for index, (name, value) in enumerate(zip(trace.variables, values, strict=True))
    }


def _step(number: int, step: Step) -> dict[str, Any]:
    return {
        "step": number,
        "activity": step.activity,
        "label": step.label,
        "message": step.message,
        "file": step.span.file if step.span else "",
        "line": step.span.line if step.span else 0,
        "statements": tuple(place(span) for span in step.statements),
        "choices": step.choices,
        "changes": step.changes,
        "broken": step.broken,
    }
