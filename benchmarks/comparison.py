"""What a linter said about labelled lessons, held against the readers' marks: right, false alarm, missed, or asked.

A rule about a whole lesson is right or wrong once a lesson. A rule about words is matched line by line, within two lines. A finding
whose verdict is `review` asks a person: it is neither right nor wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import NamedTuple

from codebook import LESSON_RULES, RULES, SPAN_RULES, Marks, names

NEAR = 2
"""Lines between a finding and a mark that still mean the same place."""
ENOUGH = 5
"""Cases on each side that a score needs to mean something."""
_Z = 1.959964
"""The normal quantile of a two-sided 95 % interval."""


class Said(NamedTuple):
    """One finding about one lesson: lines count from 1, `last` is included."""

    rule: str
    first: int
    last: int
    verdict: str = "problem"
    severity: str = "warning"


class Interval(NamedTuple):
    """A share and the ends of its 95 % interval."""

    share: float
    low: float
    high: float


def wilson(hits: int, cases: int) -> Interval | None:
    """The share of hits with its Wilson score interval (Wilson 1927, JASA 22:209); None without cases."""
    if not cases:
        return None
    share, spread = hits / cases, _Z * _Z / cases
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * sqrt(share * (1 - share) / cases + spread / (4 * cases)) / (1 + spread)
    # Rounding must not leave the share outside: at 0 and 1 it is an end of its interval.
    return Interval(share, min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half)))


def _f1(right: int, wrong: int) -> float | None:
    return 2 * right / (2 * right + wrong) if right or wrong else None


@dataclass
class Tally:
    """How often a rule was right about some lessons."""

    whole_lesson: bool = False
    right: int = 0
    """Said, and marked."""
    false_alarms: int = 0
    missed: int = 0
    silent: int = 0
    """Rightly silent; counted for rules about a whole lesson only."""
    asked: int = 0
    positives: int = 0
    """Lessons or lines at which readers say it should speak."""
    negatives: int = 0
    errors: dict[str, int] = field(default_factory=dict)
    """False alarms and misses by lesson."""

    def lesson(self, lesson: str, wanted: bool, said: bool, asked: bool) -> None:
        """Count a lesson for a rule about the whole of it."""
        self.positives += wanted
        self.negatives += not wanted
        if asked and not said:
            self.asked += 1
            return
        self.right += wanted and said
        self.silent += not wanted and not said
        self._wrong(lesson, said and not wanted, wanted and not said)

    def lines(self, lesson: str, wanted: Iterable[int], said: Iterable[tuple[int, int]], asked: Sequence[tuple[int, int]] = ()) -> None:
        """Count a lesson for a rule about words. A second finding at a mark that was met is no error."""
        open_marks, met = sorted(set(wanted)), set[int]()
        self.positives += len(open_marks)
        alarms = 0
        for place in sorted(said):
            here = {mark for mark in open_marks if _near(mark, place)}
            self.right += len(here)
            alarms += not here and not any(_near(mark, place) for mark in met)
            met |= here
            open_marks = [mark for mark in open_marks if mark not in here]
        left = [mark for mark in open_marks if not any(_near(mark, place) for place in asked)]
        self.asked += len(open_marks) - len(left)
        self._wrong(lesson, alarms, len(left))

    def _wrong(self, lesson: str, alarms: int, missed: int) -> None:
        self.false_alarms += alarms
        self.missed += missed
        if alarms or missed:
            self.errors[lesson] = self.errors.get(lesson, 0) + alarms + missed

    @property
    def cases(self) -> int:
        """How often there was something to say or to leave unsaid."""
        return self.right + self.false_alarms + self.missed + self.silent + self.asked

    @property
    def precision(self) -> Interval | None:
        """The share of what was said that readers marked."""
        return wilson(self.right, self.right + self.false_alarms)

    @property
    def recall(self) -> Interval | None:
        """The share of the marks, those asked about left out, at which something was said."""
        return wilson(self.right, self.right + self.missed)

    @property
    def sure(self) -> float | None:
        """The share of the cases in which it gave an answer and did not ask."""
        return 1 - self.asked / self.cases if self.cases else None

    @property
    def score(self) -> float | None:
        """The F1 of speaking; for a rule about a whole lesson the mean of that and of the F1 of staying silent."""
        wrong = self.false_alarms + self.missed
        halves = [_f1(self.right, wrong), *([_f1(self.silent, wrong)] if self.whole_lesson else [])]
        known = [half for half in halves if half is not None]
        return sum(known) / len(known) if known else None

    @property
    def enough(self) -> bool:
        """Whether there are cases enough on each side for the score to mean something."""
        return self.positives >= ENOUGH and (not self.whole_lesson or self.negatives >= ENOUGH)


def _near(mark: int, place: tuple[int, int]) -> bool:
    return place[0] - NEAR <= mark <= place[1] + NEAR


def compare(marks: Mapping[str, Marks], findings: Mapping[str, Sequence[Said]], *, forced: bool = False) -> dict[str, Tally]:
    """A tally for each rule, both by their names and in the codebook's order. `forced` counts what was asked as if it was said."""
    tallies = {row: Tally(whole_lesson=row in LESSON_RULES) for row in RULES}
    for lesson, marked in marks.items():
        said: dict[str, list[tuple[int, int]]] = {}
        asked: dict[str, list[tuple[int, int]]] = {}
        for each in findings.get(lesson, ()):
            told = asked if each.verdict == "review" and not forced else said
            told.setdefault(each.rule, []).append((each.first, each.last))
        for rule, speaks in LESSON_RULES.items():
            tallies[rule].lesson(lesson, speaks(marked), rule in said, rule in asked)
        for row, lines in SPAN_RULES.items():
            places, questions = ([place for name in names(row) for place in told.get(name, ())] for told in (said, asked))
            tallies[row].lines(lesson, lines(marked), places, questions)
    return tallies


class Totals(NamedTuple):
    """The sum over rules, as `accuracy.md` gives it."""

    lessons: int
    precision: Interval | None
    recall: Interval | None
    said: int
    """Findings that could be right or wrong."""
    false_alarms: float
    """A lesson."""
    missed: float
    """A lesson."""
    sure: float | None
    """The share of all cases in which an answer was given."""
    rules: int
    """Rules with cases enough."""
    score: float | None
    """The mean score of these rules."""
    of_readers: float | None
    """The mean of these rules' scores as shares of what two readers reach with each other."""


def totals(tallies: Mapping[str, Tally], readers: Mapping[str, float | None], lessons: int) -> Totals:
    """The sum over rules; `readers` holds the score that two readers reach with each other, by rule."""
    right, alarms, missed, cases, asked = (
        sum(getattr(tally, name) for tally in tallies.values()) for name in ("right", "false_alarms", "missed", "cases", "asked")
    )
    scored = {row: tally.score or 0.0 for row, tally in tallies.items() if tally.enough}
    shares = [score / ceiling for row, score in scored.items() if (ceiling := readers.get(row))]
    return Totals(
        lessons=lessons,
        precision=wilson(right, right + alarms),
        recall=wilson(right, right + missed),
        said=right + alarms,
        false_alarms=alarms / max(lessons, 1),
        missed=missed / max(lessons, 1),
        sure=1 - asked / cases if cases else None,
        rules=len(scored),
        score=sum(scored.values()) / len(scored) if scored else None,
        of_readers=sum(shares) / len(shares) if shares else None,
    )
