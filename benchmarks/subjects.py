"""What is measured: published protocols, and shipped drivers in their larger scopes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from examples.protocols.mcs_lock import mcs_lock
from examples.protocols.n_peterson import n_peterson
from examples.protocols.paxos_commit import paxos_commit
from examples.protocols.two_phase_commit import two_phase_commit
from miniport.checker.ir.program import Program
from miniport.checker.result import Limits
from miniport.facade import plan
from miniport.program import program_of

__all__ = ["SUBJECTS"]


def _driver(model: str, scope: str) -> Program:
    """The Program that ``miniport check MODEL --scope SCOPE`` explores first."""
    task = plan([model], [scope], [], {}, Limits())[0]
    return program_of(task, look_for_races=False)


SUBJECTS: dict[str, Callable[[], Program]] = {
    **{f"2pc-{n}": partial(two_phase_commit, n) for n in (7, 8, 9, 10)},
    "n_peterson-5": partial(n_peterson, 5),
    "mcs_lock-4": partial(mcs_lock, 4),
    "paxos_commit": partial(paxos_commit, 2, 3),
    **{
        f"{model}/{scope}": partial(_driver, model, scope)
        for model, scope in (
            ("sample", "datapath"),
            ("netvmini", "receive"),
            ("netvmini", "watchdog"),
            ("netvmini", "processors"),
            ("netvmini", "delays"),
            ("netvmini", "cancel"),
            ("netvmini", "send"),
            ("netvmini", "order"),
            ("netvmini", "removal"),
            ("netvmini", "reset"),
        )
    },
}
"""Programs by name.  The drivers' are those of more than 300,000 states."""
