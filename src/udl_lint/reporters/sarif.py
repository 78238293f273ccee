"""SARIF 2.1.0, within what GitHub code scanning takes.

GitHub's limits (docs.github.com, “SARIF support for code scanning”): it shows at most 5,000 results of a run and refuses a file with more
than 25,000, or one of more than 10 MB after gzip; 20 tags a rule; no empty texts. So at most 5,000 results are written, the most serious
first, and it is said in the file and beside it how many were left out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from udl_lint.files import Unreadable
from udl_lint.finding import Finding
from udl_lint.reporters.json import encoded, fingerprints, hashed
from udl_lint.reporters.places import data_text, in_repository, of_unit, rank, told, unit_place, uri
from udl_lint.rule import Rule
from udl_lint.runner import Checked, Told, Totals
from udl_lint.unit import Unit, UnitFinding
from udl_lint.version import VERSION

MOST_RESULTS = 5_000
"""GitHub: only the top 5,000 results of a run are kept."""
LONGEST_TEXT = 1_024
"""GitHub: characters of a rule's description."""
MOST_TAGS = 20
"""GitHub: tags of a rule."""
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = ("error", "warning", "note", "none")
_PROBLEMS = {"error": "error", "warning": "warning", "suggestion": "recommendation"}
_OWN = {"input": "Something about the file itself", "allow": "Something about a comment to udl-lint"}

Row = tuple[int, str, int, str]
"""A result and what it is sorted by: how serious, the path, its place in the run, and then its text."""


def report(outcomes: Iterable[Told], totals: Totals, note: Callable[[str], None]) -> Iterator[str]:
    """The document, all at its end: which results are the most serious is only known then."""
    rows: list[Row] = []
    rules: dict[str, dict[str, Any]] = {}
    notices: list[dict[str, Any]] = []
    pages: Mapping[str, Rule] = {}
    count = 0
    for outcome in outcomes:
        if isinstance(outcome, Unreadable):
            notices.append(_notice(f"This file is not checked: {outcome.why}.", outcome.path))
        elif isinstance(outcome, Checked):
            notices += (_notice(f"The rule {rule} failed: {why}", outcome.path) for rule, why in outcome.report.crashed)
            pages = outcome.ruleset.explained
            for finding, result in _results(outcome):
                rules.setdefault(finding.rule, _rule(finding.rule, pages.get(finding.rule)))
                rows.append((rank(finding), outcome.path, count, result))
                count += 1
            if len(rows) > 2 * MOST_RESULTS:
                rows = sorted(rows)[:MOST_RESULTS]
        elif isinstance(outcome, Unit):
            for said, result in _unit_results(outcome):
                rules.setdefault(said.rule, _rule(said.rule, pages.get(said.rule)))
                rows.append((rank(said), outcome.path, count, result))
                count += 1
        yield ""
        del outcome
    rows = sorted(rows)[:MOST_RESULTS]
    if count > len(rows):
        text = f"SARIF holds the {MOST_RESULTS:,} most serious of {count:,} findings; GitHub shows no more."
        note(text)
        notices.append(_notice(text, level="warning"))
    invocation = {
        "executionSuccessful": totals.exit_code != 3,
        "exitCode": totals.exit_code,
        "toolExecutionNotifications": notices,
    }
    driver = {"name": "udl-lint", "version": VERSION, "semanticVersion": VERSION, "rules": [rules[name] for name in sorted(rules)]}
    yield f'{{"$schema": {encoded(SCHEMA)},\n"version": "2.1.0",\n"runs": [{{"tool": {encoded({"driver": driver})},\n'
    yield f'"automationDetails": {{"id": "udl-lint/"}},\n"columnKind": "unicodeCodePoints",\n"invocations": [{encoded(invocation)}],\n'
    yield '"originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository"}}},\n"results": [\n'
    yield ",\n".join(row[3] for row in rows)
    yield "\n]}]}\n"


def _results(checked: Checked) -> Iterator[tuple[Finding, str]]:
    """Each finding with its result as text. What a comment allows is left out: GitHub would show it as open."""
    source, findings = checked.source, checked.report.findings
    path = in_repository(checked.path)
    for finding, name in zip(findings, fingerprints(checked.lesson, findings, path), strict=True):
        start, end = source.position(finding.span.start), source.position(finding.span.end)
        region = {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
        result = {
            "ruleId": finding.rule,
            "kind": "review" if finding.verdict == "review" else "fail",
            "level": _LEVELS[rank(finding)],
            "message": {"text": data_text(told(finding))},
            "locations": [
                {
                    "physicalLocation": {"artifactLocation": _file(path), "region": region},
                    "logicalLocations": [{"name": data_text(finding.where)}],
                }
            ],
            "partialFingerprints": {"udlLint/v1": name},
        }
        yield finding, encoded(result)


def _unit_results(unit: Unit) -> Iterator[tuple[UnitFinding, str]]:
    """Each finding on a whole unit with its result as text, shown at the line that it begins with."""
    for number, finding in enumerate(unit.findings):
        path, line = unit_place(unit, finding)
        region = {"startLine": line, "startColumn": 1, "endLine": line, "endColumn": 1}
        result = {
            "ruleId": finding.rule,
            "kind": "review" if finding.verdict == "review" else "fail",
            "level": _LEVELS[rank(finding)],
            "message": {"text": data_text(of_unit(unit, finding))},
            "locations": [{"physicalLocation": {"artifactLocation": _file(in_repository(path)), "region": region}}],
            "partialFingerprints": {"udlLint/v1": hashed("unit", finding.rule, in_repository(unit.path), str(number))},
        }
        yield finding, encoded(result)


def _file(path: str) -> dict[str, str]:
    """Where a file is: from the root of the repository, or by its whole path when it lies outside."""
    outside = os.path.isabs(path) or path.startswith("..")
    full = os.path.abspath(path).replace(os.sep, "/")
    return {"uri": uri(full if full.startswith("/") else f"/{full}")} if outside else {"uri": uri(path), "uriBaseId": "%SRCROOT%"}


def _notice(text: str, path: str = "", level: str = "error") -> dict[str, Any]:
    where = {"locations": [{"physicalLocation": {"artifactLocation": _file(in_repository(path))}}]} if path else {}
    return {"level": level, "message": {"text": data_text(f"{path}: {text}" if path else text)}} | where


def _rule(name: str, rule: Rule | None) -> dict[str, Any]:
    """What is said of a rule: its page as far as there is room. Findings on a file or a comment have no rule of their own."""
    if rule is None:
        text = _OWN.get(name.split("/", maxsplit=1)[0], name)
        return {"id": name, "shortDescription": {"text": text}, "fullDescription": {"text": text}, "help": {"text": text}}
    severity = rule.severity
    # Whom it is for, why, and what to do: what a teammate asks who meets the finding in a pull request.
    paragraphs = [rule.why, f"For: {rule.affects}." if rule.affects else "", f"What to do: {rule.how_to_fix}"]
    paragraphs.append(f"Asked for by: {', '.join(rule.standards)}." if rule.standards else "")
    text = "\n\n".join(_cut(part) for part in paragraphs if part.strip())
    return {
        "id": name,
        "shortDescription": {"text": _cut(rule.title)},
        "fullDescription": {"text": _cut(rule.why or rule.title)},
        "help": {"text": text},
        "defaultConfiguration": {"level": _LEVELS[("error", "warning", "suggestion").index(severity)]},
        "properties": {"tags": [rule.pack, *rule.standards][:MOST_TAGS], "problem.severity": _PROBLEMS[severity]},
    }


def _cut(text: str) -> str:
    text = data_text(text)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
