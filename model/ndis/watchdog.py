"""The system's DPC watchdog: how much time a DPC has left.

Facts: asked at DISPATCH_LEVEL or above; DPCs that run for too long, one or several in a row, end
in bug check 0x133, so that a DPC which is near the limit leaves what remains to a worker thread
[ddi: wdm/nf-wdm-kequerydpcwatchdoginformation.md].

Reading: where time is not modelled a DPC may be near the limit whenever it asks; never without the
option ``dpc_watchdog``.
"""

from __future__ import annotations

from ..language import atomic, maybe, options
from .ddi import called
from .status import DISPATCH_LEVEL, HIGH_LEVEL


@atomic
def KeQueryDpcWatchdogInformation():
    """Whether the DPC is near its limit."""
    called(HIGH_LEVEL, DISPATCH_LEVEL)
    return options.dpc_watchdog and maybe()
