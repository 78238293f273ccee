"""GitLab Code Quality: a JSON array, paths from the root of the repository. Of equal fingerprints GitLab keeps only the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from udl_lint.files import Unreadable
from udl_lint.reporters.json import encoded, fingerprints, hashed
from udl_lint.reporters.places import data_text, in_repository, lines, of_unit, rank, told, unit_place
from udl_lint.reporters.understanding import whole
from udl_lint.runner import Checked, Told, Totals
from udl_lint.unit import Unit

SEVERITIES = ("major", "minor", "info", "info")
"""What an error, a warning, a suggestion and a question are called there."""


def report(outcomes: Iterable[Told], totals: Totals) -> Iterator[str]:  # noqa: ARG001 - all reports are called alike
    """The array, a lesson at a time; `[]` for a run without findings."""
    between = "[\n"
    for outcome in outcomes:
        written = ",\n".join(map(encoded, _issues(outcome)))
        yield between + written if written else ""
        between = ",\n" if written else between
        del outcome
    yield "[]\n" if between == "[\n" else "\n]\n"


def _issues(outcome: Told) -> Iterator[dict[str, Any]]:
    if isinstance(outcome, Unreadable):
        path = in_repository(outcome.path)
        yield _issue(path, f"This file is not checked: {outcome.why}.", "not-read", hashed("not-read", path), "critical", 1, 1)
    elif isinstance(outcome, Unit):
        for number, said in enumerate(outcome.findings):
            path, line = unit_place(outcome, said)
            # One rule may say several things of a unit; they stand in the order of the rule.
            name = hashed("unit", said.rule, in_repository(outcome.path), str(number))
            yield _issue(in_repository(path), of_unit(outcome, said), said.rule, name, SEVERITIES[rank(said)], line, line)
    elif isinstance(outcome, Checked):
        path, source, findings = in_repository(outcome.path), outcome.source, outcome.report.findings
        for rule, why in outcome.report.crashed:
            text = f"This rule failed, so it is not checked: {why}"
            yield _issue(path, text, rule, hashed("crashed", rule, path), "critical", 1, 1)
        for finding, name in zip(findings, fingerprints(outcome.lesson, findings, path), strict=True):
            begin, end = lines(finding, source)
            yield _issue(path, told(finding), finding.rule, name, SEVERITIES[rank(finding)], begin, end)


def _issue(path: str, text: str, rule: str, fingerprint: str, severity: str, begin: int, end: int) -> dict[str, Any]:
    return {
        "description": data_text(text),
        "check_name": rule,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": whole(path), "lines": {"begin": begin, "end": end}},
    }
