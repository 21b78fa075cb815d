"""Shutdown beside everybody who calls the driver: nothing comes behind it."""

import pytest

from miniport.checker.explore import explore
from miniport.checker.frontend import compile_model
from miniport.checker.result import Verdict
from miniport.model.language import Scope
from miniport.models import find_model
from miniport.specs import all_rules

QUIET = ("InterruptLine", "DpcProcessor", "DpcProcessorAgain")
PARTIES = [
    ("OidDispatcher", "OidCanceller"),
    ("DirectOidCaller", "DirectOidCanceller"),
    ("Sender", "SendCanceller"),
    ("CheckForHang",),
]


@pytest.mark.parametrize("parties", PARTIES, ids="+".join)
def test_nothing_is_called_after_shutdown(parties):
    """Cancelling what is outstanding included; the scopes of the suite have no such company."""
    scope = Scope(
        "shutdown", "", {"PnpThread": 1, "Shutdown": 1, **dict.fromkeys(parties, 1)},
        options={"long_delays": False}, without=QUIET, essential_only=True,
    )  # fmt: skip
    rule = all_rules()["state.halted-silent"]
    program = compile_model(find_model("sample").path, scope=scope, rules=(rule,)).program
    found = {f.property: f for f in explore(program, symmetry=True, check_progress=False).findings}
    assert found[rule.id].verdict is Verdict.HOLDS and found[rule.id].reached
