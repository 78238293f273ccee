"""What holds for each lesson: from configuration, packs and the command line to rules that are ready to run."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence

from udl_lint.config import FailOn, Given, Wishes
from udl_lint.config.search import Configs
from udl_lint.errors import InstalledError, UsageError
from udl_lint.linter import Applied, Linter, applied
from udl_lint.named import Named
from udl_lint.packs import load_ruleset

TYPE_CHECKING = False
if TYPE_CHECKING:
    from udl_lint.config.profiles import State
    from udl_lint.config.settling import Settings, Settler
    from udl_lint.config.values import Config, Pack
    from udl_lint.rule import Rule


class Setting(Named):
    """What holds for one lesson: the rules with their options, what is given about it, and what makes a run fail."""

    linter: Linter
    rules: tuple[Applied, ...]
    given: Given = Given()
    fail_on: FailOn = "error"
    profile: str = ""
    config: str = ""
    """The path of the configuration file; empty without one."""
    unit: str = ""
    """The folder of the unit that the lesson is judged as a part of; empty where it stands for itself."""


SettingFor = Callable[[str], Setting]
"""The setting for a lesson's path."""


class Rulebook:
    """The setting for any path, by the nearest configuration or the one that was named, and what the command line asks for.

    Everything is read once. Each method raises ConfigError or PackError for what cannot be used.
    """

    def __init__(self, wishes: Wishes | None = None, config: str | None = None) -> None:
        self.configs = Configs(config)
        self.wishes = wishes or Wishes()
        self.config = config
        self._plain: Setting | None = None
        self._linters: dict[tuple[tuple[Pack, ...], tuple[str, ...]], Linter] = {}
        self._settlers: dict[int, tuple[Config, Settler]] = {}
        self._settings: dict[tuple[int, str], tuple[object, Setting]] = {}
        self.units: Mapping[str, str] = {}
        """The unit, by its folder, of each lesson that is judged as a part of one."""

    def setting(self, path: str) -> Setting:
        """What holds for the lesson at a path, whether it is there or not."""
        config, unit = self.configs.file_for(path), self.units.get(path, "")
        if config is None and self.wishes == Wishes() and not unit:
            if self._plain is None:
                self._plain = plain_setting(self._linter(()))
            return self._plain
        settler = self._settler(config)
        settings = settler.settings_for(path, bool(unit))
        # A settler gives the same object for all lessons that are alike; it is kept here so that its id stays its own.
        kept = self._settings.get((id(settings), unit))
        if kept is None:
            linter = self.linter(config)
            rules = tuple(Applied(linter.ruleset.rules[rule], chosen.severity, chosen.options) for rule, chosen in settings.rules.items())
            setting = Setting(linter, rules, settings.about, settings.fail_on, settings.profile, settings.config, unit)
            kept = self._settings[id(settings), unit] = (settings, setting)
        return kept[1]

    def settings(self, path: str) -> Settings:
        """What holds for the lesson at a path, as files, profile and command line have it."""
        return self._settler(self.configs.file_for(path)).settings_for(path, bool(self.units.get(path)))

    def linter(self, config: Config | None = None) -> Linter:
        """The rules and words of a configuration's packs; the built-in ones without a configuration."""
        if config is None:
            return self._linter(())
        try:
            return self._linter(config.all_packs, config.all_checks)
        except InstalledError as error:
            raise _placed(error, config) from None

    def _linter(self, packs: tuple[Pack, ...], kinds: tuple[str, ...] = ()) -> Linter:
        if (packs, kinds) not in self._linters:
            folders = [_folder(pack) for pack in packs]
            self._linters[packs, kinds] = Linter(load_ruleset(folders, _kinds(kinds)) if kinds else load_ruleset(folders))
        return self._linters[packs, kinds]

    def _settler(self, config: Config | None) -> Settler:
        from udl_lint.config.settling import Settler
        from udl_lint.config.values import NO_CONFIG

        config = config or NO_CONFIG
        if id(config) not in self._settlers:
            ruleset = self.linter(config).ruleset
            self._settlers[id(config)] = (config, Settler(config, ruleset.rules, ruleset.profiles, self.wishes))
        return self._settlers[id(config)][1]


def plain_setting(linter: Linter) -> Setting:
    """What holds where nobody says anything: as a `Settler` has it for an empty configuration, at a small part of its cost."""
    from udl_lint.config.profiles import DEFAULT_PROFILE, States, profile_chain, said_of

    rules = linter.ruleset.rules
    only: Sequence[str] = ()
    fail_on: FailOn = "error"
    states = States(rules)
    for profile in profile_chain(DEFAULT_PROFILE, linter.ruleset.profiles):
        states.apply((name, *said_of(value)) for name, value in profile.get("rules", {}).items())
        only, fail_on = profile.get("only") or only, profile.get("fail_on") or fail_on
    states.keep_only(only)
    chosen = ((rules[name], state) for name, state in states.by_rule.items() if state.on)
    return Setting(linter, tuple(_applied(rule, state) for rule, state in chosen), fail_on=fail_on, profile=DEFAULT_PROFILE)


def _applied(rule: Rule, state: State) -> Applied:
    if not state.options:
        return applied(rule, state.severity)
    from udl_lint.config.options import option_value

    return applied(rule, state.severity, {name: option_value(value, rule.options[name].default) for name, value in state.options.items()})


def _placed(error: InstalledError, config: Config) -> UsageError:
    """What is wrong with an installed pack or kind of check, at the line of the configuration that names it."""
    for each in config.chain():
        for key, names in (("packs", [pack.name for pack in each.packs]), ("checks", list(each.checks))):
            if each.held is not None and error.name in names:
                near = key == "packs" and os.path.isdir(os.path.join(os.path.dirname(each.path), error.name))
                hint = f"Did you mean ./{error.name}?" if near else error.hint
                return each.held.wrong(error.message, (key, names.index(error.name)), hint)
    return error


def _kinds(names: Sequence[str]) -> Mapping[str, str]:
    from udl_lint.packs import installed_kinds

    return installed_kinds(names)


def _folder(pack: Pack) -> str:
    if pack.folder:
        return pack.folder
    from udl_lint.packs import installed_pack

    return installed_pack(pack.name)
