"""`udl-lint test`: the examples of a pack, linted, against what its files say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from udl_lint.commands.output import Colour, Output
from udl_lint.errors import PackError
from udl_lint.example_runs import ExampleResult, run_examples
from udl_lint.linter import lint_example
from udl_lint.pack_compile import pack_rule_ids
from udl_lint.packs import is_built_in, load_ruleset
from udl_lint.reporters.terminal import Screen, count, cut, plain, wrapped


def try_examples(folder: str, output: Output, everything: bool = False, colour: Colour = "auto") -> int:
    """Run the examples of a pack's folder and show where they differ; returns the exit code. Raises PackError for a broken pack."""
    if Path(folder).is_file():
        raise PackError("this is a file.", place=folder, hint="Name the folder of the pack that it is in.")
    ruleset = load_ruleset([folder])
    names = [name for name in pack_rule_ids(Path(folder)) if name in ruleset.rules]
    if is_built_in(folder) and not names:
        names = list(ruleset.rules)
    if not names:
        raise PackError("there are no rules in this folder.", place=folder)
    screen = output.screen(colour)
    results = list(run_examples(ruleset, lambda rule, example: lint_example(ruleset, rule, example), names))
    failed = [result for result in results if not result.passed]
    crashed = any(result.crashed for result in results)
    output.write(f"{line}\n" for result in (results if everything else failed) for line in _told(result, screen))
    told = f"{count(len(names), 'rule')}, {count(len(results), 'example')}: "
    told += f"{count(len(failed), 'differs', 'differ')} from what the files say." if failed else "all as the files say."
    output.write([screen.paint("strong", told) + "\n"])
    return 3 if crashed else 1 if failed else 0


def _told(result: ExampleResult, screen: Screen) -> Iterator[str]:
    """One example: whether it is as its file says, and what is not."""
    word = "as expected" if result.passed else "differs"
    style = "fix" if result.passed else "error"
    yield f"{plain(result.rule)}, example {result.number}, {cut(plain(result.example.title), 60)}: {screen.paint(style, word)}"
    if result.passed:
        return
    for verdict, text in result.missing:
        said = "flagged" if verdict == "problem" else "asked about"
        yield from wrapped(f"should be {said} and was not: “{cut(plain(text), 200)}”", screen.width, "  - ", "    ")
    for flagged in result.unexpected:
        place = f"line {flagged.position.line}:{flagged.position.column}"
        said = "was flagged" if flagged.verdict == "problem" else "was asked about"
        yield from wrapped(
            f"{said} and should not be: “{cut(plain(flagged.text), 200)}” ({place}, {flagged.rule})", screen.width, "  - ", "    "
        )
        yield from wrapped(f"it says: {flagged.message}", screen.width, "    ")
    for why in result.unchecked:
        yield from wrapped(f"the rule did not look, because {why}", screen.width, "  - ", "    ")
    for why in result.crashed:
        yield from wrapped(f"the rule failed: {why}", screen.width, "  - ", "    ")
    yield ""
