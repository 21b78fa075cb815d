"""What scenario tests are written with: a driver in a cast, and the situations of a run.

    happens(program, inside("pnp thread", "PAUSE"), state("RUNNING"))

is the shortest run that passes through the situations in this order.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from miniport.checker.frontend import compile_model
from miniport.checker.ir.program import Program
from miniport.checker.reach import Taken, Valuation, reach
from miniport.checker.result import Limits
from miniport.checker.trace import Trace
from miniport.model import drivers
from miniport.model.language import Scope
from miniport.specs import all_rules

HERE = Path(__file__).parent
SAMPLE = Path(drivers.__file__).parent / "sample.py"
SILENT = ("InterruptLine", "DpcProcessor")
LIMITS = Limits(states=4_000_000, seconds=300)

Situation = Callable[[Valuation], bool]


@cache
def _compiled(
    path: Path, parties: tuple[str, ...], tokens: tuple[tuple[str, int], ...],
    options: tuple[tuple[str, object], ...], without: tuple[str, ...], second: tuple[str, ...],
    ndis: int,
) -> Program:
    counted = {party: parties.count(party) for party in parties}
    scope = Scope("scenario", "", counted, dict(tokens), dict(options), without,
                  dict.fromkeys(second, 1), ndis=ndis)
    # The rules keep the variables they look at in the program.
    return compile_model(path, scope=scope, rules=tuple(all_rules().values())).program


def cast(
    *parties: str, driver: Path | str = SAMPLE, tokens: dict[str, int] | None = None,
    without: tuple[str, ...] = SILENT, second: tuple[str, ...] = (), ndis: int = 6,
    **options: object,
) -> Program:
    """A driver with the PnP thread and these parties; a name is a file of ``drivers/``.

    ``second`` are the parties of a second adapter.
    """
    path = HERE / "drivers" / f"{driver}.py" if isinstance(driver, str) else driver
    one = {"NET_BUFFER_LIST": 1, "RECEIVE_NET_BUFFER_LIST": 1, "NDIS_OID_REQUEST": 1}
    return _compiled(
        path, ("PnpThread" if ndis == 6 else "PnpThread5", *parties),
        tuple(sorted({**one, **(tokens or {})}.items())),
        tuple(sorted(options.items())), without, second, ndis,
    )


def shows(variable: str, *values: str) -> Situation:
    """The variable has one of these values, as people read them."""
    return lambda now: now.show(variable) in values


def inside(activity: str, entry: str) -> Situation:
    """The activity is inside an entry point of the driver."""
    return shows(f"{activity}.entry", entry)


def state(*states: str) -> Situation:
    """The adapter is in one of these states."""
    return shows("adapter.state", *states)


def both(*situations: Situation) -> Situation:
    """All of them at once."""
    return lambda now: all(situation(now) for situation in situations)


def halting_for(action: str) -> Taken:
    """MiniportHaltEx is called for this reason."""
    choice = f"choice: NdisHalt{action}"
    return Taken(where=lambda step: any(c.text == choice for c in step.choices))


def gone(now: Valuation) -> bool:
    """The hardware is not there any more: who pulls it has."""
    return now["removal at"] != 0


def happens(program: Program, *situations: Situation | Taken) -> Trace:
    """The shortest run through the situations; fails if there is none."""
    trace = reach(program, list(situations), LIMITS)
    assert trace is not None, "NDIS cannot do this"
    return trace


def cannot_happen(program: Program, *situations: Situation | Taken) -> bool:
    """Whether there is no such run."""
    return reach(program, list(situations), LIMITS) is None
