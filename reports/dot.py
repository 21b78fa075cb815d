"""A trace in Graphviz DOT: time runs downwards, the violation is red."""

from __future__ import annotations

from ..checker.trace import Trace
from .characters import in_dot
from .graph import trace_graph

__all__ = ["dot"]


def dot(trace: Trace) -> str:
    """The DOT text of the trace's graph; a node says what the step before it changed."""
    graph = trace_graph(trace)
    title = f"{trace.model} / {trace.scope}: {trace.property}\n{trace.detail}".rstrip()
    lines = [
        f"digraph {in_dot(trace.property)} {{",
        f"  graph [label={in_dot(title)}, labelloc=t, rankdir=TB, charset=\"UTF-8\"];",
        "  node [shape=box, style=rounded, fontname=monospace];",
        "  edge [fontname=monospace];",
    ]
    changed: dict[int, list[str]] = {0: []}
    for _source, target, step in graph.edges(data=True):
        changed.setdefault(target, []).extend(
            f"{name}: {before} -> {after}" for name, before, after in step["changes"]
        )
    for node in graph:
        label = "\n".join([f"state {node}" if node else "initial state", *changed[node]])
        colour = ", color=red, penwidth=2" if node == graph.graph["violation"] else ""
        lines.append(f"  {node} [label={in_dot(label)}{colour}];")
    for source, target, step in graph.edges(data=True):
        text = [f"{step['step']}. {step['activity']}", step["message"] or step["label"]]
        text += [f"chooses {choice}" for choice in step["choices"]]
        text += step["statements"][-1:]
        text += [f"breaks {id}" for id in step["broken"]]
        colour = ", color=red, fontcolor=red" if trace.property in step["broken"] else ""
        label = "\n".join(filter(None, text))
        lines.append(f"  {source} -> {target} [label={in_dot(label)}{colour}];")
    return "\n".join([*lines, "}", ""])
