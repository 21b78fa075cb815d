"""Traces as JSON: our own format, which loses nothing, and ITF, which other tools read.

ITF is the Informal Trace Format of Apalache (its ADR 015: "vars", "states", "#meta"); the Quint
and VS Code trace viewers show it.
"""

from __future__ import annotations

import json
from typing import Any

from .errors import UsageError
from .ir.program import Span
from .trace import Step, Trace

__all__ = ["dumps", "from_json", "itf", "loads", "to_json"]

FORMAT = "miniport trace"
VERSION = 1


def to_json(trace: Trace) -> dict[str, Any]:
    """The trace as JSON values."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "model": trace.model,
        "scope": trace.scope,
        "property": trace.property,
        "detail": trace.detail,
        "variables": [
            {"name": name, "low": low, "labels": list(labels)}
            for name, low, labels in zip(trace.variables, trace.lows, trace.labels, strict=True)
        ],
        "initial": list(trace.initial),
        "steps": [_step_to_json(step) for step in trace.steps],
        "loop": trace.loop,
    }


def from_json(data: dict[str, Any]) -> Trace:
    """The trace that :func:`to_json` wrote; raises UsageError if it is something else."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UsageError("this is not a trace written by miniport")
    if data.get("version") != VERSION:
        raise UsageError(f"trace format version {data.get('version')}, expected {VERSION}")
    try:
        variables = data["variables"]
        return Trace(
            model=data["model"], scope=data["scope"], property=data["property"],
            detail=data["detail"], variables=tuple(v["name"] for v in variables),
            lows=tuple(v["low"] for v in variables),
            labels=tuple(tuple(v["labels"]) for v in variables),
            initial=tuple(data["initial"]),
            steps=tuple(map(_step_from_json, data["steps"])), loop=data["loop"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"this trace is damaged: {error!r}") from error


def dumps(trace: Trace) -> str:
    """The trace as JSON text."""
    return json.dumps(to_json(trace), indent=1, ensure_ascii=False) + "\n"


def loads(text: str) -> Trace:
    """The trace in JSON text; raises UsageError if it is something else."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise UsageError(f"this is not JSON: {error}") from error
    return from_json(data)


def itf(trace: Trace) -> dict[str, Any]:
    """The trace in the Informal Trace Format; labelled values are strings, others integers."""
    rows = [(trace.initial, None), *((step.values, step) for step in trace.steps)]
    states = []
    for index, (values, step) in enumerate(rows):
        meta: dict[str, Any] = {"index": index}
        if step is not None:
            meta["activity"], meta["action"] = step.activity, step.label
            if step.span is not None:
                meta["source"] = f"{step.span.file}:{step.span.line}"
        state: dict[str, Any] = {"#meta": meta}
        for number, (name, value) in enumerate(zip(trace.variables, values, strict=True)):
            state[name] = trace.show(number, value) if trace.labels[number] else value
        states.append(state)
    result: dict[str, Any] = {
        "#meta": {
            "format": "ITF",
            "format-description": "https://apalache-mc.org/docs/adr/015adr-trace.html",
            "description": f"{trace.property}: {trace.detail}",
            "source": trace.model,
        },
        "vars": list(trace.variables),
        "states": states,
    }
    if trace.loop is not None:
        result["loop"] = trace.loop
    return result


def _step_to_json(step: Step) -> dict[str, Any]:
    return {
        "activity": step.activity,
        "label": step.label,
        "message": step.message,
        "span": _span_to_json(step.span),
        "statements": [_span_to_json(span) for span in step.statements],
        "choices": list(step.choices),
        "changes": [list(change) for change in step.changes],
        "values": list(step.values),
        "broken": list(step.broken),
    }


def _step_from_json(data: dict[str, Any]) -> Step:
    statements = tuple(Span(**span) for span in data["statements"])
    return Step(
        activity=data["activity"], label=data["label"], message=data["message"],
        span=_span_from_json(data["span"]), statements=statements,
        choices=tuple(data["choices"]),
        changes=tuple((name, before, after) for name, before, after in data["changes"]),
        values=tuple(data["values"]), broken=tuple(data["broken"]),
    )


def _span_to_json(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {
        "file": span.file, "line": span.line, "column": span.column,
        "end_line": span.end_line, "end_column": span.end_column,
    }


def _span_from_json(data: dict[str, Any] | None) -> Span | None:
    return None if data is None else Span(**data)
