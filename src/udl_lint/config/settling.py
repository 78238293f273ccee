"""What holds for one lesson by profile, configuration files and command line, from the weakest voice to the strongest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from udl_lint.config import FailOn, Given, Wishes
from udl_lint.config.options import option_value
from udl_lint.config.profiles import DEFAULT_PROFILE, State, States, profile_chain
from udl_lint.config.values import Config, Override, RuleSetting, rule_setting
from udl_lint.errors import ConfigError
from udl_lint.finding import Severity
from udl_lint.named import Named
from udl_lint.rule import Rule
from udl_lint.wording import did_you_mean, shown


class Chosen(Named):
    """A rule that is on: its severity, and every option of its with the value that counts."""

    severity: Severity
    options: Mapping[str, Any]


class Settings(Named):
    """What holds for one lesson. A rule that is not among `rules` is off."""

    rules: Mapping[str, Chosen]
    about: Given
    fail_on: FailOn
    profile: str
    config: str
    """The path of the configuration file; empty without one."""


class _Layer(Named):
    """Settings that hold everywhere, or for an override's paths."""

    rules: Mapping[str, RuleSetting]
    about: Given
    override: Override | None = None


class Settler:
    """Says what holds for a lesson, by one configuration.

    From the weakest to the strongest: the rules' own defaults, the profile, then file by file (what is extended first) `rules` and
    the `overrides` that cover the lesson, then the command line. Within one `rules` a rule's own entry is stronger than its pack's.
    Naming a rule with a severity or options turns it on; a pack's severity changes how its rules speak, not whether.
    """

    def __init__(self, config: Config, rules: Mapping[str, Rule], profiles: Mapping[str, Mapping[str, Any]], wishes: Wishes | None = None):
        """Hold every name and value to the rules there are; raises ConfigError with file, line and “did you mean”."""
        self._config, self._rules, self._wishes = config, rules, wishes or Wishes()
        self._packs: dict[str, list[str]] = {}
        for rule in rules:
            self._packs.setdefault(rule.partition("/")[0], []).append(rule)
        self._profiles = profiles
        self.profile = self._find_profile()
        self._profile_chain = tuple(profile_chain(self.profile, profiles))
        self._layers = tuple(self._all_layers())
        self._select = frozenset(self._rules_named("--select", self._wishes.select))
        self._ignore = frozenset(self._rules_named("--ignore", self._wishes.ignore))
        self._settled: dict[tuple[bool, ...], Settings] = {}

    def settings_for(self, path: str | None = None, in_unit: bool = False) -> Settings:
        """What holds for the lesson at a path; without one no override does. The same object for all lessons alike.

        `in_unit`: the lesson is judged as one of a unit, so that rules whose scope is a unit are on unless a file or the command
        line turns them off by name.
        """
        covers = tuple(layer.override is None or (path is not None and layer.override.paths.cover(path)) for layer in self._layers)
        key = (*covers, in_unit)
        if key not in self._settled:
            self._settled[key] = self._settle([layer for layer, covered in zip(self._layers, covers, strict=True) if covered], in_unit)
        return self._settled[key]

    def _settle(self, layers: Sequence[_Layer], in_unit: bool) -> Settings:
        states = States(self._rules)
        only: Sequence[str] = ()
        for profile in self._profile_chain:
            only = profile.get("only") or only
            states.apply(_said(self._checked({name: rule_setting(value) for name, value in profile.get("rules", {}).items()})))
        for rule, state in states.by_rule.items() if in_unit else ():
            state.on = state.on or self._rules[rule].scope == "unit"
        states.keep_only(only)
        about = Given()
        for layer in layers:
            states.apply(_said(layer.rules))
            about = layer.about.over(about)
        for rule, state in states.by_rule.items():
            state.on = (rule in self._select if self._wishes.select else state.on) and rule not in self._ignore
        chosen = {rule: self._chosen(rule, state) for rule, state in states.by_rule.items() if state.on}
        return Settings(chosen, Given(self._wishes.grade).over(about), self._fail_on(), self.profile, self._config.path)

    def _fail_on(self) -> FailOn:
        """What the strongest voice says that says anything."""
        files = [config.fail_on for config in self._config.chain()]
        profiles = [profile.get("fail_on") for profile in self._profile_chain]
        return next((said for said in (self._wishes.fail_on, *reversed(files), *reversed(profiles)) if said), "error")

    def _chosen(self, rule: str, state: State) -> Chosen:
        found = self._rules[rule]
        return Chosen(
            state.severity or found.severity, {**{name: option.default for name, option in found.options.items()}, **state.options}
        )

    def _find_profile(self) -> str:
        if self._wishes.profile:
            if self._wishes.profile not in self._profiles:
                hint = did_you_mean(self._wishes.profile, self._profiles)
                raise ConfigError(f"--profile: there is no profile {shown(self._wishes.profile)!r}.", hint=hint)
            return self._wishes.profile
        for config in reversed(list(self._config.chain())):
            if config.profile and config.held:
                if config.profile not in self._profiles:
                    place = ("profile",) if "profile" in config.held.written.data else ("extends",)
                    hint = did_you_mean(config.profile, self._profiles)
                    raise config.held.wrong(f"there is no profile {shown(config.profile)!r}.", place, hint)
                return config.profile
        return DEFAULT_PROFILE

    def _all_layers(self) -> Iterator[_Layer]:
        for config in self._config.chain():
            yield _Layer(self._checked(config.rules), config.about)
            for override in config.overrides:
                yield _Layer(self._checked(override.rules), override.about, override)

    def _checked(self, rules: Mapping[str, RuleSetting]) -> dict[str, RuleSetting]:
        """The same settings with options as values; raises ConfigError."""
        checked = {}
        for name, setting in rules.items():
            if name in self._packs:
                if setting.options:
                    raise setting.wrong(f"{name!r} is a pack; options belong to a rule.", hint="Name one of its rules.")
            elif name not in self._rules:
                raise setting.wrong(f"there is no rule or pack {shown(name)!r}.", hint=self._near(name))
            options = {option: self._value(name, option, value, setting) for option, value in setting.options.items()}
            checked[name] = replace(setting, options=options)
        return checked

    def _value(self, rule: str, option: str, value: Any, setting: RuleSetting) -> Any:
        known = self._rules[rule].options
        if option not in known:
            hint = did_you_mean(option, [*known, "severity"])
            raise setting.wrong(f"{rule} has no option {shown(option)!r}.", option, hint)
        try:
            return option_value(value, known[option].default)
        except ValueError as error:
            raise setting.wrong(f"{option!r} takes {error}.", option, known[option].about.rstrip(".") + ".") from None

    def _rules_named(self, option: str, names: Sequence[str]) -> Iterator[str]:
        for name in names:
            if name not in self._rules and name not in self._packs:
                raise ConfigError(f"{option}: there is no rule or pack {shown(name)!r}.", hint=self._near(name))
            yield from self._packs.get(name, [name])

    def _near(self, name: str) -> str:
        return did_you_mean(name, [*self._rules, *self._packs])


def _said(rules: Mapping[str, RuleSetting]) -> Iterator[tuple[str, bool | None, Severity | None, Mapping[str, Any]]]:
    for name, setting in rules.items():
        yield name, setting.on, setting.severity, setting.options
