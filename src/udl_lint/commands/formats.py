"""`--format NAME[=FILE]` and `--output FILE`: which reports a run writes, and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from udl_lint.errors import UsageError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _Kind = click.ParamType[tuple[str, str]]
else:
    _Kind = click.ParamType  # before click 8.2 it takes no type of its values


_SHOWN = "-"
"""Stands for standard output where a file is named, as it does for other programs."""


class FormatWish(_Kind):
    """`NAME` or `NAME=FILE`: a format, and the file that it goes to; an empty name for standard output."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """What stands for a value in help."""
        return "NAME[=FILE]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The format and the file."""
        from udl_lint.reporters.formats import FORMATS

        name, equals, file = value.partition("=")
        known = click.Choice(tuple(FORMATS)).convert(name, param, ctx)
        if equals and not file:
            self.fail(f"{value!r} names no file after the =.", param, ctx)
        return known, "" if file == _SHOWN else file

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The formats that begin so."""
        from click.shell_completion import CompletionItem

        from udl_lint.reporters.formats import FORMATS

        return [CompletionItem(name, help=made.about) for name, made in FORMATS.items() if name.startswith(incomplete)]


def targets_of(formats: Sequence[tuple[str, str]], output: str | None) -> tuple[tuple[str, str], ...]:
    """Each format with its file; one of them goes to standard output or to `output`. Raises UsageError for two in one place."""
    output = None if output == _SHOWN else output
    shown = [name for name, file in formats if not file]
    if len(shown) > 1:
        raise UsageError(f"--format: {shown[0]} and {shown[1]} cannot both be shown.", hint=f"Give one a file: {shown[1]}=FILE.")
    if output == "":
        raise UsageError("--output names no file.")
    targets = ((*shown, "text")[0], output or ""), *((name, file) for name, file in formats if file)
    for number, (_, file) in enumerate(targets):
        if file and file in [other for _, other in targets[:number]]:
            raise UsageError(f"Two reports cannot both be written to {file!r}.", hint="Give each a file of its own.")
    return targets
