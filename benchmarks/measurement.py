"""What the linter said about the labelled lessons at each profile, compared with the marks: the figures that the page on accuracy tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from comparison import Interval, Said, Tally, Totals, compare, totals
from labelled import MEASURING, PLANTED, PUBLISHED, Labelled, load, rules_of, run
from planted import Kept, kept


class Measured(NamedTuple):
    """What was measured on one set of real lessons."""

    lessons: Labelled
    rules: Mapping[str, Tally]
    """At `strict`, by rule."""
    strict: Totals
    forced: Totals
    """At `strict`, with every question counted as a problem."""
    teacher: Totals
    errors: Totals
    """Of the findings at `teacher` whose severity is error."""


class Accuracy(NamedTuple):
    """All that the page tells."""

    version: str
    every_rule: Sequence[str]
    real: Mapping[str, Measured]
    planted: Mapping[str, Kept]

    @property
    def planted_sum(self) -> Kept:
        """Over all rules."""
        sums = Kept()
        for held in self.planted.values():
            sums = sums.plus(held)
        return sums


def measure(corpus: Path, linter: str, sets: Sequence[str], published: Path = PUBLISHED, *, partial: bool = False) -> Accuracy:
    """Run the linter over these sets and compare. Raises LessonsError."""
    real: dict[str, Measured] = {}
    held: dict[str, Kept] = {}
    version = ""
    for name in sets:
        lessons = load(name, corpus, published, partial=partial)
        strict = run(linter, lessons.files, "strict")
        version = strict.version
        if name == PLANTED:
            held = kept(lessons.marks, strict.findings)
        else:
            real[name] = measured(lessons, strict.findings, run(linter, lessons.files, "teacher").findings)
    return Accuracy(version, rules_of(linter), real, held)


def measured(lessons: Labelled, strict: Mapping[str, Sequence[Said]], teacher: Mapping[str, Sequence[Said]]) -> Measured:
    """The comparison of what was said at both profiles with the marks."""
    errors = {lesson: [each for each in said if each.severity == "error"] for lesson, said in teacher.items()}
    by_rule = compare(lessons.marks, strict)
    told = [by_rule, compare(lessons.marks, strict, forced=True), compare(lessons.marks, teacher), compare(lessons.marks, errors)]
    return Measured(lessons, by_rule, *(totals(tallies, lessons.readers, len(lessons.marks)) for tallies in told))


def data(found: Accuracy) -> dict[str, Any]:
    """The figures for programs; `udl-lint docs` puts those of a rule on its page. The measuring set has to be there."""
    measuring = found.real[MEASURING]
    return {
        "schema": "udl-lint/accuracy/1",
        "version": found.version,
        "sets": {name: _set_data(each) for name, each in found.real.items()},
        "rules": [_rule_data(row, tally, measuring) for row, tally in measuring.rules.items()],
        "planted": {rule: held._asdict() for rule, held in found.planted.items()},
    }


def _set_data(each: Measured) -> dict[str, Any]:
    told = {"lessons": len(each.lessons.marks), "sources": len(each.lessons.sources)}
    errors = {"precision": _rounded(each.errors.precision), "said": each.errors.said}
    return {**told, **{name: _totals_data(getattr(each, name)) for name in ("strict", "forced", "teacher")}, "errors": errors}


def _totals_data(sums: Totals) -> dict[str, Any]:
    return {name: _rounded(value) for name, value in sums._asdict().items() if name != "lessons"}


def _rule_data(row: str, tally: Tally, measuring: Measured) -> dict[str, Any]:
    return {
        "rules": row.split(" | "),
        "lessons": len(measuring.lessons.marks),
        "positives": tally.positives,
        "enough": tally.enough,
        "precision": _rounded(tally.precision),
        "recall": _rounded(tally.recall),
        "sure": _rounded(tally.sure),
        "score": _rounded(tally.score),
        "readers_score": _rounded(measuring.lessons.readers.get(row)),
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, Interval):
        return [round(each, 3) for each in value]
    return round(value, 3) if isinstance(value, float) else value
