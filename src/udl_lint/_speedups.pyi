"""What is written in C. Each function is described where its twin in Python is."""

from collections.abc import Callable, Set
from typing import Any

from udl_lint.automaton import Place
from udl_lint.readers.blocks import Part
from udl_lint.reading.mentions import Actor, Mention

def cut(
    text: str, folded: dict[str, str], fold: Callable[[str], str], abbreviations: frozenset[str], /
) -> tuple[list[str], list[int], list[int], list[int]]: ...
def find(
    words: list[str],
    known: dict[str, Any],
    gaps: list[int],
    nodes: Any,
    ends: tuple[tuple[str, bool], ...],
    reach: int,
    found: dict[str, list[Place]],
    /,
) -> list[str | None]: ...
def standing(places: list[Place], traps: list[Place], /) -> list[Place]: ...
def actors(
    words: list[str],
    gaps: list[int],
    people: list[str | None],
    first: int,
    last: int,
    default: Actor,
    pronouns: frozenset[str],
    articles: frozenset[str],
    /,
) -> list[Actor]: ...
def see(
    content: str, references: bool, /
) -> tuple[str, list[tuple[int, int, str, str]], list[tuple[int, int, str, str]], list[int]] | str | None: ...
def mentions(concept: str, places: list[Place], told: Set[int], text: tuple[Any, ...], /) -> list[Mention]: ...
def common_words(text: str, known: frozenset[str], /) -> tuple[int, int, list[str]]: ...
def blocks(text: str, most: int, part: type[Part], /) -> tuple[list[Part], dict[int, int]] | None: ...
def has_digit(text: str, /) -> bool: ...
def quicken(named: type, /) -> None: ...
