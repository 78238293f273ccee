"""A rule as the linter uses it. Runs nothing; `packs` makes it from its YAML face."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from udl_lint.checks.looks import Check
from udl_lint.finding import Severity
from udl_lint.named import Named


class Option(Named):
    """A knob: its default and what it means, with the unit."""

    default: Any
    about: str


class Example(Named):
    """A lesson, or a part of one, and the exact texts that the rule underlines in it (none: it must stay silent).

    `grade` stands for the configuration's grade; `format` is `markdown` or `yaml`. `reviews` are texts with a review verdict.
    """

    title: str
    lesson: str
    flags: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    grade: str | None = None
    format: str = "markdown"
    trap: bool = False
    """A look-alike from real lessons on which the rule must stay silent."""


class Rule(Named):
    """One thing that equity asks of a plan. `id` is `pack/name`, the path of its file without `.yaml`."""

    id: str
    title: str
    severity: Severity
    message: str
    how_to_fix: str
    check: Check
    standards: tuple[str, ...] = ()
    review: str = ""
    """The question that a person should ask when the verdict is `review`."""
    found: str = ""
    """What its evidence is, as it is called in a report: “a choice for students”. Empty: no report speaks of it."""
    scope: Literal["lesson", "unit"] = "lesson"
    """`unit`: a check of a unit judges it once, over all its lessons, and it is on there unless it is turned off by name."""
    options: Mapping[str, Option] = {}
    why: str = ""
    affects: str = ""
    sources: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def pack(self) -> str:
        """The folder that the rule lives in."""
        return self.id.split("/")[0]
