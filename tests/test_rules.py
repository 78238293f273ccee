"""Every built-in rule does on its own examples what its file says, and speaks as the house does."""

from __future__ import annotations

import re

import pytest

from udl_lint.example_runs import ExampleResult, run_example
from udl_lint.finding import Report
from udl_lint.packs import load_ruleset
from udl_lint.rule import Example, Rule

RULESET = load_ruleset()
EXAMPLES = [(rule, number, example) for rule in RULESET.explained.values() for number, example in enumerate(rule.examples, start=1)]


def lint(rule: Rule, example: Example) -> Report:
    """What the linter says about an example when this rule alone is on."""
    linter = pytest.importorskip("udl_lint.linter")
    report: Report = linter.lint_example(RULESET, rule, example)
    return report


def told(result: ExampleResult) -> str:
    """What went wrong, for the person who wrote the rule."""
    lines = [f"{result.rule}, example {result.number}: {result.example.title}"]
    lines += [f"  not flagged ({verdict}): {text!r}" for verdict, text in result.missing]
    lines += [f"  flagged, but not expected: {each.text!r} ({each.verdict}, {each.rule}: {each.message})" for each in result.unexpected]
    lines += [f"  did not look: {why}" for why in result.unchecked]
    lines += [f"  crashed: {why}" for why in result.crashed]
    return "\n".join(lines)


@pytest.mark.parametrize(("rule", "number", "example"), EXAMPLES, ids=[f"{rule.id}-{number}" for rule, number, _ in EXAMPLES])
def test_a_rule_flags_what_its_example_says(rule: Rule, number: int, example: Example) -> None:
    result = run_example(rule, number, example, lint)
    assert result.passed, told(result)


@pytest.mark.parametrize("rule", RULESET.explained.values(), ids=RULESET.explained)
def test_a_rule_speaks_as_the_house_does(rule: Rule) -> None:
    for text in (rule.message, rule.review, rule.how_to_fix, rule.why, rule.affects):
        assert not re.search(r"\byou (failed|forgot|must|should have)\b|\bcompliant\b|\bscore\b", text, re.IGNORECASE), text
    assert len({example.title for example in rule.examples}) == len(rule.examples), "two examples have one title"
    assert len({example.lesson for example in rule.examples}) == len(rule.examples), "two examples have one lesson"
    assert rule.review == "" or rule.review.endswith("?"), "a review is a question"
    assert rule.severity in ("error", "warning", "suggestion")


def test_every_rule_can_be_chosen_and_every_standard_is_one_that_is_cited_or_citable() -> None:
    assert list(RULESET.explained) == sorted(RULESET.rules)
    for rule in RULESET.rules.values():
        assert set(rule.standards) <= set(RULESET.standards)
    assert {"teacher", "team", "strict", "language", "materials"} <= set(RULESET.profiles)
