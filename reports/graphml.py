"""A trace in GraphML, for yEd, Gephi, Cytoscape and other graph tools.

GraphML attributes are scalars: the tuples of :mod:`.graph` become lines of text.
"""

from __future__ import annotations

from typing import Any

import networkx

from ..checker.trace import Trace
from .characters import in_xml
from .graph import trace_graph

__all__ = ["graphml"]


def graphml(trace: Trace) -> str:
    """The GraphML document of the trace's graph."""
    graph = trace_graph(trace)
    written: networkx.MultiDiGraph[int] = networkx.MultiDiGraph()
    written.graph.update(_scalars(graph.graph))
    for node, variables in graph.nodes(data=True):
        written.add_node(node)
        written.nodes[node].update(_scalars(variables))
    for source, target, step in graph.edges(data=True):
        key = written.add_edge(source, target)
        written.edges[source, target, key].update(_scalars(step))
    body = "\n".join(networkx.generate_graphml(written))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _scalars(attributes: dict[str, Any]) -> dict[str, str | int]:
    return {in_xml(name): _scalar(value) for name, value in attributes.items()}


def _scalar(value: Any) -> str | int:
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        return in_xml(value)
    return in_xml("\n".join(map(_line, value)))


def _line(item: str | tuple[str, str, str]) -> str:
    return item if isinstance(item, str) else "{}: {} -> {}".format(*item)
