"""The nodes of the automaton of `phrases` as bytes, so that a lesson unpacks of them only those that it comes by."""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Sequence
from sys import intern

from udl_lint.named import Named

FORMAT = 4
"""Of `marshal`: the newest that every Python from 3.11 on reads."""
_PLACE = 4
"""Bytes of a place."""


class Node(Named):
    """What is kept of a node. Other nodes are known by their numbers."""

    gap: int | None
    """The node after a `…`."""
    ends: tuple[str, ...]
    """The concepts whose phrases end here (`!` before a trap's, `~` before a weak one's)."""
    steps: tuple[tuple[str, int], ...]
    """Symbols in order, each with the node that it leads to."""


Unpacked = tuple[dict[int, int], int | None, tuple[tuple[str, bool], ...]]
"""The steps by the symbol's number, the node after a gap, and the concepts of which a phrase ends here, each with whether it is weak."""


def pack(nodes: Sequence[Node], symbols: Mapping[str, int]) -> tuple[bytes, bytes]:
    """Where each node begins, four bytes each, and the nodes, one after another, with symbols as numbers."""
    places, packed = bytearray(), bytearray()
    for node in nodes:
        places += len(packed).to_bytes(_PLACE, "little")
        steps = {symbols[symbol]: target for symbol, target in node.steps}
        ends = tuple([(intern(end.removeprefix("~")), end[0] == "~") for end in node.ends])
        packed += marshal.dumps((steps, node.gap, ends), FORMAT)
    return bytes(places), bytes(packed)


def unpack(data: Mapping[str, bytes], number: int) -> Unpacked:
    """One node of `places` and `packed`."""
    place = int.from_bytes(data["places"][_PLACE * number : _PLACE * (number + 1)], "little")
    unpacked: Unpacked = marshal.loads(memoryview(data["packed"])[place:])  # noqa: S302 - made by `pack`
    return unpacked
