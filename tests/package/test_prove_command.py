"""``miniport prove``: short runs that break a rule; nothing is called proved that is not."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

import miniport.proving as miniport_proving
import miniport.schema
from miniport.cli.prove import PROVED_IN
from miniport.proving import Proved

SCHEMA = Path(next(iter(miniport.schema.__path__))) / "proof.schema.json"


def test_a_short_run_is_found_and_shown(miniport, tmp_path) -> None:
    driver = tmp_path / "hasty.py"
    driver.write_text(
        "from miniport.model import *\n\n\n"
        "class Hasty(Miniport):\n"
        "    def MiniportInitializeEx(self):\n"
        "        return NDIS_STATUS_SUCCESS\n",
        encoding="utf-8",
    )
    ran = miniport("prove", driver, "--scope", "lifecycle", "--bmc", 6)
    assert ran.code == 1, ran.err
    assert "drv.handlers-complete" in ran.out
    assert "properties are broken by runs of at most 6 steps" in ran.out


def test_finding_nothing_is_no_proof(miniport, quiet) -> None:
    ran = miniport("prove", quiet, "--scope", "lifecycle", "--bmc", 4, "--rule", "halt.*")
    assert ran.code == 4, ran.err
    assert "0 of " in ran.out and "at most 4 steps" in ran.out


def test_a_bound_wants_one_scope(miniport, quiet) -> None:
    assert miniport("prove", quiet, "--bmc", 4).code == 3


def test_what_was_done_is_written_when_it_is_interrupted(
    miniport, quiet, tmp_path, monkeypatch
) -> None:
    """The scopes that are left are named: nobody takes them for proved."""
    asked = []

    def prove_task(task, **_limits):
        asked.append(task.scope.name)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return Proved(task.model, task.scope.name, (), (), (), 0.0)

    monkeypatch.setattr(miniport_proving, "prove_task", prove_task)
    file = tmp_path / "answers.json"
    ran = miniport("prove", quiet, "--json", file)
    assert ran.code == 4
    document = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [p["scope"] for p in document["proofs"]] == asked[:1]
    assert [p["scope"] for p in document["unfinished"]] == [asked[1], *set(
        PROVED_IN[6]).difference(asked)]


def test_a_rule_that_nothing_asks_is_named(miniport, tmp_path) -> None:
    """Without its handlers the driver is not registered, and never fails to initialize."""
    driver = tmp_path / "small.py"
    driver.write_text(
        "from miniport.model import *\n\n\n"
        "class Small(Miniport):\n"
        "    context = Memory()\n\n"
        "    def DriverEntry(self):\n"
        "        return NdisMRegisterMiniportDriver()\n\n"
        "    def MiniportInitializeEx(self):\n"
        "        NdisAllocateMemoryWithTagPriority(self.context)\n"
        "        return NDIS_STATUS_FAILURE\n",
        encoding="utf-8",
    )
    ran = miniport("prove", driver, "--scope", "lifecycle", "--rule", "init.fail-releases-all")
    assert "ask about what did not come up with few tokens: init.fail-releases-all" in ran.out
