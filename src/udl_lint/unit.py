"""What is said of a unit: lessons of one folder that are judged together."""

from __future__ import annotations

from typing import Literal

from udl_lint.finding import Severity, Verdict
from udl_lint.named import Named


class UnitPlace(Named):
    """A place in one of the unit's lessons: the words under a span, and the line that it begins on."""

    path: str
    line: int
    words: str


class Offer(Named):
    """What a unit already has: the rule that looked for it, and where, in the order of the lessons."""

    rule: str
    found: str
    """What it is, as the rule calls it; empty where no report speaks of it."""
    places: tuple[UnitPlace, ...]


class UnitFinding(Named):
    """What one rule says of a whole unit. `places` are the lines that it is about; none where something is nowhere."""

    rule: str
    severity: Severity
    verdict: Verdict
    message: str
    advice: str
    standards: tuple[str, ...] = ()
    places: tuple[UnitPlace, ...] = ()


class Week(Named):
    """The lessons of one week by their numbers, `first` to `last` (exclusive), and what their tasks at home load together."""

    first: int
    last: int
    megabytes: float
    budget: float

    @property
    def over(self) -> bool:
        """Whether that is more than the budget."""
        return self.megabytes > self.budget


class Unit(Named):
    """A folder's lessons, judged together."""

    path: str
    lessons: tuple[str, ...]
    offers: tuple[Offer, ...] = ()
    findings: tuple[UnitFinding, ...] = ()
    allowed: tuple[tuple[str, str], ...] = ()
    """Rules whose finding a comment in one of the lessons allows, each with that lesson."""
    weeks: tuple[Week, ...] = ()
    """What the tasks at home load, week by week; empty where nobody looked or nothing is loaded."""
    fail_on: Literal["error", "warning", "suggestion", "never"] = "error"
    known: int = 0
    """Findings that a baseline knows and that are not among these."""
