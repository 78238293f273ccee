"""Options that several commands share, what the shell completes in them, and what they ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from udl_lint.errors import UsageError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from udl_lint.config import Wishes

SEVERITIES = ("error", "warning", "suggestion")


def files(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:  # noqa: ARG001 - what click hands over
    """While a path is typed, the shell completes it."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="file")]


def names(kind: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """While a name is typed: those of the rules, of rules and packs, or of profiles that begin so, with what they are about."""

    def complete(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:  # noqa: ARG001
        from udl_lint.commands.completion import candidates

        return candidates(kind, context.params.get("config"), begun)

    return complete


FORMAT = click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="For people or for programs."
)
COLOUR = click.option(
    "--color",
    "colour",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="auto: on a terminal, unless NO_COLOR is set.",
)
CONFIG = click.option(
    "--config", metavar="FILE", shell_complete=files, help="Use this configuration for all lessons instead of the nearest udl-lint.yaml."
)
GRADE = click.option("--grade", metavar="GRADE", help="The grade of plans that state none: K, 4, 3-5.")
PROFILE = click.option(
    "--profile",
    default="",
    metavar="NAME",
    shell_complete=names("profile"),
    help="Which rules are on: teacher, team, strict, language, materials.",
)
SELECT = click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    shell_complete=names("rules"),
    help="Only this rule or pack; may be repeated, or hold commas.",
)
IGNORE = click.option(
    "--ignore",
    multiple=True,
    metavar="RULE",
    shell_complete=names("rules"),
    help="Not this rule or pack; may be repeated, or hold commas.",
)
FAIL_ON = click.option(
    "--fail-on", type=click.Choice((*SEVERITIES, "never")), help="From which severity on the exit code is 1.  [default: error]"
)
STDIN_NAME = click.option(
    "--stdin-filename", "stdin_name", metavar="PATH", default="<stdin>", help="The path that standard input (-) stands for."
)


def examples(*lines: str) -> str:
    """The foot of a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def wishes_of(
    profile: str = "", select: Sequence[str] = (), ignore: Sequence[str] = (), grade: str | None = None, fail_on: Any = None
) -> Wishes:
    """What the command line asks for; raises UsageError for what is no grade."""
    from udl_lint.config import Wishes
    from udl_lint.readers.grades import parse_grade
    from udl_lint.wording import shown

    known = None if grade is None else parse_grade(grade)
    if grade is not None and known is None:
        raise UsageError(f"--grade: {shown(grade)!r} is no grade that I know.", hint="Write it like this: K, 4, 3-5.")
    return Wishes(profile, _names("--select", select), _names("--ignore", ignore), known, fail_on)


def _names(option: str, texts: Sequence[str]) -> tuple[str, ...]:
    found = tuple(name for text in texts for part in text.split(",") if (name := part.strip()))
    if texts and not found:
        raise UsageError(f"{option} names no rule and no pack.")
    return found
