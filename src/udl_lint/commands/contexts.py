"""What a lesson's result depends on besides the lesson, in one short text: this program, its libraries, rules, configuration, report."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from udl_lint.packs import installed_pack
from udl_lint.rulebook import Rulebook
from udl_lint.store import IN_CHECKOUT, PACKAGE, RULES
from udl_lint.version import VERSION

LIBRARIES = ("markdown_it", "yaml", "textstat")


class Contexts:
    """The context of each path. Loads no rule: a run that knows every lesson already need not know the rules."""

    def __init__(self, rulebook: Rulebook, *shape: Any) -> None:
        """`shape` is what the result depends on besides; its `repr` has to tell all of it."""
        self._rulebook = rulebook
        self._all = _digest(VERSION, sys.version, *_program(), repr(rulebook.wishes), repr(shape))
        self._configs: dict[int, tuple[object, str]] = {}

    def of(self, path: str) -> str:
        """What holds for a path: the same for all lessons for which the same overrides hold."""
        config = self._rulebook.configs.file_for(path)
        if config is None:
            return self._all
        if id(config) not in self._configs:
            self._configs[id(config)] = config, _digest(self._all, *self._said(config))
        covers = [override.paths.cover(path) for each in config.chain() for override in each.overrides]
        return _digest(self._configs[id(config)][1], repr(covers))

    def key(self, path: str, mark: str) -> str:
        """The key of one lesson's result. Its path is shown in it and may say its grade."""
        return _digest(self.of(path), path, mark)

    def _said(self, config: Any) -> Iterator[str]:
        for each in config.chain():
            yield each.path
            yield json.dumps(each.held.written.data) if each.held else ""
            for pack in each.packs:
                yield from _contents(pack.folder or installed_pack(pack.name))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _program() -> Iterator[str]:
    """Name, size and time of every file of this package and its rules, and what is installed beside the libraries."""
    for folder in (PACKAGE, *((RULES,) if IN_CHECKOUT else ())):
        yield from sorted(_stamps(folder))
    beside = {os.path.dirname(os.path.dirname(spec.origin)) for name in LIBRARIES if (spec := find_spec(name)) and spec.origin}
    for folder in sorted(beside):
        yield from sorted(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))


def _stamps(folder: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _stamps(entry.path) if entry.name not in ("__pycache__", "_compiled") else ()
        else:
            facts = entry.stat(follow_symlinks=False)
            yield f"{entry.path} {facts.st_size} {facts.st_mtime_ns}"


def _contents(folder: str) -> Iterator[str]:
    """The names and bytes of all files of a pack."""
    for above, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(above, name)
            yield os.path.relpath(path, folder)
            try:
                with open(path, "rb") as file:
                    yield hashlib.sha256(file.read()).hexdigest()
            except OSError as error:
                yield str(error)
