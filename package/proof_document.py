"""The answers of ``miniport prove`` as plain data, for ``--json``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from miniport.checker.result import Verdict
from miniport.checker.trace_json import to_json
from miniport.proving import Answer, Proved

__all__ = ["proof_document"]

WORDS = {Verdict.HOLDS: "proved", Verdict.VIOLATED: "violated", Verdict.UNKNOWN: "unknown"}


def proof_document(
    found: Iterable[tuple[Proved, Mapping[str, str]]], *, tool: str
) -> dict[str, object]:
    """The document: the answers of each scope, and what cvc5 said to each query, if it was asked.

    ``package/schema/proof.schema.json`` describes it.
    """
    return {"tool": "miniport", "version": tool, "proofs": [
        {
            "model": one.model,
            "scope": one.scope,
            "any_number_of": list(one.tokens),
            "finite": dict(one.finite),
            "until": list(one.until),
            "rules": {answer.rule: _answer(answer) for answer in one.answers},
            "invariant": None if one.proof.found is None else {
                "control_states": len(one.proof.found.states),
                "cells": one.proof.found.size,
                "counts": len(one.proof.found.counters),
            },
            "seconds": one.seconds,
            "recheck": dict(second),
        }
        for one, second in found
    ]}  # fmt: skip


def _answer(answer: Answer) -> dict[str, object]:
    document: dict[str, object] = {"answer": WORDS[answer.verdict]}
    if answer.verdict is Verdict.VIOLATED:
        assert answer.finding is not None and answer.finding.trace is not None
        document |= {"tokens": dict(answer.tokens),
                     "trace": to_json(answer.finding.trace)}  # fmt: skip
    if answer.reason:
        document["reason"] = answer.reason
    return document
