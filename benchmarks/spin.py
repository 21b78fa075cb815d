"""SPIN on an exported Program: generated, compiled, run; nothing less than every state counts.

    python benchmarks/spin.py MODEL.pml

prints the counts and how long each phase took.  Needs ``spin`` (6.5) and ``gcc``.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from miniport.checker.export import OPTIONS

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.peer import PeerError, PeerRun

__all__ = ["installed", "run_spin"]

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


def run_spin(
    promela: str, *, optimize: str = "-O3", depth: int = 1_000_000, table: int = 20, runs: int = 1
) -> PeerRun:
    """Visit every state of an exported Program.

    The time of pan is the median of ``runs``; ``depth`` is of the search stack (``-m``; ten times
    as much is tried where it is too small), ``table`` the logarithm of the hash table's slots
    (``-w``). Raises PeerError if not every state was visited or anything was said that is not
    understood.
    """
    seconds: dict[str, float] = {}
    rules = dict(_RULE.findall(promela))
    vector = _VECTOR.findall(promela)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "model.pml").write_text(promela, encoding="utf-8")
        phases = {
            "spin": ["spin", *OPTIONS, "-a", "model.pml"],
            "gcc": ["gcc", optimize, "-w", "-DSAFETY", "-DNOREDUCE",
                    *(f"-DVECTORSZ={size}" for size in vector[:1]), "-o", "pan", "pan.c"],
        }  # fmt: skip
        for phase, command in phases.items():
            output = _run(command, folder, phase, seconds)
            if phase == "spin" and not (folder / "pan.c").exists():
                raise PeerError(f"spin refuses the model:\n{output[:2_000]}")
        while True:
            command = ["./pan", "-E", "-c0", "-n", f"-m{depth}", f"-w{table}"]
            output = _run(command, folder, "pan", seconds)
            if _UNFINISHED[0] not in output or depth >= 100_000_000:
                break
            depth *= 10
        times = [seconds["pan"]]
        while len(times) < runs:
            _run(command, folder, "pan", seconds)
            times.append(seconds["pan"])
        seconds["pan"] = statistics.median(times)
    return _parsed(output, rules, seconds)


def _run(command: list[str], folder: Path, phase: str, seconds: dict[str, float]) -> str:
    began = time.perf_counter()
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    seconds[phase] = time.perf_counter() - began
    output = ran.stdout + ran.stderr
    if ran.returncode != 0 and phase != "pan":
        raise PeerError(f"{phase} ends with {ran.returncode}:\n{output[:2_000]}")
    return output


def _parsed(output: str, rules: dict[str, str], seconds: dict[str, float]) -> PeerRun:
    for trouble in _UNFINISHED:
        if trouble in output:
            raise PeerError(f"pan did not visit every state: {trouble}")
    found = _COUNTS.search(output)
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
        frozenset(violated - {"bound"}), "bound" in violated, seconds,
        int(float(memory[1]) * 2**20) if memory else 0, int(found["depth"]),
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
