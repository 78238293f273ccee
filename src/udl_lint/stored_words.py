"""The compiled lexicon as text files, one a language: lines that need no parsing until a lesson comes by them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

_TABLES = ("firsts", "members", "endings")


def written(automaton: Mapping[str, Any]) -> str:
    """An automaton (see `phrases.compile_phrases`) as text: what is in it, two lines an entry of a table, a line a node."""
    lines = [" ".join(str(len(automaton[name])) for name in _TABLES), automaton["symbols"]]
    for name in _TABLES:
        lines += [line for entry in automaton[name].items() for line in entry]
    return "\n".join([*lines, *automaton["nodes"]])


def read(text: str) -> dict[str, Any]:
    """The automaton of a text that `written` made; raises ValueError for another one."""
    counts, symbols, *lines = text.split("\n")
    automaton: dict[str, Any] = {"symbols": symbols}
    at = 0
    for name, count in zip(_TABLES, counts.split(" "), strict=True):
        end = at + 2 * int(count)
        automaton[name] = dict(zip(lines[at:end:2], lines[at + 1 : end : 2], strict=True))
        at = end
    automaton["nodes"] = lines[at:]
    return automaton


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
