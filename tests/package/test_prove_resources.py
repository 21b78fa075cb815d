"""Any number of blocks of shared memory, of ports, of timers: numbered resources."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

DRIVERS = Path(__file__).parents[2] / "examples" / "drivers"
SCOPES = {"many_blocks": "lifecycle", "many_ports": "lifecycle", "many_timers": "timers"}
KINDS = {"many_blocks": "Block", "many_ports": "Guest", "many_timers": "Retry"}
WRONG = [
    ("many_blocks", "        while self.blocks:", "        if self.blocks:",
     "dma.shm-freed-exact", 2),
    ("many_blocks", "            self.blocks.append(block)", "            pass",
     "dma.shm-freed-exact", 1),
    ("many_ports", "        while self.allocated:", "        if self.allocated:", "port.freed", 2),
    ("many_ports",
     "            NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortDeactivation, (port,))\n", "",
     "port.freed", 1),
    ("many_timers",
     "        for timer in self.timers:\n            NdisCancelTimerObject(timer)\n",
     "        if self.timers:\n            NdisCancelTimerObject(self.timers[0])\n",
     "timer.free-not-queued", 2),
    ("many_timers", "            self.stopping = True", "            pass",
     "timer.no-rearm-after-stop", 1),
    ("many_timers", "        KeFlushQueuedDpcs()\n", "", "timer.free-not-running", 1),
]
"""A driver, what is changed to what, the rule that breaks, and the fewest that break it."""


def changed(folder: Path, driver: str, old: str, new: str) -> Path:
    """The driver, with something else in the place of ``old``."""
    text = (DRIVERS / f"{driver}.py").read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = folder / f"{driver}.py"
    path.write_text(text.replace(old, new), encoding="utf-8")
    quiet = (DRIVERS / "_quiet.py").read_text(encoding="utf-8")
    (folder / "_quiet.py").write_text(quiet, encoding="utf-8")
    return path


@pytest.mark.parametrize("driver", SCOPES)
@pytest.mark.parametrize("number", range(5))
def test_it_holds_with_a_few(miniport, driver, number) -> None:
    ran = miniport("check", DRIVERS / f"{driver}.py", "--scope", SCOPES[driver],
                   "--tokens", f"{KINDS[driver]}={number}")
    assert ran.code == 0, ran.out


@pytest.mark.slow
@pytest.mark.parametrize("driver", ["many_blocks", "many_ports"])
def test_it_holds_with_any_number(miniport, driver) -> None:
    ran = miniport("prove", DRIVERS / f"{driver}.py", "--scope", SCOPES[driver], "--recheck")
    assert ran.code == 0, ran.out
    assert f"143 rules proved for any number of {KINDS[driver]}" in ran.out
    assert "cvc5: initiation unsat, consecution unsat, safety unsat" in ran.out


@pytest.mark.parametrize(("driver", "old", "new", "rule", "fewest"), WRONG)
def test_the_fewest_that_break_a_rule(miniport, tmp_path, driver, old, new, rule, fewest) -> None:
    """By explicit search with numbers, and by a proof that fails."""
    path, scope, kind = changed(tmp_path, driver, old, new), SCOPES[driver], KINDS[driver]
    for number in range(fewest + 1):
        ran = miniport("check", path, "--scope", scope, "--tokens", f"{kind}={number}",
                       "--rule", rule)
        assert (f"violated  {rule}" in ran.out) == (number == fewest), (number, ran.out)
    if driver == "many_timers":
        return                             # an attempt to prove it takes minutes
    answers = tmp_path / "answers.json"
    ran = miniport("prove", path, "--scope", scope, "--json", answers)
    assert ran.code == 1, ran.out
    (proof,) = json.loads(answers.read_text(encoding="utf-8"))["proofs"]
    assert proof["rules"][rule]["answer"] == "violated"
    assert proof["rules"][rule]["tokens"] == {kind: fewest}
