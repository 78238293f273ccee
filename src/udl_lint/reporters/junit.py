"""JUnit XML: a suite for each lesson, a failed test for each problem, a passed one for a lesson without.

What a comment allows and what a person should look at are skipped tests, with the reason or the question. XML 1.0 in ASCII.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from udl_lint.files import Skipped, Unreadable
from udl_lint.finding import Finding
from udl_lint.reporters.places import told, unit_place, xml_text
from udl_lint.runner import Checked, Told, Totals
from udl_lint.tally import Kept
from udl_lint.unit import Unit


def report(outcomes: Iterable[Told], totals: Totals) -> Iterator[str]:  # noqa: ARG001 - all reports are called alike
    """The document, a suite at a time. No times: the same lessons give the same bytes."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="udl-lint">\n'
    for outcome in outcomes:
        if isinstance(outcome, Unreadable):
            error = f"<error{_named(type='not-read', message=f'not checked: {outcome.why}')}/>"
            yield _suite(outcome.path, [_case(outcome.path, "can be read", error, 1)])
        elif isinstance(outcome, Unit):
            yield _suite(outcome.path, list(_unit_cases(outcome)))
        else:
            yield "" if isinstance(outcome, Skipped | Kept) else _suite(outcome.path, list(_cases(outcome)))
        del outcome
    yield "</testsuites>\n"


def _cases(checked: Checked) -> Iterator[str]:
    path = checked.path
    for rule, why in checked.report.crashed:
        yield _case(path, rule, f"<error{_named(type='failed-rule', message=why)}/>", 1)
    for finding in checked.report.findings:
        if finding.verdict == "review":
            yield _at(checked, finding, f"<skipped{_named(message=told(finding))}/>")
        else:
            tag = "error" if checked.status == "not_read" else "failure"
            body = xml_text(f"{finding.where}: {told(finding)}")
            yield _at(checked, finding, f"<{tag}{_named(type=finding.severity, message=finding.message)}>{body}</{tag}>")
    for finding, allowance in checked.allowed:
        yield _at(checked, finding, f"<skipped{_named(message=allowance.reason)}/>")
    if not checked.report.crashed and not any(finding.verdict == "problem" for finding in checked.report.findings):
        yield _case(path, "nothing to mend", "", 1)


def _unit_cases(unit: Unit) -> Iterator[str]:
    for finding in unit.findings:
        path, line = unit_place(unit, finding)
        text = _named(message=told(finding))
        inner = f"<skipped{text}/>" if finding.verdict == "review" else f"<failure{_named(type=finding.severity)}{text}/>"
        yield _case(unit.path, finding.rule, inner, line, path)
    for rule, path in unit.allowed:
        yield _case(unit.path, rule, f"<skipped{_named(message='allowed by a comment')}/>", 1, path)
    if not any(finding.verdict == "problem" for finding in unit.findings):
        yield _case(unit.path, "nothing to mend in the unit as a whole", "", 1)


def _at(checked: Checked, finding: Finding, inner: str) -> str:
    line = checked.source.position(finding.span.start).line
    return _case(checked.path, f"{finding.rule} (line {line})", inner, line)


def _case(path: str, name: str, inner: str, line: int, file: str = "") -> str:
    return f"<testcase{_named(classname=path, name=name, file=file or path, line=str(line), time='0')}>{inner}</testcase>"


def _suite(path: str, cases: list[str]) -> str:
    counts = {
        "tests": len(cases),
        "failures": sum("<failure" in case for case in cases),
        "errors": sum("<error" in case for case in cases),
        "skipped": sum("<skipped" in case for case in cases),
    }
    head = _named(name=path, **{key: str(number) for key, number in counts.items()}, time="0")
    return "".join(f"{line}\n" for line in (f"<testsuite{head}>", *cases, "</testsuite>"))


def _named(**values: str) -> str:
    return "".join(f' {name}="{xml_text(value)}"' for name, value in values.items())
