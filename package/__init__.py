"""A model checker for the life-cycle logic of Windows NDIS miniport drivers.

    from miniport import check
    report = check("sample")
    assert report.ok

Names are looked up when they are used: a model that imports ``miniport.model`` must not load the
checker's libraries.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from miniport.checker.errors import CheckerBug, MiniportError, ModelError, UsageError
    from miniport.checker.result import Exploration, Finding, Limits, Verdict
    from miniport.checker.trace import Step, Trace
    from miniport.facade import Report, check
    from miniport.model import Miniport
    from miniport.model.language.rules import Rule
    from miniport.reports import ScopeResult, trace_graph

__all__ = [
    "CheckerBug",
    "Exploration",
    "Finding",
    "Limits",
    "Miniport",
    "MiniportError",
    "ModelError",
    "Report",
    "Rule",
    "ScopeResult",
    "Step",
    "Trace",
    "UsageError",
    "Verdict",
    "__version__",
    "check",
    "trace_graph",
]

_HOMES = {
    "CheckerBug": "checker.errors",
    "Exploration": "checker.result",
    "Finding": "checker.result",
    "Limits": "checker.result",
    "Miniport": "model",
    "MiniportError": "checker.errors",
    "ModelError": "checker.errors",
    "Report": "facade",
    "Rule": "model.language.rules",
    "ScopeResult": "reports",
    "Step": "checker.trace",
    "Trace": "checker.trace",
    "UsageError": "checker.errors",
    "Verdict": "checker.result",
    "check": "facade",
    "trace_graph": "reports",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("miniport")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
