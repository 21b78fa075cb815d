"""The options of the environment: what a scope may change, and what it gets if it does not.

The default is what the documentation promises; where it is silent, or where pages contradict each
other, an option stands for the other reading.
"""

from __future__ import annotations

from ..language import Final, Object


class Options(Object):
    """Every option with its default; ``options.name`` in a model is the value in the scope."""

    # The version of NDIS that driver and system speak: 600, 620, 630, 640, 650, 680, 683 or 685.
    ver: Final = 630

    # Failing calls.
    failures: Final = True                 # a call that can fail does: one in a life
    many_failures: Final = False           # any number of calls fail, not one in a life
    fail_at: Final = 0                     # only this one of the calls of a life; 0: any of them

    # Halt.
    halt_anywhere: Final = False           # halt comes without a pause, also where one is pended
    halt_with_rx: Final = False            # halt comes while receive NBLs are above

    # Requests.
    late_sends: Final = False              # sends start also in Paused, Restarting, Dx
    io_during_reset: Final = False         # sends and OID requests start also during a reset
    passive_sends: Final = False           # sends come at PASSIVE_LEVEL, too
    send_order: Final = False              # the order of sends of one connection is watched
    net_buffers: Final = 1                 # NET_BUFFERs in a send NBL: one, or this many (3)
    vm_queues: Final = False               # requests allocate and free a VM queue, nothing else
    oid_kinds: Final = False               # OID requests of every kind, not one ordinary query
    ports: Final = False                   # sends and requests name any active port, not port 0

    # Check-for-hang and reset.
    slow_init: Final = False               # check-for-hang, and reset, come during initialization
    reset_irql: Final = "both"             # the IRQL of a reset: "both", "passive", "dispatch"
    cfh_during_reset: Final = False        # check-for-hang comes during a reset, too
    halt_during_reset: Final = False       # halt overtakes a pended reset
    cfh_in_dx: Final = False               # check-for-hang, and reset, come in low power, too

    # Power.
    power_managed: Final = False           # SET_POWER, no halt, when the system goes to sleep
    no_pause_on_suspend: Final = False     # all above know NDIS 6.30: the driver's flag counts

    # Shutdown.
    bug_check: Final = False               # shutdown for a bug check, also inside halt

    # The device, interrupts and callbacks.
    frames: Final = True                   # frames arrive; a scope without a Returner has none
    line_shared: Final = False             # the ISR is called for the interrupt of another device
    line_granted: Final = True             # a line is granted where messages were asked for
    dpc_processors: Final = 1              # processors that run DPCs: 1 or 2
    timer_overlap: Final = False           # a one-shot's callback may overlap an earlier one
    work_item_overlap: Final = False       # a work item's routine may overlap an earlier one
    dpc_watchdog: Final = False            # KeQueryDpcWatchdogInformation may be near its limit
    passive_completions: Final = False     # IRPs are completed at PASSIVE_LEVEL, too
    long_delays: Final = True              # any thread may be held up for seconds

    # NDIS 5.x.
    legacy_suspend: Final = False          # the system suspends, and resumes
