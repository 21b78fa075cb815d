"""Ctrl-C: what was covered is said, the exit code is 4, nothing is left behind."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest


def _children(pid: int) -> set[int]:
    """The processes that a process has started, and theirs (Linux; elsewhere none are seen)."""
    found: set[int] = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            child = int(path.parent.name)
            found |= {child} | _children(child)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c(tmp_path: Path, vast: str, jobs: int) -> None:
    command = [
        sys.executable, "-m", "miniport", "check", vast, "--rule", "pause.*",
        "--scope", "lifecycle", "--scope", "shutdown", "--jobs", str(jobs),
        "--json", "result.json", "--out", "traces",
    ]  # fmt: skip
    # A session of its own: the interrupt goes to the command alone, which must tell the workers.
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        time.sleep(6)
        workers = _children(process.pid)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 4, err
    assert "interrupted (Ctrl-C)" in out and "2 scopes: 2 incomplete" in out
    assert "Traceback" not in err
    document = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert [r["verdict"] for r in document["results"]] == ["incomplete", "incomplete"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["result.json", "traces"]
    deadline = time.monotonic() + 20
    while left := [pid for pid in workers if _alive(pid)]:
        assert time.monotonic() < deadline, left
        time.sleep(0.1)
    if jobs == 2 and sys.platform == "linux":
        assert len(workers) >= 2


def _alive(pid: int) -> bool:
    """It runs: a process that has ended but was not waited for does not count."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
