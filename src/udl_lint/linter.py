"""Runs rules over one lesson. Opens no file, prints nothing, reads no configuration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from udl_lint.checks.looks import Hit, Look, Options, Seen, Silent
from udl_lint.finding import Evidence, Finding, Report, Severity, Unchecked, milder
from udl_lint.lesson import Grade, Lesson, Trouble
from udl_lint.lexicon import Lexicon
from udl_lint.named import Named
from udl_lint.packs import Ruleset
from udl_lint.readers import read
from udl_lint.readers.cues import Cues
from udl_lint.readers.grades import parse_grade
from udl_lint.reading import Reading
from udl_lint.reading.build import build
from udl_lint.reading.places import describe_place, title_place
from udl_lint.rule import Example, Rule
from udl_lint.source import Source, Span
from udl_lint.wording import fill

REVIEW_MESSAGE = "I found no clear evidence; the nearest is line {line}: “{words}”."
READING_ORDER = attrgetter("span.start", "span.end", "rule", "message")
"""By what findings are sorted."""
_EVIDENCE_ORDER = attrgetter("span.start", "span.end", "rule")


class Applied(Named):
    """A rule as it applies to one lesson: its severity and the values of its options."""

    rule: Rule
    severity: Severity
    options: Options


def applied(rule: Rule, severity: Severity | None = None, options: Mapping[str, Any] | None = None) -> Applied:
    """A rule with the given severity and options in place of its own."""
    values = {name: option.default for name, option in rule.options.items()}
    return Applied(rule, severity or rule.severity, values | dict(options or {}))


class Linter:
    """A set of rules with the words they look for, ready for any number of lessons."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.cues: Cues = ruleset.cues
        self.lexicon = Lexicon(ruleset.automata)

    def read(self, source: Source, grade: Grade | None = None) -> Reading:
        """Read a lesson and notice what is in it. `grade` stands where the plan states none."""
        lesson = read(source, self.cues, grade)
        if lesson.permits:
            from udl_lint.allow.stating import with_statements

            lesson = with_statements(lesson)
        return build(lesson, self.lexicon)

    def lint(self, reading: Reading, rules: Iterable[Applied]) -> Report:
        """What the rules say, in reading order. A rule that raises is named and stops no other."""
        findings: list[Finding] = [_trouble(reading.lesson, trouble) for trouble in reading.lesson.troubles]
        evidence: list[Evidence] = []
        checked: list[str] = []
        unchecked: list[Unchecked] = []
        crashed: list[tuple[str, str]] = []
        closed = _closed(reading.lesson)
        title = title_place(reading.lesson)
        for each in rules:
            rule = each.rule
            if closed and getattr(rule.check, "reads_words", True):
                unchecked.append(Unchecked(rule.id, closed))
                continue
            try:
                looks = list(rule.check.look(reading, each.options))
            except Exception as error:
                crashed.append((rule.id, f"{type(error).__name__}: {error}"))
                continue
            if not looks:
                checked.append(rule.id)
                continue
            silent: list[Silent] = []
            for look in looks:
                if isinstance(look, Seen):
                    evidence.append(Evidence(rule.id, look.span, look.strength))
                elif isinstance(look, Hit):
                    findings.append(_finding(reading.lesson, each, look, title))
                else:
                    silent.append(look)
            if silent:
                unchecked.append(Unchecked(rule.id, silent[0].why))
            if len(silent) < len(looks):
                checked.append(rule.id)
        return Report(
            findings=tuple(sorted(findings, key=READING_ORDER)),
            evidence=tuple(sorted(evidence, key=_EVIDENCE_ORDER)),
            checked=tuple(sorted(checked)),
            unchecked=tuple(sorted(unchecked, key=lambda item: item.rule)),
            crashed=tuple(sorted(crashed)),
        )


def _closed(lesson: Lesson) -> str:
    """Why rules that go by words cannot look at a lesson; empty where they can."""
    if lesson.about.language == "other":
        return "I read English and Spanish only"
    return "" if any(block.prose.strip() for block in lesson.blocks) else "there is no text"


def _trouble(lesson: Lesson, trouble: Trouble) -> Finding:
    where = describe_place(lesson, trouble.span)
    return Finding(trouble.rule, trouble.severity, "problem", trouble.message, trouble.advice, trouble.span, where)


def _finding(lesson: Lesson, each: Applied, hit: Hit, title: Span) -> Finding:
    rule, review = each.rule, hit.verdict == "review"
    values: dict[str, Any] = {**each.options, **hit.values}
    if review and hit.span != title:
        words = lesson.source.slice(hit.span)
        message = fill(REVIEW_MESSAGE, {"line": lesson.source.line_at(hit.span.start), "words": words})
    else:
        message = fill(rule.message, values)
    advice = rule.review if review and rule.review else fill(rule.how_to_fix, values)
    severity, where = milder(each.severity, hit.milder), describe_place(lesson, hit.span)
    return Finding(rule.id, severity, hit.verdict, message, advice, hit.span, where, rule.standards, hit.details)


def lint_example(ruleset: Ruleset, rule: Rule, example: Example) -> Report:
    """Lint a rule's example with this rule alone, as `test` does."""
    linter = Linter(ruleset)
    name = "example.yaml" if example.format == "yaml" else "example.md"
    grade = parse_grade(example.grade) if example.grade else None
    reading = linter.read(Source(name, example.lesson), grade)
    return linter.lint(reading, [applied(rule)])


def looks_of(rule: Rule, reading: Reading, options: Sequence[tuple[str, Any]] = ()) -> list[Look]:
    """What one rule's check yields, for those who want it unfiltered."""
    return list(rule.check.look(reading, applied(rule, options=dict(options)).options))
