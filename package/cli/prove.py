"""``miniport prove``: rules proved for any number of tokens, or short runs that break one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.status import Status

from miniport.checker.frontend import TWICE
from miniport.checker.result import Limits, Verdict
from miniport.cli.output import output
from miniport.cli.parameters import Number
from miniport.cli.search_options import granularity_option, in_flight_option, tokens_option
from miniport.exit_codes import ExitCode
from miniport.facade import AFTER_VIOLATION, plan
from miniport.files import require_folder, require_writable, write_text
from miniport.options import parse_options, parse_tokens
from miniport.program import program_of
from miniport.reports import BUILT_IN_RULES, print_trace
from miniport.specs import all_rules
from miniport.task import Task, asked_bound

if TYPE_CHECKING:
    from miniport.proving import Proved

__all__ = ["PROVED_IN", "prove"]

PROVED_IN = {
    6: ("lifecycle", "receive", "send"), 5: ("ndis5", "ndis5-receive", "ndis5-send"),
}
"""The scopes that are meant if none is named, by generation."""

FEW_NAMES = 10
"""So many rules are named; of more, JSON has the names."""


@click.command(short_help="Prove rules for any number of buffers and requests.")
@click.argument("model", metavar="MODEL")
@click.option("--scope", "scopes", multiple=True, metavar="NAME", help="Only this scope.")
@click.option(
    "--rule", "rules", multiple=True, metavar="ID", help="Only this rule, or pattern: 'pause.*'."
)
@click.option(
    "--set", "settings", multiple=True, metavar="OPTION=VALUE",
    help="Set an option of the environment.",
)  # fmt: skip
@tokens_option
@click.option(
    "--max-seconds", type=Number(float), metavar="N",
    help="Stop after N seconds (in each scope).",
)  # fmt: skip
@click.option("--json", "json_file", type=click.Path(path_type=Path), metavar="FILE",
              help="Write the answers as JSON.")  # fmt: skip
@click.option(
    "--certificate", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Write the three queries of each proof, in SMT-LIB 2.",
)  # fmt: skip
@click.option("--recheck", is_flag=True, help="Ask a second solver, cvc5, about each proof.")
@click.option(
    "--bmc", "depth", type=Number(int), metavar="K",
    help="No proof: bounded model checking, all runs of at most K steps.",
)  # fmt: skip
@granularity_option
@in_flight_option
def prove(
    model: str,
    scopes: tuple[str, ...],
    rules: tuple[str, ...],
    settings: tuple[str, ...],
    numbers: tuple[str, ...],
    max_seconds: float | None,
    json_file: Path | None,
    folder: Path | None,
    recheck: bool,
    depth: int | None,
    granularity: str,
    in_flight: int | str | None,
) -> int:
    """Prove the rules of MODEL for any number of tokens: buffers, sends, requests.

    A rule is proved when an inductive invariant excludes that it is broken, and the solver z3 has
    confirmed that it is one, for the whole model.  What is not proved is looked for with none to
    four tokens of each class; a rule that neither proves nor breaks is unknown.  Rules
    about progress (which hold of the whole graph) are not asked for.

    Without --scope: lifecycle, receive and send (ndis5, ndis5-receive, ndis5-send).

    \b
    Examples:
      miniport prove sample --scope receive
      miniport prove sample --scope lifecycle --bmc 20
    """
    tasks = plan(
        [model], scopes, rules, parse_options(settings), Limits(after_violation=AFTER_VIOLATION),
        parse_tokens(numbers),
    )
    if not scopes:
        tasks = [t for t in tasks if t.scope.name in PROVED_IN[t.scope.ndis]]
    tasks = [
        replace(t, granularity=granularity, in_flight=asked_bound(t.scope, in_flight))
        for t in tasks
    ]
    if depth is not None:
        if len(tasks) != 1:
            raise click.UsageError("--bmc wants one --scope")
        return _bounded(tasks[0], depth, max_seconds)
    if any(t.in_flight is not None for t in tasks):
        raise click.UsageError("a proof has no bound on callbacks in flight")
    return _proved(tasks, max_seconds, json_file, folder, recheck)


def _proved(
    tasks: Sequence[Task], seconds: float | None, json_file: Path | None, folder: Path | None,
    recheck: bool,
) -> int:
    # Not before it is needed: this loads the solver.
    from miniport.checker.unbounded import recheck as ask_cvc5
    from miniport.proof_document import proof_document
    from miniport.proving import prove_task

    if folder is not None:
        require_folder(folder)
    if json_file is not None:
        require_writable(json_file)
    console, errors = output(), Console(stderr=True)
    done: list[tuple[Proved, list[dict[str, str]]]] = []
    try:
        for task in tasks:
            with errors.status(f"{task.title}: compiling") as status:
                found = prove_task(task, seconds=seconds, say=_shown(status, task))
                second = []
                for attempt in found.attempts:
                    made = attempt.certificate if recheck else None
                    status.update(f"{task.title}: cvc5" if made is not None else task.title)
                    second.append(ask_cvc5(made, seconds) if made is not None else {})
            _print(console, task, found, second)
            if folder is not None:
                _write_certificates(folder, found)
            done.append((found, second))
    finally:  # Interrupted, or stopped by a failure: what was done is not lost.
        if json_file is not None:
            left = [(task.model, task.scope.name) for task in tasks[len(done):]]
            document = proof_document(done, left, tool=version("miniport"))
            write_text(json_file, json.dumps(document, indent=1) + "\n")
    verdicts = {answer.verdict for found, _ in done for answer in found.answers}
    if Verdict.VIOLATED in verdicts:
        return ExitCode.VIOLATED
    unconfirmed = any(a != "unsat" for _, every in done for one in every for a in one.values())
    if Verdict.UNKNOWN in verdicts or unconfirmed:
        return ExitCode.INCOMPLETE
    return ExitCode.HOLDS


def _write_certificates(folder: Path, found: Proved) -> None:
    # Not before it is needed: this loads the solver.
    from miniport.checker.unbounded import QUERIES

    for number, attempt in enumerate(found.attempts):
        if attempt.certificate is not None:
            until = f"-until-broken-{number}" if attempt.until else ""
            for query in QUERIES:
                name = f"{found.model}-{found.scope}{until}-{query}.smt2".replace("/", "-")
                write_text(folder / name, attempt.certificate.text(query))


def _shown(status: Status, task: Task) -> Callable[[str], object]:
    return lambda text: status.update(f"{task.title}: {text}")


def _print(
    console: Console, task: Task, found: Proved, second: Sequence[Mapping[str, str]]
) -> None:
    known = {**BUILT_IN_RULES, **all_rules()}

    def line(text: str) -> None:
        console.print(text, soft_wrap=True, highlight=False, markup=False)

    by = {v: [a for a in found.answers if a.verdict is v] for v in Verdict}
    of = ", ".join(found.tokens) or "tokens, of which the model names none"
    proved = sum(not a.until for a in by[Verdict.HOLDS])
    line(f"{task.title}: {proved} rules proved for any number of {of} ({found.seconds:.1f} s)")
    for kind, reason in found.finite.items():
        line(f"  of {kind} as many as the scope has: {reason}")
    if found.unasked:
        line(f"  {len(found.unasked)} rules say what must happen at last, as progress does: they"
             " are not asked for here, but by miniport check")
    if found.unreached:
        number = len(found.unreached)
        named = f": {', '.join(found.unreached)}" if number <= FEW_NAMES else ""
        line(f"  {number} rules ask about what did not come up with few tokens{named}")
    for attempt, answers in zip(found.attempts, second, strict=True):
        if attempt.until:
            proved = sum(a.until == attempt.until for a in by[Verdict.HOLDS])
            ends = " or ".join(_end(rule) for rule in attempt.until)
            line(f"{proved} more proved of runs that end where {ends}")
        invariant, made = attempt.proof.found, attempt.proof.certificate
        if invariant is not None and made is not None:
            line(f"  the invariant: {invariant.size:,} cells of {len(invariant.counters)} counts,"
                 f" in {len(invariant.states):,} control states; {made.nodes:,} nodes")
        if answers:
            line("  cvc5: " + ", ".join(f"{query} {answer}" for query, answer in answers.items()))
    for reason in dict.fromkeys(answer.reason for answer in by[Verdict.UNKNOWN]):
        rules = [answer.rule for answer in by[Verdict.UNKNOWN] if answer.reason == reason]
        line(f"unknown  {', '.join(rules)}: {reason}")
    for answer in by[Verdict.VIOLATED]:
        assert answer.finding is not None and answer.finding.trace is not None
        tokens = ", ".join(f"{n} {kind}" for kind, n in answer.tokens.items())
        line(f"\nviolated with {tokens or 'no tokens'}")
        print_trace(console, answer.finding.trace, known.get(answer.rule))


def _end(rule: str) -> str:
    return "a token is in a queue twice" if rule == TWICE else f"{rule} is broken"


def _bounded(task: Task, depth: int, max_seconds: float | None) -> int:
    # Not before it is needed: this loads the solver.
    from miniport.checker.smt import bounded_check

    program = program_of(task, look_for_races=False)
    found = bounded_check(program, depth, seconds=max_seconds)
    console = output()
    known = {**BUILT_IN_RULES, **all_rules()}
    for prop, trace in sorted(found.traces.items(), key=lambda item: len(item[1])):
        print_trace(console, trace, known.get(prop))
        console.print()
    broken = f"{len(found.traces)} of {len(found.asked)} properties are broken"
    counts = "; a Count outgrew its bound, beyond which nothing was looked at" if found.cut else ""
    console.print(
        f"{task.title}: {broken} by runs of at most {found.depth} steps{counts}"
        f" ({found.seconds:.1f} s)",
        soft_wrap=True, highlight=False, markup=False,
    )  # fmt: skip
    return ExitCode.VIOLATED if found.traces else ExitCode.INCOMPLETE
