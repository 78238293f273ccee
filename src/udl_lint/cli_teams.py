"""The commands for teams: known findings, what holds where, and completion in a shell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from udl_lint.cli_options import CONFIG, FAIL_ON, FORMAT, GRADE, IGNORE, PROFILE, SELECT, examples, files, wishes_of

if TYPE_CHECKING:
    from udl_lint.commands.output import Output


@click.group(
    short_help="Known findings that are not told again.",
    epilog=examples(
        "udl-lint baseline create          write down what is there today",
        "udl-lint check --baseline udl-lint-baseline.jsonl",
        "udl-lint baseline update          take out what is mended",
        "udl-lint baseline show",
    ),
)
def baseline() -> None:
    """Keep a list of the findings in old lessons, so that a check tells only of new ones.

    A finding is known by its rule, the headings above it and its words; edits elsewhere do not make it new.
    """


BASELINE_FILE = click.option(
    "--file", default="udl-lint-baseline.jsonl", show_default=True, metavar="FILE", shell_complete=files, help="The list."
)


def of_baseline(command: Any) -> Any:
    """The options that say what a baseline is held against: what `check` should be run with, too."""
    options = [click.argument("paths", nargs=-1, shell_complete=files), BASELINE_FILE, PROFILE, CONFIG]
    for option in reversed(options):
        command = option(command)
    return command


@baseline.command(
    epilog=examples("udl-lint baseline create", "udl-lint baseline create units --profile team", "udl-lint baseline create --force")
)
@of_baseline
@click.option("--force", is_flag=True, help="Write over the list that is there.")
@click.pass_obj
def create(output: Output, /, paths: Sequence[str], file: str, profile: str, config: str | None, force: bool) -> int:
    """Write down every finding in these lessons; without a path, in all below this folder."""
    from udl_lint.commands.baseline import create
    from udl_lint.commands.check import Task

    return create(file, Task(paths, wishes=wishes_of(profile), config=config), output, force)


@baseline.command(epilog=examples("udl-lint baseline update", "udl-lint baseline update units"))
@of_baseline
@click.pass_obj
def update(output: Output, /, paths: Sequence[str], file: str, profile: str, config: str | None) -> int:
    """Take out the findings that are gone, and lessons that are no longer there. Nothing is added."""
    from udl_lint.commands.baseline import update
    from udl_lint.commands.check import Task

    return update(file, Task(paths, wishes=wishes_of(profile), config=config), output)


@baseline.command(epilog=examples("udl-lint baseline show"))
@BASELINE_FILE
@click.pass_obj
def show(output: Output, /, file: str) -> int:
    """Print the list, lesson by lesson, and how often each rule is in it."""
    from udl_lint.commands.baseline import show

    return show(file, output)


@click.group(
    short_help="What applies to a lesson, and the schema of udl-lint.yaml.",
    epilog=examples("udl-lint config show unit-1/lesson.md", "udl-lint config schema"),
)
def config() -> None:
    """Look at the configuration: what holds for a lesson and where that is said, and what udl-lint.yaml may hold."""


@config.command("show", epilog=examples("udl-lint config show", "udl-lint config show unit-1/lesson.md --format json"))
@click.argument("path", default=".", shell_complete=files)
@FORMAT
@PROFILE
@SELECT
@IGNORE
@GRADE
@FAIL_ON
@CONFIG
@click.pass_obj
def config_show(
    output: Output, /, path: str, form: str, profile: str, select: Any, ignore: Any, grade: str | None, fail_on: Any, config: str | None
) -> int:
    """Print what holds for a lesson or a folder, and the file and line that says so.

    Where nobody speaks it is the profile, or the rule's own default. The options are those of check.
    """
    from udl_lint.commands.config import show

    return show(path, wishes_of(profile, select, ignore, grade, fail_on), config, form, output)


@config.command("schema", epilog=examples("udl-lint config schema > udl-lint.schema.json"))
@click.pass_obj
def config_schema(output: Output, /) -> int:
    """Print the JSON Schema of udl-lint.yaml, for editors."""
    from udl_lint.commands.config import schema

    return schema(output)


@click.command(
    short_help="Let the shell complete commands and rules.",
    epilog=examples(
        "udl-lint completion bash > ~/.local/share/bash-completion/completions/udl-lint",
        "udl-lint completion zsh > ~/.zfunc/_udl-lint",
        "udl-lint completion fish > ~/.config/fish/completions/udl-lint.fish",
        "udl-lint completion powershell >> $PROFILE",
    ),
)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish", "powershell")))
@click.pass_context
def completion(context: click.Context, /, shell: str) -> int:
    """Print the script by which a shell completes commands, options, rules, profiles and formats."""
    from udl_lint.commands.completion import script

    context.obj.write([script(shell, context.find_root().command)])
    return 0
