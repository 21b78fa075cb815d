"""A second adapter: what each has for itself, and what both share."""

from __future__ import annotations

import pytest
from tiny import compile_text, runs, source

from miniport.checker.errors import UsageError

SHARED = """
class Common(DriverData):
    hits: Count = 0


class Station(Object):
    own: Count = 0
    all: DriverWide[Count] = 0


station = Station()
"""


def both(folder, fields="", methods="", before="", **more):
    """Every run of a driver with two adapters, a worker for each."""
    text = source(fields, methods, before)
    return runs(compile_text(folder, text, second={"Worker": 1}, **more).program)


def test_each_adapter_has_its_fields_its_objects_and_its_parties(tmp_path):
    found = both(tmp_path, "x: Count = 0", """
        def main(self):
            self.x += 1
            with atomic():
                station.own += 1
                self.x += station.own
    """, SHARED)
    assert found.of("x", "second.x", "station.own", "second.station.own") == {(2, 2, 1, 1)}


def test_driver_data_and_driver_wide_fields_are_one_for_both(tmp_path):
    found = both(tmp_path, "common = Common()\nseen: Count = 0", """
        def main(self):
            with atomic():
                self.common.hits += 1
                station.all += 2
                self.seen = self.common.hits + station.all
    """, SHARED)
    assert found.of("common.hits", "station.all") == {(2, 4)}
    assert found.of("seen", "second.seen") == {(3, 6), (6, 3)}
    assert "second.common.hits" not in {v.name for v in found.program.variables}


def test_instances_are_those_of_the_adapter_and_every_those_of_all(tmp_path):
    found = both(tmp_path, "mine: Count = 0\nours: Count = 0", """
        def main(self):
            self.mine = count(s for s in instances(Station))
            self.ours = count(s for s in every(Station))
    """, SHARED)
    assert found.of("mine", "ours", "second.mine", "second.ours") == {(1, 2, 1, 2)}


def test_tokens_are_numbered_through(tmp_path):
    found = both(tmp_path, "buffer: NET_BUFFER_LIST = None\nnumber: Count = 0", """
        def main(self):
            for nbl in tokens(NET_BUFFER_LIST):
                self.buffer = nbl
            self.number = count(n for n in tokens(NET_BUFFER_LIST))
    """, tokens={"NET_BUFFER_LIST": 2})
    assert found.of("buffer", "second.buffer") == {("NET_BUFFER_LIST2", "NET_BUFFER_LIST4")}
    assert found.of("number", "second.number") == {(2, 2)}


def test_with_one_adapter_every_is_instances(tmp_path):
    text = source("one: bool = False", """
        def main(self):
            self.one = count(s for s in every(Station)) == count(s for s in instances(Station))
    """, SHARED)
    assert runs(compile_text(tmp_path, text).program).of("one") == {True}


def test_a_second_adapter_has_known_parties_only(tmp_path):
    with pytest.raises(UsageError, match="there is no party Wroker; did you mean Worker"):
        compile_text(tmp_path, source("", "def main(self):\n    pass"), second={"Wroker": 1})
