"""Cells of counters: whatever numbers a step leads to are in one of those that it is said to."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from miniport.checker.unbounded.cells import Cells
from miniport.checker.unbounded.forms import Atom, Form

COUNTERS = (0, 1, 2)
SOME = range(5)

small = st.integers(-2, 2)
terms = st.dictionaries(st.sampled_from(COUNTERS), small.filter(bool), min_size=1, max_size=3)
atoms = st.builds(
    lambda of, least: Atom(tuple(sorted(of.items())), least), terms, st.integers(-1, 3)
)
forms = st.one_of(
    st.integers(0, 3),
    st.builds(lambda of, constant: Form(tuple(sorted(of.items())), constant), terms, small),
)


def value(number, point):
    if isinstance(number, int):
        return number
    return number.constant + sum(c * point[v] for v, c in number.terms)


def inside(cells, number, point):
    """Whether numbers are in a cell."""
    answers, space = cells.cell(number)
    sums = [sum(c * point[v] for v, c in atom.terms) for atom in cells.atoms]
    return all(
        (total >= atom.least) == yes
        for atom, total, yes in zip(cells.atoms, sums, answers, strict=True)
    ) and all(
        sum(c * x for c, x in zip(row, point, strict=False)) + row[-1] == 0 for row in space
    )


@settings(deadline=None)
@given(
    st.lists(atoms, max_size=4, unique=True),
    st.lists(st.dictionaries(st.sampled_from(COUNTERS), forms, min_size=1), max_size=3),
    st.sets(st.sampled_from(COUNTERS)), st.booleans(),
)
def test_all_that_steps_lead_to_is_in_the_cells(asked, steps, free, alike):
    """From any number of the ``free`` counters (if ``alike`` the same of each), 1 of the rest."""
    cells = Cells(COUNTERS, asked)
    groups = [sorted(free)] if alike and free else [[k] for k in sorted(free)]
    known = set(cells.initial(dict.fromkeys(COUNTERS, 1), groups))
    points = {
        tuple(p) for p in product(SOME, repeat=3)
        if all(p[k] == 1 for k in COUNTERS if k not in free)
        and (not alike or len({p[k] for k in free}) <= 1)
    }
    for step in steps:
        assigned = tuple(sorted(step.items()))
        known = {after for cell in known for after in cells.after(cell, assigned)}
        points = {
            after for p in points
            if min(after := tuple(value(step.get(k, Form(((k, 1),), 0)), p) for k in COUNTERS))
            >= 0
        }
        assert all(any(inside(cells, cell, p) for cell in known) for p in points)
    assert all(any(inside(cells, cell, p) for cell in known) for p in points)
