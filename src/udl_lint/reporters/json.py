"""The report for programs, `udl-lint/report/1`; its schema is `data/report.schema.json`."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from udl_lint.files import Skipped, Unreadable
from udl_lint.finding import SEVERITIES, Finding
from udl_lint.lesson import Lesson
from udl_lint.reporters.understanding import about_data, excerpt, reading_data, whole
from udl_lint.runner import Checked, Told, Totals
from udl_lint.source import Source, Span
from udl_lint.tally import Kept
from udl_lint.unit import Unit, UnitPlace
from udl_lint.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from udl_lint.reporters.statistics import Statistics

SCHEMA = "udl-lint/report/1"
TOOL = {"name": "udl-lint", "version": VERSION}
_SEPARATOR = "\x1f"


def report(outcomes: Iterable[Told], totals: Totals, statistics: Statistics | None = None) -> Iterator[str]:
    """The whole report, a lesson at a time; `totals` have taken in each outcome when it comes. Plain ASCII, whatever is in a lesson."""
    yield f'{{"schema": {encoded(SCHEMA)},\n"tool": {encoded(TOOL)},\n"lessons": ['
    left_out = []
    units = []
    between = "\n"
    for outcome in outcomes:
        if isinstance(outcome, Checked | Kept):
            yield between + (outcome.piece if isinstance(outcome, Kept) else encoded(lesson_data(outcome)))
            between = ",\n"
        elif isinstance(outcome, Unit):
            units.append(unit_data(outcome))
        else:
            left_out.append(left_out_data(outcome))
        del outcome
    yield f'\n],\n"units": {encoded(units)},\n"left_out": {encoded(left_out)},\n'
    if statistics is not None:
        yield f'"statistics": {encoded(statistics.data())},\n'
    yield f'"summary": {encoded(summary_data(totals))}}}\n'


def encoded(data: Any, indent: int | None = None) -> str:
    """Data as JSON in ASCII, so that no terminal, pipe or locale can spoil it; raises ValueError for a number that JSON has not."""
    return json.dumps(data, allow_nan=False, indent=indent)


def lesson_data(checked: Checked) -> dict[str, Any]:
    """One lesson of the report."""
    lesson, source = checked.reading.lesson, checked.source
    findings = checked.report.findings
    return {
        "path": whole(checked.path),
        "status": checked.status,
        "about": about_data(lesson.about, source),
        "findings": [
            finding_data(finding, source, fingerprint)
            for finding, fingerprint in zip(findings, fingerprints(lesson, findings), strict=True)
        ],
        "evidence": [
            {
                "rule": item.rule,
                "line": source.position(item.span.start).line,
                "end_line": source.position(_last(item.span)).line,
                "strength": item.strength,
                "excerpt": excerpt(source, item.span),
            }
            for item in checked.report.evidence
        ],
        "allowed": [
            {
                "rule": finding.rule,
                "line": source.position(finding.span.start).line,
                "reason": whole(allowance.reason),
                "until": allowance.until and allowance.until.isoformat(),
            }
            for finding, allowance in checked.allowed
        ],
        "checked": list(checked.report.checked),
        "not_checked": [{"rule": each.rule, "why": whole(each.why)} for each in checked.report.unchecked],
        "crashed": [{"rule": rule, "why": whole(why)} for rule, why in checked.report.crashed],
        "reading": reading_data(checked.reading),
    }


def finding_data(finding: Finding, source: Source, fingerprint: str) -> dict[str, Any]:
    """One finding. Lines and columns count from 1, columns in code points; the end is the place after the last character."""
    start, end = source.position(finding.span.start), source.position(finding.span.end)
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "verdict": finding.verdict,
        "message": whole(finding.message),
        "advice": whole(finding.advice),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "excerpt": excerpt(source, finding.span),
        "where": whole(finding.where),
        "standards": list(finding.standards),
        "details": [[whole(name), whole(value)] for name, value in finding.details],
        "fingerprint": fingerprint,
    }


def fingerprints(lesson: Lesson, findings: Iterable[Finding], path: str = "") -> Iterator[str]:
    """For each finding a name that stays when lines move: from the rule, the headings above it and the words, not the line.

    With a path the name is the only one among many lessons, and changes when the lesson is moved. The second finding of the same
    name in a lesson ends in `:2`, and so on.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        parts = (*lesson.section_at(finding.span.start).path, lesson.source.slice(finding.span))
        name = hashed(finding.rule, *([path] if path else []), *map(_folded, parts))
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}:{seen[name]}"


def hashed(*parts: str) -> str:
    """A short name for some texts in a row, the same on every machine: 32 hexadecimal digits of SHA-256."""
    return hashlib.sha256(_SEPARATOR.join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def summary_data(totals: Totals) -> dict[str, Any]:
    """The numbers at the end of the report."""
    return {
        "lessons": totals.lessons,
        "units": totals.units,
        "problems": {severity: totals.problems[severity] for severity in SEVERITIES},
        "reviews": totals.reviews,
        "allowed": totals.allowed,
        "skipped": len(totals.skipped),
        "unreadable": totals.unreadable,
        "crashed": sorted(totals.crashed),
        "exit_code": totals.exit_code,
    }


def unit_data(unit: Unit) -> dict[str, Any]:
    """One unit of the report."""
    return {
        "path": whole(unit.path),
        "lessons": [whole(path) for path in unit.lessons],
        "offers": [{"rule": offer.rule, "places": [_place_data(place) for place in offer.places]} for offer in unit.offers],
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "verdict": finding.verdict,
                "message": whole(finding.message),
                "advice": whole(finding.advice),
                "standards": list(finding.standards),
                "places": [_place_data(place) for place in finding.places],
            }
            for finding in unit.findings
        ],
        "allowed": [{"rule": rule, "lesson": whole(path)} for rule, path in unit.allowed],
        "weeks": [
            {"lessons": [week.first + 1, week.last], "megabytes": round(week.megabytes, 1), "budget": week.budget} for week in unit.weeks
        ],
    }


def _place_data(place: UnitPlace) -> dict[str, Any]:
    return {"lesson": whole(place.path), "line": place.line, "excerpt": whole(place.words)}


def _folded(text: str) -> str:
    """The text without what may change while the words stay: spaces, capitals, and how an accent is stored."""
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


def left_out_data(item: Skipped | Unreadable) -> dict[str, str]:
    """A file that is not among the lessons, and why."""
    return {"path": whole(item.path), "status": "unreadable" if isinstance(item, Unreadable) else "skipped", "why": whole(item.why)}


def _last(span: Span) -> int:
    return max(span.start, span.end - 1)
