"""What does not commute with merged statements is seen, though it is no data race."""

import pytest
from tiny import compile_text, runs, source

from miniport.checker.explore import explore
from miniport.checker.frontend import memory
from miniport.checker.result import Verdict
from miniport.specs import all_rules

RACE = (all_rules()["race.shared-state"],)

TORN = source(
    "x: Range[0, 1] = 0\ntorn: bool = False",
    """
    def main(self):
        first = self.x
        second = self.x
        self.torn = first != second

    @interlocked
    def change(self):
        self.x = 1
    """,
    after="""
    class Other(Activity):
        def run(self):
            driver.change()
    """,
)

REMADE = source(
    "lock = SpinLock()\nx: Range[0, 1] = 0\ntorn: bool = False",
    """
    def main(self):
        NdisAcquireSpinLock(self.lock)
        first = self.x
        second = self.x
        self.torn = first != second
        NdisReleaseSpinLock(self.lock)

    def again(self):
        NdisAllocateSpinLock(self.lock)
        NdisAcquireSpinLock(self.lock)
        self.x = 1
        NdisReleaseSpinLock(self.lock)
    """,
    after="""
    class Holder(Thread):
        def run(self):
            driver.main()


    class Other(Thread):
        def run(self):
            driver.again()
    """,
)


def compiled(folder, text, **more):
    """The Program of one that is interfered with and another."""
    parties = {"Holder" if "Holder" in text else "Worker": 1, "Other": 1}
    return compile_text(folder, text, parties=parties, rules=RACE, **more).program


@pytest.mark.parametrize(("text", "name"), [(TORN, "x"), (REMADE, "lock.state")])
@pytest.mark.parametrize("engine", ["interpreter", "native"])
def test_interference_is_seen_and_undone(tmp_path, text, name, engine):
    merged = compiled(tmp_path, text)
    found = explore(merged, engine=engine)
    assert name in {memory(variable) for variable in found.interfering}
    assert runs(merged).of("torn", at_end=False) == {False}, "merging hides it"
    exposed = {name}
    while True:
        program = compiled(tmp_path, text, exposed=frozenset(exposed))
        more = {memory(v) for v in explore(program, engine=engine).interfering} - exposed
        if not more:
            break
        exposed |= more
    single = compiled(tmp_path, text, granularity="statement")
    assert runs(single).of("torn", at_end=False) == {False, True}
    assert runs(program).of("torn", at_end=False) == {False, True}


def test_it_is_no_race(tmp_path):
    found = explore(compiled(tmp_path, TORN))
    assert [f.verdict for f in found.findings if f.property == "race.shared-state"] == [
        Verdict.HOLDS
    ]
    assert not found.races
    assert not explore(compiled(tmp_path, TORN, granularity="statement")).interfering
