"""What a run came to, by rule, pack, grade and folder. Only sums: nothing here is a score, and no folder is set above another."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

from udl_lint.reporters.pieces import tally_of
from udl_lint.reporters.terminal import Screen, count, plain
from udl_lint.reporters.understanding import whole
from udl_lint.runner import Checked, Told
from udl_lint.tally import Kept
from udl_lint.unit import Unit

UNKNOWN = "unknown"
KINDS = ("rule", "pack", "grade", "folder")
_GRADES = {"PK": -1, "K": 0, "adult": 13}


class _Row:
    """Sums under one name: problems, things to look at yourself, and the lessons that they are in or that there are."""

    def __init__(self) -> None:
        self.problems = self.reviews = self.lessons = 0

    def add(self, problems: int, reviews: int, lessons: int) -> None:
        self.problems += problems
        self.reviews += reviews
        self.lessons += lessons


class Statistics:
    """Sums over outcomes as they pass. Findings on a unit count under their rule and the unit's folder; they are in no lesson."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, _Row]] = {kind: {} for kind in KINDS}

    def counted(self, outcomes: Iterable[Told]) -> Iterator[Told]:
        """The same outcomes, each taken in before it is passed on."""
        for outcome in outcomes:
            if isinstance(outcome, Checked):
                self._add(outcome.path, tally_of(outcome))
            elif isinstance(outcome, Kept):
                self._add(outcome.path, outcome.tally)
            elif isinstance(outcome, Unit):
                for finding in outcome.findings:
                    problem = int(finding.verdict == "problem")
                    for kind, name in (("rule", finding.rule), ("pack", _pack(finding.rule)), ("folder", outcome.path)):
                        self._row(kind, name).add(problem, 1 - problem, 0)
            yield outcome
            del outcome

    def data(self) -> dict[str, Any]:
        """The sums for programs, each kind in order: rules and packs that are found most often first, grades and folders by name."""
        return {
            kind: [
                {kind: whole(name), "problems": row.problems, "reviews": row.reviews, "lessons": row.lessons}
                for name, row in self._ordered(kind)
            ]
            for kind in KINDS
        }

    def text(self, screen: Screen) -> Iterator[str]:
        """The sums for people."""
        for kind in KINDS:
            rows = self._ordered(kind)
            if not rows:
                continue
            yield "\n" + screen.paint("strong", f"By {kind}:") + "\n"
            width = max(len(f"{row.problems:,}") for _, row in rows)
            for name, row in rows:
                look = f", {row.reviews:,} to look at" if row.reviews else ""
                yield f"  {row.problems:>{width},} in {count(row.lessons, 'lesson')}{look}: {plain(name)}\n"

    def _add(self, path: str, tally: Any) -> None:
        rules: dict[str, _Row] = {}
        packs: dict[str, _Row] = {}
        sums = _Row()
        for each in tally.counts:
            problems, reviews = (each.times, 0) if each.verdict == "problem" else (0, each.times)
            for row in (rules.setdefault(each.rule, _Row()), packs.setdefault(_pack(each.rule), _Row()), sums):
                row.add(problems, reviews, 0)
        for kind, rows in (("rule", rules), ("pack", packs)):
            for name, row in rows.items():
                self._row(kind, name).add(row.problems, row.reviews, 1)
        for kind, name in (("grade", tally.grade or UNKNOWN), ("folder", os.path.dirname(path) or ".")):
            self._row(kind, name).add(sums.problems, sums.reviews, 1)

    def _row(self, kind: str, name: str) -> _Row:
        return self._rows[kind].setdefault(name, _Row())

    def _ordered(self, kind: str) -> list[tuple[str, _Row]]:
        rows = self._rows[kind].items()
        if kind == "grade":
            return sorted(rows, key=lambda pair: _grade(pair[0]))
        if kind == "folder":
            return sorted(rows)
        return sorted(rows, key=lambda pair: (-pair[1].problems, -pair[1].reviews, pair[0]))


def _pack(rule: str) -> str:
    return rule.partition("/")[0]


def _grade(name: str) -> tuple[int, int, str]:
    """Lowest, then highest school year; what nobody knows comes last."""
    ends = [_GRADES.get(end, int(end) if end.isdecimal() else 99) for end in name.split("-")]
    return ends[0], ends[-1], name
