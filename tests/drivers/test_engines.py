"""The contract of the engines on every shipped model and scope: the same answers, natively."""

from __future__ import annotations

import pytest
from agreement import agree

from miniport.checker.frontend import ndis_of
from miniport.checker.result import Limits
from miniport.facade import plan
from miniport.model.scopes import SCOPES
from miniport.models import shipped
from miniport.program import program_of

QUICK = {"lifecycle", "ndis5", "ndis5-layered"}
"""The scopes that stand for all of them: all take the interpreter minutes."""

SAMPLE = QUICK | {"watchdog", "shutdown", "timers", "send", "oids"}
"""Those of sample."""

PAIRS = [
    (model, scope.name)
    for model, ndis in ((name, ndis_of(path)) for name, path in shipped().items())
    for scope in SCOPES
    if not scope.on_request and scope.ndis == ndis
]


def _compared() -> list[object]:
    """The pairs as parameters, each with a number of workers: one and two take turns, also
    among those that are not large."""
    found, turns = [], {True: 0, False: 0}
    for model, scope in PAIRS:
        large = scope not in (SAMPLE if model == "sample" else QUICK)
        marks = [pytest.mark.large] if large else []
        found.append(pytest.param(model, scope, 1 + turns[large] % 2, id=f"{model}-{scope}",
                                  marks=marks))  # fmt: skip
        turns[large] += 1
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("model", "scope", "workers"), _compared())
def test_all_engines_agree(model: str, scope: str, workers: int) -> None:
    (task,) = plan([model], [scope], [], {}, Limits())
    program = program_of(task, look_for_races=False)
    found = agree(program, workers=(workers,))
    assert found.states > 50
    # Runs may end in a broken rule, but everything that was found was looked at.
    assert not found.limit or found.limit.endswith(" 0 states were found but not expanded")
