"""The compiled lexicon as text files, one a language: lines that need no parsing until a lesson comes by them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any

_TABLES = ("words", "prefixes", "starts")


def written(automaton: Mapping[str, Any]) -> str:
    """An automaton (see `phrases.compile_phrases`) as text: a head in JSON, then a line an entry, then a line a node."""
    head = {name: automaton[name] for name in ("number", "members", "endings")}
    lines = [json.dumps({**head, "counts": [len(automaton[name]) for name in _TABLES]}, ensure_ascii=False, separators=(",", ":"))]
    for name in _TABLES:
        lines += [f"{key}\t{text}" for key, text in automaton[name].items()]
    return "\n".join([*lines, *automaton["nodes"]])


def read(text: str) -> dict[str, Any]:
    """The automaton of a text that `written` made; raises ValueError for another one."""
    head, *lines = text.split("\n")
    automaton: dict[str, Any] = json.loads(head)
    at = 0
    for name, count in zip(_TABLES, automaton.pop("counts"), strict=True):
        automaton[name] = dict([line.split("\t", 1) for line in lines[at : at + count]])
        at += count
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
            with open(os.path.join(self._folder, f"words-{language}.txt"), encoding="utf-8", newline="") as file:
                self._read[language] = read(file.read())
        return self._read[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)
