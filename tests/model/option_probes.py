"""Small runs that differ only in one option: a driver, who takes part, what else is set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from miniport.checker.explore import explore
from miniport.checker.frontend import compile_model
from miniport.checker.result import Limits, Verdict
from miniport.model.language import Scope
from miniport.specs import all_rules

TESTS = Path(__file__).parents[1]
SILENT = (
    "InterruptLine", "DpcProcessor", "DpcProcessorAgain",
    "MessageLine", "MessageDpcProcessor", "MessageDpcProcessorAgain",
)
LIMITS = Limits(states=60_000, seconds=60)


@dataclass(frozen=True)
class Probe:
    """``driver`` is a file of the tests; ``value`` is set for ``option`` instead of the default.

    ``silent``: the device does not interrupt; ``ndis``: the generation of the driver.
    """

    option: str
    value: object
    driver: str
    parties: tuple[str, ...] = ()
    others: Mapping[str, object] = field(default_factory=dict)
    silent: bool = True
    tokens: Mapping[str, int] = field(default_factory=dict)
    ndis: int = 6

    @property
    def name(self) -> str:
        """For people."""
        return f"{self.option}={self.value}-{Path(self.driver).stem}"

    def broken(self, **options: object) -> frozenset[str]:
        """The rules that the driver breaks with these options."""
        pnp = "PnpThread" if self.ndis == 6 else "PnpThread5"
        parties = {pnp: 1, **{p: self.parties.count(p) for p in self.parties}}
        scope = Scope(
            "probe", "", parties, self.tokens,
            {"long_delays": False, **self.others, **options},
            SILENT if self.silent else (), ndis=self.ndis,
        )  # fmt: skip
        rules = tuple(all_rules().values())
        program = compile_model(TESTS / self.driver, scope=scope, rules=rules).program
        found = explore(program, LIMITS, symmetry=True)
        ended = found.limit and "runs that break" not in found.limit
        assert not ended, (self.name, found.limit)
        return frozenset(f.property for f in found.findings if f.verdict is Verdict.VIOLATED)

    def changes(self) -> frozenset[str]:
        """The rules whose verdict the option changes."""
        return self.broken() ^ self.broken(**{self.option: self.value})


RESET = ("CheckForHang",)
DATA = ("Device", "Returner")
POWER = ("PowerManager",)
MANAGED = {"power_managed": True}
PROBES = (
    Probe("ver", 620, "rules/reset/reset_flush_before_complete.py", ("Sender", *RESET)),
    Probe("ver", 620, "rules/shut/shut_calls.py", ("Shutdown",), {"bug_check": True}),
    Probe("ver", 680, "rules/state/ret_status_legal_synchronous.py", ("SynchronousOidCaller",)),
    Probe("failures", False, "rules/init/init_fail_releases_all.py"),
    Probe("many_failures", True, "model/drivers/survives_one_failure.py"),
    Probe("fail_at", 1, "rules/init/init_fail_releases_all.py"),
    Probe("halt_anywhere", True, "rules/base_receive_restart.py", DATA),
    Probe("halt_with_rx", True, "rules/base_receive.py", DATA),
    Probe("late_sends", True, "model/drivers/trusts_sends.py", ("Sender",)),
    Probe("io_during_reset", True, "model/drivers/trusts_reset.py", ("OidDispatcher", *RESET)),
    Probe("passive_sends", True, "model/drivers/completes_at_dispatch.py", ("Sender",)),
    Probe("send_order", True, "rules/send/send_chain_intact.py", ("Sender", "Device"),
          tokens={"NET_BUFFER_LIST": 2}),
    Probe("net_buffers", 3, "model/drivers/completes_when_mapped.py", ("Sender",),
          {"failures": False}),
    Probe("vm_queues", True, "rules/oid/oid_must_not_fail.py", ("OidDispatcher",)),
    Probe("oid_kinds", True, "rules/oid/oid_must_not_fail.py", ("OidDispatcher",)),
    Probe("ports", True, "rules/port/port_ready_before_activate.py", ("OidDispatcher",)),
    Probe("slow_init", True, "rules/init/init_cfh_quiet.py", RESET),
    Probe("reset_irql", "passive", "model/drivers/waits_in_reset.py", RESET),
    Probe("reset_irql", "dispatch", "model/drivers/resets_at_passive.py", RESET),
    Probe("cfh_during_reset", True, "scenarios/drivers/resets_by_poll.py", RESET),
    Probe("halt_during_reset", True, "model/drivers/resets_in_work_item.py", RESET),
    Probe("cfh_in_dx", True, "model/drivers/sleeps_in_reset.py", (*POWER, *RESET), MANAGED),
    Probe("power_managed", True, "rules/pm/pm_power_oids_succeed.py", POWER),
    Probe("no_pause_on_suspend", True, "model/drivers/runs_until_paused.py", POWER, MANAGED),
    Probe("bug_check", True, "rules/shut/shut_calls.py", ("Shutdown",), {"ver": 620}),
    Probe("frames", False, "model/drivers/sleeps_for_frames.py", ("Device",), silent=False),
    Probe("line_shared", True, "rules/intr/intr_ready_at_register.py", silent=False),
    Probe("line_granted", False, "rules/intr/intr_ready_at_register_messages.py", silent=False),
    Probe("dpc_processors", 2, "model/drivers/counts_in_dpc.py", ("Device",), silent=False),
    Probe("timer_overlap", True, "model/drivers/counts_in_timer.py"),
    Probe("work_item_overlap", True, "model/drivers/counts_in_work_item.py"),
    Probe("dpc_watchdog", True, "model/drivers/makes_way.py"),
    Probe("passive_completions", True, "model/drivers/ends_at_dispatch.py"),
    Probe("long_delays", False, "model/drivers/gives_up_waiting.py", (), {"long_delays": True}),
    Probe("legacy_suspend", True, "model/drivers/unaware_of_power.py", ndis=5),
)
"""For every option at least one."""


def main() -> None:
    """Print what each probe finds."""
    for probe in PROBES:
        try:
            print(probe.name, sorted(probe.broken()), sorted(probe.changes()), flush=True)
        except Exception as error:
            print(probe.name, type(error).__name__, str(error)[:300], flush=True)


if __name__ == "__main__":
    main()
