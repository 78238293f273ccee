"""What one lesson adds to a run's numbers, and a lesson of which only this and its part of the report is kept."""

from __future__ import annotations

from collections import Counter

from udl_lint.finding import Finding, Severity, Verdict
from udl_lint.named import Named


class Count(Named):
    """How often one rule speaks in one way."""

    rule: str
    severity: Severity
    verdict: Verdict
    times: int


class Tally(Named):
    """What was said of one lesson, in numbers. `grade` is as programs read it (`K`, `4`, `3-5`), empty where nobody knows it."""

    counts: tuple[Count, ...] = ()
    allowed: int = 0
    grade: str = ""
    failed: bool = False
    """Whether a finding in it makes the run fail."""


class Kept(Named):
    """A lesson that was checked, as one report tells it. `piece` is its part of that report."""

    path: str
    piece: str
    tally: Tally


def counts_of(findings: tuple[Finding, ...]) -> tuple[Count, ...]:
    """Findings counted by rule and by how they speak, in a fixed order."""
    counted = Counter((finding.rule, finding.severity, finding.verdict) for finding in findings)
    return tuple(Count(*kind, times) for kind, times in sorted(counted.items()))
