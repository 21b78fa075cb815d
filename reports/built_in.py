"""What the properties that are no rule of NDIS say: those of the language and of the search."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..model.language.rules import LV, SI, D, Kind, Rule

__all__ = ["BUILT_IN_RULES"]


def _rule(id: str, kind: Kind, text: str, *microsoft: str) -> Rule:
    return Rule(id, kind, D, text, "docs/language.md", (), "", "", microsoft=microsoft)


BUILT_IN_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.id: rule
        for rule in (
            _rule("assert", SI, "An assertion in the model is true wherever it is reached."),
            _rule("none", SI, "A reference is not None where its fields are used."),
            _rule("queue.full", SI, "A queue has room for what is appended to it."),
            _rule("queue.empty", SI, "A queue is not empty where its head is taken."),
            _rule("queue.absent", SI, "What is removed from a queue is in it."),
            _rule("range", SI, "A variable stays in the range of its type."),
            _rule("index", SI, "An index lies inside its array."),
            _rule("deadlock", SI, "While there is something left to do, something can happen."),
            _rule(
                "progress", LV, "Whatever has happened, every activity can come home again.",
                "0x7C/25", "0x9F/4", "0x1D5", "0xC4/115",
            ),
        )
    }
)
"""By id."""
