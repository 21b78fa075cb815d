"""A trace as node-link JSON, as networkx, D3 and others read it."""

from __future__ import annotations

import json

import networkx

from ..checker.trace import Trace
from .graph import trace_graph

__all__ = ["json_graph"]


def json_graph(trace: Trace) -> str:
    """The node-link document of the trace's graph; ``networkx.node_link_graph`` reads it back."""
    return json.dumps(networkx.node_link_data(trace_graph(trace), edges="edges"), indent=1) + "\n"
