"""What holds for one lesson, and where each value was said: a file and line, the command line, a profile, or the rule itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from udl_lint.config import Given, Wishes
from udl_lint.config.profiles import profile_chain
from udl_lint.config.settling import Settings
from udl_lint.config.values import Config, Override, RuleSetting, rule_setting
from udl_lint.named import Named
from udl_lint.rule import Rule

COMMAND_LINE, DEFAULT, RULE = "command line", "default", "the rule's default"


class Origin(Named):
    """A value and where it was said."""

    value: Any
    source: str


class RuleOrigin(Named):
    """A rule: `on` or `off`, its severity and its options. Where it is off the other two say what it would have."""

    on: Origin
    severity: Origin
    options: Mapping[str, Origin]


class Origins(Named):
    """All that holds for a lesson, as `Settings` has it, with where it comes from."""

    profile: Origin
    fail_on: Origin
    about: Mapping[str, Origin]
    """`grade`, `subject`, `minutes` and `language`, where somebody says them."""
    lists: Mapping[str, tuple[Origin, ...]]
    """`packs`, `checks`, `exclude` and `units`, each item by itself."""
    rules: Mapping[str, RuleOrigin]


def origins(
    path: str, config: Config, rules: Mapping[str, Rule], profiles: Mapping[str, Mapping[str, Any]], wishes: Wishes, settled: Settings
) -> Origins:
    """Where each value of `settled` comes from, which a `Settler` made of the same configuration and wishes."""
    chain = tuple(config.chain())
    profile = Origin(settled.profile, _profile_source(chain, wishes))
    names = list(_chain_names(settled.profile, profiles))
    files = [(each.fail_on, _at(each, "fail_on")) for each in chain if each.fail_on]
    said = [(value, f"profile {name}") for name in names if (value := profiles[name].get("fail_on"))] + files
    source = COMMAND_LINE if wishes.fail_on else said[-1][1] if said else DEFAULT
    about: dict[str, Origin] = {}
    for each, given, place in _givens(path, chain):
        about |= {key: Origin(value, _at(each, *place, "about", key)) for key, value in _said(given)}
    if wishes.grade is not None:
        about["grade"] = Origin(wishes.grade, COMMAND_LINE)
    lists = {key: tuple(_listed(chain, key)) for key in ("packs", "checks", "exclude", "units")}
    return Origins(
        profile, Origin(settled.fail_on, source), about, lists, dict(_rules(path, chain, rules, profiles, names, wishes, settled))
    )


def _rules(
    path: str,
    chain: tuple[Config, ...],
    rules: Mapping[str, Rule],
    profiles: Mapping[str, Mapping[str, Any]],
    names: list[str],
    wishes: Wishes,
    settled: Settings,
) -> Iterator[tuple[str, RuleOrigin]]:
    sources: dict[str, dict[str, str]] = {rule: {"on": DEFAULT, "severity": RULE} for rule in rules}
    only: tuple[str, str] | None = None
    for name in names:
        layer = {rule: rule_setting(value) for rule, value in profiles[name].get("rules", {}).items()}
        _mark(sources, layer, partial(_profile, name))
        only = ("only", name) if profiles[name].get("only") else only
    if only:
        chosen = profiles[only[1]]["only"]
        for rule, marks in sources.items():
            marks["on"] = marks["on"] if _named(rule, chosen) else f"profile {only[1]}"
    for config in chain:
        _mark(sources, config.rules, _place)
        for override in config.overrides:
            if override.paths.cover(path):
                _mark(sources, override.rules, _place)
    for rule, found in rules.items():
        marks, chosen_rule = sources[rule], settled.rules.get(rule)
        if wishes.select and (chosen_rule is not None or not _named(rule, wishes.select)):
            marks["on"] = COMMAND_LINE
        if _named(rule, wishes.ignore):
            marks["on"] = COMMAND_LINE
        severity = chosen_rule.severity if chosen_rule else found.severity
        values = chosen_rule.options if chosen_rule else {}
        options = {name: Origin(value, marks.get(f"option {name}", RULE)) for name, value in values.items()}
        yield rule, RuleOrigin(Origin("on" if chosen_rule else "off", marks["on"]), Origin(severity, marks["severity"]), options)


def _mark(sources: dict[str, dict[str, str]], layer: Mapping[str, RuleSetting], place: Any) -> None:
    """Note who speaks last, in the order in which `States.apply` has it."""
    for name, setting in sorted(layer.items(), key=lambda each: "/" in each[0]):
        for rule in [name] if "/" in name else [rule for rule in sources if rule.partition("/")[0] == name]:
            marks = sources[rule]
            if setting.on is not None or rule == name:
                marks["on"] = place(setting, "")
            if setting.severity:
                marks["severity"] = place(setting, "severity")
            marks |= {f"option {option}": place(setting, option) for option in setting.options}


def _profile(name: str, setting: RuleSetting, option: str) -> str:  # noqa: ARG001 - as `_place`
    return f"profile {name}"


def _place(setting: RuleSetting, option: str) -> str:
    written = setting.held.written if setting.held else None
    return f"{written.path}:{written.line((*setting.place, option) if option else setting.place)}" if written else DEFAULT


def _named(rule: str, names: Any) -> bool:
    return rule in names or rule.partition("/")[0] in names


def _givens(path: str, chain: tuple[Config, ...]) -> Iterator[tuple[Config, Given, tuple[str | int, ...]]]:
    for config in chain:
        yield config, config.about, ()
        for number, override in enumerate(config.overrides):
            if _covers(override, path):
                yield config, override.about, ("overrides", number)


def _covers(override: Override, path: str) -> bool:
    return override.paths.cover(path)


def _said(given: Given) -> Iterator[tuple[str, Any]]:
    yield from ((key, value) for key, value in zip(Given._fields, given, strict=True) if value)


def _listed(chain: tuple[Config, ...], key: str) -> Iterator[Origin]:
    for config in chain:
        data = config.held.written.data if config.held else None
        for number, value in enumerate((data or {}).get(key) or ()):
            yield Origin(value, _at(config, key, number))


def _profile_source(chain: tuple[Config, ...], wishes: Wishes) -> str:
    if wishes.profile:
        return COMMAND_LINE
    for config in reversed(chain):
        if config.profile and config.held:
            return _at(config, "profile" if "profile" in config.held.written.data else "extends")
    return DEFAULT


def _chain_names(name: str, profiles: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The names of the profiles of `profile_chain`, furthest first."""
    found = list(profile_chain(name, profiles))
    yield from (next(each for each, profile in profiles.items() if profile is wanted) for wanted in found)


def _at(config: Config, *place: str | int) -> str:
    return f"{config.path}:{config.held.written.line(place)}" if config.held else DEFAULT
