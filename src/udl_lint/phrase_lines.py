"""The automaton of `phrases` as a text: a node a line, so that a lesson reads of it only what it comes by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from udl_lint.named import Named

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
_GROUP = 4
"""Symbols that lead to the same nodes from which on they are written as a group: shorter, and read at once."""
_SHORTEST = 4


class Node(Named):
    """What is written of a node. Other nodes are known by their numbers, in order and none twice."""

    gaps: tuple[int, ...]
    """The nodes after a `…`."""
    ends: tuple[str, ...]
    """The concepts whose phrases end here (`!` before a trap's, `~` before a weak one's)."""
    steps: tuple[tuple[str, tuple[int, ...]], ...]
    """Symbols in order, each with the nodes that it leads to."""


class Lines(Named):
    """Nodes as text.

    `text` has a line for each different node: with tabs between, the nodes after a gap, the ends, the symbols that lead on alone, where
    each of them leads, and then for each group of symbols that lead to the same nodes these nodes and the group's number in `groups`.
    A node goes by the place in the text where its line begins, to the base 36. All such names are as long as the last one has to be, so
    several stand together with nothing between. `names` has one for each node that was given.
    """

    text: str
    names: list[str]
    groups: list[str]


def lines_of(nodes: Sequence[Node]) -> Lines:
    """Nodes as `Lines`; those of which the same is to be written share a line."""
    number_of = {node: number for number, node in enumerate(dict.fromkeys(nodes))}
    numbers = [number_of[node] for node in nodes]
    groups: dict[str, int] = {}
    width = _SHORTEST
    while True:
        # How long a line is depends on the length of the names alone.
        blank = ["0" * width] * len(nodes)
        places = list(accumulate((len(_line(node, blank, groups)) + 1 for node in number_of), initial=0))
        if places[-1] < len(_LETTERS) ** width:
            break
        width += 1
    names = [_in_letters(places[number], width) for number in numbers]
    return Lines("".join([_line(node, names, groups) + "\n" for node in number_of]), names, list(groups))


def _in_letters(number: int, width: int) -> str:
    letters = ""
    for _ in range(width):
        number, digit = divmod(number, len(_LETTERS))
        letters = _LETTERS[digit] + letters
    return letters


def _line(node: Node, names: Sequence[str], groups: dict[str, int]) -> str:
    """A node's line; groups of symbols that are new are added to `groups`."""

    def named(numbers: Sequence[int]) -> str:
        return "".join([names[number] for number in numbers])

    alike: dict[tuple[int, ...], list[str]] = {}
    for symbol, targets in node.steps:
        alike.setdefault(targets, []).append(symbol)
    alone = [(symbol, targets) for targets, symbols in alike.items() if len(symbols) < _GROUP for symbol in symbols]
    grouped = [
        f"{named(targets)} {groups.setdefault(' '.join(symbols), len(groups))}"
        for targets, symbols in alike.items()
        if len(symbols) >= _GROUP
    ]
    return "\t".join(
        (
            named(node.gaps),
            " ".join(node.ends),
            " ".join([symbol for symbol, _ in alone]),
            " ".join([named(targets) for _, targets in alone]),
            *grouped,
        )
    )
