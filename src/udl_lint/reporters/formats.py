"""The formats of a report: one line for each. To add a format, write its module and name it here."""

from __future__ import annotations

from importlib import import_module

from udl_lint.named import Named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from udl_lint.runner import Told, Totals

    Note = Callable[[str], None]
    """Says something beside the report, on one line."""


class Format(Named):
    """A format: the module that writes it, and what it is for, in a few words.

    The module has `report(outcomes, totals) -> Iterator[str]`, or with `notes` also a third argument, which says something beside the
    report. `totals` have taken in each outcome when it comes. For each lesson a report yields at least one piece, be it empty, before
    it takes the next: so several reports of one run stay side by side, and no lesson waits in memory.
    """

    module: str
    about: str
    notes: bool = False


FORMATS = {
    "text": Format("text", "for people"),
    "json": Format("json", "everything, for programs"),
    "jsonl": Format("jsonl", "one JSON object a line, as they come"),
    "html": Format("html", "one page to read together and to print"),
    "markdown": Format("markdown", "a summary for a pull request or a job"),
    "sarif": Format("sarif", "SARIF 2.1.0, for code scanning", notes=True),
    "github": Format("github", "annotations of a GitHub workflow"),
    "gitlab": Format("gitlab", "GitLab Code Quality"),
    "junit": Format("junit", "JUnit XML, for CI servers"),
    "rdjsonl": Format("rdjsonl", "reviewdog, one diagnostic a line"),
}
"""By name, in the order in which help shows them. A module is imported when its format is asked for, not before."""


def pieces(name: str, outcomes: Iterable[Told], totals: Totals, note: Note) -> Iterator[str]:
    """The report in a format other than text, piece by piece; raises KeyError for a format that there is not."""
    made = FORMATS[name]
    report = import_module(f"udl_lint.reporters.{made.module}").report
    written: Iterator[str] = report(outcomes, totals, note) if made.notes else report(outcomes, totals)
    return written
