"""The compiled lexicon as files, one a language."""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterator, Mapping
from typing import Any

FORMAT = 4
"""Of `marshal`: the newest that every Python from 3.11 on reads."""
_PARTS = {"symbols": dict, "prefixes": tuple, "acts": tuple, "firsts": tuple, "members": dict, "endings": dict, "ends": tuple}
_SIZE = 8
"""Bytes of the size that a file begins with: that of its parts but for the nodes, which come last and are most of it."""


def written(automaton: Mapping[str, Any]) -> bytes:
    """An automaton (see `phrases.compile_phrases`) as bytes."""
    parts = marshal.dumps({name: automaton[name] for name in _PARTS}, FORMAT)
    parts += bytes(-len(parts) % 8)  # the nodes are numbers, which C reads where they lie
    return b"".join((len(parts).to_bytes(_SIZE, "little"), parts, automaton["packed"]))


def read(data: bytes) -> dict[str, Any]:
    """The automaton of bytes that `written` made; raises ValueError for others."""
    view = memoryview(data)
    size = int.from_bytes(view[:_SIZE], "little")
    if len(view) < _SIZE + size:
        raise ValueError("the words of a lexicon are cut off")
    try:
        # Made by us and kept in the package: as far to be trusted as the modules beside it.
        parts = marshal.loads(view[_SIZE : _SIZE + size])  # noqa: S302
    except (EOFError, TypeError) as error:
        raise ValueError(str(error)) from None
    if not isinstance(parts, dict) or {name: type(part) for name, part in parts.items()} != _PARTS:
        raise ValueError("these are no words of a lexicon")
    return {**parts, "packed": view[_SIZE + size :]}


class StoredWords(Mapping[str, Any]):
    """The automata by language, each read from its file when it is first asked for."""

    def __init__(self, folder: str, languages: tuple[str, ...]) -> None:
        self._folder = folder
        self._languages = languages
        self._read: dict[str, Any] = {}

    def __getitem__(self, language: str) -> Any:
        """The automaton; raises KeyError for a language that is not there, OSError or ValueError where its file is gone or cut short."""
        if language not in self._languages:
            raise KeyError(language)
        if language not in self._read:
            with open(os.path.join(self._folder, f"words-{language}"), "rb") as file:
                self._read[language] = read(file.read())
        return self._read[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)
