"""Annotations of a GitHub workflow (docs.github.com, “Workflow commands”).

GitHub shows at most 10 errors and 10 warnings of a step. The most serious are annotated, spread over the lessons; the rest stands in the
log, and the last line says how many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from udl_lint.files import Unreadable
from udl_lint.named import Named
from udl_lint.reporters.places import in_repository, lines, of_unit, rank, told, unit_place
from udl_lint.reporters.terminal import count, plain
from udl_lint.runner import Checked, Told, Totals
from udl_lint.text import escape
from udl_lint.unit import Unit

MOST_ERRORS = MOST_OTHERS = 10
"""Annotations of a step: so many errors, and so many warnings; suggestions (`notice`) count with the warnings."""
_COMMANDS = ("error", "warning", "notice")


class Mark(Named):
    """Something to annotate: how serious, how many of its kind came before in its lesson, where, and what is said."""

    rank: int
    turn: int
    path: str
    line: int
    column: int
    last_line: int
    last_column: int
    title: str
    text: str


def report(outcomes: Iterable[Told], totals: Totals) -> Iterator[str]:
    """The commands and the log, all at the end: which findings are the most serious is only known then."""
    marks: list[Mark] = []
    for outcome in outcomes:
        marks += _marks(outcome)
        yield ""
        del outcome
    room = {0: MOST_ERRORS, 1: MOST_OTHERS}
    rest = []
    for mark in sorted(marks):
        kind = min(mark.rank, 1)
        if room[kind]:
            room[kind] -= 1
            yield _command(mark)
        else:
            rest.append(mark)
    if rest:
        shown = len(marks) - len(rest)
        yield f"GitHub shows {MOST_ERRORS} errors and {MOST_OTHERS} warnings of a step. The {shown} above are annotated, these are not:\n"
        for mark in sorted(rest, key=lambda mark: (mark.path, mark.line, mark.column, mark.title, mark.text)):
            place = plain(f"{mark.path}:{mark.line}:{mark.column}")
            yield _harmless(f"  {_COMMANDS[mark.rank]} {place}: {plain(mark.text)} [{plain(mark.title)}]") + "\n"
    reviews = f"; {count(totals.reviews, 'thing')} to look at yourself" if totals.reviews else ""
    yield f"{count(totals.lessons, 'lesson')}: {count(len(marks), 'finding')}, {len(marks) - len(rest)} of them annotated{reviews}.\n"


def _marks(outcome: Told) -> Iterator[Mark]:
    """What there is to annotate of a file. Questions are for whoever reads the lesson, not for a pull request."""
    if isinstance(outcome, Unreadable):
        path = in_repository(outcome.path)
        yield Mark(0, 0, path, 1, 1, 1, 1, "not checked", f"This file is not checked: {outcome.why}.")
    if isinstance(outcome, Unit):
        for number, said in enumerate(outcome.findings):
            path, line = unit_place(outcome, said)
            if said.verdict == "problem":
                yield Mark(rank(said), number, in_repository(path), line, 1, line, 1, said.rule, of_unit(outcome, said))
    if not isinstance(outcome, Checked):
        return
    path, turns = in_repository(outcome.path), Counter[int]()
    for rule, why in outcome.report.crashed:
        yield Mark(0, turns[0], path, 1, 1, 1, 1, rule, f"This rule failed, so it is not checked: {why}")
        turns[0] += 1
    for finding in outcome.report.findings:
        if finding.verdict != "problem":
            continue
        number = rank(finding)
        first, last = lines(finding, outcome.source)
        column = outcome.source.position(finding.span.start).column
        last_column = column + max(1, finding.span.end - finding.span.start) - 1
        yield Mark(number, turns[number], path, first, column, last, last_column, finding.rule, told(finding))
        turns[number] += 1


def _command(mark: Mark) -> str:
    place = {"file": mark.path, "line": str(mark.line), "endLine": str(mark.last_line)}
    if mark.line == mark.last_line:
        # GitHub takes columns only for what stands on one line.
        place |= {"col": str(mark.column), "endColumn": str(mark.last_column)}
    named = ",".join(f"{name}={_property(value)}" for name, value in {**place, "title": mark.title}.items())
    return _harmless(f"::{_COMMANDS[mark.rank]} {named}::{_data(plain(mark.text))}") + "\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(escape(text)).replace(":", "%3A").replace(",", "%2C")


def _harmless(line: str) -> str:
    """A line in which no runner finds a command of somebody else: an old form, `##[…]`, is obeyed anywhere in a line."""
    return line.replace("##[", "# #[")
