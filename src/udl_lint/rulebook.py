"""What holds for each lesson: from configuration, packs and the command line to rules that are ready to run."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from udl_lint.config import Configs, Settler, Wishes
from udl_lint.config.values import Config, FailOn, Given, Pack
from udl_lint.linter import Applied, Linter
from udl_lint.packs import load_ruleset


class Setting(NamedTuple):
    """What holds for one lesson: the rules with their options, what is given about it, and what makes a run fail."""

    linter: Linter
    rules: tuple[Applied, ...]
    given: Given = Given()
    fail_on: FailOn = "error"
    profile: str = ""
    config: str = ""
    """The path of the configuration file; empty without one."""


SettingFor = Callable[[str], Setting]
"""The setting for a lesson's path."""


class Rulebook:
    """The setting for any path, by the nearest configuration or the one that was named, and what the command line asks for.

    Everything is read once. Each method raises ConfigError or PackError for what cannot be used.
    """

    def __init__(self, wishes: Wishes | None = None, config: str | None = None) -> None:
        self.configs = Configs(config)
        self._wishes = wishes or Wishes()
        self._linters: dict[tuple[Pack, ...], Linter] = {}
        self._settlers: dict[int, tuple[Config, Settler]] = {}
        self._settings: dict[int, tuple[object, Setting]] = {}

    def setting(self, path: str) -> Setting:
        """What holds for the lesson at a path, whether it is there or not."""
        config = self.configs.of(path)
        linter = self.linter(config)
        settings = self._settler(config, linter).settings_for(path)
        # A settler gives the same object for all lessons that are alike; it is kept here so that its id stays its own.
        kept = self._settings.get(id(settings))
        if kept is None:
            rules = tuple(Applied(linter.ruleset.rules[rule], chosen.severity, chosen.options) for rule, chosen in settings.rules.items())
            setting = Setting(linter, rules, settings.about, settings.fail_on, settings.profile, settings.config)
            kept = self._settings[id(settings)] = (settings, setting)
        return kept[1]

    def linter(self, config: Config) -> Linter:
        """The rules and words of a configuration's packs."""
        packs = config.all_packs
        if packs not in self._linters:
            self._linters[packs] = Linter(load_ruleset([_folder(pack) for pack in packs]))
        return self._linters[packs]

    def _settler(self, config: Config, linter: Linter) -> Settler:
        if not config.path:
            config = _NO_CONFIG
        if id(config) not in self._settlers:
            ruleset = linter.ruleset
            self._settlers[id(config)] = (config, Settler(config, ruleset.rules, ruleset.profiles, self._wishes))
        return self._settlers[id(config)][1]


_NO_CONFIG = Config()


def _folder(pack: Pack) -> str:
    if pack.folder:
        return pack.folder
    from udl_lint.packs import installed_pack

    return installed_pack(pack.name)
