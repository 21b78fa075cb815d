"""Renderings of traces and results, each a pure function of them.

A trace as a graph (networkx, DOT, GraphML, JSON), as a sequence diagram (Mermaid, text) and as
text for a terminal; results as the verdict table and as the result document.
"""

from .built_in import BUILT_IN_RULES
from .dot import dot
from .graph import trace_graph
from .graphml import graphml
from .json_graph import json_graph
from .progress import LiveProgress
from .reductions import Comparison, reductions_data, reductions_table
from .result import ScopeResult
from .result_json import result_document, rule_data
from .sequence import mermaid, sequence_text
from .terminal import print_trace, trace_text
from .verdicts import summary, verdict_table

__all__ = [
    "BUILT_IN_RULES",
    "Comparison",
    "LiveProgress",
    "ScopeResult",
    "dot",
    "graphml",
    "json_graph",
    "mermaid",
    "print_trace",
    "reductions_data",
    "reductions_table",
    "result_document",
    "rule_data",
    "sequence_text",
    "summary",
    "trace_graph",
    "trace_text",
    "verdict_table",
]
