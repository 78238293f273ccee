"""What a configuration says, as plain values."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from udl_lint.config import FailOn, Given
from udl_lint.config.profiles import said_of
from udl_lint.errors import ConfigError
from udl_lint.finding import Severity
from udl_lint.globs import Glob
from udl_lint.named import Named

if TYPE_CHECKING:
    from udl_lint.config.shapes import Held


NOTHING = Given()


@dataclass(frozen=True)
class RuleSetting:
    """What is said of a rule or pack. `on` is None where only severity or options are said; options are as written."""

    on: bool | None = None
    severity: Severity | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    held: Held | None = field(default=None, repr=False, compare=False)
    """The file that says it, at `place`; None for a profile."""
    place: tuple[str | int, ...] = field(default=(), compare=False)

    def wrong(self, message: str, option: str = "", hint: str = "") -> ConfigError:
        """The error to raise for it, or for one of its options."""
        place = (*self.place, option) if option else self.place
        return self.held.wrong(message, place, hint) if self.held else ConfigError(message, hint=hint)


class Paths(Named):
    """Patterns for files below a folder; the last that fits decides, `!` in front of one takes back."""

    folder: str
    patterns: tuple[Glob, ...] = ()

    def cover(self, path: str) -> bool:
        """Whether a path is meant, by itself or by a folder that it lies in."""
        if not self.patterns:
            return False
        top, whole = self.folder.rstrip(os.sep) + os.sep, os.path.abspath(path)
        if not whole.startswith(top):
            return False
        names = whole[len(top) :].split(os.sep)
        said = [not pattern.keep for pattern in self.patterns if pattern.covers(names)]
        return bool(said) and said[-1]


NO_PATHS = Paths("")


class Override(Named):
    """What holds for some paths only."""

    paths: Paths
    about: Given
    rules: Mapping[str, RuleSetting]


class Pack(Named):
    """A pack of rules that is named: a folder, or an installed one by its name (`folder` is then empty)."""

    name: str
    folder: str = ""


@dataclass(frozen=True)
class Config:
    """One configuration file. Empty values mean that it does not say; `extends` then may."""

    path: str = ""
    """As it was named or found; empty when there is no file."""
    root: str = ""
    """The folder that nothing is read outside of: the project's, or else the file's own."""
    extends: Config | None = None
    profile: str = ""
    packs: tuple[Pack, ...] = ()
    checks: tuple[str, ...] = ()
    """Kinds of check that installed packages offer."""
    exclude: Paths = NO_PATHS
    units: Paths = NO_PATHS
    fail_on: FailOn | None = None
    about: Given = NOTHING
    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    held: Held | None = field(default=None, repr=False, compare=False)

    def chain(self) -> Iterator[Config]:
        """What it extends, furthest first, then itself: later ones win."""
        if self.extends is not None:
            yield from self.extends.chain()
        yield self

    @property
    def all_packs(self) -> tuple[Pack, ...]:
        """Every pack that is named, in order, each once."""
        return tuple(dict.fromkeys(pack for config in self.chain() for pack in config.packs))

    @property
    def all_checks(self) -> tuple[str, ...]:
        """Every kind of check that is named, in order, each once."""
        return tuple(dict.fromkeys(name for config in self.chain() for name in config.checks))

    def unit_of(self, path: str) -> str | None:
        """The folder of the unit that a lesson belongs to: the highest one above it that is named, as the lesson's path has it."""
        folder, found = os.path.dirname(path), None
        while folder and folder not in (".", os.sep):
            if any(config.units.cover(folder) for config in self.chain()):
                found = folder
            above = os.path.dirname(folder)
            folder = "" if above == folder else above
        return found

    def leaves_out(self, path: str) -> bool:
        """Whether a file or folder is no lesson: excluded, a local pack or something in one, or a configuration."""
        if not self.path:
            return False
        whole = os.path.abspath(path)
        for config in self.chain():
            packs = (pack.folder for pack in config.packs if pack.folder)
            if config.exclude.cover(path) or any(whole == folder or whole.startswith(folder + os.sep) for folder in packs):
                return True
            if whole == os.path.abspath(config.path):
                return True
        return False


NO_CONFIG = Config()


def rule_setting(value: str | Mapping[str, Any], held: Held | None = None, place: Sequence[str | int] = ()) -> RuleSetting:
    """What a value under `rules` says, and where it stands."""
    return RuleSetting(*said_of(value), held, tuple(place))
