"""A YAML file that a person wrote for us (a rule, a word list, a configuration), as plain data that knows its lines."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from udl_lint.errors import PackError
from udl_lint.readers.yaml_tree import Node, read_tree
from udl_lint.source import Source

LARGEST_FILE = 1_000_000
"""Bytes; a rule file has a few thousand."""

Place = tuple[str | int, ...]
"""The way to a value from the top of its file: keys and indices."""


@dataclass(frozen=True)
class Written:
    """What one file holds: mappings, lists and texts only (`no` stays `no`, `1:30` stays `1:30`, nothing is an empty text)."""

    path: str
    data: Any
    lines: Mapping[Place, int]
    """1-based line of each key and each list item."""

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it that stands in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def at(self, place: Place) -> Any:
        """The value at a place that stands in the file."""
        value = self.data
        for step in place:
            value = value[step]
        return value

    def wrong(self, message: str, place: Place = (), hint: str = "") -> PackError:
        """The error to raise for what is wrong at a place."""
        return PackError(message, place=self.path, line=self.line(place), hint=hint)


def read_written(path: str | os.PathLike[str]) -> Written:
    """The data of a YAML file; raises PackError for one that cannot be read, is no YAML, or says a thing twice."""
    name = os.fspath(path)
    try:
        facts = os.stat(name)
        if not stat.S_ISREG(facts.st_mode):
            raise PackError("this is not a file.", place=name)
        if facts.st_size > LARGEST_FILE:
            raise PackError("this file is too large to be a rule, a word list or a configuration.", place=name)
        with open(name, "rb") as file:
            data = file.read()
    except OSError as error:
        raise PackError(f"this file cannot be read: {error.strerror or error}.", place=name) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackError("this file is not in UTF-8.", place=name, line=data.count(b"\n", 0, error.start) + 1) from None
    return written_from(name, text)


def written_from(path: str, text: str) -> Written:
    """The data of a YAML text that has a path; raises PackError as `read_written` does."""
    source = Source(path, text)
    tree = read_tree(source)
    for trouble in tree.troubles:
        line = source.position(trouble.span.start).line
        raise PackError(trouble.message, place=path, line=line, hint=trouble.advice)
    lines: dict[Place, int] = {}
    data = "" if tree.root is None else _plain(tree.root, (), source, lines)
    return Written(path, data, lines)


def _plain(node: Node, place: Place, source: Source, lines: dict[Place, int]) -> Any:
    lines.setdefault(place, source.position(node.span.start).line)
    if node.kind == "mapping":
        out = {}
        for key, value in node.pairs:
            lines[*place, key.text] = source.position(key.span.start).line
            out[key.text] = _plain(value, (*place, key.text), source, lines)
        return out
    if node.kind == "sequence":
        return [_plain(item, (*place, index), source, lines) for index, item in enumerate(node.items)]
    return "" if node.empty else node.text
