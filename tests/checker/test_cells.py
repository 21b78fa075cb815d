"""Cells of counters: whatever numbers a step leads to are in one of those that it is said to,
whether they are told apart by their answers or not."""

from itertools import product

import pytest
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
        yes is None or (total >= atom.least) == yes
        for atom, total, yes in zip(cells.atoms, sums, answers, strict=True)
    ) and all(
        sum(c * x for c, x in zip(row, point, strict=False)) + row[-1] == 0 for row in space
    )


@settings(deadline=None)
@given(
    st.lists(atoms, max_size=4, unique=True),
    st.lists(st.dictionaries(st.sampled_from(COUNTERS), forms, min_size=1), max_size=3),
    st.sets(st.sampled_from(COUNTERS)), st.booleans(), st.booleans(),
)
def test_all_that_steps_lead_to_is_in_the_cells(asked, steps, free, alike, apart):
    """From any number of the ``free`` counters (if ``alike`` the same of each), 1 of the rest."""
    cells = Cells(COUNTERS, asked, apart=apart)
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
    assert apart or len(known) <= 1


def bits(numbers):
    return sum(1 << k for k in numbers)


@settings(deadline=None)
@given(
    st.lists(atoms, min_size=1, max_size=4, unique=True), st.data(),
    st.lists(st.dictionaries(st.sampled_from(COUNTERS), forms, min_size=1), max_size=2),
)
def test_parts_of_a_cell_have_all_of_it_where_conditions_are_met_or_are_not(asked, data, steps):
    cells = Cells(COUNTERS, asked, apart=False)
    known = cells.initial(dict.fromkeys(COUNTERS, 0), [[k] for k in COUNTERS])
    for step in steps:
        known = [c for cell in known for c in cells.after(cell, tuple(sorted(step.items())))]
    questions = st.integers(0, len(asked) - 1)
    conditions = [
        (bits(when), bits(k for k, yes in when.items() if yes)) for when in
        data.draw(st.lists(st.dictionaries(questions, st.booleans(), min_size=1), max_size=3))
    ]

    def meets(point, condition):
        sums = [sum(c * point[v] for v, c in atom.terms) for atom in asked]
        yes = bits(k for k, atom in enumerate(asked) if sums[k] >= atom.least)
        return not (yes ^ condition[1]) & condition[0]

    for cell in known:
        sure = int(cells.sure([cell])[0])
        points = [p for p in product(SOME, repeat=3) if inside(cells, cell, p)]
        for wanted, yes in conditions:
            if wanted & sure:
                continue
            part = cells.where(cell, wanted, yes)
            there = [p for p in points if meets(p, (wanted, yes))]
            assert all(part >= 0 and inside(cells, part, p) for p in there)
        parts = cells.outside(cell, conditions)
        for p in points:
            if not any(meets(p, condition) for condition in conditions):
                assert any(inside(cells, part, p) for part in parts)


@pytest.mark.parametrize("apart", [False, True])
def test_what_is_known_of_answers_that_differ(apart):
    """Whether there is one of two is known if they are told apart."""
    cells = Cells((0, 1), [Atom(((k, 1),), 1) for k in (0, 1)], apart=apart)
    (start,) = cells.initial({0: 0, 1: 0}, [])
    (one,), (other,) = (cells.after(start, ((k, 1),)) for k in (0, 1))
    assert cells.cell(one)[0] == (True, False)
    answers, space = cells.cell(cells.join(one, other))
    assert answers == (None, None)
    assert space == ((1, 1, -1),)  # one of them is there, whichever it is
    both = cells.join(one, other)
    assert cells.where(both, 0b11, 0b11) == -1
    assert {cells.cell(c)[0] for c in cells.outside(both, [(0b01, 0b01)])} == {(False, True)}
