"""A rule's examples, linted: what was underlined against what its file says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from udl_lint.finding import Report, Verdict
from udl_lint.packs import Ruleset
from udl_lint.rule import Example, Rule
from udl_lint.source import Position, Source

Lint = Callable[[Rule, Example], Report]
"""Lints an example's text with this rule alone, as the example's format and grade say. Spans count from the text's start."""


@dataclass(frozen=True)
class Flagged:
    """One finding in an example."""

    rule: str
    text: str
    """What is underlined, exactly."""
    verdict: Verdict
    position: Position
    message: str
    advice: str


@dataclass(frozen=True)
class ExampleResult:
    """What a rule said about one of its examples."""

    rule: str
    number: int
    """From 1, as the examples stand in the rule's file."""
    example: Example
    flagged: tuple[Flagged, ...]
    """All findings, in reading order, those of other rules too (`input/…`)."""
    missing: tuple[tuple[Verdict, str], ...]
    """Texts that should have been underlined and were not, with the verdict expected."""
    unexpected: tuple[Flagged, ...]
    """Findings that the rule's file says nothing of."""
    unchecked: tuple[str, ...] = ()
    """Why the rule did not look, in plain words."""
    crashed: tuple[str, ...] = ()
    """The exception in one line, if the check raised."""

    @property
    def passed(self) -> bool:
        """Whether exactly the expected texts were underlined, each once."""
        return not (self.missing or self.unexpected or self.crashed)


def run_examples(ruleset: Ruleset, lint: Lint, rule_ids: Iterable[str] | None = None) -> Iterator[ExampleResult]:
    """Each example of these rules (of all when None is given), in order; raises KeyError for a rule that is not there."""
    for rule_id in ruleset.explained if rule_ids is None else rule_ids:
        rule = ruleset.explained[rule_id]
        for number, example in enumerate(rule.examples, start=1):
            yield run_example(rule, number, example, lint)


def run_example(rule: Rule, number: int, example: Example, lint: Lint) -> ExampleResult:
    """One example, linted and compared."""
    report = lint(rule, example)
    source = Source("", example.lesson)
    flagged = tuple(
        Flagged(
            finding.rule, source.slice(finding.span), finding.verdict, source.position(finding.span.start), finding.message, finding.advice
        )
        for finding in sorted(report.findings, key=lambda finding: finding.span)
    )
    expected: Counter[tuple[Verdict, str]] = Counter([("problem", text) for text in example.flags])
    expected.update(("review", text) for text in example.reviews)
    unexpected = []
    for each in flagged:
        key = (each.verdict, each.text)
        if each.rule == rule.id and expected[key]:
            expected[key] -= 1
        else:
            unexpected.append(each)
    return ExampleResult(
        rule=rule.id,
        number=number,
        example=example,
        flagged=flagged,
        missing=tuple(expected.elements()),
        unexpected=tuple(unexpected),
        unchecked=tuple(unchecked.why for unchecked in report.unchecked if unchecked.rule == rule.id),
        crashed=tuple(why for name, why in report.crashed if name == rule.id),
    )
