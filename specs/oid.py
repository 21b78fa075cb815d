"""OID requests: one at a time, completed once, not failed, not touched afterwards."""

from __future__ import annotations

from ..model.language import (
    LV,
    SC,
    SI,
    D,
    E,
    always,
    current,
    d,
    eventually,
    implies,
    rule,
    tokens,
)
from ..model.ndis.ddi import waits
from ..model.ndis.netpnpevent import net_pnp_event_called
from ..model.ndis.oid import (
    NDIS_OID,
    NDIS_OID_REQUEST,
    OidPlace,
    oid_answered,
    oid_ended,
    oid_outstanding,
    oid_pended,
    oid_started,
    oid_used,
)
from ..model.ndis.outstanding import oids_outstanding
from ..model.ndis.status import NDIS_STATUS, NDIS_STATUS_PENDING
from ..model.ndis.thread import Entry


@rule(
    "oid.one-at-a-time", kind=SI, side=E, at=oid_started,
    source="[net: miniport-adapter-oid-request-serialization.md]",
    notes="The exception for WDI drivers is not modelled (A43).",
    why="One field is enough for the regular OID request that is pended: a second does not come"
    " before it is completed.",
    microsoft=("DV NdisOidDoubleRequest",),
)
def one_at_a_time():
    """A regular OID request starts only when none is outstanding."""
    return not oid_outstanding()


@rule(
    "oid.complete-once", kind=SC, side=D, at=oid_answered,
    source="[dvt: ndis-doublecomplete.md] [dvt: ndis-ndisoiddoublecomplete.md]"
    " [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    notes="The completion call may come before the handler has returned PENDING, never after or"
    " before any other result (A29).",
    why="NDIS stops the machine on the second completion, or completes the next request with the"
    " result of this one.",
    fix="Return PENDING only if a later NdisMOidRequestComplete is certain, take the stored"
    " request out of its field under a lock, and complete what was taken.",
    microsoft=(
        "SDV DoubleComplete", "SDV DoubleCompleteWorkItem", "DV NdisOidDoubleComplete",
        "DV NdisOidDoubleRequest", "0x7C/26",
    ),
)
def complete_once(oid, status, by_return):
    """A request is completed once: by the result of its handler, or, if that is PENDING, by one
    completion call."""
    if by_return:
        return status == NDIS_STATUS_PENDING or oid.place == OidPlace.HANDLER
    return oid is not None and (oid.place == OidPlace.HANDLER or oid.place == OidPlace.PENDED)


@rule(
    "oid.no-netpnpevent", kind=SC, side=D, at=net_pnp_event_called,
    source="[ddi: nf-ndis-ndismnetpnpevent.md] [dvt: ndis-ndismnetpnpeventinoidrequest.md]",
    notes="A handler that is running on another thread is not held against the caller: the event"
    " waits for its end, and it does not wait for the event.",
    why="The event waits for components above that wait for the OID request: the adapter is stuck"
    " until the watchdog stops the machine.",
    fix="Complete the request first, and originate the event from a work item afterwards.",
    microsoft=("SDV NdisMNetPnPEventInOIDRequest",),
)
def no_netpnpevent():
    """NdisMNetPnPEvent is called neither inside MiniportOidRequest nor while a regular OID request
    is pended."""
    return current.entry != Entry.OID and not oid_pended()


@rule(
    "oid.must-not-fail", kind=SC, side=D, at=oid_ended,
    source="[dvt: ndis-ndisoidcomplete.md] [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    notes="NOT_ACCEPTED is permitted after a removal (A40).",
    why="The caller has no way to keep what it asked to free: filters and queues leak, and NDIS"
    " stops the machine.",
    fix="Complete such a request with NDIS_STATUS_SUCCESS even if the hardware does not answer;"
    " allocate nothing on its way.",
    microsoft=("DV NdisOidComplete", "0x7C/1C"),
)
def must_not_fail(oid, status):
    """A request that frees something ends with SUCCESS, NOT_ACCEPTED or REQUEST_ABORTED only."""
    return implies(
        oid.Oid == NDIS_OID.OID_RECEIVE_FILTER_CLEAR_FILTER
        or oid.Oid == NDIS_OID.OID_RECEIVE_FILTER_FREE_QUEUE,
        status == NDIS_STATUS.NDIS_STATUS_SUCCESS
        or status == NDIS_STATUS.NDIS_STATUS_NOT_ACCEPTED
        or status == NDIS_STATUS.NDIS_STATUS_REQUEST_ABORTED,
    )


@rule(
    "oid.bytes-fit", kind=SC, side=D, at=oid_ended,
    source="[ddi: oidrequest/ns-oidrequest-ndis_oid_request.md]"
    " [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    notes="The part of oid.no-touch-after-complete that concerns byte counts.",
    why="The originator takes that many bytes from a buffer that is shorter, with whatever lies"
    " behind it; NDIS stops the machine if it sees it.",
    fix="Compare InformationBufferLength with what is needed before anything is written; if it is"
    " too short set BytesNeeded and end with NDIS_STATUS_BUFFER_TOO_SHORT.",
    microsoft=("0x7C/1D",),
)
def bytes_fit(oid):
    """A request ends with BytesWritten not above the length of its buffer."""
    return oid.BytesWritten <= oid.InformationBufferLength


@rule(
    "oid.no-touch-after-complete", kind=SI, side=D, at=oid_used,
    source="[net: synchronous-oid-request-interface-in-ndis-6-80.md]"
    " [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    notes="Byte counts are oid.bytes-fit.",
    why="The structure belongs to its originator again, who frees or reuses it: the driver reads"
    " garbage or writes into another request.",
    fix="Write results and BytesWritten before NdisMOidRequestComplete, forget the pointer under"
    " the lock, and use local copies afterwards.",
    microsoft=("0xD5",),
)
def no_touch_after_complete(oid):
    """A request structure is not read or written once it has been completed."""
    return oid.place == OidPlace.HANDLER or oid.place == OidPlace.PENDED


@rule(
    "oid.no-blocking", kind=SI, side=d, at=waits,
    source="[ddi: nc-ndis-miniport_oid_request.md]"
    " [ddi: nf-ndis-miniport_synchronous_oid_request.md]",
    why="Regular requests are serialized: while one waits inside its handler no other is served,"
    " and NDIS takes the adapter for hung.",
    fix="Start the operation, return NDIS_STATUS_PENDING, and complete the request from the DPC,"
    " timer or work item that sees its end.",
)
def no_blocking(stall):
    """The handlers of OID requests do not wait."""
    return implies(
        stall == 0,
        current.entry not in (Entry.OID, Entry.DIRECT_OID, Entry.SYNCHRONOUS_OID),
    )


@rule(
    "oid.unserialized-kinds", kind=SI, side=D, at=always,
    source="[ddi: nc-ndis-miniport_direct_oid_request.md]"
    " [ddi: nf-ndis-miniport_synchronous_oid_request.md]",
    races=("direct_oid", "direct_oid_cancel", "sync_oid"),
    why="Direct requests come on several processors at once, beside regular ones, pause and reset:"
    " what was safe because requests are serialized is not safe here.",
    fix="Guard what direct OID handlers use by a lock or interlocked operations, and rely on no"
    " serialization.",
)
def unserialized_kinds():
    """What the handlers of direct and synchronous OID requests use is safe against every other
    activity that may run at the same time."""
    return True


@rule(
    "oid.completes", kind=LV, side=D, at=eventually,
    source="[ddi: nf-ndis-ndismoidrequestcomplete.md] [dvt: ndis-ndistimedoidcomplete.md]",
    seed=("003-06",),
    why="The next regular request waits for it, and so does every pause, halt and power transition"
    " of the stack above.",
    fix="Keep a pended request where everyone who may have to end it finds it: its completion, the"
    " cancel handler, reset, and the removal notification.",
    microsoft=("DV NdisTimedOidComplete", "0x7C/25", "0x15E/25", "0x9F/3"),
)
def completes():
    """Every OID request that was accepted is completed, whatever happens meanwhile: a cancel, a
    reset, a pause, a change of power, a removal."""
    return not oids_outstanding()


@rule(
    "oid.cancel-honored", kind=LV, side=D, at=eventually,
    source="[ddi: nc-ndis-miniport_cancel_oid_request.md]"
    " [ddi: nc-ndis-miniport_cancel_direct_oid_request.md]",
    notes="What nobody is bound to make happen must not be needed.  For direct requests it is the"
    " same as oid.completes, and is said there.",
    why="The originator waits for its request after the cancel; an application or a service that"
    " is being stopped hangs.",
    fix="In the cancel handler take the request with that identifier from where it waits, under"
    " the lock, and complete it with NDIS_STATUS_REQUEST_ABORTED.",
)
def cancel_honored():
    """A request that is cancelled while it is pended is completed soon, without the event it was
    waiting for."""
    return not any(o.cancelled for o in tokens(NDIS_OID_REQUEST))
