"""The contract of the engines: what must be the same, whichever one searches."""

from miniport.checker.explore import explore


def answers(found):
    """What must not depend on the engine."""
    return {
        "states": found.states, "transitions": found.transitions, "depth": found.depth,
        "covered": found.covered, "races": {frozenset(map(repr, race)) for race in found.races},
        "findings": {
            f.property: (f.verdict, f.reached, None if f.trace is None else len(f.trace))
            for f in found.findings
        },
        "cut": found.limit,
    }


def agree(program, *, workers=(1, 2), **options):
    """Explore with every engine; the answers are the same."""
    expected = explore(program, engine="interpreter", **options)
    for number in workers:
        found = explore(program, engine="native", workers=number, **options)
        assert found.engine.startswith("native")
        assert answers(found) == answers(expected)
    return expected
