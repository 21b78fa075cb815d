"""Random Programs over counts: two activities that move things to and fro, and ask how many."""

from hypothesis import strategies as st

from miniport.checker.builder import Builder

LOCATIONS = ("idle", "busy", "over")


@st.composite
def programs_of_counts(draw):
    """Three counts, of which one may be a parameter, a flag, and actions that ask for sums of
    them and add to them: some take more than there is."""
    system = Builder("counts")
    first = draw(st.integers(0, 3))
    counts = [
        system.variable(name, 0, 99, initial, checked="bound")
        for name, initial in (("free", first), ("used", 0), ("due", draw(st.integers(0, 1))))
    ]
    if draw(st.booleans()):
        system.parameter("number", counts[0])
    flag = system.variable("flag", 0, 1)

    def form():
        one, other = draw(st.permutations(counts))[:2]
        return draw(st.sampled_from([one, one + other, one - other]))

    def question():
        asked, least = form(), draw(st.integers(0, 2))
        return draw(st.sampled_from([asked >= least, asked == least, flag == 1, flag == 0]))

    def updates():
        kind = draw(st.sampled_from(["move", "move", "add", "reset", "gather", "flag"]))
        one, other = draw(st.permutations(counts))[:2]
        step = draw(st.sampled_from([1, 1, 1, 2]))
        return {
            "move": [(one, one - step), (other, other + step)],
            "add": [(one, one + step)],
            "reset": [(one, 0)],
            "gather": [(one, one + other), (other, 0)],
            "flag": [(flag, draw(st.integers(0, 1)))],
        }[kind]

    activities = [system.activity("driver", LOCATIONS), system.activity("system", LOCATIONS)]
    for number in range(draw(st.integers(3, 7))):
        changes = updates()
        guard = [question() for _ in range(draw(st.integers(0, 1)))]
        # Mostly nothing is taken where there is nothing.
        if len(changes) == 2 and draw(st.integers(0, 5)):
            guard.append(changes[0][0] >= draw(st.integers(1, 2)))
        system.action(
            draw(st.sampled_from(activities)), f"step {number}",
            draw(st.sampled_from(LOCATIONS)), draw(st.sampled_from(LOCATIONS)),
            guard=guard, updates=changes,
            checks=[("asked", question(), question())] if draw(st.booleans()) else [],
        )
    system.invariant("always", question(), premise=system.at(activities[0], "over"))
    system.invariant("kept", question(), premise=question())
    return system.build()
