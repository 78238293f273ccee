"""Finds the words by which a plan speaks of a concept: one pass over a text with an automaton that `phrases` compiled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from udl_lint.lesson import Language

GAP = 8
"""Most words that a `…` may stand for."""
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|_{2,}")
_SPLIT = re.compile(f"({WORD.pattern})")
_HARD = re.compile(r"[.;!?|¿¡]|\n\s*\n")
_SOFT = re.compile(r"[,():\[\]…–—]|\s-\s|--")
_ABBREVIATIONS = frozenset("dr mr mrs ms st e g i vs etc p pp fig no min mins approx sr sra srta ej pag num aprox".split())
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty un una uno dos tres cuatro cinco seis siete ocho nueve diez "
    "once doce veinte treinta".split()
)
_PEOPLE = frozenset(("students", "one-student", "teachers"))
_VERBS = frozenset(("observable", "vague"))


class Token(NamedTuple):
    """A word of the text: its folded form, where it stands, and what parts it from the word before."""

    word: str
    start: int
    end: int
    gap: int
    """0 nothing or a hyphen, 1 a comma, bracket or colon, 2 the end of a sentence."""


class Match(NamedTuple):
    """A phrase of a concept over the tokens `first` to `last` (exclusive)."""

    concept: str
    first: int
    last: int
    weak: bool


_folded: dict[str, str] = {}


def fold(word: str) -> str:
    """Lower case without accents, with a plain apostrophe."""
    known = _folded.get(word)
    if known is None:
        lowered = word.lower().replace("’", "'")
        if not lowered.isascii():
            lowered = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
        known = _folded[word] = lowered
    return known


def tokens(text: str) -> list[Token]:
    """The words of a text, with blanks to fill in (`___`) as words of their own."""
    pieces = _SPLIT.split(text)
    out: list[Token] = []
    add, make, folded, gaps = out.append, tuple.__new__, _folded, _gaps
    end = 0
    before = ""
    for at in range(1, len(pieces), 2):
        between, written = pieces[at - 1], pieces[at]
        start = end + len(between)
        end = start + len(written)
        gap = 0
        if between != " " and at > 1:
            known = gaps.get(between)
            gap = _gap(between) if known is None else known
            if gap == 2 and between[0] == "." and (between == "." or before in _ABBREVIATIONS):
                gap = 0
        word = folded.get(written)
        if word is None:
            word = "___" if written[0] == "_" else fold(written)
        add(make(Token, (word, start, end, gap)))
        before = word
    return out


_gaps: dict[str, int] = {}


def _gap(between: str) -> int:
    """How far two words are parted by what stands between them; remembered while it is short."""
    gap = 2 if _HARD.search(between) else 1 if _SOFT.search(between) else 0
    if len(between) < 8:
        _gaps[between] = gap
    return gap


class _Automaton:
    """One language's nodes and classes, with what was looked up so far."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.nodes: list[list[Any]] = data["nodes"]
        self._members: dict[str, list[str]] = data["members"]
        self._endings: dict[str, list[str]] = data["endings"]
        self._classes: dict[str, frozenset[str]] = {}
        self._starts: dict[str, list[int]] = {}
        self.people: dict[str, str | None] = {}
        self.verbs: dict[str, str | None] = {}

    def classes(self, word: str) -> frozenset[str]:
        """The classes that a word belongs to."""
        known = self._classes.get(word)
        if known is None:
            found = set(self._members.get(word, ()))
            if self._endings:
                for length in range(1, len(word) + 1):
                    found.update(self._endings.get(word[:length], ()))
            known = self._classes[word] = frozenset(found)
        return known

    def starts(self, word: str) -> list[int]:
        """The nodes that a phrase's first word leads to."""
        known = self._starts.get(word)
        if known is None:
            words, prefixes, classes, number, _, _ = self.nodes[0]
            known = list(words.get(word, ())) if words else []
            if prefixes:
                for length in range(1, len(word) + 1):
                    known += prefixes.get(word[:length], ())
            if classes:
                for name in sorted(self.classes(word)):
                    known += classes.get(name, ())
            if number and (word[0].isdigit() or word in _NUMBERS):
                known += number
            self._starts[word] = known
        return known

    def step(self, node: list[Any], word: str, onto: list[tuple[int, int]], at: int) -> None:
        """Put the nodes that a word leads to onto a stack, each with the place after it."""
        words, prefixes, classes, number, _, _ = node
        if words:
            for target in words.get(word, ()):
                onto.append((target, at))
        if prefixes:
            for prefix, targets in prefixes.items():
                if word.startswith(prefix):
                    onto.extend((target, at) for target in targets)
        if classes:
            for name in self.classes(word):
                onto.extend((target, at) for target in classes.get(name, ()))
        if number and (word[0].isdigit() or word in _NUMBERS):
            onto.extend((target, at) for target in number)

    def run(self, words: Sequence[Token]) -> Iterator[Match]:
        """Every phrase that stands in the text, in no particular order."""
        nodes, count = self.nodes, len(words)
        known = self._starts
        stack: list[tuple[int, int]] = []
        for start in range(count):
            word = words[start].word
            firsts = known.get(word)
            if firsts is None:
                firsts = self.starts(word)
            if not firsts:
                continue
            after = words[start + 1] if start + 1 < count else None
            following = after.word if after is not None and after.gap == 0 else ""
            for first in firsts:
                node = nodes[first]
                onward = node[0]
                if not (node[1] or node[2] or node[3] or node[4] or node[5]) and following not in onward:
                    continue  # most phrases end here: their second word is another
                stack.append((first, start + 1))
                tried: set[tuple[int, int]] = set()
                while stack:
                    state = stack.pop()
                    if state in tried:
                        continue
                    tried.add(state)
                    number, at = state
                    node = nodes[number]
                    if node[5]:
                        for concept, weak in node[5]:
                            yield Match(concept, start, at, bool(weak))
                    if at >= count or words[at].gap == 2:
                        continue
                    if words[at].gap == 0:
                        self.step(node, words[at].word, stack, at + 1)
                    if node[4]:
                        gap = nodes[node[4]]
                        for skip in range(min(GAP, count - at)):
                            if words[at + skip].gap == 2:
                                break
                            self.step(gap, words[at + skip].word, stack, at + skip + 1)


class Lexicon:
    """All concepts in English and Spanish, ready to be run over a text."""

    signals = frozenset(("hedge", "negation", "placeholder"))
    """Concepts that weaken or undo what stands near them; they are no mentions themselves."""

    def __init__(self, automata: Mapping[str, Any]) -> None:
        """From what `phrases.compile_phrases` made."""
        self._automata = {language: _Automaton(data) for language, data in automata.items()}

    def _spoken(self, language: Language | str) -> tuple[_Automaton, ...]:
        """English phrases are read in English and unknown text, Spanish ones in Spanish and unknown text."""
        if language == "unknown":
            return tuple(self._automata.values())
        return (self._automata[language],) if language in self._automata else ()

    def person(self, word: str, language: Language | str) -> str | None:
        """`students`, `one-student` or `teachers` where the word names such a person, else None."""
        for automaton in self._spoken(language):
            if word not in automaton.people:
                automaton.people[word] = min(automaton.classes(word) & _PEOPLE, default=None)
            if automaton.people[word]:
                return automaton.people[word]
        return None

    def verb(self, word: str, language: Language | str) -> str | None:
        """`observable` or `vague` where the word is a verb that leads goals, else None."""
        for automaton in self._spoken(language):
            if word not in automaton.verbs:
                automaton.verbs[word] = min(automaton.classes(word) & _VERBS, default=None)
            if automaton.verbs[word]:
                return automaton.verbs[word]
        return None

    def match(self, words: Sequence[Token], language: Language) -> list[Match]:
        """Every phrase in the text, traps taken out, longest first where phrases of one concept overlap; in reading order."""
        found: list[Match] = []
        for automaton in self._spoken(language):
            found.extend(automaton.run(words))
        return _settle(found)


def _settle(found: list[Match]) -> list[Match]:
    """Without traps and what they cover, and without a match that overlaps a longer one of the same concept."""
    traps: dict[str, list[Match]] = {}
    for match in found:
        if match.concept[0] == "!":
            traps.setdefault(match.concept[1:], []).append(match)
    kept: list[Match] = []
    ends: dict[str, list[tuple[int, int]]] = {}
    for match in sorted(found, key=lambda m: (m.first - m.last, m.weak, m.first, m.concept)):
        if match.concept[0] == "!":
            continue
        if any(trap.first < match.last and match.first < trap.last for trap in traps.get(match.concept, ())):
            continue
        taken = ends.setdefault(match.concept, [])
        if any(first < match.last and match.first < last for first, last in taken):
            continue
        taken.append((match.first, match.last))
        kept.append(match)
    return sorted(kept, key=lambda m: (m.first, m.last, m.concept))
