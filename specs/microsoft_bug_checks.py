"""The bug checks that an NDIS driver meets: 0x7C [dbg: bug-check-0x7c--bugcode-ndis-driver.md],
and others, each from the page of its number."""

from __future__ import annotations

from .microsoft import ANY, MINIPORT, Check, Expressible

__all__ = ["NDIS_BUG_CHECKS", "OTHER_BUG_CHECKS"]

YES, IRQL, LOCKS, LEADS_TO, NO = (
    Expressible.YES, Expressible.IRQL, Expressible.LOCKS, Expressible.LEADS_TO, Expressible.NO
)

_NDIS = (
    ("01", MINIPORT, IRQL, "Shared memory allocated at a raised IRQL."),
    ("02", MINIPORT, NO, "Memory after a shared block overwritten.", "contents of memory"),
    ("03", MINIPORT, YES, "Shared memory freed twice."),
    ("04", MINIPORT, NO, "A device added to a driver that is not registered.",
     "bookkeeping of NDIS: no driver can cause it by its calls"),
    ("05", MINIPORT, YES, "A receive buffer indicated while the stack owns it."),
    ("06", MINIPORT, YES, "The same, found by its reference count."),
    ("07", MINIPORT, YES, "The same, on FDDI."),
    ("08", MINIPORT, YES, "Halt without deregistering the interrupt."),
    ("09", MINIPORT, YES, "Halt without cancelling a timer."),
    ("0A", MINIPORT, YES, "A driver unloaded too early."),
    ("0B", MINIPORT, YES, "A failed initialize without deregistering the interrupt."),
    ("0C", MINIPORT, YES, "A failed initialize without cancelling a timer."),
    ("0D", MINIPORT, YES, "As 08, when NDIS halts at once what it has initialized."),
    ("0E", MINIPORT, YES, "As 09, when NDIS halts at once what it has initialized."),
    ("0F", MINIPORT, YES, "A reset completed that is not pending."),
    ("10", MINIPORT, YES, "As 0B, at the initialize of a resume."),
    ("11", MINIPORT, YES, "As 0C, at the initialize of a resume."),
    ("12", MINIPORT, YES, "As 06, under a filter."),
    ("13", MINIPORT, YES, "As 06, on Token Ring."),
    ("14", MINIPORT, IRQL, "NdisWaitEvent at a raised IRQL."),
    ("15", MINIPORT, NO, "An NDIS 5 function called by an NDIS 6 driver.",
     "the functions of another version are not there to be called in a model"),
    ("16", "protocol", YES, "An adapter opened wrongly inside a bind."),
    ("17", "interface provider", YES, "A provider deregistered while it has interfaces."),
    ("1B", "interface provider", NO, "A loop in the table of stacked interfaces.",
     "which interface is above which is no part of a miniport's protocol"),
    ("1C", MINIPORT, YES, "A request failed that must succeed."),
    ("1D", MINIPORT, YES, "More bytes reported than the buffer of the OID request holds."),
    ("1E", MINIPORT, YES, "A reference released that is not held."),
    ("1F", MINIPORT, YES, "A pause or restart completed that is not pending."),
    ("20", MINIPORT, NO, "A malformed status buffer.", "layout of a buffer"),
    ("21", MINIPORT, NO, "A malformed object header.", "type, size and revision of a structure"),
    ("22", MINIPORT, YES, "A PnP event that a miniport may not originate.",
     "the events of a model are those that a miniport may originate"),
    ("23", "Packet Direct", YES, "Packet Direct queues armed or notified out of turn."),
    ("24", MINIPORT, NO, "An operation of NDIS itself failed.", "not the driver's doing"),
    ("25", MINIPORT, LEADS_TO, "A pause, halt, OID request, idle notification or its cancel that"
     " does not end."),
    ("26", MINIPORT, YES, "An OID request completed that is not pending."),
    ("27", MINIPORT, YES, "A driver deregistered or unbound while it holds NBLs."),
)  # fmt: skip

_OTHERS = (
    ("0x15E/01", MINIPORT, YES, "A fatal error reported: a removal asked for, a restart or a"
     " power transition failed (live dump)."),
    ("0x15E/25", MINIPORT, LEADS_TO, "As 0x7C/25 (live dump)."),
    ("0x15E/30", MINIPORT, LEADS_TO, "An NBL stuck in the miniport (live dump)."),
    ("0x4F", MINIPORT, NO, "An internal error of NDIS.", "the page says no more"),
    ("0xD2", MINIPORT, NO, "0x7C as it was in Windows 2000 and XP.", "covered as 0x7C"),
    ("0xC4/13 0xC4/14", ANY, YES, "Pool freed twice."),
    ("0xC4/15 0xC4/CC", ANY, YES, "Memory freed that holds a timer that is set, or a lookaside"
     " list."),
    ("0xC4/60 0xC4/62", ANY, YES, "Unloaded with pool still allocated."),
    ("0xC4/61", ANY, YES, "A thread of the driver allocates while it is unloaded."),
    ("0xC4/30 0xC4/31 0xC4/111", ANY, IRQL, "IRQL raised or lowered wrongly; an ISR returns at"
     " another IRQL."),
    ("0xC4/32 0xC4/35 0xC4/36 0xC4/40 0xC4/41 0xC4/42", ANY, IRQL, "A spin lock acquired or"
     " released at a wrong IRQL."),
    ("0xC4/3B 0xC4/120 0xC4/121 0xC4/122", ANY, IRQL, "A wait at DISPATCH_LEVEL or above."),
    ("0xC4/3F", ANY, YES, "An object dereferenced whose count is zero."),
    ("0xC4/1000 0xC4/1001 0xC4/1002 0xC4/1003 0xC4/1004 0xC4/1005 0xC4/1006 0xC4/1007 0xC4/1008"
     " 0xC4/1009 0xC4/100B", ANY, LOCKS, "Locks: acquired twice, in conflicting order,"
     " uninitialized, released out of order, by another thread or when not held, freed while"
     " held."),
    ("0xC4/115", ANY, LEADS_TO, "A shutdown that does not end."),
    ("0xC4/6F 0xC4/B0", ANY, NO, "Arguments of MDL and page locking calls (6F to 8x, B0 to B9).",
     "arguments of the memory manager"),
    ("0xC4/A001", "switch extension", NO, "Forwarding contexts of the virtual switch (A001 to"
     " A00E).", "extensions are filters"),
    ("0xE6", ANY, YES, "DMA resources freed twice, used after their release, or left."),
    ("0x9F/3", MINIPORT, LEADS_TO, "A power request kept too long: a SET_POWER that is not"
     " completed."),
    ("0x9F/4", MINIPORT, LEADS_TO, "A power transition that waits for PnP, which waits for the"
     " driver."),
    ("0x9F/1 0x9F/2 0x9F/5 0x9F/6", "power policy owner", LEADS_TO, "Power IRPs mishandled: NDIS"
     " has them."),
    ("0x1D5", MINIPORT, LEADS_TO, "A PnP operation that does not end."),
    ("0xCE", ANY, YES, "Unloaded with timers, DPCs or work items pending."),
    ("0xD5", ANY, YES, "Freed memory used."),
    ("0xA 0xD1", ANY, IRQL, "Pageable, freed or invalid memory used at DISPATCH_LEVEL or above."),
    ("0x44", "drivers that send IRPs", YES, "An IRP completed that is completed already."),
    ("0xCB", "drivers that lock pages", YES, "Pages left locked."),
    ("0x133", ANY, NO, "A DPC or ISR that runs too long.",
     "durations; an activity that never ends is found"),
    ("0x2B", ANY, NO, "The kernel stack exhausted.", "depth of the C stack"),
)  # fmt: skip

NDIS_BUG_CHECKS = tuple(Check((f"0x7C/{code}",), *rest) for code, *rest in _NDIS)
OTHER_BUG_CHECKS = tuple(Check(tuple(codes.split()), *rest) for codes, *rest in _OTHERS)
