"""The standard suite of scopes: area scopes of three to eight activities.

Parties that come with an object of the driver (timer expiry, workers, interrupts, DPCs) take part
wherever the driver declares the object, unless ``without`` leaves them out: a device that stays
silent; ``essential_only`` leaves out timers nothing waits for.  Sizes: ``docs/scopes.md``.
"""

from __future__ import annotations

from .language import Scope

__all__ = ["SCOPES"]

SILENT = (
    "InterruptLine", "DpcProcessor", "DpcProcessorAgain",
    "MessageLine", "MessageDpcProcessor", "MessageDpcProcessorAgain",
)
"""No interrupt: the device stays silent."""

SCOPES: tuple[Scope, ...] = (
    Scope(
        "lifecycle",
        "load, initialize with every failing step, restart, pause, halt, unload",
        {"PnpThread": 1},
        without=SILENT,
    ),
    Scope(
        "two-adapters",
        "two adapters of the driver, initialized and halted at the same time",
        {"PnpThread": 1},
        second={"FurtherPnpThread": 1},
        options={"failures": False, "long_delays": False},
        without=SILENT,
        essential_only=True,
    ),
    Scope(
        "shutdown",
        "the machine is switched off, or stops, at any moment",
        {"PnpThread": 1, "Shutdown": 1},
        options={"ver": 620, "bug_check": True},
        without=SILENT,
    ),
    Scope(
        "interrupts",
        "a shared interrupt line from registration to deregistration",
        {"PnpThread": 1, "Device": 1, "Returner": 1},
        options={"line_shared": True},
        essential_only=True,
    ),
    Scope(
        "processors",
        "DPCs of one interrupt on two processors",
        {"PnpThread": 1, "Device": 1, "Sender": 1},
        options={"dpc_processors": 2, "frames": False},
        essential_only=True,
    ),
    Scope(
        "msi",
        "message-signaled interrupts, whose DPCs run on two processors",
        {"PnpThread": 1, "Device": 1, "Returner": 1},
        options={"dpc_processors": 2, "line_granted": False, "long_delays": False},
        essential_only=True,
    ),
    Scope(
        "link",
        "the cable is pulled and plugged at any time, also while the adapter is reset",
        {"PnpThread": 1, "Cable": 1, "CheckForHang": 1},
        options={"frames": False, "long_delays": False},
        essential_only=True,
    ),
    Scope(
        "timers",
        "timers that are set again while an earlier callback runs",
        {"PnpThread": 1},
        options={"timer_overlap": True, "work_item_overlap": True},
        without=SILENT,
    ),
    Scope(
        "receive",
        "receives indicated, returned at any time, around pause and restart",
        {"PnpThread": 1, "Device": 1, "Returner": 1},
        tokens={"RECEIVE_NET_BUFFER_LIST": 2},
        essential_only=True,
    ),
    Scope(
        "send",
        "two sends and the hardware's completions, around pause and restart",
        {"PnpThread": 1, "Sender": 1, "Device": 1},
        tokens={"NET_BUFFER_LIST": 2},
        options={"frames": False, "long_delays": False},
        essential_only=True,
    ),
    Scope(
        "senders",
        "two senders at once",
        {"PnpThread": 1, "Sender": 2, "Device": 1},
        tokens={"NET_BUFFER_LIST": 2},
        options={"frames": False, "long_delays": False},
        essential_only=True,
        on_request=True,
    ),
    Scope(
        "delays",
        "a send, where any thread may be held up for seconds",
        {"PnpThread": 1, "Sender": 1, "Device": 1},
        options={"long_delays": True, "frames": False},
        essential_only=True,
    ),
    Scope(
        "watchdog",
        "receives where the system's DPC watchdog asks DPCs to make way",
        {"PnpThread": 1, "Returner": 1},
        options={"dpc_watchdog": True, "long_delays": False},
        without=SILENT,
        essential_only=True,
    ),
    Scope(
        "cancel",
        "sends that are cancelled",
        {"PnpThread": 1, "Sender": 1, "SendCanceller": 1, "Device": 1},
        tokens={"NET_BUFFER_LIST": 1},
        options={"late_sends": True, "frames": False, "long_delays": False},
        essential_only=True,
    ),
    Scope(
        "order",
        "the order in which sends reach the wire",
        {"PnpThread": 1, "Sender": 1, "Device": 1},
        tokens={"NET_BUFFER_LIST": 2},
        options={"send_order": True, "frames": False, "long_delays": False},
        essential_only=True,
    ),
    Scope(
        "oids",
        "OID requests, pended, cancelled, in every state that serves them",
        {"PnpThread": 1, "OidDispatcher": 1, "OidCanceller": 1},
        options={"oid_kinds": True},
        without=SILENT,
        essential_only=True,
    ),
    Scope(
        "direct-oids",
        "direct OID requests beside each other and beside the regular one",
        {"PnpThread": 1, "OidDispatcher": 1, "DirectOidCaller": 2},
        tokens={"NDIS_DIRECT_OID_REQUEST": 2},
        without=SILENT,
        essential_only=True,
    ),
    Scope(
        "direct-cancel",
        "direct OID requests that are cancelled",
        {"PnpThread": 1, "OidDispatcher": 1, "DirectOidCaller": 1, "DirectOidCanceller": 1},
        without=SILENT,
        essential_only=True,
    ),
    Scope(
        "sync-oids",
        "synchronous OID requests, beside each other, the regular one, and a reset",
        {"PnpThread": 1, "OidDispatcher": 1, "SynchronousOidCaller": 2, "CheckForHang": 1},
        tokens={"NDIS_SYNCHRONOUS_OID_REQUEST": 2},
        options={"ver": 680, "long_delays": False},
        without=SILENT,
        essential_only=True,
    ),
    Scope(
        "reset",
        "check-for-hang and reset, with an OID request and a send under way",
        {"PnpThread": 1, "OidDispatcher": 1, "Sender": 1, "CheckForHang": 1},
        options={"slow_init": True, "long_delays": False},
        without=SILENT,
        essential_only=True,
    ),
    Scope(
        "removal",
        "the device vanishes at any step, then the driver is told, with sends under way",
        {"PnpThread": 1, "Sender": 1, "Device": 1, "Removal": 1},
        options={"frames": False, "long_delays": False},
        essential_only=True,
    ),
    Scope(
        "removal-oids",
        "the device vanishes with OID requests under way",
        {"PnpThread": 1, "OidDispatcher": 1, "OidCanceller": 1, "Removal": 1},
        options={"long_delays": False},
        without=SILENT,
        essential_only=True,
    ),
    Scope(
        "irps",
        "IRPs that bring frames, completed at any IRQL, with a device that vanishes",
        {"PnpThread": 1, "Returner": 1, "Removal": 1},
        options={"passive_completions": True, "long_delays": False},
        without=SILENT,
        essential_only=True,
    ),
    Scope(
        "ports",
        "NDIS ports that come and go, with sends and receives that name them",
        {"PnpThread": 1, "Sender": 1, "Device": 1, "Returner": 1, "PortEnumerator": 1},
        options={"ports": True, "frames": False, "long_delays": False},
        essential_only=True,
    ),
    Scope(
        "port-requests",
        "NDIS ports that come and go, with OID requests that name them",
        {"PnpThread": 1, "OidDispatcher": 1, "DirectOidCaller": 1},
        tokens={"NDIS_DIRECT_OID_REQUEST": 1},
        options={"ports": True},
        without=SILENT,
        essential_only=True,
    ),
    Scope(
        "port-traffic",
        "NDIS ports, with sends, receives and requests together",
        {"PnpThread": 1, "Sender": 1, "Device": 1, "Returner": 1, "OidDispatcher": 1},
        options={"ports": True, "failures": False, "frames": False, "long_delays": False},
        essential_only=True,
        on_request=True,
    ),
    Scope(
        "datapath",
        "sends and receives together, two NBLs of each, two senders, around pause and restart",
        {"PnpThread": 1, "Sender": 2, "Device": 1, "Returner": 1},
        tokens={"NET_BUFFER_LIST": 2, "RECEIVE_NET_BUFFER_LIST": 2},
        options={"long_delays": False},
        essential_only=True,
        on_request=True,
    ),
    Scope(
        "rich",
        "sends, receives, OIDs, cancels, reset, removal together; for a bound on callbacks",
        {
            "PnpThread": 1, "Sender": 1, "Device": 1, "Returner": 1, "SendCanceller": 1,
            "OidDispatcher": 1, "OidCanceller": 1, "CheckForHang": 1, "Removal": 1,
        },
        options={"long_delays": False},
        essential_only=True,
        on_request=True,
    ),
    Scope(
        "everything",
        "everybody at once, one NBL of each kind, one callback in flight",
        {
            "PnpThread": 1, "Sender": 1, "Device": 1, "Returner": 1, "SendCanceller": 1,
            "OidDispatcher": 1, "OidCanceller": 1, "DirectOidCaller": 1, "DirectOidCanceller": 1,
            "CheckForHang": 1, "Removal": 1, "Shutdown": 1,
        },
        options={"long_delays": False},
        essential_only=True,
        in_flight=1,
    ),
)
