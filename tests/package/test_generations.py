"""Each driver is checked in the scopes, and by the rules, of its generation of NDIS."""

from __future__ import annotations

from pathlib import Path

import pytest

from miniport import UsageError, check
from miniport.checker.frontend import compile_model, ndis_of
from miniport.checker.result import Limits
from miniport.facade import plan
from miniport.model.scopes import SCOPES

HERE = Path(__file__).parent / "drivers"
QUIET, QUIET5 = HERE / "quiet.py", HERE / "quiet5.py"


def scopes(path: Path) -> set[str]:
    return {task.scope.name for task in plan([path], [], [], {}, Limits())}


def test_the_standard_suite_is_that_of_the_driver() -> None:
    for path, ndis in ((QUIET, 6), (QUIET5, 5)):
        assert scopes(path) == {
            s.name for s in SCOPES if s.ndis == ndis and not s.on_request
        }


@pytest.mark.slow
def test_a_driver_without_locks_holds_in_it() -> None:
    report = check(QUIET5)
    assert report.ok and len(report.results) == len(scopes(QUIET5))


@pytest.mark.parametrize(
    ("path", "scope", "message"),
    [(QUIET, "ndis5", "NDIS 5.x, this one is written for NDIS 6.x"),
     (QUIET5, "lifecycle", "NDIS 6.x, this one is written for NDIS 5.x")],
)  # fmt: skip
def test_a_scope_of_another_generation_is_refused(path, scope, message) -> None:
    with pytest.raises(UsageError, match=message):
        check(path, scope)
    chosen = next(s for s in SCOPES if s.name == scope)
    with pytest.raises(UsageError, match="is for drivers of NDIS"):
        compile_model(path, scope=chosen)


def test_rules_of_another_generation_are_not_checked() -> None:
    (task,) = plan([QUIET], ["lifecycle"], [], {}, Limits())
    (task5,) = plan([QUIET5], ["ndis5"], [], {}, Limits())
    assert not any(rule.ndis == 5 for rule in task.rules)
    assert {r.id for r in task5.rules} > {r.id for r in task.rules}
    with pytest.raises(UsageError, match=r"n5\.\* is about drivers of NDIS 6"):
        check(QUIET, "lifecycle", "n5.*")


def test_what_is_no_driver_is_left_to_the_compiler() -> None:
    assert (ndis_of(QUIET), ndis_of(QUIET5), ndis_of(HERE / "missing.py")) == (6, 5, 6)


def test_every_driver_of_5_has_its_first_handler(tmp_path) -> None:
    path = tmp_path / "nothing.py"
    path.write_text('"""A driver."""\n\nfrom miniport.model import *\n\n\n'
                    'class Nothing(Miniport5):\n    pass\n', encoding="utf-8")  # fmt: skip
    with pytest.raises(Exception, match="MiniportInitialize"):
        check(path, "ndis5")
