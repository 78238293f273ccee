"""Pages from the rules themselves: one a rule, lists by pack and by profile, and what UDL asks that no rule speaks to.

The same rules and figures give the same pages, to the byte. Nothing here writes a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from udl_lint.config import Wishes
from udl_lint.config.settling import Settler
from udl_lint.config.values import Config
from udl_lint.docs.coverage import coverage_page
from udl_lint.docs.figures import Figures
from udl_lint.docs.lists import index_page, profiles_page
from udl_lint.docs.places import COVERAGE, INDEX, PROFILES, WRITTEN, rule_page_name
from udl_lint.docs.rule_page import Membership, rule_page
from udl_lint.example_runs import ExampleResult, run_examples
from udl_lint.linter import lint_example
from udl_lint.packs import Ruleset
from udl_lint.rule import Rule

__all__ = ["COVERAGE", "INDEX", "PROFILES", "WRITTEN", "Figures", "pages", "rule_page_name"]


def pages(ruleset: Ruleset, figures: Figures) -> Iterator[tuple[str, str]]:
    """Every page: its name below the folder of the pages, with `/` between the parts, and its text in Markdown.

    Each example is linted, so that a page shows what the rule says there.
    """
    memberships = {name: _membership(ruleset, name) for name in ruleset.profiles}
    rules = ruleset.explained
    yield INDEX, _marked(index_page(rules, memberships))
    yield PROFILES, _marked(profiles_page(ruleset, memberships))
    yield COVERAGE, _marked(coverage_page(ruleset))
    for name, rule in rules.items():
        yield rule_page_name(name), _marked(rule_page(rule, ruleset, _results(ruleset, rule), memberships, figures.lines(name)))


def _marked(lines: Iterator[str]) -> str:
    return f"{WRITTEN}\n\n" + "\n".join(lines).rstrip("\n") + "\n"


def _membership(ruleset: Ruleset, profile: str) -> Membership:
    settings = Settler(Config(), ruleset.rules, ruleset.profiles, Wishes(profile=profile)).settings_for()
    return {rule: chosen.severity for rule, chosen in settings.rules.items()}


def _results(ruleset: Ruleset, rule: Rule) -> Sequence[ExampleResult]:
    return list(run_examples(ruleset, lambda rule, example: lint_example(ruleset, rule, example), [rule.id]))
