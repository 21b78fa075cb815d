"""What depends on the version of NDIS: the option ``ver``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from miniport import check
from miniport.checker.explore import explore
from miniport.checker.frontend import compile_model
from miniport.checker.result import Verdict
from miniport.model.language import Scope
from miniport.specs import all_rules

RULES = Path(__file__).parents[1] / "rules"
INFORMED = '''"""A driver that wants to hear of a bug check."""

from base import Quiet

from miniport.model import *


class Informed(Quiet):
    """It objects when it is told."""

    NDIS_MINIPORT_ATTRIBUTES_REGISTER_BUGCHECK_CALLBACK: Final = {asks}

    def MiniportShutdownEx(self, ShutdownAction):
        assert ShutdownAction == NDIS_SHUTDOWN_ACTION.NdisShutdownPowerOff, "a bug check"
'''


def broken(model: Path, scope: str | Scope, ver: int) -> set[str]:
    """The rules the model breaks in the scope, under this version."""
    (result,) = check(model, scope, options={"ver": ver}).results
    assert not result.exploration.limit
    return {f.property for f in result.exploration.findings if f.verdict is Verdict.VIOLATED}


@pytest.mark.parametrize(("ver", "rules"), [(620, set()), (630, {"reset.flush-before-complete"})])
def test_sends_may_outlive_a_reset_before_6_30(ver, rules):
    found = broken(RULES / "reset" / "reset_flush_before_complete.py", "reset", ver)
    assert {r for r in found if r.startswith("reset.flush")} == rules
    assert bool(found) == bool(rules)


@pytest.mark.parametrize(("ver", "asks", "told"), [
    (620, False, True), (630, False, False), (630, True, True),
])  # fmt: skip
def test_from_6_30_on_a_bug_check_is_announced_to_those_who_asked(tmp_path, ver, asks, told):
    shutil.copy(RULES / "base.py", tmp_path)
    model = tmp_path / "informed.py"
    model.write_text(INFORMED.replace("{asks}", str(asks)), encoding="utf-8")
    scope = Scope("shutdown", "", {"PnpThread": 1, "Shutdown": 1},
                  options={"bug_check": True, "ver": ver})
    program = compile_model(model, scope=scope, rules=(all_rules()["shut.calls"],)).program
    found = {f.property: f.verdict for f in explore(program, check_progress=False).findings}
    assert (found["assert"] is Verdict.VIOLATED) == told


def test_synchronous_requests_come_from_6_80_on():
    model = RULES / "oid" / "oid_unserialized_kinds_synchronous.py"
    assert broken(model, "sync-oids", 680) and not broken(model, "sync-oids", 650)
