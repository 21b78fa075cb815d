"""How the suite is run: what is slow first, what is too slow for every run only if asked for."""

from __future__ import annotations

import gc
import os

import pytest

# The interpreters, solvers and models of a whole suite are many objects that stay: looking through
# them after every 700 new ones, as Python does, would take an eighth of all processor time.
gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is slow begins first, lest a worker end alone with minutes of it.  Skip what is marked
    ``large``, with the reason that the mark gives, if any."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    if "MINIPORT_EVERY_SCOPE" in os.environ:
        return
    for item in items:
        if mark := item.get_closest_marker("large"):
            why = "; ".join([*mark.args, "MINIPORT_EVERY_SCOPE is not set"])
            item.add_marker(pytest.mark.skip(reason=f"large: {why}"))
