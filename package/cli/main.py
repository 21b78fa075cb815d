"""The command ``miniport``: its sub-commands, and the one place where errors become exit codes."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from importlib.metadata import version

import click
from rich.console import Console

from miniport.cli.check import check
from miniport.cli.explain import explain
from miniport.cli.explore import explore
from miniport.cli.export import export
from miniport.cli.failures import failure_code, show_failure
from miniport.cli.list import list_
from miniport.cli.output import discard
from miniport.cli.prove import prove
from miniport.cli.rules import rules
from miniport.exit_codes import ExitCode

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 99})
@click.version_option(version("miniport"), message="miniport %(version)s")
def command() -> None:
    """A model checker for the life-cycle logic of Windows NDIS miniport drivers.

    \b
    Examples:
      miniport check sample             check the reference driver in all scopes
      miniport check nic.py --out out   check your own, keep the traces
      miniport rules pause.tx-drained   what a rule says, and where it comes from
      miniport explain out/TRACE.json   read a trace again
    """


for _sub in (check, list_, rules, explain, export, explore, prove):
    command.add_command(_sub)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is its result."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # not all have it
    try:
        return int(command.main(arguments, prog_name="miniport", standalone_mode=False) or 0)
    except click.UsageError as error:
        error.show()
        return ExitCode.USAGE
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("miniport: interrupted", err=True)
        return ExitCode.INCOMPLETE
    except SystemExit:
        # What click makes of a reader that has gone (`miniport rules | head`).  Verdicts are
        # printed through output() and keep their code.
        discard()
        return ExitCode.HOLDS
    except Exception as error:
        show_failure(Console(stderr=True), error)
        return failure_code(error)
    finally:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            discard()
