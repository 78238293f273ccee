"""What the linter says: findings, evidence, and what it could not check."""

from __future__ import annotations

from typing import Literal

from udl_lint.named import Named
from udl_lint.source import Span

Severity = Literal["error", "warning", "suggestion"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "suggestion")
"""From the most to the least serious."""

Verdict = Literal["problem", "review"]
"""`review`: no clear evidence either way, a person should look. It never fails a run."""

Strength = Literal[0, 1, 2]
"""0 negated or a placeholder, 1 named, generic or hedged, 2 concrete and tied to a task: as a careful reader tells them apart."""


def milder(severity: Severity, steps: int = 1) -> Severity:
    """The severity that many steps below, never below a suggestion."""
    if not steps:
        return severity
    return SEVERITIES[min(SEVERITIES.index(severity) + steps, len(SEVERITIES) - 1)]


class Finding(Named):
    """One thing a rule says about one place. `where` names the place in a teacher's words."""

    rule: str
    severity: Severity
    verdict: Verdict
    message: str
    advice: str
    span: Span
    where: str
    standards: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    """Numbers behind a measured finding, in reading order: (name, value)."""


class Evidence(Named):
    """What a rule was glad to find."""

    rule: str
    span: Span
    strength: Strength


class Unchecked(Named):
    """A rule that could not look, and why, in plain words."""

    rule: str
    why: str


class Report(Named):
    """All that was said about one lesson, in the order in which it is shown."""

    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    checked: tuple[str, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    crashed: tuple[tuple[str, str], ...] = ()
    """Rules whose check raised, each with the exception in one line; the run is then incomplete (exit 3)."""
