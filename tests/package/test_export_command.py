"""``miniport export``: files that are whole, and clear refusals."""

from __future__ import annotations

import pytest


def test_promela(miniport, quiet, tmp_path) -> None:
    file = tmp_path / "quiet.pml"
    ran = miniport("export", quiet, "--scope", "lifecycle", "--to", "promela", "-o", str(file))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{file}: ") and "scope lifecycle" in ran.out
    text = file.read_text(encoding="utf-8")
    assert "active proctype pnp_thread()" in text
    assert "/* init.attributes-ordered */" in text


def test_tla(miniport, quiet, tmp_path) -> None:
    file = tmp_path / "Quiet.tla"
    ran = miniport("export", quiet, "--scope", "lifecycle", "--to", "tla", "-o", str(file))
    assert (ran.code, ran.err) == (0, "")
    assert file.read_text(encoding="utf-8").startswith("---- MODULE Quiet ----\n")
    configuration = (tmp_path / "Quiet.cfg").read_text(encoding="utf-8")
    assert "INVARIANT init_attributes_ordered\n" in configuration


def test_what_is_exported_can_be_chosen(miniport, quiet, tmp_path) -> None:
    """One rule only, another option, every statement a step, no search for races before."""
    made = {}
    for name, more in {
        "all": [],
        "rule": ["--rule", "init.attributes-ordered"],
        "statement": ["--granularity", "statement"],
        "option": ["--set", "many_failures=true"],
        "unsearched": ["--assume-no-races"],
    }.items():
        file = tmp_path / f"{name}.pml"
        ran = miniport("export", quiet, "--scope", "lifecycle", "--to", "promela",
                       "-o", str(file), *more)  # fmt: skip
        assert ran.code == 0, ran.err
        made[name] = file.read_text(encoding="utf-8")
    assert made["unsearched"] == made["all"], "the driver has no races"
    assert len({*made.values()}) == 4
    assert made["rule"].count("hidden byte rule_") < made["all"].count("hidden byte rule_")
    assert made["statement"].count(" ::") > made["all"].count(" ::")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "tla", "-o", "a.pml"], "a TLA+ module is a file NAME.tla"),
        (["--to", "tla", "-o", "2a.tla"], "'2a' is no name of a TLA+ module"),
        (["--to", "promela", "-o", "none/a.pml"], "there is no folder none"),
        (["--to", "promela", "-o", "."], "is a folder; name a file"),
        (["--to", "murphi", "-o", "a.m"], "'murphi' is not one of"),
        (["--to", "promela"], "Missing option"),
        (["--to", "promela", "-o", "a.pml", "--rule", "none.such"], "none.such"),
    ],
)
def test_refusals(miniport, quiet, tmp_path, monkeypatch, arguments, said) -> None:
    """Exit code 3, a sentence, and no file."""
    monkeypatch.chdir(tmp_path)
    ran = miniport("export", quiet, "--scope", "lifecycle", *arguments)
    assert ran.code == 3
    assert said in ran.err
    assert not list(tmp_path.iterdir())


def test_a_scope_that_is_not_there(miniport, quiet, tmp_path) -> None:
    file = tmp_path / "a.pml"
    ran = miniport("export", quiet, "--scope", "nowhere", "--to", "promela", "-o", str(file))
    assert ran.code == 3 and "nowhere" in ran.err
    assert not file.exists()
