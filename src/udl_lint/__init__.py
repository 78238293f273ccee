r"""Finds what keeps English learners and students with disabilities out of a lesson plan, and says how to let them in.

>>> from udl_lint import lint_text
>>> checked = lint_text("# Owls\n\nGrade 4\n\n## Homework\n\nWatch the 12-minute YouTube clip on owls.\n")
>>> for finding in checked.findings:
...     if finding.severity == "error":
...         print(checked.position(finding).line, finding.rule, finding.advice)
1 structure/missing-objective Add one line that says what students will be able to do at the end.
7 home-technology/high-bandwidth-homework Show it in class, or add a paper way with the same questions.

Everything named here is public; nothing else is promised to stay. Importing the package is cheap: each name is fetched when it is
first used.
"""

from __future__ import annotations

from udl_lint.version import VERSION

TYPE_CHECKING = False
"""Checkers of types take this for true; the module `typing` would cost more than all of the package's own import."""

if TYPE_CHECKING:
    from typing import Any

    from udl_lint.api import lint_path, lint_paths, lint_text
    from udl_lint.errors import ConfigError, PackError, UdlLintError, UsageError
    from udl_lint.files import Skipped, Unreadable
    from udl_lint.finding import Evidence, Finding, Report, Severity, Strength, Unchecked, Verdict
    from udl_lint.lesson import About, Block, Grade, Known, Lesson, Section
    from udl_lint.packs import Ruleset, Standard, load_ruleset
    from udl_lint.reading import Reading
    from udl_lint.rule import Example, Option, Rule
    from udl_lint.runner import Checked
    from udl_lint.source import Position, Source, Span

__version__ = VERSION

__all__ = [
    "About",
    "Block",
    "Checked",
    "ConfigError",
    "Evidence",
    "Example",
    "Finding",
    "Grade",
    "Known",
    "Lesson",
    "Option",
    "PackError",
    "Position",
    "Reading",
    "Report",
    "Rule",
    "Ruleset",
    "Section",
    "Severity",
    "Skipped",
    "Source",
    "Span",
    "Standard",
    "Strength",
    "UdlLintError",
    "Unchecked",
    "Unreadable",
    "UsageError",
    "Verdict",
    "__version__",
    "lint_path",
    "lint_paths",
    "lint_text",
    "load_ruleset",
]

_HOMES = {
    "api": ("lint_path", "lint_paths", "lint_text"),
    "errors": ("ConfigError", "PackError", "UdlLintError", "UsageError"),
    "files": ("Skipped", "Unreadable"),
    "finding": ("Evidence", "Finding", "Report", "Severity", "Strength", "Unchecked", "Verdict"),
    "lesson": ("About", "Block", "Grade", "Known", "Lesson", "Section"),
    "packs": ("Ruleset", "Standard", "load_ruleset"),
    "reading": ("Reading",),
    "rule": ("Example", "Option", "Rule"),
    "runner": ("Checked",),
    "source": ("Position", "Source", "Span"),
}


if not TYPE_CHECKING:
    # Hidden from checkers of types, so that they still see a name that is not there.
    def __getattr__(name: str) -> Any:
        for module, names in _HOMES.items():
            if name in names:
                from importlib import import_module

                return getattr(import_module(f"udl_lint.{module}"), name)
        raise AttributeError(f"module 'udl_lint' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
