"""Finds the words by which a plan speaks of a concept: one pass over a text with an automaton that `phrases` compiled."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any, NamedTuple

from udl_lint.lesson import Language
from udl_lint.patterns import lazy

GAP = 8
"""Most words that a `…` may stand for."""
WORD = lazy(r"[^\W_]+(?:['’][^\W_]+)*|_{2,}")
_SPLIT = lazy(f"({WORD.pattern})")
_HARD = lazy(r"[.;!?|¿¡]|\n\s*\n")
_SOFT = lazy(r"[,():\[\]…–—]|\s-\s|--")
_ABBREVIATIONS = frozenset("dr mr mrs ms st e g i vs etc p pp fig no min mins approx sr sra srta ej pag num aprox".split())
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty un una uno dos tres cuatro cinco seis siete ocho nueve diez "
    "once doce veinte treinta".split()
)
_PEOPLE = frozenset(("students", "one-student", "teachers"))
_VERBS = frozenset(("observable", "vague"))


class Words:
    """The words of a text in parallel lists: folded form, where each begins and ends, and what parts it from the word before.

    A gap is 0 for nothing or a hyphen, 1 for a comma, bracket or colon, 2 for the end of a sentence. A blank to fill in is `___`.
    """

    __slots__ = ("end", "gap", "start", "word")

    def __init__(self, text: str) -> None:
        pieces = _SPLIT.split(text)
        places = list(accumulate(map(len, pieces)))
        self.start: list[int] = places[0:-1:2]
        self.end: list[int] = places[1::2]
        folded = _folded
        self.word: list[str] = [folded.get(written) or fold(written) for written in pieces[1::2]]
        gaps = _gaps
        self.gap: list[int] = [0 if between == " " else gaps[between] if between in gaps else _gap(between) for between in pieces[0:-1:2]]
        if self.gap:
            self.gap[0] = 0
        if "." in text:
            self._mend_stops(pieces)

    def _mend_stops(self, pieces: list[str]) -> None:
        """A stop inside a number or after an abbreviation ends no sentence."""
        for number, gap in enumerate(self.gap):
            if gap == 2 and number:
                between = pieces[2 * number]
                if between[0] == "." and (between == "." or self.word[number - 1] in _ABBREVIATIONS):
                    self.gap[number] = 0

    def __len__(self) -> int:
        return len(self.word)


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(WORD.findall(text))


class Match(NamedTuple):
    """A phrase of a concept over the tokens `first` to `last` (exclusive)."""

    concept: str
    first: int
    last: int
    weak: bool


_folded: dict[str, str] = {}


def fold(word: str) -> str:
    """Lower case without accents, with a plain apostrophe; a run of underscores is a blank, `___`."""
    known = _folded.get(word)
    if known is None:
        lowered = word.lower().replace("’", "'")
        if not lowered.isascii():
            lowered = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c)) or word
        known = _folded[word] = "___" if word[0] == "_" else lowered
    return known


_gaps: dict[str, int] = {}


def _gap(between: str) -> int:
    """How far two words are parted by what stands between them; remembered while it is short."""
    gap = 2 if _HARD.search(between) else 1 if _SOFT.search(between) else 0
    if len(between) < 8:
        _gaps[between] = gap
    return gap


class _Nodes(dict[int, list[Any]]):
    """Nodes by number, each read from its JSON when it is first asked for: a lesson comes by few of them."""

    def __init__(self, written: list[str]) -> None:
        super().__init__()
        self._written = written

    def __missing__(self, number: int) -> list[Any]:
        node: list[Any] = json.loads(self._written[number])
        node += [0] * (6 - len(node))
        self[number] = node
        return node


_Firsts = tuple[dict[str, list[int]], list[int]]


class _Automaton:
    """One language's nodes and classes, with what was looked up so far."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.nodes: dict[int, list[Any]] = _Nodes(data["nodes"])
        self._data = data
        self._members: dict[str, str] = data["members"]
        self._endings: dict[str, list[str]] = data["endings"]
        self._classes: dict[str, frozenset[str]] = {}
        self._starts: dict[str, _Firsts] = {}
        self.people: dict[str, str | None] = {}
        self.verbs: dict[str, str | None] = {}

    def classes(self, word: str) -> frozenset[str]:
        """The classes that a word belongs to."""
        known = self._classes.get(word)
        if known is None:
            found = set(self._members.get(word, "").split())
            if self._endings:
                for length in range(1, len(word) + 1):
                    found.update(self._endings.get(word[:length], ()))
            known = self._classes[word] = frozenset(found)
        return known

    def starts(self, word: str) -> _Firsts:
        """What a phrase's first word leads to: by its second word where that is a plain one, and the nodes that need a look."""
        known = self._starts.get(word)
        if known is not None:
            return known
        data = self._data
        texts = [data["words"][word]] if word in data["words"] else []
        prefixes = data["prefixes"]
        texts += [prefixes[word[:length]] for length in range(1, len(word) + 1) if word[:length] in prefixes]
        texts += [data["starts"][name] for name in sorted(self.classes(word)) if name in data["starts"]]
        if word[0].isdigit() or word in _NUMBERS:
            texts.append(data["number"])
        parts = [json.loads(text) for text in texts]
        plain, other = parts[0] if parts else ({}, [])
        for more_plain, more_other in parts[1:]:
            other += more_other
            for second, targets in more_plain.items():
                plain.setdefault(second, []).extend(targets)
        self._starts[word] = plain, other
        return plain, other

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

    def run(self, words: Words) -> Iterator[Match]:
        """Every phrase that stands in the text, in no particular order."""
        nodes, count, known = self.nodes, len(words), self._starts
        word, gap = words.word, words.gap
        last = count - 1
        for start in range(count):
            found = known.get(word[start]) or self.starts(word[start])
            plain, other = found
            stack: list[tuple[int, int]] = []
            if plain and start < last and gap[start + 1] == 0:
                targets = plain.get(word[start + 1])
                if targets:
                    stack = [(target, start + 2) for target in targets]
            if other:
                stack += [(first, start + 1) for first in other]
            if not stack:
                continue
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
                if at >= count or gap[at] == 2:
                    continue
                if gap[at] == 0:
                    self.step(node, word[at], stack, at + 1)
                if node[4]:
                    onward = nodes[node[4]]
                    for skip in range(min(GAP, count - at)):
                        if gap[at + skip] == 2:
                            break
                        self.step(onward, word[at + skip], stack, at + skip + 1)


class Lexicon:
    """All concepts in English and Spanish, ready to be run over a text."""

    signals = frozenset(("hedge", "negation", "placeholder"))
    """Concepts that weaken or undo what stands near them; they are no mentions themselves."""

    def __init__(self, automata: Mapping[str, Any]) -> None:
        """From what `phrases.compile_phrases` made."""
        self._data = automata
        self._automata: dict[str, _Automaton] = {}

    def _spoken(self, language: Language | str) -> tuple[_Automaton, ...]:
        """English phrases are read in English and unknown text, Spanish ones in Spanish and unknown text."""
        return tuple(self._automaton(name) for name in (self._data if language == "unknown" else (language,)) if name in self._data)

    def _automaton(self, language: str) -> _Automaton:
        made = self._automata.get(language)
        if made is None:
            made = self._automata[language] = _Automaton(self._data[language])
        return made

    def people(self, words: Words, language: Language | str) -> list[str | None]:
        """For each word `students`, `one-student` or `teachers` where it names such a person, else None."""
        out: list[str | None] = [None] * len(words)
        for automaton in self._spoken(language):
            known = automaton.people
            for word in set(words.word).difference(known):
                known[word] = min(automaton.classes(word) & _PEOPLE, default=None)
            out = [have or known[word] for have, word in zip(out, words.word, strict=True)]
        return out

    def verb(self, word: str, language: Language | str) -> str | None:
        """`observable` or `vague` where the word is a verb that leads goals, else None."""
        for automaton in self._spoken(language):
            if word not in automaton.verbs:
                automaton.verbs[word] = min(automaton.classes(word) & _VERBS, default=None)
            if automaton.verbs[word]:
                return automaton.verbs[word]
        return None

    def match(self, words: Words, language: Language) -> list[Match]:
        """Every phrase in the text, traps taken out, longest first where phrases of one concept overlap; in reading order."""
        found: list[Match] = []
        for automaton in self._spoken(language):
            found.extend(automaton.run(words))
        return _settle(found)


def _settle(found: list[Match]) -> list[Match]:
    """Without traps and what they cover, and without a match that overlaps a longer one of the same concept."""
    if len(found) < 2:
        return [match for match in found if match.concept[0] != "!"]
    traps: dict[str, list[Match]] = {}
    groups: dict[str, list[Match]] = {}
    for match in found:
        name = match.concept
        if name[0] == "!":
            traps.setdefault(name[1:], []).append(match)
        elif name in groups:
            groups[name].append(match)
        else:
            groups[name] = [match]
    kept: list[Match] = []
    for name, group in groups.items():
        if name in traps:
            caught = traps[name]
            group = [m for m in group if not any(trap.first < m.last and m.first < trap.last for trap in caught)]
        if len(group) < 2:
            kept += group
            continue
        taken: list[tuple[int, int]] = []
        for match in sorted(group, key=_longest_first):
            first, last = match.first, match.last
            if not any(start < last and first < end for start, end in taken):
                taken.append((first, last))
                kept.append(match)
    kept.sort(key=_in_order)
    return kept


def _longest_first(match: Match) -> tuple[int, bool, int]:
    return match.first - match.last, match.weak, match.first


def _in_order(match: Match) -> tuple[int, int, str]:
    return match.first, match.last, match.concept
