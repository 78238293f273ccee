"""The automaton that finds the phrases of one language in the words of a text, as `phrases` compiled it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any, TypeVar

from udl_lint.phrase_nodes import numbers, unpack
from udl_lint.words import Words

GAP = 8
"""Most words that a `…` may stand for."""
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty "
    "un una uno dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta".split()
)
_DIGITS = {
    language: {str(number): tuple(words.split("/")) for number, words in enumerate(written.split(), 1)}
    for language, written in (
        ("en", "one two three four five six seven eight nine ten"),
        ("es", "un/una/uno dos tres cuatro cinco seis siete ocho nueve diez"),
    )
}
"""What a number in digits stands for besides itself: who writes “choose 1 of 3” chooses one of three."""
_PEOPLE = frozenset(("students", "one-student", "teachers"))
_VERBS = frozenset(("observable", "vague"))
_NO_CLASS: frozenset[str] = frozenset()

Place = tuple[int, int, bool]
"""The first token of a phrase, the one after its last, and whether the phrase is a weak one of its concept."""
Key = TypeVar("Key")
Made = TypeVar("Made")


class Making(dict[Key, Made]):
    """What is made by a function when it is first asked for: a lesson comes by little of the lexicon."""

    def __init__(self, make: Callable[[Key], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Made:
        made = self[key] = self._make(key)
        return made


_Steps = dict[int, int]
"""By the number of a symbol (see `phrases.compile_phrases`) the place of the node that it leads to."""
_Ends = tuple[tuple[str, bool], ...]
"""Concepts of which a phrase ends here, each with whether the phrase is a weak one."""
_Node = tuple[_Steps, _Steps, _Ends]
"""Where phrases stand: the steps from here, the steps over a gap, and the phrases that end here."""
_Word = tuple[tuple[int, ...], tuple[int, ...], str | None, bytes]
"""What is known of a word: all that it stands for in phrases, the nodes where they stand after it as their first word, whom it names,
and the first two as numbers for C, behind how many of each there are."""
_NO_STEPS: _Steps = {}
_NO_WORD: _Word = ((), (), None, bytes(8))
"""What is known of a word that is in no phrase and of no class."""


class Automaton:
    """One language's phrases and classes, with what was looked up so far."""

    def __init__(self, data: Mapping[str, Any], language: str) -> None:
        self._digits = _DIGITS.get(language, {})
        self._symbols: dict[str, int] = data["symbols"]
        self._firsts: tuple[int, ...] = data["firsts"]
        self._members: dict[str, str] = data["members"]
        self._endings: dict[str, str] = data["endings"]
        self.acts = frozenset(data["acts"])
        prefixes: tuple[str, ...] = data["prefixes"]
        self._longest = max(map(len, self._endings), default=0)
        self._prefixes: dict[str, list[str]] = {}
        """By their first letters, as many as the shortest has."""
        self._shortest = min(map(len, prefixes), default=0)
        for prefix in prefixes:
            self._prefixes.setdefault(prefix[: self._shortest], []).append(prefix)
        self.words: dict[str, _Word] = Making(self._find_word)
        self._packed = numbers(data["packed"])
        self._ends: _Ends = data["ends"]
        self.nodes: dict[int, _Node] = Making(self._find_node)
        self.verbs: dict[str, str | None] = Making(lambda word: min(self._find_classes(word) & _VERBS, default=None))

    def _find_classes(self, word: str) -> frozenset[str]:
        """The classes that a word belongs to."""
        found = self._members.get(word, "")
        if self._endings:
            found = " ".join((found, *(self._endings.get(word[:length], "") for length in range(1, min(len(word), self._longest) + 1))))
        return frozenset(found.split()) if found else _NO_CLASS

    def _find_word(self, word: str) -> _Word:
        classes = self._find_classes(word)
        symbols = self._find_symbols(word, classes)
        if not symbols and not classes:
            return _NO_WORD
        begun = tuple([self._firsts[symbol] for symbol in symbols if symbol < len(self._firsts)])
        packed = array("I", (len(symbols), len(begun), *symbols, *begun)).tobytes()
        return symbols, begun, min(classes & _PEOPLE, default=None) if classes else None, packed

    def _find_symbols(self, word: str, classes: frozenset[str]) -> tuple[int, ...]:
        """All that a word can stand for in a phrase: itself, its beginnings, its classes, a number."""
        found = [word]
        if classes:
            found += [f"<{name}>" for name in classes]
        beginnings = self._prefixes.get(word[: self._shortest])
        if beginnings:
            found += [f"{prefix}*" for prefix in beginnings if word.startswith(prefix)]
        if word in _NUMBERS or word[0].isdigit():
            found += ("#", *self._digits.get(word, ()))
        symbols = self._symbols
        return tuple([symbols[symbol] for symbol in found if symbol in symbols])

    def _find_node(self, place: int) -> _Node:
        steps, gap, ends = unpack(self._packed, place)
        return steps, _NO_STEPS if gap is None else self.nodes[gap][0], tuple([self._ends[end] for end in ends])

    def run(self, words: Words, found: dict[str, list[Place]]) -> list[str | None]:
        """Add every phrase that stands in the text to `found`, by concept (`!` before a trap's), in no particular order.

        Returns whom each word names: see `Found.people`.
        """
        if _IN_C:
            return find(words.word, self.words, words.gap, self._packed, self._ends, GAP, found)
        return self.plain_run(words.word, words.gap, found)

    def plain_run(self, words: Sequence[str], gaps: Sequence[int], found: dict[str, list[Place]]) -> list[str | None]:
        """As `run`, in Python, for words and the `gaps` before them."""
        known = list(map(self.words.__getitem__, words))
        gap = [*gaps, 2]
        nodes = self.nodes
        symbols = [each[0] for each in known]
        flat = list(chain.from_iterable(symbols))
        flat_at = [0, *accumulate(map(len, symbols))]
        stops = [place for place, parted in enumerate(gap) if parted == 2]
        symbols.append(())
        stack: list[tuple[int, int]] = []
        tried: set[tuple[int, int]] = set()
        for start, (_, begun, _, _) in enumerate(known):
            for place in begun:
                at = start + 1
                steps, beyond, ends = nodes[place]
                tried.clear()
                while True:
                    for concept, weak in ends:
                        found.setdefault(concept, []).append((start, at, weak))
                    parted = gap[at]
                    if not parted:
                        for symbol in symbols[at]:
                            if symbol in steps:
                                stack.append((steps[symbol], at + 1))  # noqa: PERF401 - nearly always one symbol and no step
                    if beyond and parted != 2:
                        stop = min(at + GAP, stops[bisect_left(stops, at)])
                        if not beyond.keys().isdisjoint(flat[flat_at[at] : flat_at[stop]]):
                            stack += _over_gap(beyond, symbols, at, stop)
                    while stack and stack[-1] in tried:
                        stack.pop()
                    if not stack:
                        break
                    state = stack.pop()
                    tried.add(state)
                    steps, beyond, ends = nodes[state[0]]
                    at = state[1]
        return [each[2] for each in known]


def _over_gap(beyond: _Steps, symbols: Sequence[tuple[int, ...]], at: int, stop: int) -> list[tuple[int, int]]:
    """Where a phrase goes on after a `…` that ends between `at` and `stop`."""
    return [(beyond[symbol], place + 1) for place in range(at, stop) for symbol in symbols[place] if symbol in beyond]


try:
    from udl_lint._speedups import find

    _IN_C = True
except ImportError:
    _IN_C = False
