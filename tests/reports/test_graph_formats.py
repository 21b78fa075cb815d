"""DOT, GraphML and JSON: well-formed for any characters, and nothing lost."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree

import networkx
import pytest
from hypothesis import given

from miniport.checker.trace import Trace
from miniport.reports import dot, graphml, json_graph, trace_graph

from .odd import traces

_STRING = r'"(?:[^"\\]|\\.)*"'
_ATTRIBUTE = rf"\w+=(?:{_STRING}|\w+)"
_ATTRIBUTES = rf"\[{_ATTRIBUTE}(?:, {_ATTRIBUTE})*\]"
_DOT = re.compile(
    rf"digraph {_STRING} \{{\n"
    rf"(?:  (?:graph|node|edge|\d+|\d+ -> \d+) {_ATTRIBUTES};\n)*"
    r"\}\n",
    re.DOTALL,
)


@given(traces())
def test_dot_is_well_formed(trace: Trace) -> None:
    text = dot(trace)
    assert _DOT.fullmatch(text)
    text.encode()
    assert text.count(" -> ") >= len(trace)


def test_dot_of_a_trace(trace: Trace) -> None:
    text = dot(trace)
    assert '  0 [label="initial state"];' in text
    assert '"state 2\\lPnpThread at: a -> b\\lpausing: False -> True\\l"' in text
    assert '  4 [label="state 4", color=red, penwidth=2];' in text
    assert r": NdisMPauseComplete()\lnic.py:6\lbreaks pause.tx-drained\l" in text


@given(traces())
def test_graphml_is_well_formed(trace: Trace) -> None:
    text = graphml(trace)
    ElementTree.fromstring(text.encode())
    read = networkx.parse_graphml(text, force_multigraph=True)
    graph = trace_graph(trace)
    assert len(read) == len(graph) and len(read.edges) == len(graph.edges)


def test_graphml_holds_every_attribute(trace: Trace) -> None:
    read = networkx.parse_graphml(graphml(trace), node_type=int, force_multigraph=True)
    assert read.nodes[4] == trace_graph(trace).nodes[4]
    step = next(iter(read.get_edge_data(3, 4).values()))
    assert step["step"] == 4 and step["line"] == 6
    assert step["broken"] == "pause.tx-drained\npause.once"
    changes = next(iter(read.get_edge_data(1, 2).values()))["changes"]
    assert changes == "PnpThread at: a -> b\npausing: False -> True"


@given(traces())
def test_json_reads_back_as_the_graph(trace: Trace) -> None:
    read = networkx.node_link_graph(json.loads(json_graph(trace)), edges="edges")
    graph = trace_graph(trace)
    assert list(read) == list(graph)
    for node in graph:
        expected = {k: v for k, v in graph.nodes[node].items() if k != "id"}
        assert {k: v for k, v in read.nodes[node].items() if k != "id"} == expected
    assert [step["label"] for *_, step in read.edges(data=True)] == [
        step["label"] for *_, step in graph.edges(data=True)
    ]


@pytest.mark.parametrize("render", [dot, graphml, json_graph])
def test_the_same_trace_gives_the_same_text(trace: Trace, render) -> None:
    assert render(trace) == render(trace)
