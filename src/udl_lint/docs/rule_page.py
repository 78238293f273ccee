"""A rule's page, in the order in which one reads it: what, why, for whom, how to mend it, knobs, proof, examples."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from udl_lint.checks import check_keys
from udl_lint.docs.marking import code, escaped, fenced, quoted, table
from udl_lint.docs.places import PROFILES
from udl_lint.example_runs import ExampleResult
from udl_lint.finding import Severity
from udl_lint.packs import Ruleset, Standard
from udl_lint.patterns import lazy
from udl_lint.rule import Rule
from udl_lint.wording import as_written, fill

Membership = Mapping[str, Severity]
"""The rules that a profile turns on, with how serious each is there."""
_NAME = lazy(r"\{[a-z][a-z0-9_]*\}")


def rule_page(
    rule: Rule, ruleset: Ruleset, results: Sequence[ExampleResult], profiles: Mapping[str, Membership], accuracy: Iterable[str]
) -> Iterator[str]:
    """The lines of a rule's page. `results` are its examples, linted; `accuracy` is what is known of how often it is right."""
    yield f"# {escaped(rule.title)}"
    yield ""
    yield f"{code(rule.id)}, {rule.severity}. [All rules](../README.md)"
    yield ""
    yield from _says(rule)
    yield from _section("Why", rule.why)
    yield from _section("Who meets the barrier", rule.affects)
    yield from _section("How to fix it", rule.how_to_fix)
    if rule.review:
        yield from _section("Where it is not sure, it asks", rule.review)
    if rule.scope == "unit":
        yield from _section("In a unit", "`udl-lint check --unit FOLDER` judges it once, over all lessons of a folder")
    yield "## Examples"
    yield ""
    for result in results:
        yield from _example(result)
    yield from accuracy
    yield from _options(rule)
    yield from _way_of_looking(rule, ruleset)
    yield from _profiles(rule, profiles)
    yield from _allowing(rule)
    yield from _list("Asked for by", _standards(rule, ruleset))
    yield from _list("Sources", map(escaped, rule.sources))


def _section(title: str, text: str) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield escaped(_sentence(text))
    yield ""


def _sentence(text: str) -> str:
    """A text that begins and ends as a sentence does."""
    return text[:1].upper() + text[1:] + ("" if text.rstrip()[-1:] in ".!?”)" else ".")


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    items = list(items)
    if items:
        yield f"## {title}"
        yield ""
        yield from (f"* {item}" for item in items)
        yield ""


def _says(rule: Rule) -> Iterator[str]:
    said = _NAME.sub("…", fill(rule.message, {name: option.default for name, option in rule.options.items()}))
    yield "## What it looks for"
    yield ""
    yield f"It says: {escaped(said)}"
    yield ""
    if rule.found:
        yield f"Where it finds {escaped(rule.found)}, it shows you the line."
        yield ""


def _way_of_looking(rule: Rule, ruleset: Ruleset) -> Iterator[str]:
    """When its check speaks, in that check's own words, and what the rule gives it to look for."""
    about = inspect.cleandoc(type(rule.check).__doc__ or "").partition("\n\n")[0]
    given = list(_given(rule, ruleset))
    if about or given:
        yield "## How it looks"
        yield ""
        if about:
            yield " ".join(about.split())
            yield ""
        if given:
            yield from (f"* {each}" for each in given)
            yield ""


def _given(rule: Rule, ruleset: Ruleset) -> Iterator[str]:
    """What a rule says to its check beyond what holds by itself: concepts of the lexicon by what they are about, the rest as it is."""
    concepts = ruleset.lexicon_data["concepts"]
    for key, value_of, default in _fields(rule.check):
        if key in getattr(rule.check, "concept_fields", ()):
            for name, names in value_of.items() if isinstance(value_of, Mapping) else [("", value_of)]:
                told = [f"{escaped(str(concepts[each].get('about', '')))} ({code(each)})" for each in names if each in concepts]
                if told:
                    yield f"{code(key)}{f', {escaped(name)}' if name else ''}: {'; '.join(told)}"
        elif value_of != default:
            yield f"{code(key)}: {escaped(as_written(value_of).strip('[]'))}"


def _fields(check: Any) -> Iterator[tuple[str, Any, Any]]:
    """Name, value and default of each of a check's fields."""
    for name in check_keys(type(check)):
        yield name, getattr(check, name), getattr(type(check), name, None)


def _example(result: ExampleResult) -> Iterator[str]:
    example = result.example
    grade = f", for grade {example.grade}" if example.grade else ""
    yield f"### {result.number}. {escaped(example.title)}{escaped(grade)}"
    yield ""
    yield from fenced(example.lesson, example.format)
    yield ""
    messages = {(str(each.verdict), each.text): each.message for each in result.flagged}
    for verdict, text in (*(("problem", text) for text in example.flags), *(("review", text) for text in example.reviews)):
        yield f"{'It underlines' if verdict == 'problem' else 'It asks a person to look at'}:"
        yield ""
        yield f"> {quoted(text)}"
        yield ""
        if (verdict, text) in messages:
            yield f"It says: {quoted(messages[verdict, text])}"
            yield ""
    if not example.flags and not example.reviews:
        yield "It says nothing here" + (", though it looks alike." if example.trap else ".")
        yield ""


def _options(rule: Rule) -> Iterator[str]:
    if not rule.options:
        return
    yield "## Options"
    yield ""
    rows = ((code(name), code(as_written(option.default)), escaped(option.about)) for name, option in rule.options.items())
    yield from table(("Option", "By itself", "What it means"), rows)
    yield ""
    name, option = next(iter(rule.options.items()))
    yield from fenced(f"# udl-lint.yaml\nrules:\n  {rule.id}:\n    {name}: {as_written(option.default)}", "yaml")
    yield ""


def _profiles(rule: Rule, profiles: Mapping[str, Membership]) -> Iterator[str]:
    yield "## Where it is on"
    yield ""
    yield from table((f"[Profile](../../{PROFILES})", "This rule"), ((code(name), on.get(rule.id, "off")) for name, on in profiles.items()))
    yield ""


def _allowing(rule: Rule) -> Iterator[str]:
    yield "## When you mean it"
    yield ""
    yield "Say so in the plan, before the part that it speaks of, with your reason:"
    yield ""
    yield from fenced(f"<!-- udl-lint: allow {rule.id} -- your reason -->", "markdown")
    yield ""
    yield "To turn it off for a folder, or to make it milder:"
    yield ""
    yield from fenced(f"# udl-lint.yaml\nrules:\n  {rule.id}: off          # or error, warning, suggestion", "yaml")
    yield ""


def _standards(rule: Rule, ruleset: Ruleset) -> Iterator[str]:
    """What the rule cites, a line for each framework; a link that all its parts share stands once."""
    frameworks: dict[str, list[Standard]] = {}
    for name in rule.standards:
        standard = ruleset.standards.get(name, Standard(name, "", ""))
        frameworks.setdefault(standard.framework, []).append(standard)
    for framework, members in frameworks.items():
        links = {standard.link for standard in members} - {""}
        shared = f" <{links.pop()}>" if len(links) == 1 else ""
        told = "; ".join(_standard(each, linked=not shared) for each in members)
        yield f"{escaped(framework)}: {told}.{shared}" if framework else f"{told}."


def _standard(standard: Standard, *, linked: bool) -> str:
    words = f"{code(standard.code)} {escaped(standard.title)}".rstrip()
    return f"{words} <{standard.link}>" if linked and standard.link else words
