"""The benchmark beside the peers: it measures, and it refuses to compare what is not the same."""

import pytest

from benchmarks import peers, spin
from benchmarks.subjects import SUBJECTS
from examples.protocols.two_phase_commit import two_phase_commit


@pytest.fixture
def small(monkeypatch):
    """A subject that takes no time."""
    monkeypatch.setitem(SUBJECTS, "2pc-4", lambda: two_phase_commit(4))


def test_a_row_of_the_table(small):
    """Counts, rates and ratios of the native engine."""
    row = peers.measure("2pc-4", 1, spin=False, jar=None)
    assert (row.states, row.transitions) == (1_568, 8_257)
    assert row.search > 0 and row.two_workers > 0 and row.bytes > 8
    assert 0 < row.ratios["of the probe"] < 1
    assert peers._line(row).count("|") == len(peers._COLUMNS) + 1


@pytest.mark.skipif(not spin.installed(), reason="needs spin and gcc")
def test_spin_beside_it(small):
    """SPIN counts the same, and is compared."""
    row = peers.measure("2pc-4", 1, spin=True, jar=None)
    assert {"spin / search", "spin / search, in all", "spin / bytes"} <= row.ratios.keys()


def test_different_counts_are_not_compared():
    """One state too few ends the benchmark."""
    peers._same("m", "SPIN", (1_568, 8_257), (1_568, 8_257))
    with pytest.raises(SystemExit, match="nothing to compare"):
        peers._same("m", "SPIN", (1_567, 8_257), (1_568, 8_257))
