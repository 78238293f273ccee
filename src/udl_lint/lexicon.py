"""The words by which a plan speaks of a concept, compiled into one matcher. Phrases are plain words, never regular expressions.

The phrase language: words separated by spaces; `word*` any ending; `word~` a verb or noun in its forms (`choose~`: chooses,
choosing, chose, chosen); `(a|b c)` either, `(a|b)~` either in its forms; `(a|b)?` may be missing; `words?` with or without its last letter; `#` a number; `…` up to eight words of the same
sentence; `<name>` any word of a class. Case, accents and hyphens do not count. Matching is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, NamedTuple

from udl_lint.lesson import Language

GAP = 8
"""Most words that a `…` may stand for."""
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|_{2,}")
_HARD = re.compile(r"[.;!?|¿¡]|\n\s*\n")
_SOFT = re.compile(r"[,():\[\]…–—]|\s-\s|--")
_ABBREVIATIONS = frozenset("dr mr mrs ms st e g i vs etc p pp fig no min mins approx sr sra srta ej pag num aprox".split())
_ELEMENT = re.compile(r"\(([^()]+)\)([~*]?)(\??)|([^\s()]+)")


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
    out: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        between = text[last:start]
        gap = 0
        if between != " " and out:
            if _HARD.search(between):
                gap = 2
                if between.startswith(".") and (between == "." or out[-1].word in _ABBREVIATIONS):
                    gap = 0
            elif _SOFT.search(between):
                gap = 1
        word = match.group()
        out.append(Token("___" if word[0] == "_" else fold(word), start, end, gap))
        last = end
    return out


@dataclass
class _Node:
    words: dict[str, _Node] = field(default_factory=dict)
    prefixes: dict[str, _Node] = field(default_factory=dict)
    classes: dict[str, _Node] = field(default_factory=dict)
    number: _Node | None = None
    gap: _Node | None = None
    accepts: list[tuple[str, bool]] = field(default_factory=list)


class _Compiled:
    """A trie over phrase elements for one language."""

    def __init__(self) -> None:
        self.root = _Node()
        self.members: dict[str, list[str]] = {}
        self.endings: list[tuple[str, str]] = []
        self.starts: dict[str, tuple[_Node, ...]] = {}

    def step(self, node: _Node, word: str) -> Iterator[_Node]:
        found = node.words.get(word)
        if found:
            yield found
        if node.prefixes:
            for prefix, child in node.prefixes.items():
                if word.startswith(prefix):
                    yield child
        if node.classes:
            for name in self.members.get(word, ()):
                child_of_class = node.classes.get(name)
                if child_of_class:
                    yield child_of_class
        if node.number and (word[0].isdigit() or word in _NUMBERS):
            yield node.number

    def first(self, word: str) -> tuple[_Node, ...]:
        known = self.starts.get(word)
        if known is None:
            known = self.starts[word] = tuple(self.step(self.root, word))
        return known


_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty un una uno dos tres cuatro cinco seis siete ocho nueve diez "
    "once doce veinte treinta".split()
)


_PEOPLE = ("students", "one-student", "teachers")


class Lexicon:
    """All concepts in English and Spanish, ready to be run over a text."""

    signals = frozenset(("hedge", "negation", "placeholder"))
    """Concepts that weaken or undo what stands near them; they are no mentions themselves."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """From compiled data: `concepts` (name → en, es, weak, not) and `classes` (name → en, es), all lists of phrases.

        Raises ValueError for a phrase that is not in the phrase language, with the phrase.
        """
        self.concepts: Mapping[str, Mapping[str, Any]] = data["concepts"]
        self._classes: Mapping[str, Mapping[str, Sequence[str]]] = data.get("classes", {})
        self._by_language: dict[str, _Compiled] = {}

    def about(self, concept: str) -> str:
        """What a concept means, in a sentence."""
        return str(self.concepts[concept].get("about", ""))

    def person(self, word: str, language: Language) -> str | None:
        """`students`, `one-student` or `teachers` where the word names such a person, else None."""
        for name in ("en", "es") if language == "unknown" else (language,) if language in ("en", "es") else ():
            for group in self._compiled(name).members.get(word, ()):
                if group in _PEOPLE:
                    return group
        return None

    def verb(self, word: str, language: str) -> str | None:
        """`observable` or `vague` where the word is a verb that leads goals, else None."""
        for name in ("en", "es") if language == "unknown" else (language,) if language in ("en", "es") else ():
            compiled = self._compiled(name)
            for group in (*compiled.members.get(word, ()), *(g for prefix, g in compiled.endings if word.startswith(prefix))):
                if group in ("observable", "vague"):
                    return group
        return None

    def match(self, words: Sequence[Token], language: Language) -> list[Match]:
        """Every phrase in the text, traps taken out, longest first where phrases of one concept overlap; in reading order.

        English phrases are read in English and unknown text, Spanish ones in Spanish and unknown text.
        """
        chosen = ("en", "es") if language == "unknown" else (language,) if language in ("en", "es") else ()
        found: list[Match] = []
        for name in chosen:
            found += self._run(self._compiled(name), words)
        return _settle(found)

    def _run(self, compiled: _Compiled, words: Sequence[Token]) -> Iterator[Match]:
        count = len(words)
        for start in range(count):
            for node in compiled.first(words[start].word):
                stack = [(node, start + 1)]
                while stack:
                    here, at = stack.pop()
                    for concept, weak in here.accepts:
                        yield Match(concept, start, at, weak)
                    if at >= count:
                        continue
                    gap = words[at].gap
                    if gap == 2:
                        continue
                    if gap == 0:
                        for child in compiled.step(here, words[at].word):
                            stack.append((child, at + 1))
                    if here.gap is not None:
                        for skip in range(min(GAP, count - at)):
                            if words[at + skip].gap == 2:
                                break
                            for child in compiled.step(here.gap, words[at + skip].word):
                                stack.append((child, at + skip + 1))

    def _compiled(self, language: str) -> _Compiled:
        made = self._by_language.get(language)
        if made is None:
            made = self._by_language[language] = _Compiled()
            for name, words in self._classes.items():
                for word in words.get(language, ()):
                    for form in _forms(word, language):
                        if form.endswith("*"):
                            made.endings.append((fold(form[:-1]), name))
                        else:
                            made.members.setdefault(fold(form), []).append(name)
            for concept, entry in self.concepts.items():
                _add_all(made, entry.get(language, ()), concept, False, language)
                _add_all(made, (entry.get("weak") or {}).get(language, ()), concept, True, language)
                _add_all(made, (entry.get("not") or {}).get(language, ()), "!" + concept, False, language)
        return made


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


def _add_all(compiled: _Compiled, phrases: Iterable[str], concept: str, weak: bool, language: str) -> None:
    for phrase in phrases:
        for sequence in expand(phrase, language):
            node = compiled.root
            for element in sequence:
                node = _child(node, element)
            if node is compiled.root:
                raise ValueError(f"the phrase {phrase!r} is empty")
            if (concept, weak) not in node.accepts:
                node.accepts.append((concept, weak))


def _child(node: _Node, element: str) -> _Node:
    if element == "…":
        node.gap = node.gap or _Node()
        return node.gap
    if element == "#":
        node.number = node.number or _Node()
        return node.number
    if element[0] == "<":
        return node.classes.setdefault(element[1:-1], _Node())
    if element[-1] == "*":
        return node.prefixes.setdefault(element[:-1], _Node())
    return node.words.setdefault(element, _Node())


def expand(phrase: str, language: str) -> Iterator[tuple[str, ...]]:
    """The element sequences that a phrase stands for. Raises ValueError when it is not in the phrase language."""
    choices: list[list[tuple[str, ...]]] = []
    rest = _ELEMENT.sub("", phrase).strip()
    if rest or phrase.count("(") != phrase.count(")"):
        raise ValueError(f"the phrase {phrase!r} has a bracket that does not close")
    for group, ending, optional, word in _ELEMENT.findall(phrase):
        if group:
            options = [sequence for part in group.split("|") for sequence in expand(part.strip() + ending, language)]
        else:
            options = list(_word(word, language))
            if word.endswith("?") and len(word) > 2:
                options += list(_word(word[:-2], language))
        choices.append([*options, ()] if optional else options)
    for combination in product(*choices):
        sequence = tuple(element for part in combination for element in part)
        if sequence:
            if sequence[0] == "…" or sequence[-1] == "…":
                raise ValueError(f"the phrase {phrase!r} begins or ends with …")
            yield sequence


def _word(word: str, language: str) -> Iterator[tuple[str, ...]]:
    if word in ("…", "..."):
        yield ("…",)
    elif word == "#" or word.startswith("<"):
        yield (word,)
    elif word.strip("_") == "" and word:
        yield ("___",)
    else:
        for form in _forms(word, language):
            ending = "*" if form.endswith("*") else ""
            parts = [fold(part) for part in _TOKEN.findall(form)]
            if not parts:
                raise ValueError(f"{word!r} is no word")
            yield (*parts[:-1], parts[-1] + ending)


_IRREGULAR = {
    "choose": "chose chosen choosing", "write": "wrote written writing", "draw": "drew drawn", "speak": "spoke spoken", "tell": "told",
    "make": "made making", "build": "built", "think": "thought", "take": "took taken taking", "give": "gave given giving", "read": "reading",
    "sing": "sang sung", "show": "shown", "teach": "taught", "hear": "heard", "find": "found", "get": "got getting", "run": "ran running",
    "cut": "cutting", "put": "putting", "set": "setting", "sit": "sat sitting", "stand": "stood", "hold": "held", "bring": "brought",
    "keep": "kept", "meet": "met", "send": "sent", "say": "said", "see": "saw seen", "do": "did done", "go": "went gone goes", "fill": "filled",
    "swap": "swapped swapping", "jot": "jotted jotting", "map": "mapped mapping", "plan": "planned planning", "spin": "spun spinning",
}  # fmt: skip
_VOWELS = "aeiou"


def _forms(word: str, language: str) -> Iterator[str]:
    """A word in its forms where it ends in `~` (English; Spanish phrases use `*`), else itself."""
    if not word.endswith("~"):
        yield word
        return
    base = word[:-1]
    forms = {base}
    if language == "en":
        forms.update(_IRREGULAR.get(base, "").split())
        if base.endswith("e"):
            forms.update((base + "s", base + "d", base[:-1] + "ing"))
        elif base.endswith("y") and base[-2:-1] not in _VOWELS:
            forms.update((base[:-1] + "ies", base[:-1] + "ied", base + "ing"))
        elif base.endswith(("s", "x", "z", "ch", "sh")):
            forms.update((base + "es", base + "ed", base + "ing"))
        else:
            forms.update((base + "s", base + "ed", base + "ing"))
            if len(base) > 2 and base[-1] not in _VOWELS + "wxy" and base[-2] in _VOWELS and base[-3] not in _VOWELS:
                forms.update((base + base[-1] + "ed", base + base[-1] + "ing"))
    else:
        forms.update((base + "s", base + "es"))
    yield from sorted(forms)
