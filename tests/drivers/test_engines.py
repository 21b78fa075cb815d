"""The contract of the engines on every shipped model and scope: the same answers, natively."""

from __future__ import annotations

import os

import pytest
from agreement import agree

from miniport.checker.frontend import ndis_of
from miniport.checker.result import Limits
from miniport.facade import plan
from miniport.model.scopes import SCOPES
from miniport.models import shipped
from miniport.program import program_of

QUICK = {"lifecycle", "watchdog", "ndis5", "ndis5-layered"}
"""The scopes that stand for all of them: all take the interpreter minutes; they are compared where
MINIPORT_EVERY_SCOPE is set."""

SAMPLE = QUICK | {
    "shutdown", "link", "timers", "send", "oids", "sync-oids", "irps", "power-line", "power-oids",
}
"""Those of sample."""

PAIRS = [
    (model, scope.name)
    for model, ndis in ((name, ndis_of(path)) for name, path in shipped().items())
    for scope in SCOPES
    if not scope.on_request
    and scope.ndis == ndis
    and (
        scope.name in (SAMPLE if model == "sample" else QUICK)
        or "MINIPORT_EVERY_SCOPE" in os.environ
    )
]


@pytest.mark.slow
@pytest.mark.parametrize(("number", "model", "scope"), [(n, *p) for n, p in enumerate(PAIRS)],
                         ids=["-".join(pair) for pair in PAIRS])  # fmt: skip
def test_all_engines_agree(number: int, model: str, scope: str) -> None:
    (task,) = plan([model], [scope], [], {}, Limits())
    program = program_of(task, look_for_races=False)
    found = agree(program, workers=(1 + number % 2,))
    assert found.states > 50
    # Runs may end in a broken rule, but everything that was found was looked at.
    assert not found.limit or found.limit.endswith(" 0 states were found but not expanded")
