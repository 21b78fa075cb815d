"""The rules of Driver Verifier: for NDIS and WIFI [dvt: ndis-wifi-verification.md], and DDI
compliance of any kernel driver [dvt: ddi-compliance-checking.md]."""

from __future__ import annotations

from .microsoft import MINIPORT, Check, Expressible

__all__ = ["COMPLIANCE", "NDIS_WIFI"]

YES, IRQL, LOCKS, LEADS_TO, NO = (
    Expressible.YES, Expressible.IRQL, Expressible.LOCKS, Expressible.LEADS_TO, Expressible.NO
)

RARELY = "drivers that call these functions"
"""Functions of the kernel that a miniport does not need: NDIS offers its own, or does it."""

_NDIS_WIFI = (
    ("NdisOidComplete", MINIPORT, YES, "OID requests end with a status that their OID allows,"
     " never with PENDING."),
    ("NdisOidDoubleComplete", MINIPORT, YES, "No OID request is completed twice by calls."),
    ("NdisOidDoubleRequest", MINIPORT, YES, "What is completed is the request that is pending;"
     " there is one."),
    ("NdisTimedOidComplete", MINIPORT, LEADS_TO, "An OID request is completed (in 12 s)."),
    ("NdisTimedDataSend", MINIPORT, LEADS_TO, "Every send is completed (in 30 s)."),
    ("NdisTimedDataHang", MINIPORT, LEADS_TO, "While sends wait, some are completed (in 22 s)."),
    ("NdisFilterTimedPauseComplete", "filter", LEADS_TO, "The pause of a filter ends once."),
    ("NdisFilterTimedDataSend", "filter", LEADS_TO, "A filter completes or passes on sends."),
    ("NdisFilterTimedDataReceive", "filter", LEADS_TO, "A filter returns or passes on receives."),
    ("WlanAssert", "WLAN", YES, "No data path callback and no frame outlives the adapter's"
     " close."),
    ("WlanAssociation", "WLAN", YES, "Association is indicated in its sequence."),
    ("WlanConnectionRoaming", "WLAN", YES, "Connecting and roaming are indicated in sequence."),
    ("WlanDisassociation", "WLAN", YES, "Disassociation follows an association."),
    ("WlanTimedAssociation", "WLAN", LEADS_TO, "An association ends (in 10 s)."),
    ("WlanTimedConnectionRoaming", "WLAN", LEADS_TO, "Connecting and roaming end (in 10 s)."),
    ("WlanTimedConnectRequest", "WLAN", LEADS_TO, "A request to connect leads to the start of a"
     " connection (in 10 s)."),
    ("WlanTimedScan", "WLAN", LEADS_TO, "A scan ends (in 15 s)."),
    ("WlanTimedLinkQuality", "WLAN", LEADS_TO, "The link quality follows an association (in"
     " 15 s)."),
)  # fmt: skip

_COMPLIANCE = (
    ("IrqlApcLte", RARELY, IRQL, "Two security calls at or below APC_LEVEL."),
    ("IrqlDispatch", MINIPORT, IRQL, "The lock calls for DISPATCH_LEVEL, and adapter channels,"
     " exactly there."),
    ("IrqlExAllocatePool", MINIPORT, IRQL, "Pool is allocated at or below DISPATCH_LEVEL."),
    ("IrqlExApcLte1", RARELY, IRQL, "Fast mutexes at or below APC_LEVEL."),
    ("IrqlExApcLte2", RARELY, IRQL, "Paged lookaside lists and probes at or below APC_LEVEL."),
    ("IrqlExApcLte3", RARELY, IRQL, "Executive resources at or below APC_LEVEL."),
    ("IrqlExPassive", RARELY, IRQL, "Callback objects and UUIDs at PASSIVE_LEVEL."),
    ("IrqlIoApcLte", RARELY, IRQL, "Devices are deleted at or below APC_LEVEL."),
    ("IrqlIoDispatch", RARELY, IRQL, "Verifying devices at or below DISPATCH_LEVEL."),
    ("IrqlIoPassive1", RARELY, IRQL, "Devices are created and attached at PASSIVE_LEVEL."),
    ("IrqlIoPassive2", RARELY, IRQL, "IoConnectInterrupt at PASSIVE_LEVEL."),
    ("IrqlIoPassive3", RARELY, IRQL, "Devices are detached at PASSIVE_LEVEL."),
    ("IrqlIoPassive4", RARELY, IRQL, "Files, symbolic links, IoDisconnectInterrupt at"
     " PASSIVE_LEVEL."),
    ("IrqlIoPassive5", RARELY, IRQL, "IoGetDmaAdapter and further calls at PASSIVE_LEVEL."),
    ("IrqlKeApcLte1", MINIPORT, IRQL, "Sleeping and guarded mutexes at or below APC_LEVEL."),
    ("IrqlKeApcLte2", RARELY, IRQL, "Critical and guarded regions at or below APC_LEVEL."),
    ("IrqlKeDispatchLte", MINIPORT, IRQL, "Locks, timers, events, queues at or below"
     " DISPATCH_LEVEL."),
    ("IrqlKeReleaseSpinLock", MINIPORT, IRQL, "A spin lock is released at DISPATCH_LEVEL, and"
     " restores the IRQL of its acquire."),
    ("IrqlKeSetEvent", MINIPORT, IRQL, "Events are set at or below DISPATCH_LEVEL."),
    ("IrqlMmApcLte", RARELY, IRQL, "Noncached memory, page locking, sections at or below"
     " APC_LEVEL."),
    ("IrqlMmDispatch", RARELY, IRQL, "Contiguous memory is freed at or below DISPATCH_LEVEL."),
    ("IrqlObPassive", RARELY, IRQL, "Handles are dereferenced at PASSIVE_LEVEL."),
    ("IrqlPsPassive", RARELY, IRQL, "System threads are created and end at PASSIVE_LEVEL."),
    ("IrqlReturn", MINIPORT, IRQL, "A routine returns at the IRQL at which it was called."),
    ("IrqlRtlPassive", RARELY, IRQL, "Registry values are deleted at PASSIVE_LEVEL."),
    ("IrqlZwPassive", RARELY, IRQL, "Handles are closed at PASSIVE_LEVEL."),
    ("GuardedRegions", RARELY, LOCKS, "Guarded regions are entered and left in turn."),
    ("QueuedSpinLock", MINIPORT, LOCKS, "Queued spin locks: not acquired twice, none held at"
     " return; in a model they are SpinLock."),
    ("SpinLock", MINIPORT, LOCKS, "Spin locks: not acquired twice, none held at return."),
    ("IoSetCompletionExCompleteIrp", RARELY, YES, "An IRP is completed if its completion routine"
     " could not be set."),
    ("PnpRemove", RARELY, YES, "IRPs of removals are not failed: NDIS has them."),
    ("RequestedPowerIrp", RARELY, NO, "PoRequestPowerIrp is given no pointer for the IRP.",
     "an argument that no other call depends on"),
    ("CriticalRegions", RARELY, LOCKS, "Critical regions are entered and left in turn."),
    ("QueuedSpinLockRelease", MINIPORT, LOCKS, "Queued spin locks are released when held."),
    ("SpinlockRelease", MINIPORT, LOCKS, "Spin locks are released when held."),
    ("IrqlIoRtlZwPassive", RARELY, IRQL, "Further calls of the I/O manager at PASSIVE_LEVEL."),
    ("IrqlNtifsApcPassive", RARELY, IRQL, "File calls at PASSIVE_LEVEL or APC_LEVEL."),
)  # fmt: skip

NDIS_WIFI, COMPLIANCE = (
    tuple(Check((f"DV {name}",), *rest) for name, *rest in rules)
    for rules in (_NDIS_WIFI, _COMPLIANCE)
)
