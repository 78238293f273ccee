"""A configuration file: finding the one that counts for a folder, reading it with what it extends, nothing outside the project."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from udl_lint.config import Given
from udl_lint.config.shapes import CONFIG, NAME, Held
from udl_lint.config.values import Config, Override, Pack, Paths, RuleSetting, rule_setting
from udl_lint.errors import ConfigError, PackError
from udl_lint.files import Unreadable, inside, project_root, read_bytes
from udl_lint.globs import glob
from udl_lint.readers.grades import parse_grade
from udl_lint.text import decode
from udl_lint.wording import shown
from udl_lint.written import LARGEST_FILE, Place, Written, written_from

DEEPEST_CHAIN = 10
MOST_PATTERNS = 2_000
"""Patterns in one file; every lesson's path is held against each."""


def read_config(path: str, folder: str | None = None) -> Config:
    """Read a configuration file and what it extends. Its patterns count from `folder`, else from its own. Raises ConfigError."""
    own = os.path.dirname(os.path.abspath(path))
    root = project_root(own) or own
    if folder is None and not inside(path, root):
        raise ConfigError("this file is a link that leads out of the project.", place=path)
    return _read(path, root, folder or own, ())


def _read(path: str, root: str, folder: str, above: tuple[str, ...]) -> Config:
    held = Held(_written(path))
    data = held.written.data
    if data == "":
        return Config(path, root, held=held)
    held.hold(CONFIG, data)
    listed = [data.get("exclude"), data.get("units"), *(each["paths"] for each in data.get("overrides") or ())]
    if sum(len(paths or ()) for paths in listed) > MOST_PATTERNS:
        raise held.wrong(f"this file holds more than {MOST_PATTERNS:,} patterns for paths.")
    extends, profile = data.get("extends", ""), data.get("profile", "")
    if re.fullmatch(NAME, extends):
        if profile:
            raise held.wrong(f"'extends' and 'profile' both name a profile: {extends!r} and {profile!r}.", ("extends",), "Keep one.")
        extends, profile = "", extends
    return Config(
        path=path,
        root=root,
        extends=_base(held, extends, root, (*above, os.path.realpath(path))) if extends else None,
        profile=profile,
        packs=tuple(_pack(held, name, ("packs", number), root) for number, name in enumerate(data.get("packs") or ())),
        checks=tuple(data.get("checks") or ()),
        exclude=_paths(held, data.get("exclude"), ("exclude",), folder),
        units=_paths(held, data.get("units"), ("units",), folder),
        fail_on=data.get("fail_on"),
        about=_given(held, data.get("about"), ("about",)),
        rules=_rules(held, data.get("rules"), ("rules",)),
        overrides=tuple(_override(held, each, ("overrides", number), folder) for number, each in enumerate(data.get("overrides") or ())),
        held=held,
    )


def _written(path: str) -> Written:
    data = read_bytes(path, LARGEST_FILE)
    if isinstance(data, Unreadable):
        raise ConfigError(f"this file cannot be read: {data.why}.", place=path)
    decoded = decode(path, data, LARGEST_FILE)
    for trouble in decoded.troubles:
        raise ConfigError(trouble.message, place=path, line=decoded.source.position(trouble.span.start).line, hint=trouble.advice)
    try:
        return written_from(path, decoded.source.text)
    except PackError as error:
        raise ConfigError(error.message, place=error.place, line=error.line, hint=error.hint) from None


def _base(held: Held, name: str, root: str, above: tuple[str, ...]) -> Config:
    place = ("extends",)
    path = _within(held, name, place, root)
    if not path.endswith((".yaml", ".yml")):
        raise held.wrong(f"{shown(name)!r} is no YAML file.", place)
    if os.path.realpath(path) in above or len(above) > DEEPEST_CHAIN:
        raise held.wrong("configurations extend each other in a circle or without end.", place)
    data = read_bytes(path, 0)
    if isinstance(data, Unreadable):
        raise held.wrong(f"{shown(name)!r} cannot be read: {data.why}.", place)
    return _read(path, root, os.path.dirname(path), above)


def _pack(held: Held, name: str, place: Place, root: str) -> Pack:
    if re.fullmatch(NAME, name):
        return Pack(name)
    folder = _within(held, name, place, root)
    if not os.path.isdir(folder):
        raise held.wrong(f"there is no folder {shown(name)!r} here.", place, "Name the folder that holds the pack's rules.")
    return Pack(name, folder)


def _within(held: Held, name: str, place: Place, root: str) -> str:
    """The path of something that a file names, which must lie in the project and not be hidden; raises ConfigError."""
    if "://" in name:
        raise held.wrong("I read nothing from the web.", place, "Put a copy into the project and name its path.")
    path = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(held.written.path)), name))
    if not inside(path, root):
        raise held.wrong(f"{shown(name)!r} lies outside the project.", place, "Put a copy into the project and name its path.")
    below = os.path.realpath(path)[len(os.path.realpath(root)) :]
    if any(part.startswith(".") for part in below.split(os.sep)):
        raise held.wrong(f"{shown(name)!r} is hidden, so I do not read it.", place)
    return path


def _paths(held: Held, data: Any, place: Place, folder: str) -> Paths:
    patterns = []
    for number, text in enumerate(data or ()):
        found = glob(text.removeprefix("./"))
        if found is None or ".." in text.split("/"):
            raise held.wrong(f"{shown(text)!r} is no pattern that a path can fit.", (*place, number), 'Write it like this: "grade-3/**".')
        patterns.append(found)
    return Paths(folder, tuple(patterns))


def _given(held: Held, data: Any, place: Place) -> Given:
    data = data or {}
    grade = None
    if "grade" in data:
        grade = parse_grade(data["grade"])
        if grade is None:
            raise held.wrong(f"{shown(data['grade'])!r} is no grade that I know.", (*place, "grade"), "Write it like this: K, 4, 3-5.")
    return Given(grade, data.get("subject"), int(data["minutes"]) if "minutes" in data else None, data.get("language"))


def _override(held: Held, data: Mapping[str, Any], place: Place, folder: str) -> Override:
    paths = _paths(held, data["paths"], (*place, "paths"), folder)
    return Override(paths, _given(held, data.get("about"), (*place, "about")), _rules(held, data.get("rules"), (*place, "rules")))


def _rules(held: Held, data: Any, place: Place) -> dict[str, RuleSetting]:
    return {name: rule_setting(value, held, (*place, name)) for name, value in (data or {}).items()}
