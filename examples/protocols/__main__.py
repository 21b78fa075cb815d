"""Prints the table of models; with ``--write`` puts it at the end of README.md.

    python -m examples.protocols [--write]
"""

from __future__ import annotations

import sys
from pathlib import Path

from .catalogue import model_names, oracles
from .oracle import Oracle

__all__ = ["table"]

HEAD = "| model | initial states | states | transitions | depth | verdict | source |"


def table() -> str:
    """All oracles as a Markdown table, in the protocols' own terms."""
    rows = [_row(model, oracle) for model in model_names() for oracle in oracles(model)]
    return "\n".join([HEAD, "|---|---:|---:|---:|---:|---|---|", *rows])


def _row(model: str, oracle: Oracle) -> str:
    verdict = "holds"
    if oracle.violated is not None:
        steps = "" if oracle.length is None else f" after {oracle.length} steps"
        verdict = f'"{oracle.violated}" is violated{steps}'
    numbers = (oracle.initial, oracle.distinct, oracle.transitions, oracle.depth)
    cells = ["" if n is None else f"{n:,}" for n in numbers]
    return " | ".join([f"| [{oracle.name}]({model}.py)", *cells, verdict, f"{oracle.source} |"])


def main(arguments: list[str]) -> None:
    """Print the table, or write it."""
    if arguments == ["--write"]:
        readme = Path(__file__).with_name("README.md")
        before, _, _ = readme.read_text(encoding="utf-8").partition(HEAD)
        readme.write_text(before + table() + "\n", encoding="utf-8")
    else:
        print(table())


if __name__ == "__main__":
    main(sys.argv[1:])
