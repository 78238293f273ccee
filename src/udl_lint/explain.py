"""What a rule is, in words and as data: why, for whom, how to mend it, its knobs, where it is known from, and its examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from udl_lint.docs.places import rule_page_name
from udl_lint.families import BUILT_IN
from udl_lint.packs import Ruleset
from udl_lint.reporters.terminal import Screen, cut, plain, wrapped
from udl_lint.rule import Example, Rule
from udl_lint.wording import as_written


def explain_rule(rule: Rule, ruleset: Ruleset, screen: Screen, severity: str, values: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a rule's page, without line ends. `severity` (or `off`) and `values` are what holds here."""
    yield screen.paint("strong", rule.title)
    yield f"{rule.id}, {severity if severity == rule.severity else f'{severity} here ({rule.severity} by itself)'}"
    yield ""
    yield from wrapped(f"It says: {rule.message}", screen.width, "", "  ")
    for label, text in (("Why", rule.why), ("Who meets the barrier", rule.affects), ("How to fix it", rule.how_to_fix)):
        yield ""
        yield from wrapped(f"{label}: {text}", screen.width, "", "  ")
    if rule.review:
        yield ""
        yield from wrapped(f"Where I am not sure, I ask: {rule.review}", screen.width, "", "  ")
    if rule.scope == "unit":
        yield ""
        yield from wrapped("In a unit (check --unit FOLDER) it is judged once, over all lessons.", screen.width, "", "  ")
    yield from _listed("Options, for udl-lint.yaml", (_option(name, rule, values) for name in rule.options), screen)
    yield from _listed("Asked for by", (_standard(code, ruleset) for code in rule.standards), screen)
    yield from _listed("Sources", rule.sources, screen)
    for number, example in enumerate(rule.examples, start=1):
        yield ""
        yield from _example(number, example, screen)
    yield ""
    yield from wrapped(f"To keep something as it is, write before it: <!-- udl-lint: allow {rule.id} -- your reason -->", screen.width)
    yield ""
    yield from wrapped(f"Its page, where udl-lint docs wrote it: {rule_page_name(rule.id)}", screen.width, "", "  ")


def explain_family(name: str, screen: Screen) -> Iterator[str]:
    """The lines on a rule of a family that has no file: `input/…` or `allow/…`."""
    title, text = BUILT_IN[name.partition("/")[0]]
    yield screen.paint("strong", title)
    yield name
    yield ""
    yield from wrapped(text, screen.width)


def rule_data(rule: Rule, ruleset: Ruleset, severity: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """A rule's page as data. `severity` (or `off`) and `values` are what holds here."""
    return {
        **rule_line(rule, severity),
        "message": rule.message,
        "why": rule.why,
        "affects": rule.affects,
        "how_to_fix": rule.how_to_fix,
        "review": rule.review,
        "page": rule_page_name(rule.id),
        "options": {
            name: {"default": option.default, "value": values.get(name, option.default), "about": option.about}
            for name, option in rule.options.items()
        },
        "cites": [ruleset.standards[code]._asdict() for code in rule.standards if code in ruleset.standards],
        "sources": list(rule.sources),
        "examples": [
            {
                "title": example.title,
                "format": example.format,
                "grade": example.grade,
                "lesson": example.lesson,
                "flags": list(example.flags),
                "reviews": list(example.reviews),
                "trap": example.trap,
            }
            for example in rule.examples
        ],
    }


def rule_line(rule: Rule, severity: str) -> dict[str, Any]:
    """A rule as data in short."""
    return {
        "id": rule.id,
        "pack": rule.pack,
        "title": rule.title,
        "on": severity != "off",
        "severity": severity,
        "standards": list(rule.standards),
    }


def rules_text(rules: Iterable[tuple[Rule, str]], screen: Screen, holds: str) -> Iterator[str]:
    """All rules by pack, each with its severity or `off`; `holds` says in words where that comes from."""
    yield from wrapped(f"Rules and how serious they are {holds}:", screen.width)
    pack, on, off = "", 0, 0
    for rule, severity in rules:
        if rule.pack != pack:
            pack = rule.pack
            yield ""
            yield screen.paint("strong", pack)
        on, off = on + (severity != "off"), off + (severity == "off")
        said = screen.paint(severity if severity != "off" else "quiet", f"{severity:<10}")
        yield f"  {said}  {plain(rule.id)}"
        yield from wrapped(rule.title, screen.width, " " * 14)
    yield ""
    yield f"{on} on, {off} off. More on one: udl-lint explain RULE."


def _listed(title: str, items: Iterable[str], screen: Screen) -> Iterator[str]:
    items = list(items)
    if items:
        yield ""
        yield screen.paint("strong", f"{title}:")
        for item in items:
            yield from wrapped(item, screen.width, "- ", "  ")


def _option(name: str, rule: Rule, values: Mapping[str, Any]) -> str:
    option = rule.options[name]
    value = values.get(name, option.default)
    told = as_written(option.default) if value == option.default else f"{as_written(value)} here, {as_written(option.default)} by itself"
    return f"{name}: {told}. {option.about}."


def _standard(code: str, ruleset: Ruleset) -> str:
    standard = ruleset.standards.get(code)
    return code if standard is None else f"{code}, {standard.title} ({standard.framework}){f' {standard.link}' if standard.link else ''}"


def _example(number: int, example: Example, screen: Screen) -> Iterator[str]:
    """An example's lesson, and which of its words are underlined."""
    grade = f", for grade {example.grade}" if example.grade else ""
    yield screen.paint("strong", cut(plain(f"Example {number}: {example.title}{grade}"), screen.width))
    for line in example.lesson.rstrip("\n").split("\n"):
        indent = " " * min(len(line) - len(line.lstrip()), 20)
        yield from wrapped(line, screen.width, f"    | {indent}") if line.strip() else ("    |",)
    for texts, said in ((example.flags, "It underlines"), (example.reviews, "It asks a person to look at")):
        for text in texts:
            yield from wrapped(f"{said}: “{text}”", screen.width, "  ", "    ")
    if not example.flags and not example.reviews:
        yield "  It says nothing here" + (", though it looks alike." if example.trap else ".")
