"""Random methods, compiled, against a simulation that shares nothing with the front end."""

import pytest
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st
from sequential_maker import Maker
from sequential_run import ended, outcomes
from sequential_text import BEFORE, FIELDS, written
from tiny import compile_text, runs, source

from miniport.checker.errors import ModelError

# What a random model may be refused for: an error that is certain, or a call inside ``x if c``.
REFUSED = {"MP302", "MP339", "MP406", "MP612", "MP622"}


@st.composite
def methods(draw):
    """The bodies of the two methods."""
    return Maker(lambda n: draw(st.integers(0, n - 1))).method()


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(methods(), st.booleans())
def test_a_random_method_does_what_its_statements_say(tmp_path_factory, bodies, atomic):
    """Same last states and same broken properties, over all choices, in both granularities."""
    main, helper = bodies
    text = source(FIELDS, written(main, helper, atomic=atomic), BEFORE)
    note(text)
    expected = outcomes(main, helper)
    folder = tmp_path_factory.mktemp("random")
    for granularity in ("merged", "statement"):
        try:
            program = compile_text(folder, text, granularity=granularity).program
        except ModelError as error:
            assert {d.code for d in error.diagnostics} <= REFUSED
            assume(False)
        found = runs(program)
        names = [v.name for v in program.variables]
        got = {ended(names, values) for values in found.ends}
        assert got | {("broken", prop) for prop in found.broken} == expected
