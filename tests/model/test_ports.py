"""The calls about ports answer as their pages say."""

from pathlib import Path

from miniport.checker.explore import explore
from miniport.checker.frontend import compile_model
from miniport.checker.result import Verdict
from miniport.model.language import Scope

ANSWERS = Path(__file__).parents[1] / "scenarios" / "drivers" / "checks_port_answers.py"


def test_every_answer_is_the_documented_one():
    scope = Scope("ports", "", {"PnpThread": 1}, options={"failures": False})
    found = explore(compile_model(ANSWERS, scope=scope).program)
    assert {f.property: f.verdict for f in found.findings}["assert"] is Verdict.HOLDS
    assert all(f.verdict is Verdict.HOLDS for f in found.findings)
