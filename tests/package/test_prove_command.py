"""``miniport prove``: short runs that break a rule; nothing is called proved that is not."""

from __future__ import annotations


def test_a_short_run_is_found_and_shown(miniport, tmp_path) -> None:
    driver = tmp_path / "hasty.py"
    driver.write_text(
        "from miniport.model import *\n\n\n"
        "class Hasty(Miniport):\n"
        "    def MiniportInitializeEx(self):\n"
        "        return NDIS_STATUS_SUCCESS\n",
        encoding="utf-8",
    )
    ran = miniport("prove", driver, "--scope", "lifecycle", "--bmc", 6)
    assert ran.code == 1, ran.err
    assert "drv.handlers-complete" in ran.out
    assert "properties are broken by runs of at most 6 steps" in ran.out


def test_finding_nothing_is_no_proof(miniport, quiet) -> None:
    ran = miniport("prove", quiet, "--scope", "lifecycle", "--bmc", 4, "--rule", "halt.*")
    assert ran.code == 4, ran.err
    assert "0 of " in ran.out and "at most 4 steps" in ran.out


def test_a_bound_wants_one_scope(miniport, quiet) -> None:
    assert miniport("prove", quiet, "--bmc", 4).code == 3
