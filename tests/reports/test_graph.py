"""The graph of a trace: documented attributes, and a lasso that closes."""

from __future__ import annotations

from dataclasses import replace

from miniport.checker.trace import Trace
from miniport.reports import trace_graph


def test_states_are_nodes_with_their_variables(trace: Trace) -> None:
    graph = trace_graph(trace)
    assert list(graph) == [0, 1, 2, 3, 4]
    assert graph.nodes[0] == {"pausing": "False", "sends": "0", "nbl.place": "NDIS"}
    assert graph.nodes[4] == {"pausing": "True", "sends": "0", "nbl.place": "DRIVER"}


def test_steps_are_edges(trace: Trace) -> None:
    graph = trace_graph(trace)
    assert [(a, b) for a, b in graph.edges()] == [(0, 1), (1, 2), (2, 3), (3, 4)]
    step = graph.edges[3, 4, 0]
    assert step["step"] == 4
    assert step["activity"] == "PnpThread"
    assert step["message"] == "driver -> NDIS: NdisMPauseComplete()"
    assert (step["file"], step["line"]) == (trace.steps[3].span.file, 6)
    assert step["statements"] == ("miniport/model/ndis/send.py:12", "nic.py:6", "nic.py:6")
    assert step["broken"] == ("pause.tx-drained", "pause.once")
    assert graph.edges[1, 2, 0]["changes"][1:] == (("pausing", "False", "True"),)
    assert graph.edges[2, 3, 0]["choices"] == ("maybe() is True",)


def test_the_graph_says_what_it_is(trace: Trace) -> None:
    assert trace_graph(trace).graph == {
        "model": "nic", "scope": "lifecycle", "property": "pause.tx-drained",
        "detail": "a send is still with the driver", "initial": 0, "violation": 4, "loop": -1,
    }  # fmt: skip


def test_a_lasso_leads_back(trace: Trace) -> None:
    graph = trace_graph(replace(trace, loop=1))
    assert sorted(graph.edges()) == [(0, 1), (1, 2), (2, 3), (3, 1)]
    assert graph.graph["loop"] == graph.graph["violation"] == 1


def test_a_lasso_of_one_step(trace: Trace) -> None:
    graph = trace_graph(replace(trace, steps=trace.steps[:1], loop=0))
    assert list(graph.edges()) == [(0, 0)]
    assert graph.nodes[0]["nbl.place"] == "NDIS"


def test_no_steps(trace: Trace) -> None:
    graph = trace_graph(replace(trace, steps=()))
    assert list(graph) == [0] and graph.graph["violation"] == 0
