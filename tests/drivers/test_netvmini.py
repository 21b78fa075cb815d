"""netvmini: what the checker says about it, and that its model says where each step comes from."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from miniport.checker.explore import explore
from miniport.checker.frontend import compile_model
from miniport.checker.ir.program import Const, Op, Program
from miniport.checker.reach import reach, variable
from miniport.checker.result import Exploration, Limits, Verdict
from miniport.model import drivers
from miniport.model.language import Scope
from miniport.specs import all_rules

FOLDER = Path(drivers.__file__).parent
NETVMINI = FOLDER / "netvmini.py"
HANGING = Path(__file__).parent / "hanging_netvmini.py"
PARTS = sorted(FOLDER.glob("*netvmini*.py"))

LIFECYCLE = Scope("lifecycle", "", {"PnpThread": 1})
RECEIVE = Scope(
    "receive",
    "",
    {"PnpThread": 1, "Returner": 1},
    {"RECEIVE_NET_BUFFER_LIST": 1},
)
SEND = Scope(
    "send",
    "",
    {"PnpThread": 1, "Sender": 1},
    {"NET_BUFFER_LIST": 1},
    {"long_delays": False},
)
WATCHDOG = Scope(
    "watchdog",
    "",
    {"PnpThread": 1, "Returner": 1},
    {"RECEIVE_NET_BUFFER_LIST": 1},
    {"dpc_watchdog": True, "long_delays": False},
)
RESET = Scope(
    "reset",
    "",
    {"PnpThread": 1, "Sender": 1, "CheckForHang": 1},
    {"NET_BUFFER_LIST": 1},
    {"long_delays": False},
)
CANCEL = Scope(
    "cancel",
    "",
    {"PnpThread": 1, "Sender": 1, "SendCanceller": 1},
    {"NET_BUFFER_LIST": 1},
    {"long_delays": False},
)

POWER = Scope(
    "power",
    "",
    {"PnpThread": 1, "PowerManager": 1, "Sender": 1},
    {"NET_BUFFER_LIST": 1, "NDIS_OID_REQUEST": 1},
    {"power_managed": True, "no_pause_on_suspend": True, "long_delays": False},
)

ALWAYS = frozenset(
    {
        "drv.deregister-once",
        "halt.balanced-release",
        "halt.no-leak",
        "init.fail-releases-all",
        "init.resource-order",
    }
)
"""What is wrong with initialize and unload; every scope finds it."""

STATES = {
    "lifecycle": 650, "receive": 34_000, "send": 192_000, "watchdog": 278_000, "power": 1_850_000,
}  # fmt: skip
"""How many states each scope has; twice or half as many are worth a look."""

SCOPES = (LIFECYCLE, RECEIVE, SEND, WATCHDOG, RESET, CANCEL, POWER)

FUNCTIONS = {
    "adapter.c": """
        MPCheckForHangEx MPDevicePnpEventNotify MPHaltEx MPInitializeEx MPPause MPResetEx MPRestart
        MPShutdownEx NICAllocAdapter NICAllocRCBData NICAllocReceiveDpc NICAsyncResetOrPauseDpc
        NICDereferenceReceiveBlock NICFlushReceiveBlock NICFreeAdapter NICFreeReceiveDpc
        NICInitializeReceiveBlock NICIsBusy NICReadRegParameters NICReceiveDpcRemoveOwnership
        NICReceiveDpcSetOwnership NICReferenceReceiveBlock NICScheduleTheResetOrPauseDpc
    """,
    "adapter.h": "MP_CLEAR_FLAG MP_IS_READY MP_SET_FLAG MP_TEST_FLAG",
    "ctrlpath.c": """
        MPCancelOidRequest MPOidRequest MPQueryInformation MPSetInformation MPSetPower MPSetPowerD0
        MPSetPowerLow NICSetPacketFilter
    """,
    "datapath.c": """
        MPCancelSend MPReturnNetBufferLists MPSendNetBufferLists NICStartTheDatapath
        NICStopTheDatapath RXDeliverFrameToEveryAdapter RXFlushReceiveQueue RXQueueFrameOnAdapter
        RXReceiveIndicate RXReceiveIndicateDpc RXReceiveIndicateWorkItem
        RXScheduleTheReceiveIndication TXFlushSendQueue TXGetNextTcbToSend TXNblReference
        TXNblRelease TXQueueNetBufferForSend TXScheduleTheSendComplete TXSendComplete
        TXSendCompleteDpc TXSendCompleteWorkItem TXTransmitQueuedSends
        WorkItemQueuedForWatchdogAvoidance
    """,
    "miniport.c": """
        DriverEntry DriverUnload FreeAdapterListLock InitializeAdapterListLock MPAttachAdapter
        MPDetachAdapter MPSetOptions
    """,
    "mphal.c": "HWInitialize HWProgramDmaForSend",
    "qos.c": "InitializeQOSConfig",
    "tcbrcb.c": "GetRCB ReturnRCB ReturnTCB",
    "vmq.c": "AllocateVMQData FreeVMQData InitializeRxQueueMPConfig",
}
"""The functions (and macros) of the C source that the model stands for, by file."""


@cache
def program(path: Path, scope: str) -> Program:
    chosen = {s.name: s for s in SCOPES}[scope]
    return compile_model(path, scope=chosen, rules=tuple(all_rules().values())).program


@cache
def exploration(scope: str) -> Exploration:
    return explore(program(NETVMINI, scope), Limits(seconds=300), scope=scope)


def broken(scope: str) -> dict[str, tuple[str, ...]]:
    """The properties that are violated, each with those broken before on its trace."""
    return {
        f.property: f.after for f in exploration(scope).findings if f.verdict is Verdict.VIOLATED
    }


def references() -> set[tuple[str, str]]:
    """Every ``# file function`` of the model."""
    found = set()
    for part in PARTS:
        for line in part.read_text(encoding="utf-8").splitlines():
            match = re.search(r"# (\w+\.[ch]) (\w+)", line)
            if match:
                found.add((match[1], match[2]))
    return found


def test_the_model_names_exactly_the_functions_it_stands_for():
    known = {(file, name) for file, names in FUNCTIONS.items() for name in names.split()}
    assert references() == known


@pytest.mark.parametrize(
    "part", [p for p in PARTS if p.name != "_netvmini_tcbrcb.py"], ids=lambda p: p.stem
)
def test_every_method_says_where_it_comes_from(part):
    silent = {"run", "held"}  # the thread of a peer, the model's own book-keeping
    text = part.read_text(encoding="utf-8")
    for method in re.split(r"\n    def ", text)[1:]:
        name = method.split("(")[0]
        body = method.split("\n    @")[0].split("\nclass ")[0]
        assert name in silent or re.search(r"# \w+\.[ch] \w+", body), name


def test_the_life_cycle():
    assert broken("lifecycle").keys() == ALWAYS
    assert exploration("lifecycle").limit == ""


def test_receives():
    found = broken("receive")
    assert found.keys() == ALWAYS | {
        "pause.rx-drained",
        "race.shared-state",
        "rx.account-before-indicate",
        "rx.no-touch-outstanding",
        "rx.window",
    }
    assert exploration("receive").limit == ""


def test_sends():
    found = broken("send")
    assert found.keys() == ALWAYS | {
        "halt.no-late-activity",
        "init.context-lifetime",
        "init.fail-quiet",
        "irql.dispatch-flag",
        "mem.failure-checked",
        "mem.no-use-after-free",
        "pause.completes",
        "progress",
        "race.shared-state",
        "send.completes",
        "timer.free-not-queued",
        "timer.free-not-running",
        "timer.halt-cancels",
        "timer.halt-waits-callback",
        "timer.no-rearm-after-stop",
    }
    assert exploration("send").limit == ""
    # A buffer that nobody comes for, in Running or in a pause, is a finding of its own: nothing
    # went wrong with memory before.
    for rule in ("send.completes", "pause.completes", "progress"):
        assert set(found[rule]) <= {"init.resource-order", "race.shared-state"}


def test_a_cancelled_send_stays_where_it_is():
    rule = "send.cancel-dequeues"
    found = explore(program(NETVMINI, "cancel"), Limits(seconds=300), stop_on=frozenset({rule}))
    [finding] = [f for f in found.findings if f.property == rule]
    assert finding.verdict is Verdict.VIOLATED
    assert finding.trace is not None
    last = dict(zip(finding.trace.variables, finding.trace.steps[-1].values, strict=True))
    assert last["len(SendWaitList)"] == 1


@pytest.mark.slow
def test_the_receive_work_item_outlives_the_adapter():
    found = broken("watchdog")
    assert found.keys() >= ALWAYS | {
        "halt.no-late-activity",
        "mem.no-use-after-free",
        "pause.rx-drained",
        "rx.account-before-indicate",
        "rx.no-touch-outstanding",
        "wi.done-by-halt",
        "wi.free-not-queued",
    }
    assert exploration("watchdog").limit == ""


@pytest.mark.slow
def test_a_sleep_waits_for_the_send_that_nobody_comes_for():
    found = broken("power")
    assert found.keys() - broken("send").keys() == {
        "oid.completes",
        "oid.no-blocking",
        "pm.dx-no-rx-wait",
        "pm.dx-quiesced",
    }
    assert exploration("power").limit == ""
    assert set(found["oid.completes"]) <= {"init.resource-order", "race.shared-state"}


@pytest.mark.parametrize("scope", [
    "lifecycle", "receive", "send",
    *(pytest.param(name, marks=pytest.mark.slow) for name in ("watchdog", "power")),
])  # fmt: skip
def test_the_scope_keeps_its_size(scope):
    assert STATES[scope] / 2 < exploration(scope).states < STATES[scope] * 2


def test_no_race_but_for_the_flag_word():
    for scope in ("receive", "send"):
        assert {v.split("[")[0] for v, _, _ in exploration(scope).races} == {"Flags"}


def is_value(compiled: Program, name: str, value: str | int) -> Op:
    """The variable has this value."""
    read = variable(compiled, name)
    found = compiled.variables[read.variable]
    number = value if isinstance(value, int) else found.low + found.labels.index(value)
    return Op("==", (read, Const(number)))


def happens(path: Path, scope: str, **values: str | int) -> bool:
    """Whether a state with these values is reachable (``__`` is a dot, ``_`` may be a space)."""
    compiled = program(path, scope)
    names = {v.name.replace(" ", "_").replace(".", "__"): v.name for v in compiled.variables}
    goal = Op("and", tuple(is_value(compiled, names[n], v) for n, v in values.items()))
    return reach(compiled, goal, Limits(states=3_000_000)) is not None


QUIET = {
    f"{timer}__{field}": 0
    for timer in ("SendCompleteTimer", "AsyncBusyCheckTimer")
    for field in ("queued", "fired", "running")
}


def test_a_send_is_left_on_the_wait_list_and_nobody_comes_for_it():
    assert happens(
        NETVMINI,
        "send",
        **QUIET,
        sender__entry="NONE",
        adapter__state="RUNNING",
        pnp_thread__entry="NONE",
        **{"len(SendWaitList)": 1},
    )


def test_a_pause_ends_the_waiting_for_a_reset_that_never_completes():
    assert happens(
        HANGING,
        "reset",
        **QUIET,
        sender__entry="NONE",
        check_for_hang__entry="NONE",
        adapter__resetting=1,
        adapter__state="PAUSED",
        adapter__operation="NONE",
    )
