"""The rules of Static Driver Verifier for NDIS drivers [dvt: default-rule-set--ndis-.md].

SDV is no longer part of the kit; nothing that is took over these rules
[dvt: understanding-static-driver-verifier.md].
"""

from __future__ import annotations

from .microsoft import ANY, MINIPORT, Check, Expressible

__all__ = ["SDV"]

YES, IRQL, LOCKS, NO = (
    Expressible.YES, Expressible.IRQL, Expressible.LOCKS, Expressible.NO
)

_RULES = (
    # what is used how
    ("Init_RegisterInterrupt", MINIPORT, YES, "Every interrupt registered in initialize is"
     " deregistered, in halt or in a failing initialize; none is that was not registered."),
    ("Init_DeRegisterInterrupt", MINIPORT, YES, "The same, said of at least one interrupt."),
    ("Init_NdisAllocateIoWorkItem", MINIPORT, YES, "A work item allocated in initialize is freed,"
     " in halt or in a failing initialize."),
    ("Init_RegisterSG", MINIPORT, YES, "Scatter/gather DMA registered in initialize is"
     " deregistered, in halt or in a failing initialize."),
    ("NdisFDeregisterFilterDriver", "filter", YES, "A filter driver deregisters in its unload"
     " routine."),
    ("NdisMDeregisterInterruptEx", MINIPORT, YES, "No call is synchronized with an interrupt that"
     " is deregistered."),
    ("NullCheck", ANY, NO, "No pointer is followed that may be NULL.",
     "flow of pointers through C code; what could not be acquired is not used: that is checked"),
    # IRQL
    ("Flags_Irql", MINIPORT, YES, "A handler that is given a DISPATCH_LEVEL flag does not ask for"
     " the IRQL."),
    ("Irql_Miniport_Driver_Function", MINIPORT, IRQL, "Attributes, resources, completions, DMA"
     " and logging of miniports, at their IRQLs."),
    ("Irql_Interrupt_Function", MINIPORT, IRQL, "Interrupts are registered and deregistered at"
     " PASSIVE_LEVEL."),
    ("Irql_Gather_DMA_Function", MINIPORT, IRQL, "Scatter/gather lists at DISPATCH_LEVEL, their"
     " registration at PASSIVE_LEVEL."),
    ("Irql_SendRcv_Function", ANY, IRQL, "Send and receive calls at or below DISPATCH_LEVEL."),
    ("Irql_StatusIndication_Function", ANY, IRQL, "Status indications at or below"
     " DISPATCH_LEVEL."),
    ("Irql_OID_Function", ANY, IRQL, "OID completions and requests at or below DISPATCH_LEVEL."),
    ("Irql_Timer_Function", ANY, IRQL, "Timer calls at or below DISPATCH_LEVEL."),
    ("Irql_Synch_Function", ANY, IRQL, "Locks, mutexes and events at their IRQLs."),
    ("Irql_IrqlSetting_Function", ANY, IRQL, "The IRQL is raised from DISPATCH_LEVEL or below, and"
     " lowered from DISPATCH_LEVEL."),
    ("Irql_NetBuffer_Function", ANY, IRQL, "Calls on NET_BUFFERs, NBLs and MDLs at or below"
     " DISPATCH_LEVEL."),
    ("Irql_Miscellaneous_Function", ANY, IRQL, "Work items, memory, configuration, events, files,"
     " strings at their IRQLs."),
    ("Irql_Interfaces_Function", "interface provider", IRQL, "Calls of interface providers at"
     " PASSIVE_LEVEL."),
    ("Irql_MCO_Function", "CoNDIS", IRQL, "CoNDIS miniport calls at or below DISPATCH_LEVEL."),
    ("Irql_MCM_Function", "CoNDIS", IRQL, "Calls of miniport call managers at their IRQLs."),
    ("Irql_CallManager_Function", "CoNDIS", IRQL, "Calls of call managers at their IRQLs."),
    ("Irql_Connection_Function", "CoNDIS", IRQL, "Calls on virtual connections at their IRQLs."),
    ("Irql_Protocol_Driver_Function", "protocol", IRQL, "Binding and protocol calls at their"
     " IRQLs; one is a miniport's, NdisMNetPnPEvent at PASSIVE_LEVEL."),
    ("Irql_Filter_Driver_Function", "filter", IRQL, "Calls of filter drivers at their IRQLs."),
    ("Irql_IM_Function", "intermediate", IRQL, "Calls of virtual miniports at their IRQLs."),
    # locks
    ("SpinLock", MINIPORT, LOCKS, "A held spin lock is not acquired again, and no handler returns"
     " while it holds one."),
    ("SpinLockDpr", MINIPORT, LOCKS, "The same for the calls for DISPATCH_LEVEL."),
    ("SpinLockDprRelease", MINIPORT, LOCKS, "Those calls release what they acquired, before the"
     " handler returns."),
    ("SpinLockRelease", ANY, LOCKS, "No spin lock is released that is not held."),
    ("SpinLockBalanced", ANY, LOCKS, "Acquires and releases balance when a handler returns."),
    # memory
    ("NdisAllocateGenericObject", MINIPORT, YES, "Generic objects are freed by the end of halt;"
     " in a model they are Memory."),
    ("NdisAllocateMdl", MINIPORT, YES, "MDLs are freed by the end of halt; in a model they are"
     " Memory."),
    ("NdisAllocateNetBuffer", MINIPORT, YES, "NET_BUFFERs are freed by the end of halt; in a"
     " model they come with their NBL."),
    ("NdisAllocateMemoryWithTagPriority", ANY, NO, "Every allocation has a tag.",
     "an argument that no other call depends on"),
    ("NdisMFreeSharedMemory", MINIPORT, YES, "Shutdown frees no shared memory."),
    ("NdisMIndicateStatusEx", MINIPORT, YES, "No status is indicated after halt."),
    ("NdisMMapIoSpace", MINIPORT, YES, "I/O space is mapped in initialize only."),
    ("NdisMRegisterIoPortRange", MINIPORT, YES, "Port ranges are registered in initialize, after"
     " the attributes are set."),
    # others
    ("CancelTimerObject", MINIPORT, YES, "Timers are cancelled by the end of halt."),
    ("PeriodicTimer", ANY, IRQL, "A periodic timer is cancelled at PASSIVE_LEVEL."),
    ("MiniportPause_Return", MINIPORT, YES, "Pause succeeds or is pending."),
    ("NdisOpenConfigurationEx", MINIPORT, YES, "Configuration handles are closed by the end of"
     " halt."),
    ("NdisQueryBindInstanceName", "protocol", YES, "The buffer with the name is freed."),
    ("NdisReEnumerateProtocolBindings", "protocol", YES, "Bindings are not enumerated anew from"
     " inside a bind or unbind."),
    ("WriteErrorLog", MINIPORT, YES, "A failed allocation of shared memory is logged.",
     "advice on diagnosis: nothing of the protocol depends on the log"),
    ("DoubleComplete", MINIPORT, YES, "An OID request is completed by its result or by a call,"
     " not by both."),
    ("DoubleCompleteWorkItem", MINIPORT, YES, "The same, if a work item completes it."),
    ("NdisMNetPnPEventInOIDRequest", MINIPORT, YES, "No PnP event is originated while an OID"
     " request is processed."),
    ("NdisStallExecution_Delay", ANY, YES, "A busy wait takes at most 50 microseconds."),
    # those of the kit for Windows 7 that are not documented any more
    ("MandatoryOid", MINIPORT, YES, "The mandatory queries and sets of OIDs are supported.",
     "a list to look through: in a model one request stands for all of its kind"),
    ("MandatoryWirelessOid", "Native 802.11", YES, "The same for the OIDs of wireless drivers."),
    ("MiniportCheckForHang_Return", MINIPORT, YES, "Check-for-hang can return TRUE in some run.",
     "it says that something can happen; a driver whose hardware never hangs need not have it"),
)  # fmt: skip

SDV = tuple(Check((f"SDV {name}",), *rest) for name, *rest in _RULES)
