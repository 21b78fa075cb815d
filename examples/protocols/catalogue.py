"""All models of this folder, found by looking."""

from __future__ import annotations

import importlib
from pathlib import Path

from .oracle import Oracle

__all__ = ["SUPPORT", "model_names", "oracles"]

SUPPORT = frozenset({
    "__init__", "__main__", "at_most_one", "ballots", "boot", "catalogue", "constraint", "fifo",
    "mcs_queue", "oracle", "ring_buffer",
})
"""The modules of this folder that are no models."""


def model_names() -> list[str]:
    """The names of all models."""
    return sorted(p.stem for p in Path(__file__).parent.glob("*.py") if p.stem not in SUPPORT)


def oracles(model: str) -> list[Oracle]:
    """What is published about ``model``."""
    found = importlib.import_module(f"{__package__}.{model}")
    return list(found.ORACLES)
