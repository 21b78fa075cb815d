"""TLC on an exported Program: every state, one verdict per rule.

    python benchmarks/tlc.py TLA2TOOLS.jar MODULE.tla

prints the counts and how long it took.  Needs ``java`` and the jar of the TLA+ tools.

TLC names only the first broken invariant of a state, with a trace each time.  So the run uses a
module of its own, Judge, that extends the exported one, notes in a register which rules a state
breaks, and prints the registers at the end.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.peer import PeerError, PeerRun

__all__ = ["run_tlc"]

_MODULE = re.compile(r"^-+ MODULE (\w+) -+$", re.M)
_RULE = re.compile(r"^\\\* rule (.*)\n(\w+) ==$", re.M)
_COUNTS = re.compile(
    r"^([\d,]+) states generated, ([\d,]+) distinct states found, 0 states left on queue\.$", re.M
)
_DEPTH = re.compile(r"depth of the complete state graph search is ([\d,]+)\.")
_JUDGED = re.compile(r'<<"rule", (\d+), (TRUE|FALSE)>>')


def run_tlc(
    module: str, jar: Path, *, heap: str = "2g",
    java: tuple[str, ...] = ("-XX:+UseSerialGC", "-Xss64m"),
) -> PeerRun:
    """Visit every state of an exported Program with one worker.

    Raises PeerError if TLC does not finish without an error of its own.
    """
    name, rules = _MODULE.findall(module)[0], _RULE.findall(module)
    executable = shutil.which("java")
    if executable is None:
        raise PeerError("there is no java")
    with tempfile.TemporaryDirectory() as folder_name:
        folder = Path(folder_name)
        (folder / f"{name}.tla").write_text(module, encoding="utf-8")
        (folder / "Judge.tla").write_text(_judge(name, [r for _, r in rules]), encoding="utf-8")
        (folder / "Judge.cfg").write_text(
            "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT TypeOK\nINVARIANT Noted\n"
            "POSTCONDITION Told\n", encoding="utf-8",
        )
        began = time.perf_counter()
        ran = subprocess.run(
            [executable, *java, f"-Xmx{heap}", "-cp", str(jar), "tlc2.TLC", "-workers", "1",
             "-config", "Judge.cfg", "Judge.tla"],
            cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        seconds = time.perf_counter() - began
    output = ran.stdout + ran.stderr
    counts, judged = _COUNTS.search(output), dict(_JUDGED.findall(output))
    if ran.returncode != 0 or counts is None or len(judged) != len(rules):
        raise PeerError(f"TLC ends with {ran.returncode}:\n{_shown(output)}")
    violated = {rules[int(k) - 1][0] for k, broken in judged.items() if broken == "TRUE"}
    depth = _DEPTH.search(output)
    generated, distinct = (int(number.replace(",", "")) for number in counts.groups())
    return PeerRun(
        distinct, generated - 1, frozenset(violated - {"bound"}), "bound" in violated,
        {"tlc": seconds}, 0, int(depth[1].replace(",", "")) - 1 if depth else 0,
    )  # fmt: skip


def _judge(module: str, rules: list[str]) -> str:
    """A module with what TLC is to note."""
    noted = [f"    /\\ {rule} \\/ TLCSet({k}, TRUE)" for k, rule in enumerate(rules, 1)]
    told = [f'    /\\ PrintT(<<"rule", {k}, TLCGet({k})>>)' for k in range(1, len(rules) + 1)]
    cleared = " /\\ ".join(f"TLCSet({k}, FALSE)" for k in range(1, len(rules) + 1)) or "TRUE"
    return "\n".join([
        "---- MODULE Judge ----", f"EXTENDS {module}, TLC", f"ASSUME {cleared}",
        "Noted ==", *(noted or ["    TRUE"]), "Told ==", *(told or ["    TRUE"]), "====", "",
    ])  # fmt: skip


def _shown(output: str) -> str:
    lines = output.splitlines()
    first = next((k for k, line in enumerate(lines) if "rror" in line), 0)
    return "\n".join(lines[first : first + 40])


def main() -> None:
    """Run TLC on a file and print what it found."""
    if len(sys.argv) != 3:
        sys.exit("usage: python benchmarks/tlc.py TLA2TOOLS.jar MODULE.tla")
    run = run_tlc(Path(sys.argv[2]).read_text(encoding="utf-8"), Path(sys.argv[1]))
    print(f"{run.states:,} states, {run.transitions:,} transitions, depth {run.depth:,};"
          f" {run.seconds['tlc']:.2f} s; violated: {', '.join(sorted(run.violated)) or 'none'}")


if __name__ == "__main__":
    main()
