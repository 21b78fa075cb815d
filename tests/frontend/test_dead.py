"""Locals that nobody will read are put back: fewer states, the same outcomes."""

from tiny import compile_text, runs, source

TEXT = source(
    "sum: Range[0, 9] = 0\nlast: Range[0, 2] = 0",
    """
    def main(self):
        part = choose(0, 1, 2)
        other = choose(0, 1)
        self.sum = part + other
        self.last = other
        self.sum = 0
    """,
)


def test_dead_locals_make_more_states_and_nothing_else(tmp_path):
    reset, kept = (
        runs(compile_text(tmp_path, TEXT, granularity="statement", keep_dead=keep).program)
        for keep in (False, True)
    )
    assert reset.of("sum", "last") == kept.of("sum", "last") == {(0, 0), (0, 1)}
    assert reset.of("sum", "last", at_end=False) == kept.of("sum", "last", at_end=False)
    assert len(reset.ends) == 2
    assert len(kept.ends) == 6
