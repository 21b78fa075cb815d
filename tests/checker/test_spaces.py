"""Affine spaces of counters, compared with the points they are spanned by."""

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from miniport.checker.unbounded.spaces import Spaces, beginnings, residue

NUMBER = 3
SPACES = Spaces(NUMBER)
POINTS = st.lists(st.tuples(*[st.integers(-4, 4)] * NUMBER), min_size=1, max_size=4)
FORMS = st.tuples(*[st.integers(-2, 2)] * (NUMBER + 1))


def spanned(points):
    """The smallest space that contains the points."""
    rows = [
        SPACES.meet((), [
            (*(int(k == counter) for k in range(NUMBER)), -value)
            for counter, value in enumerate(point)
        ])
        for point in points
    ]  # fmt: skip
    return reduce(SPACES.join, rows)


def at(form, point):
    """The value of a form at a point."""
    return sum(a * x for a, x in zip(form, (*point, 1), strict=True))


@given(POINTS, st.dictionaries(st.integers(0, NUMBER - 1), FORMS))
def test_an_image_is_spanned_by_the_images_of_points(points, assigned):
    after = [
        tuple(at(assigned[k], point) if k in assigned else point[k] for k in range(NUMBER))
        for point in points
    ]
    assert SPACES.image(spanned(points), tuple(sorted(assigned.items()))) == spanned(after)


@given(POINTS, st.dictionaries(st.integers(0, NUMBER - 1), st.integers(-3, 3)))
def test_an_image_is_spanned_by_points_that_are_moved(points, by):
    after = [tuple(x + by.get(k, 0) for k, x in enumerate(point)) for point in points]
    moved = [(k, (*(int(k == other) for other in range(NUMBER)), n)) for k, n in by.items()]
    assert SPACES.image(spanned(points), tuple(sorted(moved))) == spanned(after)


@given(POINTS, FORMS)
def test_a_residue_is_the_form_without_what_the_equations_say(points, form):
    space = spanned(points)
    pivots = beginnings(space)
    left, factor = residue(form, space, pivots)
    assert factor > 0
    assert all(left[pivot] == 0 for pivot in pivots)
    assert all(at(left, point) == factor * at(form, point) for point in points)
