"""The result document: everything a build server wants to know, as plain JSON data.

The schema is published with the package (``result.schema.json``); a field is added but never
changes its meaning within one ``version``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..checker.result import Finding
from ..model.language.rules import Rule
from .reductions import Comparison, reductions_data
from .result import ScopeResult

__all__ = ["VERSION", "result_document", "rule_data"]

VERSION = 1

Files = Mapping[tuple[str, str, str], Sequence[str]]
"""Trace files that were written, by (model, scope, property)."""


def result_document(
    results: Iterable[ScopeResult], *, tool: str, exit_code: int, files: Files | None = None,
    comparisons: Iterable[Comparison] = (),
) -> dict[str, Any]:
    """The document of a run; ``tool`` is the version of this package."""
    compared = [reductions_data(comparison) for comparison in comparisons]
    return {
        "format": "miniport-result",
        "version": VERSION,
        "tool": tool,
        "exit_code": exit_code,
        "results": [_scope(result, files or {}) for result in results],
        **({"reductions": compared} if compared else {}),
    }


def _scope(result: ScopeResult, files: Files) -> dict[str, Any]:
    found = result.exploration
    return {
        "model": result.model,
        "scope": result.scope,
        "options": dict(result.options),
        "tokens": dict(result.tokens),
        "granularity": result.granularity,
        "verdict": result.verdict.value,
        "words": result.words,
        "in_flight": found.in_flight,
        "states": found.states,
        "transitions": found.transitions,
        "depth": found.depth,
        "seconds": {"compile": result.compile_seconds, "explore": found.seconds},
        "peak_memory": found.peak_memory,
        "engine": found.engine,
        "symmetries": [{"name": name, "members": size} for name, size in found.symmetries],
        "asymmetries": list(found.asymmetries),
        "omission": found.omission,
        "limit": found.limit,
        "warnings": list(result.warnings),
        "rules": [
            _finding(result, f, files.get((result.model, result.scope, f.property), ()))
            for f in found.findings
        ],
    }


def _finding(result: ScopeResult, finding: Finding, files: Sequence[str]) -> dict[str, Any]:
    trace = finding.trace
    return {
        "id": finding.property,
        "verdict": finding.verdict.value,
        "reached": finding.reached,
        "severity": result.severity(finding),
        "after": list(finding.after),
        "steps": None if trace is None else len(trace),
        "detail": "" if trace is None else trace.detail,
        "traces": list(files),
    }


def rule_data(
    rule: Rule,
    proofs: Iterable[Mapping[str, Any]] = (),
    reached: Mapping[str, Iterable[str]] | None = None,
) -> dict[str, Any]:
    """A rule as plain data (``miniport rules --json``), with what stands behind it: the drivers
    that break it, and the scopes in which the shipped drivers put it to the test."""
    return {
        "id": rule.id,
        "kind": rule.kind.name,
        "side": rule.side.name,
        "severity": rule.severity,
        "ndis": rule.ndis,
        "status": rule.status,
        "text": rule.text,
        "why": rule.why,
        "fix": rule.fix,
        "source": rule.source,
        "citation": re.findall(r"\[[^]]+\]", rule.source),
        "events": list(rule.events),
        "seed": list(rule.seed),
        "notes": rule.notes,
        "microsoft": list(rule.microsoft),
        "proofs": [dict(proof) for proof in proofs],
        "reached": {driver: list(scopes) for driver, scopes in (reached or {}).items()},
    }
