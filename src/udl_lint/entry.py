"""The way in: runs one command line and ends the process with its exit code. The only place that ends the program.

A plain `udl-lint check PATHS` needs no option parser, nor do the few options that go before many lessons: click alone costs more than
reading a lesson, and a good part of what it costs to look up a thousand that are known.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence

from udl_lint.errors import UsageError, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn, TextIO

    from udl_lint.commands.check import Task
    from udl_lint.commands.output import Output

WRONG_USE, INCOMPLETE, STOPPED = 2, 3, 130
_GARBAGE = 100_000
"""New objects after which garbage is looked for: more than one lesson makes, rules and words included."""
_FLAGS = {"--all": ("everything", True), "--no-cache": ("cache", False), "--quiet": ("quiet", True)}
_WORKERS = frozenset(map(str, range(1, 65)))


def run(arguments: Sequence[str], output: Output) -> int:
    """Run one command line and return its exit code: the highest of what holds, 2 before 3 before 1 before 0. Prints no traceback."""
    from udl_lint.commands.output import OutputLost

    try:
        task = plain_check(arguments)
        if task is not None:
            from udl_lint.commands.check import check

            return check(task, output)
        from udl_lint.cli import invoke

        return invoke(arguments, output)
    except UsageError as problem:
        output.note(str(problem))
        return WRONG_USE
    except OutputLost as lost:
        output.abandon()
        if lost.why:
            output.note(f"the report could not be written: {lost.why}.")
        return INCOMPLETE
    except OSError as problem:
        # Click writes help by itself, so a full or closed output shows here as well.
        output.abandon()
        if not isinstance(problem, BrokenPipeError):
            output.note(f"stopped: {(problem.strerror or str(problem)).lower()}.")
        return INCOMPLETE
    except KeyboardInterrupt:
        output.abandon()
        output.note("stopped.")
        return STOPPED
    except (Exception, SystemExit) as error:
        # Whatever is wrong in here is no finding, and a traceback is no message.
        output.note(f"something is wrong in udl-lint itself, please report it: {told(error)}")
        return INCOMPLETE


def plain_check(arguments: Sequence[str]) -> Task | None:
    """The task of `check` with paths and the plainest options; None for any other command line, which click reads and complains of."""
    if not arguments or arguments[0] != "check":
        return None
    paths: list[str] = []
    asked: dict[str, Any] = {}
    rest = iter(arguments[1:])
    for argument in rest:
        if argument in _FLAGS:
            name, given = _FLAGS[argument]
            asked[name] = given
        elif argument in ("--workers", "--cache-dir"):
            value = next(rest, "")
            if argument == "--cache-dir" and value and not value.startswith("-"):
                asked["cache_folder"] = value
            elif argument == "--workers" and value in _WORKERS:
                asked["workers"] = int(value)
            else:
                return None
        elif argument.startswith("-"):
            return None
        else:
            paths.append(argument)
    from udl_lint.commands.check import Task

    return Task(tuple(paths), **asked)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The entry point: run the command line of this process and end it."""
    from udl_lint.commands.output import Output

    if "_UDL_LINT_COMPLETE" in os.environ:
        from udl_lint.cli import cli

        cli.main(prog_name="udl-lint")
    gc.set_threshold(_GARBAGE)
    output = Output(sys.stdout, sys.stderr, _echo if sys.platform == "win32" else None)
    code = run(sys.argv[1:] if arguments is None else arguments, output)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    # All is written. To take everything apart before the end, as Python does, costs as much as reading a lesson.
    os._exit(code)


def _echo(out: TextIO, text: str) -> None:
    import click

    click.echo(text, file=out, nl=False, color=True)
