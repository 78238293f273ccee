"""The nodes of the automaton of `phrases` as numbers, so that a lesson looks only at those that it comes by.

A node is known by the place of its first number among all. From there on stand the place of the node after a `…` (or `NONE`), how many
phrases end here and how many steps lead on, two numbers of which the bits of its steps' symbols are set (see `bits`), then the numbers of
the ends, the symbols in order and the places that they lead to. `automaton` reads them in Python, `_speedups` in C.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence

from udl_lint.named import Named

NONE = 0xFFFFFFFF
_HEAD = 5
"""Numbers before the ends."""
Numbers = Sequence[int]
"""Of 32 bits, unsigned."""


class Node(Named):
    """What is kept of a node. Other nodes are known by their numbers, which are less than its own."""

    gap: int | None
    """The node after a `…`."""
    ends: tuple[str, ...]
    """The concepts whose phrases end here (`!` before a trap's, `~` before a weak one's)."""
    steps: tuple[tuple[str, int], ...]
    """Symbols in order, each with the node that it leads to."""


Unpacked = tuple[dict[int, int], int | None, tuple[int, ...]]
"""The steps by the symbol's number, the node after a gap, and the numbers of the ends."""


def bits(symbols: Iterable[int]) -> int:
    """The 64 bits of which a symbol sets one: where two share none, no symbol of the one is among the other."""
    return sum({1 << (symbol & 63) for symbol in symbols})


def pack(nodes: Sequence[Node], symbols: Mapping[str, int]) -> tuple[bytes, list[int], tuple[tuple[str, bool], ...]]:
    """The nodes in little-endian bytes, the place of each, and the ends: a concept, and whether the phrase is a weak one."""
    ends = {end: number for number, end in enumerate(sorted({end for node in nodes for end in node.ends}))}
    packed = array("I")
    places: list[int] = []
    for node in nodes:
        places.append(len(packed))
        steps = sorted((symbols[symbol], places[target]) for symbol, target in node.steps)
        mask = bits(symbol for symbol, _ in steps)
        packed.extend((NONE if node.gap is None else places[node.gap], len(node.ends), len(steps), mask & NONE, mask >> 32))
        packed.extend(ends[end] for end in node.ends)
        packed.extend(symbol for symbol, _ in steps)
        packed.extend(target for _, target in steps)
    return _little(packed).tobytes(), places, tuple((end.removeprefix("~"), end[0] == "~") for end in ends)


def _little(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def numbers(packed: bytes | memoryview) -> Numbers:
    """What `pack` packed, as numbers; raises ValueError where it was cut off."""
    if len(packed) % 4:
        raise ValueError("a number is cut off")
    if sys.byteorder == "little":
        return memoryview(packed).cast("I")
    return _little(array("I", packed))


def unpack(packed: Numbers, place: int) -> Unpacked:
    """The node at a place."""
    gap, ended, led = packed[place : place + 3]
    ends = place + _HEAD
    symbols = ends + ended
    targets = symbols + led
    steps = dict(zip(packed[symbols:targets], packed[targets : targets + led], strict=True))
    return steps, None if gap == NONE else gap, tuple(packed[ends:symbols])
