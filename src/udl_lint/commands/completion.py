"""`udl-lint completion`: the script for a shell, and the names that are offered while one types."""

from __future__ import annotations

from collections.abc import Iterator

import click
from click.shell_completion import CompletionItem, get_completion_class

from udl_lint.errors import UsageError
from udl_lint.packs import Ruleset, load_ruleset
from udl_lint.rulebook import Rulebook

VARIABLE = "_UDL_LINT_COMPLETE"


def script(shell: str, command: click.Command) -> str:
    """What a shell has to run once. Raises UsageError for a shell that this click does not know."""
    found = get_completion_class(shell)
    if found is None:
        raise UsageError(f"the installed click {click.__version__} knows no {shell}.", hint="Install click 8.5 or newer.")
    return found(command, {}, "udl-lint", VARIABLE).source().rstrip("\n") + "\n"


def candidates(kind: str, config: str | None, begun: str) -> list[CompletionItem]:
    """The names that begin so: of rules (`rule`), of rules and packs in a list with commas (`rules`), or of profiles (`profile`)."""
    before, comma, last = begun.rpartition(",") if kind == "rules" else ("", "", begun)
    taken = set(before.split(","))
    offered = [(name, about) for name, about in _offered(kind, _ruleset(config)) if name.startswith(last) and name not in taken]
    return [CompletionItem(f"{before}{comma}{name}", help=about) for name, about in offered]


def _offered(kind: str, ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    if kind == "profile":
        yield from ((name, str(profile["about"])) for name, profile in sorted(ruleset.profiles.items()))
        return
    if kind == "rules":
        yield from ((pack, f"all rules on {pack.replace('-', ' ')}") for pack in sorted({rule.split("/")[0] for rule in ruleset.rules}))
    yield from ((name, rule.title) for name, rule in sorted(ruleset.rules.items()))


def _ruleset(config: str | None) -> Ruleset:
    """The rules of the configuration that counts here; the built-in ones where it cannot be used: nobody reads errors while typing."""
    try:
        rulebook = Rulebook(config=config)
        return rulebook.linter(rulebook.configs.file_for("lesson.md")).ruleset
    except UsageError:
        return load_ruleset()
