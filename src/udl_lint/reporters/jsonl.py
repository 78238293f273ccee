"""One JSON object a line, each written as soon as it is known: `lesson`, its `finding`s, what was `left_out`, and a `summary` last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from udl_lint.reporters.json import encoded, finding_data, fingerprints, left_out_data, summary_data, unit_data
from udl_lint.reporters.understanding import about_data, whole
from udl_lint.runner import Checked, Told, Totals
from udl_lint.tally import Kept
from udl_lint.unit import Unit
from udl_lint.version import VERSION

SCHEMA = "udl-lint/lines/1"


def report(outcomes: Iterable[Told], totals: Totals) -> Iterator[str]:
    """The lines. The last one is the summary: a report without it was cut off."""
    for outcome in outcomes:
        if isinstance(outcome, Checked):
            yield "".join(_lesson_lines(outcome))
        elif isinstance(outcome, Unit):
            yield encoded({"type": "unit", **unit_data(outcome)}) + "\n"
        elif not isinstance(outcome, Kept):
            yield encoded({"type": "left_out", **left_out_data(outcome)}) + "\n"
        del outcome
    yield encoded({"type": "summary", "schema": SCHEMA, "version": VERSION, **summary_data(totals)}) + "\n"


def _lesson_lines(checked: Checked) -> Iterator[str]:
    path, source, findings = whole(checked.path), checked.source, checked.report.findings
    about = about_data(checked.lesson.about, source)
    crashed = [{"rule": rule, "why": whole(why)} for rule, why in checked.report.crashed]
    yield encoded({"type": "lesson", "path": path, "status": checked.status, "about": about, "crashed": crashed}) + "\n"
    for finding, name in zip(findings, fingerprints(checked.lesson, findings), strict=True):
        yield encoded({"type": "finding", "path": path, **finding_data(finding, source, name)}) + "\n"
