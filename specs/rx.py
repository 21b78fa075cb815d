"""The receive path: who owns a receive NBL, when it may be indicated, what is counted when."""

from __future__ import annotations

from ..model.language import (
    LV,
    SC,
    SI,
    D,
    E,
    current,
    driver,
    eventually,
    implies,
    rule,
)
from ..model.ndis.adapter import (
    AdapterState,
    adapter,
    alive,
)
from ..model.ndis.life import halt_returned
from ..model.ndis.nbl import ReceivePlace, receive_nbl_used
from ..model.ndis.outstanding import receives_outstanding
from ..model.ndis.pnp import pause_completing
from ..model.ndis.receive import indications, receive_indicated
from ..model.ndis.status import DISPATCH_LEVEL


@rule(
    "rx.owned-on-indicate", kind=SC, side=D, at=receive_indicated,
    source="[ddi: nf-ndis-ndismindicatereceivenetbufferlists.md]"
    " [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    why="A protocol still reads the data of an NBL that is filled and linked anew: crossed"
    " packets, corrupted lists, a bug check by reference count.",
    fix="Give an NBL back to the free list only in MiniportReturnNetBufferLists, or after an"
    " indicate call with the RESOURCES flag, and indicate only from that list.",
    microsoft=("0x7C/05", "0x7C/06", "0x7C/07", "0x7C/12", "0x7C/13"),
)
def owned_on_indicate(nbl):
    """Only a receive NBL that the driver holds is indicated: none that is above, lent or freed."""
    return implies(nbl is not None, nbl.place == ReceivePlace.DRIVER)


@rule(
    "rx.no-touch-outstanding", kind=SI, side=D, at=receive_nbl_used,
    source="[net: deserialized-ndis-miniport-drivers.md]"
    " [net: indicating-received-data-from-a-miniport-driver.md]",
    why="The protocol reads the same memory: data changes under its hands, and lists of NBLs"
    " break.",
    fix="Copy what is needed later before the indicate call, and neither refill nor post a buffer"
    " before its NBL has returned.",
)
def no_touch_outstanding(nbl):
    """A receive NBL that is above is not read or written until it is returned."""
    return nbl.place != ReceivePlace.UP


@rule(
    "rx.resources-semantics", kind=SC, side=D, at=receive_nbl_used,
    source="[ddi: nf-ndis-ndismindicatereceivenetbufferlists.md]",
    notes="A driver that waits for the return of such an NBL never ends its pause:"
    " pause.completes. Here: it must not treat the NBL as its own before the call has returned.",
    why="Inside the call the protocol still copies out of the NBL; a driver that reuses it then"
    " delivers mixed packets.",
    fix="Reuse such NBLs after NdisMIndicateReceiveNetBufferLists has returned, without waiting"
    " for MiniportReturnNetBufferLists.",
)
def resources_semantics(nbl):
    """A receive NBL indicated with the RESOURCES flag is the driver's again when the call
    returns, not before: until then it is not read or written."""
    return nbl.place != ReceivePlace.LENT


@rule(
    "rx.account-before-indicate", kind=SI, side=D, at=(pause_completing, halt_returned),
    source="[net: receiving-network-data.md]",
    notes="The documentation has it by inference. A count that goes below zero is reported by"
    " itself; NBLs that are above when a pause completes are pause.rx-drained.",
    why="The NBL may be back before the indicate call is: the count goes below zero, or a pause"
    " sees zero and completes while the call runs.",
    fix="Add to the count under the lock before the call, and subtract in"
    " MiniportReturnNetBufferLists.",
)
def account_before_indicate():
    """An indication is counted before the indicate call, so that no pause or halt ends while the
    call runs."""
    return indications.running == 0


@rule(
    "rx.window", kind=SC, side=D, at=receive_indicated,
    source="[ddi: nc-ndis-miniport_pause.md] [net: starting-an-adapter.md]"
    " [net: device-power-states-for-network-adapters.md]"
    " [net: oid-gen-current-packet-filter.md]",
    notes="Legal from the call of MiniportRestart until the pause is complete (A04, A06). An"
    " indication on its way when the removal was notified is not held against the driver, nor, in"
    " NDIS 5.x, one on its way when MiniportHalt is called: no pause came before.",
    why="Frames reach protocols that are detached or not yet attached; NDIS drops them at best.",
    fix="Test the state under the lock in the receive path, and stop the receive engine before the"
    " pause completes.",
)
def window():
    """Receives are indicated only in Restarting, Running and Pausing."""
    return adapter.state in (
        AdapterState.RESTARTING, AdapterState.RUNNING, AdapterState.PAUSING, AdapterState.SHUTDOWN
    ) or driver.ndis == 5 and adapter.state == AdapterState.HALTING


@rule(
    "rx.fields", kind=SC, side=D, at=receive_indicated,
    source="[ddi: nf-ndis-ndismindicatereceivenetbufferlists.md]"
    " [ddi: ns-ndis-_ndis_receive_throttle_parameters.md]",
    notes="A call carries one NBL and names its adapter: left are an empty list and the flag"
    " NDIS_RECEIVE_FLAGS_DISPATCH_LEVEL.  Throttling is not in the model.",
    why="NDIS walks a list that is not there, or trusts a wrong IRQL.",
    fix="Do not call with an empty list, and set NDIS_RECEIVE_FLAGS_DISPATCH_LEVEL only in a DPC"
    " or under a spin lock.",
)
def fields(nbl, at_dispatch):
    """The arguments of an indicate call are true: there is an NBL in the list, and the
    DISPATCH_LEVEL flag is set only at that IRQL."""
    return nbl is not None and implies(at_dispatch, current.irql == DISPATCH_LEVEL)


@rule(
    "rx.returned-once", kind=LV, side=E, at=eventually,
    source="[net: receiving-network-data.md]",
    notes="That none comes twice follows: only an NBL that is above is returned.",
    why="A pause, a halt or a selective suspend may wait for the buffers that are above.",
)
def returned_once():
    """Each receive NBL indicated without the RESOURCES flag is returned, once, as long as the
    adapter is not halted."""
    return not receives_outstanding() or not alive()
