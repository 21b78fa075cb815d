"""Traces as files, one per format that another tool reads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from miniport.checker.trace import Trace
from miniport.checker.trace_json import dumps, itf
from miniport.files import write_text
from miniport.reports import ScopeResult, dot, graphml, json_graph, mermaid, sequence_text

__all__ = ["FORMATS", "write_traces"]


def _itf(trace: Trace) -> str:
    return json.dumps(itf(trace), indent=1) + "\n"


FORMATS: Mapping[str, tuple[str, Callable[[Trace], str]]] = MappingProxyType(
    {
        "trace": (".json", dumps),
        "itf": (".itf.json", _itf),
        "dot": (".dot", dot),
        "graphml": (".graphml", graphml),
        "json": (".graph.json", json_graph),
        "mermaid": (".mmd", mermaid),
        "sequence": (".txt", sequence_text),
    }
)
"""The formats by name: how their files end, and the writer."""


def write_traces(
    folder: Path, results: Iterable[ScopeResult]
) -> dict[tuple[str, str, str], list[str]]:
    """Write every trace in every format; the files by (model, scope, property)."""
    written: dict[tuple[str, str, str], list[str]] = {}
    for result in results:
        for finding in result.exploration.findings:
            if finding.trace is None:
                continue
            key = (result.model, result.scope, finding.property)
            stem = "-".join(map(_harmless, key))
            for ending, render in FORMATS.values():
                path = folder / f"{stem}{ending}"
                write_text(path, render(finding.trace))
                written.setdefault(key, []).append(str(path))
    return written


def _harmless(name: str) -> str:
    """A name as part of a file name on any platform."""
    return re.sub(r"[^\w.]+", "_", name).strip("._") or "_"
