"""The mutants, by kind: what is left out, swapped, done twice, done too early."""

from __future__ import annotations

from .mutant import Mutant

__all__ = ["MUTANTS"]

WAITS = (
    Mutant("halt-without-waiting-for-work", "MiniportHaltEx",
           "            NdisWaitEvent(self.work_done)\n", "            pass\n",
           "life", "mem.no-use-after-free"),
    Mutant("halt-without-flushing-dpcs", "MiniportHaltEx",
           "        KeFlushQueuedDpcs()\n", "", "timer", "timer.free-not-running"),
    Mutant("event-not-cleared", "build",
           "        NdisInitializeEvent(self.work_done)\n", "", "life", "mem.no-use-after-free"),
    Mutant("work-known-too-early", "MiniportHaltEx",
           "            self.stopping = True\n            low = self.low\n"
           "            working = self.working\n",
           "            low = self.low\n            working = self.working\n"
           "        with self.lock:\n            self.stopping = True\n", "life", "deadlock"),
    Mutant("pause-without-waiting", "MiniportPause",
           "NDIS_STATUS_SUCCESS if drained else NDIS_STATUS_PENDING", "NDIS_STATUS_SUCCESS",
           "send", "pause.tx-drained"),
    Mutant("pause-does-not-count-returns", "drained",
           "self.sends + self.receives == 0", "self.sends == 0", "receive", "pause.rx-drained"),
    Mutant("reset-without-waiting", "MiniportResetEx",
           "        if not flushed:\n            return NDIS_STATUS_PENDING\n", "", "reset",
           "reset.complete-once"),
    Mutant("interrupt-without-stall", "MiniportInterrupt",
           "        NdisStallExecution(1)                  # until the device has seen it\n", "",
           "interrupt", ""),
    Mutant("watchdog-waits", "OnWatchdog",
           "                NdisSetTimerObject(self.watchdog)\n",
           "                NdisWaitEvent(self.work_done)\n"
           "                NdisSetTimerObject(self.watchdog)\n", "timer", "irql.wait"),
)

RELEASES = (
    Mutant("pool-not-freed", "unbuild",
           "            NdisFreeNetBufferListPool(self.pool)\n", "", "life", "halt.no-leak"),
    Mutant("buffers-not-freed", "unbuild",
           "            while self.free:\n"
           "                NdisFreeNetBufferList(self.free.popleft())\n", "",
           "life", "mem.pool-empty"),
    Mutant("rings-not-freed", "unbuild",
           "            NdisMFreeSharedMemory(self.rings)\n", "            pass\n",
           "life", "halt.no-leak"),
    Mutant("dma-not-freed", "unbuild",
           "            NdisMDeregisterScatterGatherDma(self.dma)\n", "            pass\n",
           "life", "halt.no-leak"),
    Mutant("ports-not-freed", "unbuild",
           "            NdisMDeregisterIoPortRange(self.ports)\n", "            pass\n",
           "life", "io.range-released"),
    Mutant("work-item-not-freed", "unbuild",
           "            NdisFreeIoWorkItem(self.work_item)\n", "            pass\n",
           "life", "halt.no-leak"),
    Mutant("timer-not-freed", "unbuild",
           "            NdisFreeTimerObject(self.watchdog)\n", "            pass\n",
           "life", "halt.no-leak"),
    Mutant("lock-not-freed", "unbuild",
           "            NdisFreeSpinLock(self.lock)\n", "            pass\n",
           "life", "halt.no-leak"),
    Mutant("context-not-freed", "unbuild",
           "        NdisFreeMemory(self.context)\n", "", "life", "halt.no-leak"),
    Mutant("interrupt-not-deregistered", "unbuild",
           "            NdisMDeregisterInterruptEx(self.interrupt)\n", "            pass\n",
           "life", "halt.no-leak"),
    Mutant("registry-not-closed", "read_configuration",
           "        NdisCloseConfiguration(self.registry)\n", "", "life", "cfg.closed"),
    Mutant("driver-lock-not-freed", "MiniportDriverUnload",
           "        NdisFreeSpinLock(self.shared.lock)     # every adapter has been halted\n", "",
           "life", "drv.deregister-once"),
    Mutant("failed-build-not-undone", "MiniportInitializeEx",
           "        self.unbuild(step)\n", "", "failures", "init.fail-releases-all"),
    Mutant("lock-kept", "MiniportCheckForHangEx",
           "        with self.lock:\n            hung = self.hung\n",
           "        NdisAcquireSpinLock(self.lock)\n        hung = self.hung\n",
           "reset", "lock.balanced"),
    Mutant("step-too-late", "build", "            return Step.PORTS\n",
           "            return Step.WORK_ITEM\n", "failures", "init.fail-releases-all"),
)

CANCELS = (
    Mutant("timer-not-cancelled", "MiniportHaltEx",
           "        NdisCancelTimerObject(self.watchdog)\n", "", "timer", "timer.halt-cancels"),
    Mutant("timer-set-again", "OnWatchdog",
           "            if not self.stopping and not self.low:\n", "            if True:\n",
           "overlap", "timer.no-rearm-after-stop"),
    Mutant("interrupts-not-masked", "MiniportHaltEx",
           "        self.mask()\n", "", "interrupt", "intr.masked-before-deregister"),
    Mutant("device-not-stopped", "MiniportHaltEx",
           "            HwStop()\n", "            pass\n", "interrupt", "halt.device-stopped"),
    Mutant("device-not-masked-by-isr", "MiniportInterrupt",
           "        HwDisableInterrupts()\n", "", "interrupt", ""),
    Mutant("removal-without-flush", "MiniportDevicePnPEventNotify",
           "            self.flush(NDIS_STATUS_NOT_ACCEPTED)", "            pass",
           "removal", "deadlock"),
    Mutant("cancelled-oid-stays", "MiniportCancelOidRequest",
           "                oid = self.oid\n                self.oid = None\n",
           "                oid = self.oid\n", "oid-cancel", "oid.complete-once"),
    Mutant("cancelled-direct-oid-stays", "MiniportCancelDirectOidRequest",
           "                direct = self.direct\n                self.direct = None\n",
           "                direct = self.direct\n", "direct", "oid.complete-once"),
    Mutant("cancelled-send-stays", "take_cancelled",
           "                self.queue.remove(nbl)\n", "", "send-cancel", "deadlock"),
    Mutant("reset-without-flush", "MiniportResetEx",
           "        self.flush(NDIS_STATUS_REQUEST_ABORTED)\n", "", "reset", ""),
    Mutant("filter-not-restored", "MiniportResetEx",
           "                HwSetPacketFilter(self.filter)\n", "", "reset", ""),
)

TWICE = (
    Mutant("restart-completed-twice", "OnWorkItem",
           "                NdisMRestartComplete(NDIS_STATUS_SUCCESS if running"
           " else NDIS_STATUS_FAILURE)\n",
           "                NdisMRestartComplete(NDIS_STATUS_SUCCESS if running"
           " else NDIS_STATUS_FAILURE)\n"
           "                NdisMRestartComplete(NDIS_STATUS_SUCCESS)\n",
           "life", "restart.complete-once"),
    Mutant("pause-completed-twice", "drained",
           "            self.flow = Flow.PAUSED\n", "", "receive", ""),
    Mutant("reset-completed-twice", "flushed",
           "            self.resetting = Reset.NONE\n", "", "reset", "reset.complete-once"),
    Mutant("oid-completed-twice", "complete_oid",
           "        NdisMOidRequestComplete(oid, status)\n",
           "        NdisMOidRequestComplete(oid, status)\n"
           "        NdisMOidRequestComplete(oid, status)\n", "oid", "oid.complete-once"),
    Mutant("accepted-send-completed", "MiniportSendNetBufferLists",
           "        if status != NDIS_STATUS_SUCCESS:\n", "        if True:\n",
           "removal", "send.complete-once"),
    Mutant("flushed-oid-stays", "flush",
           "            oid = self.oid\n            self.oid = None\n",
           "            oid = self.oid\n", "removal-oid", "oid.complete-once"),
    Mutant("served-direct-oid-stays", "OnWorkItem",
           "                direct = self.direct\n                self.direct = None\n",
           "                direct = self.direct\n", "direct", "oid.complete-once"),
    Mutant("pause-completed-and-returned", "MiniportPause",
           "        return NDIS_STATUS_SUCCESS if drained else NDIS_STATUS_PENDING\n",
           "        if drained:\n            NdisMPauseComplete()\n"
           "        return NDIS_STATUS_SUCCESS if drained else NDIS_STATUS_PENDING\n",
           "life", "pause.complete-once"),
    Mutant("work-queued-twice", "begin_work",
           "        start = not self.working\n", "        start = True\n",
           "oid-cancel", "wi.no-double-queue"),
)

SWAPS = (
    Mutant("counted-before-completed", "complete_send",
           "        NdisMSendNetBufferListsComplete(nbl, status)\n"
           "        # Counted down only now: a pause is not complete before NDIS has the buffer"
           " back.\n        with self.lock:\n            self.sends -= 1\n"
           "            drained = self.drained()\n            flushed = self.flushed()\n"
           "            settled = self.settled()\n",
           "        with self.lock:\n            self.sends -= 1\n"
           "            drained = self.drained()\n            flushed = self.flushed()\n"
           "            settled = self.settled()\n"
           "        NdisMSendNetBufferListsComplete(nbl, status)\n",
           "removal", "pause.tx-drained"),
    Mutant("announced-before-completed", "complete_send",
           "        NdisMSendNetBufferListsComplete(nbl, status)\n",
           "        with self.lock:\n            early = self.sends == 1 and"
           " self.flow == Flow.PAUSING\n        if early:\n            NdisMPauseComplete()\n"
           "        NdisMSendNetBufferListsComplete(nbl, status)\n", "removal",
           "pause.tx-drained"),
    Mutant("work-queued-before-it-is-there", "MiniportRestart",
           "            self.flow = Flow.RESTARTING\n            start = self.begin_work()\n"
           "        if start:\n            NdisQueueIoWorkItem(self.work_item)\n",
           "            start = self.begin_work()\n        if start:\n"
           "            NdisQueueIoWorkItem(self.work_item)\n        with self.lock:\n"
           "            self.flow = Flow.RESTARTING\n", "life", "deadlock"),
    Mutant("general-attributes-first", "build",
           "        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) !="
           " NDIS_STATUS_SUCCESS:\n            return Step.LOCK\n"
           "        if NdisMSetMiniportAttributes(MiniportAttributes.GENERAL) !="
           " NDIS_STATUS_SUCCESS:\n            return Step.LOCK\n",
           "        if NdisMSetMiniportAttributes(MiniportAttributes.GENERAL) !="
           " NDIS_STATUS_SUCCESS:\n            return Step.LOCK\n"
           "        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) !="
           " NDIS_STATUS_SUCCESS:\n            return Step.LOCK\n",
           "life", "init.attributes-ordered"),
    Mutant("timer-set-before-the-device-starts", "build",
           "        self.start_device()\n        NdisSetTimerObject(self.watchdog)\n",
           "        NdisSetTimerObject(self.watchdog)\n        self.start_device()\n",
           "timer", ""),
    Mutant("closed-before-read", "read_configuration",
           "        NdisReadConfiguration(self.registry)\n"
           "        NdisCloseConfiguration(self.registry)\n",
           "        NdisCloseConfiguration(self.registry)\n"
           "        NdisReadConfiguration(self.registry)\n", "life", "mem.no-use-after-free"),
    Mutant("flushed-before-cancelled", "MiniportHaltEx",
           "        NdisCancelTimerObject(self.watchdog)\n        KeFlushQueuedDpcs()\n",
           "        KeFlushQueuedDpcs()\n        NdisCancelTimerObject(self.watchdog)\n",
           "timer", "timer.free-not-running"),
    Mutant("stopping-after-cancel", "MiniportHaltEx",
           "        NdisCancelTimerObject(self.watchdog)\n",
           "        with self.lock:\n            self.stopping = False\n"
           "        NdisCancelTimerObject(self.watchdog)\n        with self.lock:\n"
           "            self.stopping = True\n", "timer", "timer.no-rearm-after-stop"),
    Mutant("stopped-before-masked", "MiniportHaltEx",
           "        self.mask()\n        if not low:\n            HwStop()\n",
           "        if not low:\n            HwStop()\n        self.mask()\n", "interrupt", ""),
    Mutant("pausing-after-drained", "MiniportPause",
           "            self.flow = Flow.PAUSING\n"
           "            # Sends in the queue and in the ring go on; those who end the last one"
           " complete it.\n            drained = self.drained()\n",
           "            drained = self.drained()\n            self.flow = Flow.PAUSING\n",
           "life", "deadlock"),
    Mutant("locks-in-the-other-order", "MiniportHaltEx",
           "            with self.shared.lock:\n                self.shared.adapters -= 1\n",
           "            self.stopping = True\n        with self.shared.lock:\n"
           "            with self.lock:\n                self.shared.adapters -= 1\n", "life", ""),
    Mutant("announced-before-oid-completed", "complete_oid",
           "        NdisMOidRequestComplete(oid, status)\n        with self.lock:\n"
           "            self.oids -= 1\n            flushed = self.flushed()\n",
           "        with self.lock:\n            self.oids -= 1\n"
           "            flushed = self.flushed()\n"
           "        NdisMOidRequestComplete(oid, status)\n", "oid", ""),
    Mutant("oid-touched-after-completion", "complete_oid",
           "        NdisMOidRequestComplete(oid, status)\n",
           "        NdisMOidRequestComplete(oid, status)\n        kind = oid.Oid\n",
           "oid", "oid.no-touch-after-complete"),
)

EARLY = (
    Mutant("freed-before-cancelled", "MiniportHaltEx",
           "        NdisCancelTimerObject(self.watchdog)\n",
           "        NdisFreeTimerObject(self.watchdog)\n"
           "        NdisCancelTimerObject(self.watchdog)\n", "timer", "mem.no-use-after-free"),
    Mutant("lock-freed-first", "unbuild",
           "        if step >= Step.INTERRUPT:\n",
           "        NdisFreeSpinLock(self.lock)\n        if step >= Step.INTERRUPT:\n",
           "interrupt", "halt.balanced-release"),
    Mutant("context-freed-before-the-lock", "unbuild",
           "        if step >= Step.LOCK:\n            NdisFreeSpinLock(self.lock)\n"
           "        if step >= Step.POOL:\n            while self.free:\n"
           "                NdisFreeNetBufferList(self.free.popleft())\n"
           "            NdisFreeNetBufferListPool(self.pool)\n"
           "        NdisFreeMemory(self.context)\n",
           "        NdisFreeMemory(self.context)\n"
           "        if step >= Step.LOCK:\n            NdisFreeSpinLock(self.lock)\n"
           "        if step >= Step.POOL:\n            while self.free:\n"
           "                NdisFreeNetBufferList(self.free.popleft())\n"
           "            NdisFreeNetBufferListPool(self.pool)\n", "life", "mem.no-use-after-free"),
    Mutant("pool-freed-before-its-buffers", "unbuild",
           "            while self.free:\n"
           "                NdisFreeNetBufferList(self.free.popleft())\n"
           "            NdisFreeNetBufferListPool(self.pool)\n",
           "            NdisFreeNetBufferListPool(self.pool)\n            while self.free:\n"
           "                NdisFreeNetBufferList(self.free.popleft())\n",
           "life", "mem.pool-empty"),
    Mutant("work-item-freed-by-halt", "MiniportHaltEx",
           "        if working:\n            NdisWaitEvent(self.work_done)\n",
           "        NdisFreeIoWorkItem(self.work_item)\n        if working:\n"
           "            NdisWaitEvent(self.work_done)\n", "life", "halt.balanced-release"),
    Mutant("event-set-before-the-end", "OnWorkItem",
           "            if oid is not None:\n",
           "            if stopping:\n                NdisSetEvent(self.work_done)\n"
           "            if oid is not None:\n", "life", "mem.no-use-after-free"),
    Mutant("shared-lock-freed-by-halt", "MiniportHaltEx",
           "        self.mask()\n", "        NdisFreeSpinLock(self.shared.lock)\n"
           "        self.mask()\n", "life", "mem.no-use-after-free"),
)

LOCKS = (
    Mutant("pause-under-another-lock", "MiniportPause",
           "        with self.lock:\n", "        with self.shared.lock:\n",
           "send", "race.shared-state"),
    Mutant("watchdog-without-lock", "OnWatchdog",
           "        with self.lock:\n            if", "        if True:\n            if",
           "timer", "race.shared-state"),
    Mutant("hung-read-without-lock", "MiniportCheckForHangEx",
           "        with self.lock:\n            hung = self.hung\n",
           "        hung = self.hung\n", "reset", ""),
    Mutant("lock-held-while-completing", "MiniportSendNetBufferLists",
           "        if status != NDIS_STATUS_SUCCESS:\n"
           "            NdisMSendNetBufferListsComplete(NetBufferList, status)\n",
           "            if status != NDIS_STATUS_SUCCESS:\n"
           "                NdisMSendNetBufferListsComplete(NetBufferList, status)\n",
           "send", "lock.not-across-calls"),
    Mutant("lock-taken-twice", "drained",
           "        if self.flow == Flow.PAUSING and self.sends + self.receives == 0:\n",
           "        NdisAcquireSpinLock(self.lock)\n        NdisReleaseSpinLock(self.lock)\n"
           "        if self.flow == Flow.PAUSING and self.sends + self.receives == 0:\n",
           "life", "lock.balanced"),
)

GUARDS = (
    Mutant("send-accepted-while-pausing", "refusal",
           "        if self.flow != Flow.RUNNING:\n", "        if self.flow == Flow.PAUSED:\n",
           "transmit", "pause.rejects-sends"),
    Mutant("send-accepted-when-removed", "refusal",
           "        if self.removed:\n            return NDIS_STATUS_NOT_ACCEPTED\n", "",
           "removal", "deadlock"),
    Mutant("oid-accepted-when-removed", "MiniportOidRequest",
           "            elif self.removed:\n                return NDIS_STATUS_NOT_ACCEPTED\n", "",
           "removal-oid", ""),
    Mutant("receive-while-pausing", "receive",
           "self.flow == Flow.RUNNING and not self.removed and not self.low and self.free",
           "self.free",
           "receive", "rx.window"),
    Mutant("receive-counted-once", "receive",
           "                self.receives += 2\n", "                self.receives += 1\n",
           "receive", "pause.rx-drained"),
    Mutant("shutdown-waits", "MiniportShutdownEx",
           "            HwReset()\n", "            HwReset()\n"
           "            NdisWaitEvent(self.work_done)\n", "shutdown", ""),
)

OF_TWO = (
    Mutant("refused-send-forgotten", "MiniportSendNetBufferLists",
           "            NdisMSendNetBufferListsComplete(NetBufferList, status)\n",
           "            pass\n", "two-sends", "pause.tx-drained"),
    Mutant("send-of-two-completed-twice", "flush",
           "                self.complete_send(nbl, status)\n",
           "                self.complete_send(nbl, status)\n"
           "                NdisMSendNetBufferListsComplete(nbl, status)\n",
           "two-sends", "send.complete-once"),
    Mutant("ring-twice-as-large", "transmit", "self.posted < RING", "self.posted <= RING",
           "two-sends", "range"),
    Mutant("direct-oid-overwritten", "MiniportDirectOidRequest",
           "            if self.direct is not None:\n"
           "                return NDIS_STATUS_RESOURCES\n", "", "two-directs", "oid.completes"),
    Mutant("direct-oid-counted-late", "MiniportDirectOidRequest",
           "            self.oids += 1\n            start = self.begin_work()\n"
           "        if start:\n            NdisQueueIoWorkItem(self.work_item)\n",
           "            start = self.begin_work()\n"
           "        if start:\n            NdisQueueIoWorkItem(self.work_item)\n"
           "        with self.lock:\n            self.oids += 1\n", "two-directs", "range"),
)

MUTANTS = (*WAITS, *RELEASES, *CANCELS, *TWICE, *SWAPS, *EARLY, *LOCKS, *GUARDS, *OF_TWO)
