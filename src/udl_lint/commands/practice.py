"""`udl-lint practice` as click knows it: its commands, options and help. Loaded only when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from udl_lint.commands.output import Output

EXERCISES = click.option(
    "--exercises", "more", metavar="FOLDER", default="", envvar="UDL_LINT_EXERCISES", help="A folder with exercises of your own, too."
)


def examples(*lines: str) -> str:
    """The foot of a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  udl-lint practice {line}" for line in lines)


@click.group(
    short_help="Practise: say what a plan lacks, then see.",
    epilog=examples("list", "start grade-4-water-cycle-one-period", "predict", "check", "next"),
)
def practice() -> None:
    """Practise for teacher candidates: read a plan, say what it lacks and for whom, and only then see.

    All stays in a folder of your own. Practice gives no grade and predicts no score.
    """


@practice.command("list", short_help="The exercises.", epilog=examples("list", "list --language es --quiet"))
@click.option("--language", type=click.Choice(("en", "es")), help="Only those in this language.")
@click.option("--quiet", is_flag=True, help="Only the names, one a line.")
@EXERCISES
@click.pass_obj
def list_(output: Output, /, language: str | None, quiet: bool, more: str) -> int:
    """List the exercises: name, grade, subject, and what one meets there."""
    from udl_lint.commands.practice_exercises import list_exercises

    return list_exercises(output, language or "", quiet, more)


@practice.command(
    short_help="Prove the exercises.", epilog=examples("verify", "verify grade-4-water-cycle-one-period", "verify --exercises ours")
)
@click.argument("names", nargs=-1, metavar="[EXERCISE]...")
@EXERCISES
@click.pass_obj
def verify(output: Output, /, names: tuple[str, ...], more: str) -> int:
    """Prove of each exercise: the lesson fails, the model revision passes, the key's lines exist, the distractors stay silent.

    EXERCISE is a name or a folder; without one it is every exercise. Exit code 1 when something does not hold.
    """
    from udl_lint.commands.practice_exercises import verify_exercises

    return verify_exercises(output, names, more)
