"""The answers of ``miniport prove`` as plain data, for ``--json``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from miniport.checker.result import Verdict
from miniport.checker.trace_json import to_json
from miniport.checker.unbounded import Invariant
from miniport.proving import Answer, Proved

__all__ = ["proof_document"]

WORDS = {Verdict.HOLDS: "proved", Verdict.VIOLATED: "violated", Verdict.UNKNOWN: "unknown"}


def proof_document(
    found: Iterable[tuple[Proved, Sequence[Mapping[str, str]]]],
    left: Iterable[tuple[str, str]] = (), *, tool: str,
) -> dict[str, object]:
    """The document: the answers of each scope, and what cvc5 said to each query, if it was asked;
    models and scopes that are ``left`` because something came in between.

    ``package/schema/proof.schema.json`` describes it.
    """
    return {"tool": "miniport", "version": tool, "proofs": [
        {
            "model": one.model,
            "scope": one.scope,
            "any_number_of": list(one.tokens),
            "finite": dict(one.finite),
            "unasked": list(one.unasked),
            "unreached": list(one.unreached),
            "rules": {answer.rule: _answer(answer) for answer in one.answers},
            "attempts": [
                {
                    "until": list(attempt.until),
                    "invariant": _invariant(attempt.proof.found),
                    "recheck": dict(answers),
                }
                for attempt, answers in zip(one.attempts, second, strict=True)
            ],
            "seconds": one.seconds,
        }
        for one, second in found
    ], "unfinished": [{"model": model, "scope": scope} for model, scope in left]}  # fmt: skip


def _invariant(found: Invariant | None) -> dict[str, int] | None:
    if found is None:
        return None
    return {
        "control_states": len(found.states), "cells": found.size, "counts": len(found.counters)
    }


def _answer(answer: Answer) -> dict[str, object]:
    document: dict[str, object] = {"answer": WORDS[answer.verdict]}
    if answer.verdict is Verdict.VIOLATED:
        assert answer.finding is not None and answer.finding.trace is not None
        document |= {"tokens": dict(answer.tokens),
                     "trace": to_json(answer.finding.trace)}  # fmt: skip
    if answer.until:
        document["until"] = list(answer.until)
    if answer.reason:
        document["reason"] = answer.reason
    return document
