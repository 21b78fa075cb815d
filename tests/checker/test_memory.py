"""How much memory is held: known where the platform tells, estimated where it does not."""

import mmap

from examples.protocols.two_phase_commit import two_phase_commit
from miniport.checker import memory
from miniport.checker.explore import explore
from miniport.checker.result import Limits


def test_it_grows_with_what_is_held():
    """The peak is never below what is held now."""
    before = memory.resident()
    block = mmap.mmap(-1, 64 * 2**20)  # fresh pages, whatever this process held and freed before
    for page in range(0, len(block), mmap.PAGESIZE):
        block[page] = 1
    assert memory.resident() > before + 32 * 2**20 or memory.resident() == memory.peak()
    assert memory.peak() >= 64 * 2**20


def test_where_it_cannot_be_known_the_limit_works_on_an_estimate(monkeypatch):
    """The search estimates from the number and the size of its states."""
    monkeypatch.setattr(memory, "resource", None)
    monkeypatch.setattr(memory.Path, "read_text", lambda *_, **__: "")
    assert memory.resident() == memory.peak() == 0
    found = explore(two_phase_commit(5), Limits(memory=200_000))
    assert "MiB of memory was reached" in found.limit
    assert 500 < found.states < 8_832
