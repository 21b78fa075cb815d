"""IRPs of a driver with a WDM lower edge: who has them."""

from __future__ import annotations

from ..model.language import SC, D, rule
from ..model.ndis.irp import irp_handled


@rule(
    "irp.owned", kind=SC, side=D, at=irp_handled,
    source="[ddi: wdm/nf-wdm-iocalldriver.md] [ddi: wdm/nf-wdm-ioreuseirp.md]"
    " [ddi: wdm/nf-wdm-iofreeirp.md]",
    notes="Freed is freed: what comes after that is mem.no-use-after-free and"
    " halt.balanced-release.  Cancelling an IRP that is not under way does no harm.",
    why="The bus driver still works with the IRP: its stack locations and its list links are"
    " overwritten, and it is completed twice, or after it was freed (bug check 0x44).",
    fix="Keep a flag under a lock that says that the IRP is under way, and clear it only in the"
    " completion routine; to get an IRP back, cancel it and wait for that routine.",
    microsoft=("0x44",),
)
def irp_owned(irp, cancels):
    """An IRP is submitted, prepared for reuse or freed only while the bus driver does not have
    it."""
    return cancels or not irp.submitted
