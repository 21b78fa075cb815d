"""Memory, pools, configuration handles, I/O ranges."""

from __future__ import annotations

from ..model.language import RB, SC, SI, D, current, instances, rule
from ..model.ndis.configuration import Configuration
from ..model.ndis.device import hardware_accessed
from ..model.ndis.io import IoPortRange, range_torn
from ..model.ndis.life import adapter_ended, halt_returned
from ..model.ndis.pool import pool_freeing, structures_allocated
from ..model.ndis.resource import ResourceState, used
from ..model.ndis.thread import Entry


@rule(
    "mem.failure-checked", kind=SC, side=D, at=used,
    source="[ddi: nf-ndis-ndisallocatememorywithtagpriority.md]"
    " [ddi: nc-ndis-miniport_allocate_shared_mem_complete.md]"
    " [ddi: nf-ndis-ndisallocatetimerobject.md]",
    why="The pointer or handle is NULL or garbage: a crash on the one machine that is short of"
    " memory.",
    fix="Look at the result of every allocation and registration before the handle is used, and"
    " take the failing path.",
    microsoft=("SDV NullCheck", "0xD1"),
)
def failure_checked(resource):
    """What could not be acquired is not used."""
    return resource.state != ResourceState.FAILED


@rule(
    "mem.no-use-after-free", kind=SI, side=D, at=used,
    source="[ddi: nf-ndis-ndiscanceltimerobject.md]"
    " [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    notes="The adapter context is used by every access to a field of the driver.",
    why="The memory belongs to somebody else by then: corruption that shows far away, or a bug"
    " check if special pool is on.",
    fix="Stop every activity that can reach the object before it is freed: cancel, wait for what"
    " is running, then free.",
    microsoft=("0xA", "0xD1", "0xD5", "0xE6"),
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
    why="The structures of the pool go with it while a protocol or the driver still holds one; and"
    " a pool with structures out is never given back whole.",
    fix="Let the pause wait for the receive NBLs, free every structure in MiniportHaltEx, then"
    " call NdisFreeNetBufferListPool.",
    microsoft=("SDV NdisAllocateNetBuffer", "0x7C/27", "0xC4/62"),
)
def pool_empty():
    """A pool is freed when all its structures have been freed, and they are freed before halt
    returns."""
    return not structures_allocated()


@rule(
    "cfg.closed", kind=RB, side=D, at=adapter_ended,
    source="[ddi: nf-ndis-ndisopenconfigurationex.md] [dvt: ndis-ndisopenconfigurationex.md]",
    notes="Use of values after the close is mem.no-use-after-free.",
    why="The registry key stays open, with its memory, at every start of the adapter; the strings"
    " read through a closed handle are gone.",
    fix="Call NdisCloseConfiguration on every path of the function that opened it, and copy values"
    " before.",
    microsoft=("SDV NdisOpenConfigurationEx",),
)
def configuration_closed():
    """Every configuration handle is closed when halt, or a failing initialization, returns."""
    return not any(c.held() for c in instances(Configuration))


@rule(
    "io.range-released", kind=RB, side=D, at=(hardware_accessed, range_torn, adapter_ended),
    source="[ddi: nf-ndis-ndismderegisterioportrange.md] [ddi: nf-ndis-ndismunmapiospace.md]",
    seed=("002-04", "002-22"),
    notes="The page says no access after registering: a slip for deregistering.",
    why="Access to a range that was deregistered or unmapped faults, or writes to a device that"
    " was given the addresses since.",
    fix="Stop the device and everything that touches its registers first; deregister or unmap the"
    " range, as it was registered, near the end of MiniportHaltEx.",
)
def range_released():
    """The device is accessed only while its I/O range is registered, which is given back as it
    was registered; at the end it is not."""
    if any(r.torn for r in instances(IoPortRange)):
        return False
    if current.entry == Entry.NONE:
        return not any(r.held() for r in instances(IoPortRange))
    return all(r.held() for r in instances(IoPortRange))
