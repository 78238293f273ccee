"""Reviewdog's diagnostic format, one object a line. Columns count bytes of UTF-8 from 1, as the format asks.

Form: reviewdog's `proto/rdf/jsonschema/Diagnostic.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from udl_lint.files import Unreadable
from udl_lint.reporters.json import encoded
from udl_lint.reporters.places import data_text, of_unit, rank, told, unit_place
from udl_lint.reporters.understanding import whole
from udl_lint.runner import Checked, Told, Totals
from udl_lint.source import Source
from udl_lint.unit import Unit

SOURCE = {"name": "udl-lint"}
_SEVERITIES = ("ERROR", "WARNING", "INFO", "INFO")


def report(outcomes: Iterable[Told], totals: Totals) -> Iterator[str]:  # noqa: ARG001 - all reports are called alike
    """The lines; none for a run without findings. A file that could not be read is an error without a place in it."""
    for outcome in outcomes:
        if isinstance(outcome, Unreadable):
            yield _line(outcome.path, f"This file is not checked: {outcome.why}.", "ERROR")
        elif isinstance(outcome, Unit):
            for finding in outcome.findings:
                path, line = unit_place(outcome, finding)
                yield _line(path, of_unit(outcome, finding), _SEVERITIES[rank(finding)], finding.rule, {"start": {"line": line}})
        elif isinstance(outcome, Checked):
            yield "".join(_lines(outcome))
        del outcome


def _lines(checked: Checked) -> Iterator[str]:
    source = checked.source
    for rule, why in checked.report.crashed:
        yield _line(checked.path, f"This rule failed, so it is not checked: {why}", "ERROR", rule)
    for finding in checked.report.findings:
        span = {"start": _place(source, finding.span.start), "end": _place(source, finding.span.end)}
        yield _line(checked.path, told(finding), _SEVERITIES[rank(finding)], finding.rule, span)


def _line(path: str, message: str, severity: str, rule: str = "", span: Any = None) -> str:
    location = {"path": whole(path)} | ({"range": span} if span else {})
    code = {"code": {"value": rule}} if rule else {}
    return encoded({"message": data_text(message), "location": location, "severity": severity, "source": SOURCE, **code}) + "\n"


def _place(source: Source, offset: int) -> dict[str, int]:
    line, column = source.position(offset)
    before = source.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
