"""Memory, pools, configuration handles, I/O ranges."""

from __future__ import annotations

from ..model.language import RB, SC, SI, D, current, instances, rule
from ..model.ndis.configuration import Configuration
from ..model.ndis.device import hardware_accessed
from ..model.ndis.io import IoPortRange
from ..model.ndis.life import adapter_ended, halt_returned
from ..model.ndis.pool import pool_freeing, structures_allocated
from ..model.ndis.resource import ResourceState, used
from ..model.ndis.thread import Entry


@rule(
    "mem.failure-checked", kind=SC, side=D, at=used,
    source="[ddi: nf-ndis-ndisallocatememorywithtagpriority.md]"
    " [ddi: nc-ndis-miniport_allocate_shared_mem_complete.md]"
    " [ddi: nf-ndis-ndisallocatetimerobject.md]",
)
def failure_checked(resource):
    """What could not be acquired is not used."""
    return resource.state != ResourceState.FAILED


@rule(
    "mem.no-use-after-free", kind=SI, side=D, at=used,
    source="[ddi: nf-ndis-ndiscanceltimerobject.md]"
    " [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    notes="The adapter context is used by every access to a field of the driver.",
)
def no_use_after_free(resource):
    """Nothing is used after it was released, by whatever thread."""
    return resource.state != ResourceState.RELEASED


@rule(
    "mem.pool-empty", kind=RB, side=D, at=(pool_freeing, halt_returned),
    source="[ddi: nblapi/nf-nblapi-ndisfreenetbufferlistpool.md]"
    " [ddi: nblapi/nf-nblapi-ndisfreenetbufferpool.md]"
    " [net: miniport-driver-buffer-management.md]",
    seed=("002-20",),
    notes="That the pool itself is freed is halt.no-leak.",
)
def pool_empty():
    """A pool is freed when all its structures have been freed, and they are freed before halt
    returns."""
    return not structures_allocated()


@rule(
    "cfg.closed", kind=RB, side=D, at=adapter_ended,
    source="[ddi: nf-ndis-ndisopenconfigurationex.md] [dvt: ndis-ndisopenconfigurationex.md]",
    notes="Use of values after the close is mem.no-use-after-free.",
)
def configuration_closed():
    """Every configuration handle is closed when halt, or a failing initialization, returns."""
    return not any(c.held() for c in instances(Configuration))


@rule(
    "io.range-released", kind=RB, side=D, at=(hardware_accessed, adapter_ended),
    source="[ddi: nf-ndis-ndismderegisterioportrange.md] [ddi: nf-ndis-ndismunmapiospace.md]",
    seed=("002-04", "002-22"),
    notes="The page says no access after registering: a slip for deregistering.",
)
def range_released():
    """The device is accessed only while its I/O range is registered; at the end it is not."""
    if current.entry == Entry.NONE:
        return not any(r.held() for r in instances(IoPortRange))
    return all(r.held() for r in instances(IoPortRange))
