"""The command line as click knows it: commands, options and their help. `entry` runs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from udl_lint.cli_options import (
    COLOUR,
    CONFIG,
    FAIL_ON,
    FORMAT,
    GRADE,
    IGNORE,
    PROFILE,
    SELECT,
    STDIN_NAME,
    examples,
    files,
    names,
    wishes_of,
)
from udl_lint.cli_teams import baseline, completion, config
from udl_lint.commands.formats import FormatWish, targets_of
from udl_lint.version import VERSION

if TYPE_CHECKING:
    from udl_lint.commands.output import Output

WRONG_USE = 2


class Commands(click.Group):
    """The commands. Those of practice are many and seldom asked for, so they are loaded when they are."""

    def list_commands(self, context: click.Context) -> list[str]:
        """All names, in the order of the alphabet."""
        return sorted({*super().list_commands(context), "practice"})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name; None when there is none."""
        if name == "practice":
            from udl_lint.commands.practice import practice

            return practice
        return super().get_command(context, name)


class Workers(click.ParamType[int]):
    """A number of processes; `auto` is 0."""

    name = "workers"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        return 0 if value in ("auto", 0) else click.IntRange(1, 64).convert(value, param, ctx)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples(
        "udl-lint check lesson.md          what could be mended in one lesson",
        "udl-lint check                    all lessons below this folder",
        "udl-lint explain RULE             why a rule is there",
    )
    + "\n\n\b\nExit codes: 0 nothing to mend at the chosen severity, 1 findings, 2 wrong use or\n"
    "configuration, 3 incomplete (a file could not be read, a rule failed), 130 stopped.",
)
@click.version_option(VERSION, prog_name="udl-lint", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> int:
    """Look at lesson plans for what keeps English learners and students with disabilities out.

    For planning, not for evaluation. Nothing leaves this computer.
    """
    if context.invoked_subcommand is None:
        context.obj.remark(context.get_help())
    return WRONG_USE


@cli.command(
    short_help="What could be mended in lessons.",
    epilog=examples(
        "udl-lint check lesson.md",
        "udl-lint check unit-1 unit-2 --grade 4",
        "udl-lint check --unit unit-1      what the unit as a whole offers",
        "udl-lint check --profile strict --fail-on warning",
        "udl-lint check --select home-technology --all lesson.md",
        "udl-lint check --as newcomer lesson.md",
        "udl-lint check --baseline udl-lint-baseline.jsonl",
        "udl-lint check --since main",
        "udl-lint check --format json --output report.json",
        "udl-lint check unit-1 --format html --output report.html",
        "udl-lint check --format github --format sarif=lessons.sarif --format markdown=summary.md",
        "udl-lint check --statistics --quiet",
        "udl-lint check --watch unit-1",
        "udl-lint check --workers 4 --cache-dir .cache/udl-lint",
        "cat lesson.md | udl-lint check - --stdin-filename unit-1/lesson.md",
    ),
)
@click.argument("paths", nargs=-1, shell_complete=files)
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="FOLDER",
    shell_complete=files,
    help="Judge the lessons of this folder together as well; may be repeated.",
)
@click.option(
    "--format",
    "formats",
    type=FormatWish(),
    multiple=True,
    help="text, json, jsonl, html, markdown, sarif, github, gitlab, junit or rdjsonl; with =FILE into a file, beside what is shown. "
    "May be repeated.  [default: text]",
)
@click.option("--output", metavar="FILE", help="Write the report to this file, not to standard output.")
@PROFILE
@SELECT
@IGNORE
@GRADE
@FAIL_ON
@CONFIG
@click.option("--all", "everything", is_flag=True, help="Show every finding, each piece of evidence and what to look at yourself.")
@click.option("--quiet", is_flag=True, help="One line a finding, nothing else: path:line:column: severity rule message.")
@COLOUR
@click.option("--as", "seen_as", metavar="NAME", default="", help="Through one learner: newcomer, low-vision, adhd, ….")
@STDIN_NAME
@click.option(
    "--baseline", metavar="FILE", shell_complete=files, help="Tell only of findings that this file does not hold: udl-lint baseline."
)
@click.option(
    "--since", metavar="REV", help="Only lessons that have changed in git since this branch, tag or commit was left, new ones too."
)
@click.option("--force-exclude", is_flag=True, help="Leave out what is excluded even when it is named, as hooks do.")
@click.option("--workers", type=Workers(), default=0, metavar="N|auto", help="Processes that check.  [default: auto]")
@click.option("--max-file-seconds", "seconds", type=click.IntRange(1, 86_400), metavar="SECONDS", help="With workers.  [default: 30]")
@click.option("--statistics", is_flag=True, help="End with sums by rule, pack, grade and folder.")
@click.option("--watch", is_flag=True, help="Check again what changes, until Ctrl-C. Needs: pip install 'udl-lint[watch]'.")
@click.option("--no-cache", is_flag=True, help="Check every lesson anew; store nothing.")
@click.option("--cache-dir", "cache_folder", metavar="FOLDER", help="Keep results here for the next run.")
@click.option("--max-file-size", "limit", type=click.IntRange(1), metavar="KIB", help="Read no larger files.  [default: 1024 KiB]")
@click.pass_obj
def check(output: Output, /, **given: Any) -> int:
    """Check lessons: files, folders (all Markdown and YAML lessons below them) or - for standard input.

    Without a path it is the current folder.
    """
    from udl_lint.commands.check import Task, check

    wishes = wishes_of(given.pop("profile"), given.pop("select"), given.pop("ignore"), given.pop("grade"), given.pop("fail_on"))
    limit = given.pop("limit")
    targets = targets_of(given.pop("formats"), given.pop("output"))
    watched = given.pop("watch")
    given["cache"] = not given.pop("no_cache")
    task = Task(wishes=wishes, targets=targets, **given)
    task = task if limit is None else task._replace(limit=limit * 1024)
    if watched:
        from udl_lint.commands.watch import watch

        return watch(task, output)
    return check(task, output)


@cli.command(
    short_help="How a lesson is understood.", epilog=examples("udl-lint outline lesson.md", "udl-lint outline lesson.yaml --format json")
)
@click.argument("lesson", shell_complete=files)
@FORMAT
@GRADE
@CONFIG
@COLOUR
@STDIN_NAME
@click.pass_obj
def outline(output: Output, /, lesson: str, grade: str | None, **given: Any) -> int:
    """Show how a lesson is understood: its grade, parts, goals, tasks for home, texts for students, and noticed words."""
    from udl_lint.commands.outline import outline

    return outline(lesson, output, wishes_of(grade=grade), **given)


@cli.command(short_help="What a rule is about, with examples.", epilog=examples("udl-lint explain home-technology/high-bandwidth-homework"))
@click.argument("rule", shell_complete=names("rule"))
@FORMAT
@CONFIG
@COLOUR
@click.pass_obj
def explain(output: Output, /, rule: str, **given: Any) -> int:
    """Say what a rule is about: why, for whom, how to mend it, its options, sources and examples."""
    from udl_lint.commands.rules import explain

    return explain(rule, output, **given)


@cli.command(short_help="All rules by pack.", epilog=examples("udl-lint rules", "udl-lint rules --profile strict --format json"))
@FORMAT
@click.option("--profile", default="", metavar="NAME", shell_complete=names("profile"), help="As they are in this profile.")
@CONFIG
@COLOUR
@click.pass_obj
def rules(output: Output, /, **given: Any) -> int:
    """List all rules by pack, each with its severity here, or off."""
    from udl_lint.commands.rules import rules

    return rules(output, **given)


@cli.command(
    short_help="Run the examples of a folder of rules.", epilog=examples("udl-lint test ./our-rules", "udl-lint test ./our-rules --all")
)
@click.argument("pack_folder", shell_complete=files)
@click.option("--all", "everything", is_flag=True, help="Name the examples that are as expected, too.")
@COLOUR
@click.pass_obj
def test(output: Output, /, pack_folder: str, **given: Any) -> int:
    """Run the examples of a folder of rules and show what was flagged against what was expected."""
    from udl_lint.commands.examples import try_examples

    return try_examples(pack_folder, output, **given)


@cli.command(short_help="Write the rules' pages.", epilog=examples("udl-lint docs docs", "udl-lint docs docs --check"))
@click.argument("out_folder", shell_complete=files)
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 when a page is not as it would be written.")
@CONFIG
@click.pass_obj
def docs(output: Output, /, out_folder: str, **given: Any) -> int:
    """Write a Markdown page for each rule, lists by pack and by profile, and what UDL 3.0 asks that no rule speaks to.

    With accuracy.json in the folder, as benchmarks/accuracy.py writes it, each page says how often its rule is right.
    """
    from udl_lint.commands.docs import docs

    return docs(out_folder, output, **given)


@cli.command(short_help="Write a first udl-lint.yaml.", epilog=examples("udl-lint init", "udl-lint init --print"))
@click.option("--print", "only_print", is_flag=True, help="Write it to standard output, not to a file.")
@click.pass_obj
def init(output: Output, /, only_print: bool) -> int:
    """Write a first udl-lint.yaml that fits the lessons below this folder. It overwrites nothing."""
    from udl_lint.commands.init import init

    return init(output, only_print)


@cli.command(short_help="Findings in an editor, as one types.", epilog=examples("udl-lint lsp", "udl-lint lsp --profile team"))
@PROFILE
@SELECT
@IGNORE
@GRADE
@CONFIG
def lsp(profile: str, select: Sequence[str], ignore: Sequence[str], grade: str | None, config: str | None) -> int:
    """Serve an editor over standard input and output, by the Language Server Protocol.

    The editor starts it. It needs more packages: pip install 'udl-lint[lsp]'.
    """
    from udl_lint.commands.lsp import lsp

    return lsp(wishes_of(profile, select, ignore, grade), config)


for command in (baseline, config, completion):
    cli.add_command(command)


def invoke(arguments: Sequence[str], output: Output) -> int:
    """Run one command line and return its exit code; what is wrong in it is said. Raises what the command raises."""
    try:
        with cli.make_context("udl-lint", list(arguments), obj=output) as context:
            code = cli.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as problem:
        where = problem.ctx.command_path if isinstance(problem, click.UsageError) and problem.ctx else "udl-lint"
        output.note(f"{problem.format_message()} See: {where} --help")
        return WRONG_USE
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else 0
