"""What each construct of the language means, by tiny models whose runs are all looked at."""

import pytest
from tiny import compile_text, runs, source

from miniport.checker.explore import explore
from miniport.checker.result import Verdict
from miniport.specs import all_rules

TOKEN = """
class Tok(Token):
    count: Final = 2
    tag: Range[0, 3] = 0


class Color(Enum):
    RED = auto()
    GREEN = auto()
    BLUE = auto()


"""
LOCK = """
class Lock(Object):
    held: bool = False
    times: Count = 0

    @atomic
    def __enter__(self):
        wait_until(not self.held)
        self.held = True

    @atomic
    def __exit__(self):
        self.held = False
        self.times += 1


"""


@pytest.fixture(params=["merged", "statement"])
def run(request, tmp_path):
    """Compiles fields, the methods of the driver and what stands before it; all its runs."""

    def compiled(fields, methods, before="", after="", **more):
        text = source(fields, methods, before, after)
        made = compile_text(tmp_path, text, granularity=request.param, **more)
        return runs(made.program)

    return compiled


N = "n: Range[0, 9] = 0"

ENDS = {
    # name: (fields, methods, what stands before, variables, the combinations at the end)
    "return leaves every with": (
        f"lock = Lock()\nother = Lock()\n{N}", """
        def main(self):
            self.n = self.inside()

        def inside(self):
            with self.other:
                with self.lock:
                    return 3
        """, LOCK, ("lock.held", "other.held", "lock.times", "other.times", "n"),
        {(False, False, 1, 1, 3)}),
    "break and continue leave the withs inside the loop": (
        f"lock = Lock()\nother = Lock()\n{N}", """
        def main(self):
            with self.other:
                while True:
                    with self.lock:
                        self.n += 1
                        if self.n == 3:
                            break
                        continue
        """, LOCK, ("lock.held", "lock.times", "other.times", "n"), {(False, 3, 1, 3)}),
    "a loop over a queue goes over a copy, in order": (
        f"q: Queue[Tok]\n{N}\nlast: Tok | None = None", """
        def main(self):
            for t in tokens(Tok):
                self.q.append(t)
            for t in self.q:
                self.q.remove(t)
                self.n += 1
                self.last = t
        """, TOKEN, ("n", "last", "len(q)"), {(2, "Tok2", 0)}),
    "a container declared without a value is empty at each call": (
        "longest: Range[0, 2] = 0", """
        def main(self):
            self.fill()
            self.fill()

        def fill(self):
            found: Queue[Color, 2]
            found.append(Color.RED)
            self.longest = max(self.longest, len(found))
        """, TOKEN, ("longest",), {1}),
    "a loop over a queue in an atomic step": (
        f"q: Queue[Tok]\n{N}", """
        def main(self):
            for t in tokens(Tok):
                self.q.append(t)
            with atomic():
                for t in self.q:
                    if t.tag == 3:
                        continue
                    self.n += 1
                    if self.n == 5:
                        break
        """, TOKEN, ("n",), {2}),
    "a loop over a set goes over a copy": (
        f"s: Set[Tok]\n{N}", """
        def main(self):
            for t in tokens(Tok):
                self.s.add(t)
            for t in self.s:
                self.n += 1
                self.s.clear()
        """, TOKEN, ("n", "s[Tok1]"), {(2, False)}),
    "loops over an enumeration, a range, a tuple, tokens": (
        "n: Range[0, 99] = 0", """
        def main(self):
            for c in Color:
                if c != Color.RED:
                    self.n += 1
            for k in range(1, 3):
                self.n += k
            for k in (5, 7):
                self.n += k
            for t in tokens(Tok):
                t.tag = 1
                self.n += t.tag
        """, TOKEN, ("n",), {19}),
    "match takes the first case that fits": (
        f"c: Color = Color.BLUE\n{N}\nm: Range[0, 9] = 0", """
        def main(self):
            match self.c:
                case Color.RED:
                    self.n = 1
                case Color.GREEN | Color.BLUE:
                    self.n = 2
                case _:
                    self.n = 3
            match self.n:
                case 0 | 1:
                    self.m = 1
                case _:
                    self.m = 4
        """, TOKEN, ("n", "m"), {(2, 4)}),
    "and, or, x if c guard what follows": (
        f"t: Tok | None = None\n{N}", """
        def main(self):
            if self.t is not None and self.t.tag == 0:
                self.n = 1
            if self.t is None or self.t.tag == 0:
                self.n += 2
            self.n += self.t.tag if self.t is not None else 3
            if any(self.t is not None and self.t.tag == 0 for k in range(2)):
                self.n = 9
        """, TOKEN, ("n",), {5}),
    "a Ref parameter is the caller's": (
        "n: Count = 0\nm: Count = 5", """
        def main(self):
            add(self.n, 2)
            x = add(self.m, 1)
            self.n += x
        """, """
        @atomic
        def add(value: Ref, by):
            value += by
            return value


        """, ("n", "m"), {(8, 6)}),
    "other parameters are the callee's own": (
        N, """
        def main(self):
            k = 4
            self.change(k)
            self.n = k

        def change(self, k):
            k += 1
            self.n = k
        """, "", ("n",), {4}),
    "choose: arguments, an enumeration, tokens with a filter, maybe": (
        f"{N}\nc: Color = Color.RED\nt: Tok | None = None\nb: bool = False", """
        def main(self):
            self.n = choose(1, 4)
            self.c = choose(Color)
            for t in tokens(Tok):
                t.tag = 1 if t in (self.t,) else 2
                self.t = t
            self.t = choose(t for t in tokens(Tok) if t.tag == 2)
            self.b = maybe()
        """, TOKEN, ("n", "c", "b"),
        {(n, c, b) for n in (1, 4) for c in ("RED", "GREEN", "BLUE") for b in (False, True)}),
    "a queue": (
        f"q: Queue[Color, 3]\n{N}\nfirst: Color = Color.RED\nb: bool = False", """
        def main(self):
            self.q.append(Color.GREEN)
            self.q.append(Color.BLUE)
            self.q.append(Color.RED)
            self.q.remove(Color.BLUE)
            self.b = Color.BLUE in self.q
            self.first = self.q.popleft()
            if self.q:
                self.n = len(self.q)
        """, TOKEN, ("n", "first", "b", "len(q)", "q[0]"), {(1, "GREEN", False, 1, "RED")}),
    "arrays by number, enumeration and token": (
        f"a: Array[Range[0, 9], 3] = 1\nb: Array[bool, Color]\nd: Array[Range[0, 9], Tok]\n{N}",
        """
        def main(self):
            self.a[self.n + 1] = 5
            self.b[Color.GREEN] = True
            for t in tokens(Tok):
                self.d[t] = 3
            self.n = self.a[0] + self.a[1]
        """, TOKEN, ("n", "a[1]", "b[GREEN]", "d[Tok2]"), {(6, 5, True, 3)}),
    "inheritance, overridden constants and super()": (
        N, """
        def main(self):
            part.act()
            self.n = part.n
        """, """
        class Base(Object):
            n: Range[0, 9] = 0
            by: Final = 2

            def act(self):
                self.n += self.by


        class Derived(Base):
            by = 3

            def act(self):
                super().act()
                self.n += 1


        part = Derived()


        """, ("n",), {4}),
    "getattr calls what a constant names, hasattr is constant": (
        f"{N}\ntimer = Timer('tick', by=2)", """
        def main(self):
            if hasattr(driver, "tick"):
                self.timer.fire()
            if hasattr(driver, "nothing"):
                self.n = 9

        def tick(self):
            self.n += self.timer.by
        """, """
        class Timer(Object):
            callback: Final
            by: Final = 1

            def fire(self):
                getattr(self.owner, self.callback)()


        """, ("n",), {2}),
    "reset puts the fields of an object back, and of its plain parts": (
        f"part = Part()\n{N}", """
        def main(self):
            self.part.a = 5
            self.part.inner.b = True
            self.n = self.part.a
            reset(self.part)
        """, """
        class Inner(Plain):
            b: bool = False


        class Part(Plain):
            a: Range[0, 9] = 2
            inner = Inner()


        """, ("part.a", "part.inner.b", "n"), {(2, False, 5)}),
    "min, max, len, count, all, chains, arithmetic": (
        f"z: Range[-4, 9] = -3\n{N}\ns: Set[Color]", """
        def main(self):
            low = min(self.z, 1)
            self.z = low + 1
            self.n = max(self.z, 2) * 2 - 1
            self.s.add(Color.RED)
            self.n += len(self.s) + count(t for t in tokens(Tok) if t.tag == 0)
            if all(t.tag <= 0 for t in tokens(Tok)) and -3 < self.z <= -2:
                self.n += 1
        """, TOKEN, ("z", "n"), {(-2, 7)}),
}


@pytest.mark.parametrize("name", ENDS)
def test_how_a_run_ends(run, name):
    """The values at the end of all runs; nothing is broken on the way."""
    fields, methods, before, variables, expected = ENDS[name]
    found = run(fields, methods, before)
    assert found.broken == frozenset()
    assert found.of(*variables) == expected


BREAKS = {
    "none": (f"t: Tok | None = None\n{N}", "self.n = self.t.tag"),
    "none in a condition": (f"t: Tok | None = None\n{N}", "if self.t.tag == 0:\n    self.n = 1"),
    "none after a choice": (
        f"t: Tok | None = None\n{N}", "with atomic():\n    x = choose(0, 1)\n"
        "    if self.t.tag == x:\n        self.n = 1"),
    "range": ("n: Range[0, 3] = 0", "while True:\n    self.n += 1"),
    "range below": ("n: Range[0, 3] = 0", "self.n -= 1"),
    "range of a Count": ("n: Count = 0", "self.n -= 1"),
    "range inside a step": (
        "n: Range[0, 3] = 3", "with atomic():\n    self.n += 1\n    self.n = 0"),
    "range of a local nobody reads later": (
        "n: Range[0, 99] = 3\nm: Range[0, 99] = 0",
        "with atomic():\n    x: Range[0, 3] = self.n + 1\n    self.m = x"),
    "range of a constant that became one": (
        "n: Range[0, 3] = 0\nm: Range[0, 9] = 0",
        "with atomic():\n    self.m = 3\n    self.n = self.m + 1\n    self.n = 0"),
    "assert": (N, "assert self.n == 1, 'one'"),
    "index": (f"a: Array[bool, 2]\n{N}", "self.n = 2\nself.a[self.n] = True"),
    "index in a condition": (
        f"a: Array[bool, 2]\n{N}", "self.n = 2\nif self.a[self.n]:\n    self.n = 0"),
    "index of a queue": ("q: Queue[Tok]\nt: Tok | None = None", "self.t = self.q[0]"),
    "queue.full": ("q: Queue[Color, 1]", "self.q.append(Color.RED)\nself.q.append(Color.RED)"),
    "queue.empty": ("q: Queue[Color, 1]\nc: Color = Color.RED", "self.c = self.q.popleft()"),
    "queue.absent": ("q: Queue[Color, 1]", "self.q.remove(Color.RED)"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_what_breaks_a_property_of_the_language(run, name):
    """Exactly that property, and the run ends there."""
    fields, body = BREAKS[name]
    method = "def main(self):\n" + "\n".join(f"    {line}" for line in body.splitlines())
    found = run(fields, method, TOKEN)
    assert found.broken == {name.split()[0]}
    assert found.ends == frozenset()


def test_wait_until_is_a_gate(run):
    """Guard and update in one step: three workers, two get through."""
    found = run(N, """
    def main(self):
        self.step()

    @atomic
    def step(self):
        wait_until(self.n < 2)
        self.n += 1
    """, workers=3)
    assert found.of("n") == {2}
    assert (len(found.states), found.transitions) == (7, 9)


def test_choose_waits_for_something_to_choose(run):
    """There is no token with that tag."""
    found = run(N, """
    def main(self):
        t = choose(k for k in tokens(Tok) if k.tag == 1)
        self.n = t.tag
    """, TOKEN)
    assert len(found.states) == 1
    assert found.broken == frozenset()


def test_two_statements_may_be_interleaved_an_atomic_step_not(run):
    """The lost update, and the same as one step."""
    text = """
    def main(self):
        {}
            seen = self.n
            self.n = seen + 1
    """
    assert run("n: Relaxed[Count] = 0", text.format("if True:"), workers=2).of("n") == {1, 2}
    assert run("n: Relaxed[Count] = 0", text.format("with atomic():"), workers=2).of("n") == {2}


def test_a_local_that_nobody_reads_again_does_not_distinguish_states(run):
    """Both choices lead to one state, once the local is dead."""
    found = run(N, """
    def main(self):
        x = choose(1, 2)
        self.n = x
        self.n = 0
        self.n = 3
    """)
    assert (len(found.states), found.transitions) == (7, 7)
    assert found.of("n") == {3}


def test_options_are_folded(run):
    """What an option excludes is not in the Program."""
    body = """
    def main(self):
        if options.surprise_removal:
            self.n = 1
        else:
            self.n = 2
    """
    for value, expected in ((True, 1), (False, 2)):
        found = run(N, body, options={"surprise_removal": value})
        assert found.of("n") == {expected}
        assert len(found.program.actions) == 1


class TestRaces:
    """Two activities touch a field of the driver without a lock, one writing."""

    def race(self, tmp_path, fields, body, before=""):
        """The verdict on the race rule."""
        race = all_rules()["race.shared-state"]
        methods = "def main(self):\n" + "\n".join(f"    {line}" for line in body.splitlines())
        made = compile_text(tmp_path, source(fields, methods, before), workers=2, rules=(race,))
        found = explore(made.program, check_progress=False)
        return next(f.verdict for f in found.findings if f.property == race.id)

    def test_found_without_a_lock(self, tmp_path):
        assert self.race(tmp_path, "n: Count = 0", "self.n += 1") is Verdict.VIOLATED

    def test_not_under_a_lock(self, tmp_path):
        body = "with self.lock:\n    self.n += 1"
        fields = "n: Count = 0\nlock = Lock()"
        assert self.race(tmp_path, fields, body, LOCK) is Verdict.HOLDS

    def test_not_when_interlocked(self, tmp_path):
        body = "NdisInterlockedIncrement(self.n)"
        assert self.race(tmp_path, "n: Count = 0", body) is Verdict.HOLDS

    def test_not_when_relaxed(self, tmp_path):
        assert self.race(tmp_path, "n: Relaxed[Count] = 0", "self.n += 1") is Verdict.HOLDS

    def test_not_between_readers(self, tmp_path):
        body = "if self.n == 0:\n    pass"
        assert self.race(tmp_path, "n: Count = 0", body) is Verdict.HOLDS


def test_hooks_are_called_once_per_step_for_reads_and_for_writes(run):
    """The object counts them; what is guarded by a condition is not read."""
    found = run(f"cell = Cell()\n{N}", """
    def main(self):
        self.n = self.cell.a + self.cell.a
        self.cell.a = 2
        if self.n == 9 and self.cell.a == 1:
            self.n = 0
    """, """
    class Seen(Object):
        reads: Count = 0
        writes: Count = 0


    class Cell(Plain):
        a: Range[0, 3] = 0

        def __read__(self):
            seen.reads += 1

        def __write__(self):
            seen.writes += 1


    seen = Seen()


    """, after="""
    class Reader(Activity):
        def run(self):
            wait_until(seen.reads == 9 or seen.writes == 9)
    """, parties={"Worker": 1, "Reader": 1})
    assert found.of("seen.reads", "seen.writes") == {(1, 1)}
