"""Locks, events, IRQLs and interlocked operations: what a use of them breaks, and nothing else."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest

from miniport.checker.result import Limits, Verdict
from miniport.model.language import Scope
from miniport.specs import all_rules
from miniport.task import Task, run_task

AREAS = ("lock.", "irql.", "race.", "intr.", "mem.no-use-after-free", "deadlock", "range", "none")
DRIVER = '''
from miniport.model import *

class Driver(Miniport):
    a = SpinLock()
    b = SpinLock()
    rw = RWLock()
    event = NdisEvent()
    dpc = Kdpc("OnDpc")
    tick = TimerObject("OnTick")
    x: Range[0, 3] = 0

    def MiniportInitializeEx(self):
        NdisAllocateSpinLock(self.a)
        NdisAllocateSpinLock(self.b)
        NdisAllocateRWLock(self.rw)
        NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION)
        NdisMSetMiniportAttributes(MiniportAttributes.GENERAL)
        NdisAllocateTimerObject(self.tick)
        NdisSetTimerObject(self.tick)
        return NDIS_STATUS_SUCCESS

    def MiniportHaltEx(self, HaltAction):
{halt}
        NdisCancelTimerObject(self.tick)
        KeFlushQueuedDpcs()
        KeFlushQueuedDpcs()                # a timer callback may have queued the DPC meanwhile
        NdisFreeTimerObject(self.tick)
        NdisFreeRWLock(self.rw)
        NdisFreeSpinLock(self.b)
        NdisFreeSpinLock(self.a)

    def MiniportPause(self):
        return NDIS_STATUS_SUCCESS

    def MiniportRestart(self):
        return NDIS_STATUS_SUCCESS

    def MiniportShutdownEx(self, ShutdownAction):
        pass

    def MiniportDevicePnPEventNotify(self, NetDevicePnPEvent):
        pass

    def MiniportSendNetBufferLists(self, NetBufferList):
        pass

    def MiniportCancelSend(self, CancelId):
        pass

    def MiniportReturnNetBufferLists(self, NetBufferList):
        pass

    def MiniportOidRequest(self, OidRequest):
        return NDIS_STATUS_SUCCESS

    def MiniportCancelOidRequest(self, RequestId):
        pass

    def OnTick(self):
{tick}

    def OnDpc(self):
{dpc}
'''


def broken(folder: Path, halt: str, tick: str = "pass", dpc: str = "pass") -> set[str]:
    """What breaks when MiniportHaltEx (PASSIVE_LEVEL) and a timer callback (DISPATCH_LEVEL) do
    this."""
    bodies = {"halt": halt, "tick": tick, "dpc": dpc}
    file = folder / "driver.py"
    file.write_text(DRIVER.format(**{k: indent(v, " " * 8) for k, v in bodies.items()}))
    scope = Scope("test", "", {"PnpThread": 1})
    rules = tuple(r for r in all_rules().values() if r.id.startswith(AREAS))
    task = Task(file, None, "driver", scope, rules, limits=Limits(states=200_000))
    found = run_task(task).exploration
    assert not found.cut
    return {
        f.property for f in found.findings
        if f.verdict is Verdict.VIOLATED and f.property.startswith(AREAS)
    }


LOCKED = "with self.a:\n    self.x = 1"

CASES = {
    "two threads under one lock": (LOCKED, LOCKED, set()),
    "two locks in one order": (
        "with self.a:\n    with self.b:\n        self.x = 1",
        "with self.a:\n    with self.b:\n        self.x = 2", set(),
    ),
    "two locks in two orders": (
        "with self.a:\n    with self.b:\n        self.x = 1",
        "with self.b:\n    with self.a:\n        self.x = 2", {"lock.order", "deadlock"},
    ),
    "different locks for one variable": (
        LOCKED, "with self.b:\n    self.x = 2", {"race.shared-state"},
    ),
    "a lock taken twice": (
        "with self.a:\n    with self.a:\n        pass", "pass", {"lock.balanced", "deadlock"},
    ),
    "a lock released twice": (
        "NdisAcquireSpinLock(self.a)\nNdisReleaseSpinLock(self.a)\nNdisReleaseSpinLock(self.a)",
        "pass", {"lock.balanced", "irql.call"},
    ),
    "locks released in the order of acquisition": (
        "NdisAcquireSpinLock(self.a)\nNdisAcquireSpinLock(self.b)\n"
        "NdisReleaseSpinLock(self.a)\nNdisReleaseSpinLock(self.b)", "pass", {"lock.balanced"},
    ),
    "a Dpr pair at DISPATCH_LEVEL": (
        LOCKED, "NdisDprAcquireSpinLock(self.a)\nself.x = 2\nNdisDprReleaseSpinLock(self.a)",
        set(),
    ),
    "a Dpr pair at PASSIVE_LEVEL": (
        "NdisDprAcquireSpinLock(self.a)\nNdisDprReleaseSpinLock(self.a)", "pass", {"irql.call"},
    ),
    "a Dpr pair at raised IRQL": (
        "KeRaiseIrql()\nNdisDprAcquireSpinLock(self.a)\nNdisDprReleaseSpinLock(self.a)\n"
        "KeLowerIrql()", LOCKED, set(),
    ),
    "a mixed pair": (
        "pass", "NdisDprAcquireSpinLock(self.a)\nNdisReleaseSpinLock(self.a)", {"lock.balanced"},
    ),
    "the IRQL is back after the last release": (
        "with self.a:\n    with self.b:\n        pass\n    NdisStallExecution()\nNdisMSleep()",
        "pass", set(),
    ),
    "the IRQL is raised until the last release": (
        "with self.a:\n    with self.b:\n        pass\n    NdisMSleep()", "pass",
        {"irql.call", "irql.wait", "lock.not-across-calls"},
    ),
    "a lock tried for": (
        LOCKED,
        "if NdisTryAcquireSpinLock(self.a):\n    self.x = 2\n    NdisDprReleaseSpinLock(self.a)",
        set(),
    ),
    "a lock freed by one thread while another has it": (
        "NdisFreeSpinLock(self.a)\nNdisAllocateSpinLock(self.a)", LOCKED,
        {"lock.balanced", "mem.no-use-after-free"},
    ),
    "a lock freed as soon as its holder says that he is done": (
        "NdisWaitEvent(self.event)\nNdisResetEvent(self.event)\nNdisFreeSpinLock(self.a)\n"
        "KeFlushQueuedDpcs()\nNdisAllocateSpinLock(self.a)",
        "with self.a:\n    NdisSetEvent(self.event)", {"lock.balanced", "mem.no-use-after-free"},
    ),
    "two readers": (
        "NdisAcquireRWLockRead(self.rw)\ny = self.x\nNdisReleaseRWLock(self.rw)",
        "NdisAcquireRWLockRead(self.rw)\ny = self.x\nNdisReleaseRWLock(self.rw)", set(),
    ),
    "a reader and a writer": (
        "NdisAcquireRWLockRead(self.rw)\ny = self.x\nNdisReleaseRWLock(self.rw)",
        "NdisAcquireRWLockWrite(self.rw)\nself.x = 2\nNdisReleaseRWLock(self.rw)", set(),
    ),
    "a reader that writes": (
        "NdisAcquireRWLockRead(self.rw)\nself.x = 1\nNdisReleaseRWLock(self.rw)",
        "NdisAcquireRWLockRead(self.rw)\ny = self.x\nNdisReleaseRWLock(self.rw)",
        {"race.shared-state"},
    ),
    "nested writes": (
        "NdisAcquireRWLockWrite(self.rw)\nNdisAcquireRWLockWrite(self.rw)\nself.x = 1\n"
        "NdisReleaseRWLock(self.rw)\nNdisReleaseRWLock(self.rw)",
        "NdisAcquireRWLockWrite(self.rw)\nself.x = 2\nNdisReleaseRWLock(self.rw)", set(),
    ),
    "a reader that becomes a writer": (
        "NdisAcquireRWLockRead(self.rw)\nNdisAcquireRWLockWrite(self.rw)\n"
        "NdisReleaseRWLock(self.rw)\nNdisReleaseRWLock(self.rw)", "pass",
        {"lock.balanced", "deadlock"},
    ),
    "a RW lock kept": ("pass", "NdisAcquireRWLockRead(self.rw)", {"lock.balanced"}),
    "an event": (
        "NdisWaitEvent(self.event)\nself.x = 1", "self.x = 2\nNdisSetEvent(self.event)",
        {"race.shared-state"},
    ),
    "a wait that gives up": (
        "if not NdisWaitEvent(self.event, 1000):\n    self.x = 1", "pass", set(),
    ),
    "a short wait in a callback": (
        "pass", "NdisWaitEvent(self.event, 1)", {"irql.call", "irql.wait"},
    ),
    "the DPC watchdog asked in a DPC, and elsewhere": (
        "KeRaiseIrql()\nKeQueryDpcWatchdogInformation()\nKeLowerIrql()",
        "KeQueryDpcWatchdogInformation()", set(),
    ),
    "the DPC watchdog asked by nobody it watches": (
        "KeQueryDpcWatchdogInformation()", "pass", {"irql.call"},
    ),
    "interlocked operations": (
        "NdisInterlockedIncrement(self.x)\nNdisInterlockedDecrement(self.x)",
        "NdisInterlockedIncrement(self.x)\nNdisInterlockedDecrement(self.x)", set(),
    ),
    "an exchange that only one thread wins": (
        "if InterlockedCompareExchange(self.x, 1, 0) == 0:\n    NdisStallExecution()",
        "if InterlockedCompareExchange(self.x, 2, 0) == 0:\n    NdisStallExecution()", set(),
    ),
    "a stall": ("NdisStallExecution(51)", "NdisStallExecution(50)", {"irql.wait"}),
    "a sleep in a callback": (
        "NdisMSleep()", "NdisMSleep()", {"irql.call", "irql.wait"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_use_of(name, tmp_path):
    halt, tick, expected = CASES[name]
    assert broken(tmp_path, halt, tick) == expected


def test_a_dpc_object_runs_and_is_flushed(tmp_path):
    assert broken(tmp_path, LOCKED, "KeInsertQueueDpc(self.dpc)", LOCKED) == set()
    assert broken(tmp_path, "self.x = 1", "KeInsertQueueDpc(self.dpc)", LOCKED) == {
        "race.shared-state"
    }
    flushed = "NdisCancelTimerObject(self.tick)\nKeFlushQueuedDpcs()\nself.x = 1"
    assert broken(tmp_path, flushed, "KeInsertQueueDpc(self.dpc)", LOCKED) == {
        "race.shared-state"
    }
    flushes = "KeFlushQueuedDpcs()\nKeFlushQueuedDpcs()"
    twice = f"NdisCancelTimerObject(self.tick)\n{flushes}\nself.x = 1"
    assert broken(tmp_path, twice, "KeInsertQueueDpc(self.dpc)", LOCKED) == set()
