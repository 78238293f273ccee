"""The compiled lexicon as text files, one a language, of which a node is read when a lesson first comes by it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

_LINES = ("symbols", "acts", "groups")
_TABLES = ("firsts", "members", "endings")


def written(automaton: Mapping[str, Any]) -> str:
    """An automaton (see `phrases.compile_phrases`) as text: a line each of `_LINES`, two lines a table, and its nodes as they are."""
    lines = [automaton[name] for name in _LINES]
    for name in _TABLES:
        lines += ["\t".join(automaton[name]), "\t".join(automaton[name].values())]
    return "\n".join([*lines, automaton["nodes"]])


def read(text: str) -> dict[str, Any]:
    """The automaton of a text that `written` made; raises ValueError for another one."""
    *lines, nodes = text.split("\n", len(_LINES) + 2 * len(_TABLES))
    parted = [line.split("\t") if line else [] for line in lines[len(_LINES) :]]
    tables = {name: dict(zip(parted[2 * at], parted[2 * at + 1], strict=True)) for at, name in enumerate(_TABLES)}
    return {**dict(zip(_LINES, lines, strict=False)), **tables, "nodes": nodes}


class StoredWords(Mapping[str, Any]):
    """The automata by language, each read from its file when it is first asked for."""

    def __init__(self, folder: str, languages: tuple[str, ...]) -> None:
        self._folder = folder
        self._languages = languages
        self._read: dict[str, Any] = {}

    def __getitem__(self, language: str) -> Any:
        """The automaton; raises KeyError for a language that is not there, OSError where its file is gone."""
        if language not in self._languages:
            raise KeyError(language)
        if language not in self._read:
            with open(os.path.join(self._folder, f"words-{language}.txt"), "rb") as file:
                self._read[language] = read(file.read().decode())
        return self._read[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)
