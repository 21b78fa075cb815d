"""SPIN on shipped drivers, and on drivers that break a rule: the same states and verdicts."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import drivers
from benchmarks.peer import PeerRun
from miniport.checker.frontend import ndis_of
from miniport.checker.result import Limits
from miniport.facade import plan
from miniport.model.scopes import SCOPES
from miniport.models import shipped
from miniport.program import program_of

from .conftest import Expected
from .driver_table import ROWS, compared
from .spin_agreement import agree, run

ROOT = Path(__file__).parents[3]

DEFECTS = [
    ("drv/drv_entry_fail_undone", "lifecycle", "drv.entry-fail-undone"),
    ("init/init_fail_releases_all", "lifecycle", "init.fail-releases-all"),
    ("state/state_reinit_clean", "lifecycle", "state.reinit-clean"),
    ("halt/halt_waits_rx", "receive", "halt.waits-rx"),
    ("pause/pause_rx_drained", "receive", "pause.rx-drained"),
    ("restart/restart_fail_quiesced", "receive", "restart.fail-quiesced"),
    ("shut/shut_no_release", "shutdown", "shut.no-release"),
    ("mem/mem_no_use_after_free", "lifecycle", "mem.no-use-after-free"),
    ("wi/wi_no_double_queue", "lifecycle", "wi.no-double-queue"),
    ("timer/timer_free_not_running", "timers", "timer.free-not-running"),
    ("lock/lock_order", "timers", "lock.order"),
    ("irql/irql_wait", "timers", "irql.wait"),
    ("intr/intr_deregistered", "interrupts", "intr.deregistered"),
    ("oid/oid_no_blocking", "oids", "oid.no-blocking"),
    ("send/send_status_matches", "send", "send.status-matches"),
    ("rx/rx_account_before_indicate", "receive", "rx.account-before-indicate"),
]
"""Drivers of tests/rules, one of each area: which rule each breaks in which scope.  In the last
one some runs end where a queue overflows."""


def compare(model: str | Path, scope: str, expected) -> tuple[Expected, PeerRun]:
    """What miniport finds in what ``export`` writes, and what SPIN does."""
    (task,) = plan([model], [scope], [], {}, Limits())
    program = program_of(task, look_for_races=False)
    own = expected(program, None)
    if own.racing:
        program = program_of(task)
        own = expected(program, None)
    return own, run(program, own.states)


@pytest.mark.parametrize("row", compared())
def test_every_driver_in_every_scope(row, spin, expected) -> None:
    own, ran = compare(row.model, row.scope, expected)
    assert row.as_found(own) == row
    assert agree(ran, own), (ran, own)


@pytest.mark.slow
@pytest.mark.parametrize(("file", "scope", "rule"), DEFECTS, ids=[d[2] for d in DEFECTS])
def test_a_defect_is_found_by_both(file, scope, rule, spin, expected) -> None:
    own, ran = compare(ROOT / "tests" / "rules" / f"{file}.py", scope, expected)
    assert rule in own.violated and rule in ran.violated
    assert agree(ran, own), (ran, own)


@pytest.mark.slow
def test_the_benchmark_prints_the_rows(spin, monkeypatch) -> None:
    (row,) = (row for row in ROWS if row.name == "sample-watchdog")
    begins = f"| sample | watchdog | {row.states:,} | {row.transitions:,} | 0 |"
    ran = PeerRun(row.states - 1, row.transitions, frozenset({"rule"}), False, {"pan": 0.0})
    printed = drivers.row("sample", "watchdog", spin=True, jar=None, most=0)
    assert printed.startswith(f"{begins} equal |  | ")
    monkeypatch.setattr(drivers, "run_spin", lambda *_, **__: ran)
    printed = drivers.row("sample", "watchdog", spin=True, jar=None, most=0)
    assert printed.startswith(f"{begins} DIFFERENT: {row.states - 1:,} states, rule |")


def test_the_table_names_drivers_and_scopes_that_exist() -> None:
    ndis = {model: ndis_of(path) for model, path in shipped().items()}
    known = {(model, s.name) for model in ndis for s in SCOPES
             if s.ndis == ndis[model]}  # fmt: skip
    pairs = [(row.model, row.scope) for row in ROWS]
    assert set(pairs) <= known and len(set(pairs)) == len(pairs)
    assert sum(row.transitions is not None for row in ROWS) > 25
