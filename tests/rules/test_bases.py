"""The correct drivers that the wrong ones are made from break nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from miniport.checker.explore import explore
from miniport.checker.frontend import compile_model
from miniport.checker.result import Limits, Verdict
from miniport.model.scopes import SCOPES
from miniport.specs import all_rules

BASES = {
    "base_added": ("lifecycle", "two-adapters"),
    "base_options": ("lifecycle", "two-adapters"),
    "base_shared": ("lifecycle", "two-adapters"),
    "base5": ("ndis5", "ndis5-send", "ndis5-reset"),
    "base_power": ("power-line", "power-oids"),
    "base_power_receive": ("power-no-pause",),
    "base_power_send": ("power", "power-removal"),
    "base_timer": ("lifecycle", "timers"),
    "base_interrupt": ("lifecycle", "interrupts"),
    "base_link": ("lifecycle", "interrupts", "link"),
    "base_messages": ("lifecycle", "msi", "interrupts"),
    "base_synchronous": ("lifecycle", "sync-oids"),
    "base_mapping": ("lifecycle", "send"),
    "base_vm_queue": ("lifecycle", "vm-queues"),
    "base_growing": ("lifecycle", "dma-async"),
    "base_workitem": ("lifecycle", "timers"),
    "base_port": ("lifecycle", "port-requests"),
    "base_port_default": ("lifecycle", "port-requests"),
    "base_port_late": ("lifecycle", "port-requests"),
    "base_port_restart": ("lifecycle", "port-requests"),
    "base_port_receive": ("receive",),
    "base_irp": ("lifecycle", "irps"),
    "base_idle": ("suspend", "suspend-oids", "suspend-removal"),
}


@pytest.mark.parametrize(("name", "scope"), [(n, s) for n, ss in BASES.items() for s in ss])
def test_nothing_is_broken(name, scope):
    path = Path(__file__).parent / f"{name}.py"
    chosen = next(s for s in SCOPES if s.name == scope)
    program = compile_model(path, scope=chosen, rules=tuple(all_rules().values())).program
    found = explore(program, Limits(states=500_000))
    assert not found.limit
    assert [f.property for f in found.findings if f.verdict is not Verdict.HOLDS] == []
