"""SPIN on an exported Program: generated, compiled, run; nothing less than every state counts.

    python benchmarks/spin.py MODEL.pml

prints the counts and how long each phase took.  Needs ``spin`` (6.5) and ``gcc``, which spin
itself runs to preprocess.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from miniport.checker.export import OPTIONS

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.peer import PeerError, PeerRun

__all__ = ["FASTEST_CODE", "installed", "quickest_compiler", "run_spin"]

FASTEST_CODE = ("gcc", "-O3")
"""What compiles a verifier whose speed is measured."""

_REDUCED = ("-DCOLLAPSE", "-DMEMLIM=9000")
"""For searches that are only possible with a reduction: states are compressed, memory is in MB."""

_RULE = re.compile(r"^hidden byte (rule_\w+) = 1; /\* (.*) \*/$", re.M)
_VECTOR = re.compile(r"-DVECTORSZ=(\d+)")
_BROKEN = re.compile(r"assertion violated\s[\s(!]*(rule_\w+)\b")
_ERROR = re.compile(r"^pan:\d+: (.*) \(at depth \d+\)$", re.M)
_COUNTS = re.compile(
    r"State-vector (?P<vector>\d+) byte, depth reached (?P<depth>\d+), errors: (?P<errors>\d+)\n"
    r"\s*(?P<states>[\d.e+]+) states, stored.*?"
    r"\s(?P<transitions>[\d.e+]+) transitions", re.S,
)
_MEMORY = re.compile(r"([\d.]+)\s+total actual memory usage")
_UNFINISHED = ("max search depth too small", "Search not completed", "out of memory",
               "MEMLIM", "hash table is full", "resize hashtable")  # fmt: skip


def installed() -> bool:
    """Whether SPIN can be run here."""
    return shutil.which("spin") is not None and shutil.which("gcc") is not None


def quickest_compiler() -> tuple[str, ...]:
    """What compiles a verifier that runs once: tcc where it is installed, else gcc.

    The verifier of a driver is one C function of many thousand cases: gcc needs 5 s for it without
    optimizing and 50 s with ``-O3``, tcc 0.1 s, for code that runs half as fast.
    """
    return ("tcc",) if shutil.which("tcc") else ("gcc", "-O0")


def run_spin(
    promela: str, *, compiler: Sequence[str] = FASTEST_CODE, depth: int = 1_000_000,
    table: int = 20, runs: int = 1, reduced: bool = False, patience: float | None = None,
) -> PeerRun:
    """Visit every state of an exported Program; if ``reduced``, those that SPIN's partial-order
    reduction leaves, with everything else on that makes SPIN's state space smaller.

    ``compiler`` is a command with its options.  The phases are spin, cc and pan; the time of pan
    is the median of ``runs``.  ``depth`` is of the search stack (``-m``; where it is too small,
    ten times as much is tried), ``table`` the logarithm of the hash table's slots (``-w``).  A
    search is stopped after ``patience`` seconds.

    Raises PeerError if not every state was visited or anything was said that is not understood.
    """
    rules = dict(_RULE.findall(promela))
    vector = _VECTOR.findall(promela)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "model.pml").write_text(promela, encoding="utf-8")
        phases = _Phases(folder)
        commands = {
            "spin": ["spin", *(() if reduced else OPTIONS), "-a", "model.pml"],
            "cc": [*compiler, "-w", "-DSAFETY", *(_REDUCED if reduced else ("-DNOREDUCE",)),
                   *(f"-DVECTORSZ={size}" for size in vector[:1]), "-o", "pan", "pan.c"],
        }  # fmt: skip
        for phase, command in commands.items():
            output = phases.run(phase, command)
            if phase == "spin" and not (folder / "pan.c").exists():
                raise PeerError(f"spin refuses the model:\n{output[:2_000]}")
        while True:
            command = ["./pan", "-E", "-c0", "-n", f"-m{depth}", f"-w{table}"]
            output = phases.run("pan", command, patience)
            if _UNFINISHED[0] not in output or depth >= 100_000_000:
                break
            depth *= 10
        times = [phases.seconds["pan"]]
        while len(times) < runs:
            phases.run("pan", command, patience)
            times.append(phases.seconds["pan"])
        phases.seconds["pan"] = statistics.median(times)
    return _parsed(output, rules, phases)


@dataclass
class _Phases:
    """Runs commands in a folder, and keeps how long they take: see PeerRun."""

    folder: Path
    seconds: dict[str, float] = field(default_factory=dict)
    busy: dict[str, float] = field(default_factory=dict)

    def run(self, phase: str, command: list[str], patience: float | None = None) -> str:
        """What a command says, interrupted after ``patience`` seconds."""
        began, before = time.perf_counter(), _children()
        ran = subprocess.Popen(command, cwd=self.folder, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
        try:
            stdout, stderr = ran.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            ran.send_signal(signal.SIGINT)  # pan says how far it came
            stdout, stderr = ran.communicate()
        self.seconds[phase] = time.perf_counter() - began
        self.busy[phase] = _children() - before
        output = stdout + stderr
        if ran.returncode != 0 and phase != "pan":
            raise PeerError(f"{phase} ends with {ran.returncode}:\n{output[:2_000]}")
        return output


def _children() -> float:
    """Processor seconds of all commands run so far."""
    times = os.times()
    return times.children_user + times.children_system


def _parsed(output: str, rules: dict[str, str], phases: _Phases) -> PeerRun:
    found = _COUNTS.search(output)
    for trouble in _UNFINISHED:
        if trouble in output:
            far = f", after {found['states']} states" if found else ""
            raise PeerError(f"pan did not visit every state: {trouble}{far}")
    if found is None:
        raise PeerError(f"pan's output is not understood:\n{output[-2_000:]}")
    violated = set()
    for error in set(_ERROR.findall(output)):
        broken = _BROKEN.match(error)
        if broken is None or broken[1] not in rules:
            raise PeerError(f"pan reports what no rule says: {error}")
        violated.add(rules[broken[1]])
    if int(found["errors"]) > 0 and not violated:
        raise PeerError(f"pan's errors are not understood:\n{output[:2_000]}")
    memory = _MEMORY.search(output)
    return PeerRun(
        int(float(found["states"])),
        int(float(found["transitions"])) - 1,  # pan counts the initial state as one
        frozenset(violated - {"bound"}), "bound" in violated, phases.seconds,
        int(float(memory[1]) * 2**20) if memory else 0, int(found["depth"]), phases.busy,
    )  # fmt: skip


def main() -> None:
    """Run SPIN on a file and print what it found."""
    if len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/spin.py MODEL.pml")
    run = run_spin(Path(sys.argv[1]).read_text(encoding="utf-8"), table=24)
    phases = ", ".join(f"{phase} {took:.2f} s" for phase, took in run.seconds.items())
    print(f"{run.states:,} states, {run.transitions:,} transitions, depth {run.depth:,}; {phases};"
          f" {run.memory / 2**20:.0f} MiB; violated: {', '.join(sorted(run.violated)) or 'none'}")


if __name__ == "__main__":
    main()
