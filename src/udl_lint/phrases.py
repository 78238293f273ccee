"""The phrase language of the lexicon, and phrases compiled into an automaton that text can hold.

Words separated by spaces; `word*` any ending; `word~` a verb or noun in its forms (`choose~`: chooses, choosing, chose, chosen);
`words?` with or without its last letter; `(a|b c)` either, `(a|b)~` either in its forms, `(a|b)?` may be missing; `#` a number;
`…` up to eight words of the same sentence; `<name>` any word of a class. Case, accents and hyphens do not count. There are no
regular expressions: matching takes time in proportion to the text, whatever a pack's author writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from sys import intern
from typing import Any

from udl_lint.lexicon import WORD, fold
from udl_lint.patterns import lazy
from udl_lint.phrase_nodes import Node, pack

LANGUAGES = ("en", "es")
_ELEMENT = lazy(r"\(([^()]+)\)([~*]?)(\??)|([^\s()]+)")


class _Node:
    """Where phrases stand after some of their words. `steps` leads on by symbol, `gap` over a `…`; `ends` are the phrases that end here."""

    def __init__(self) -> None:
        self.steps: dict[str, list[int]] = {}
        self.gap = 0
        self.ends: list[str] = []


def compile_phrases(concepts: Mapping[str, Mapping[str, Any]], classes: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The automaton of each language.

    A phrase is found by symbols: a word, a prefix `word*`, a class `<name>` or the number `#`. `symbols` numbers them, those that begin
    phrases first, and `firsts` holds for each of these the place of the node that it leads to; `prefixes` are the prefixes among all.
    `packed` are the nodes and `ends` what ends at them (see `phrase_nodes.pack`). `acts` are the concepts of what a class does. `members`
    maps a word to its classes, `endings` a prefix to classes.

    `concepts` and `classes` are as lexicon files have them. Raises ValueError for a phrase that is not in the phrase language.
    """
    return {language: _compile(concepts, classes, language) for language in LANGUAGES}


def _compile(concepts: Mapping[str, Mapping[str, Any]], classes: Mapping[str, Mapping[str, Any]], language: str) -> dict[str, Any]:
    members: dict[str, list[str]] = {}
    endings: dict[str, list[str]] = {}
    for name, words in classes.items():
        for word in words.get(language, ()):
            for form in _forms(word, language):
                group = endings if form.endswith("*") else members
                group.setdefault(fold(form.rstrip("*")), []).append(name)
    nodes = [_Node()]
    for concept, entry in concepts.items():
        for meant in _with_implied(concept, concepts):
            for phrases, end in (
                (entry.get(language), meant),
                ((entry.get("weak") or {}).get(language), "~" + meant),
                ((entry.get("not") or {}).get(language), "!" + meant),
            ):
                for phrase in phrases or ():
                    _add(nodes, phrase, language, end)
    firsts, kept = _states(nodes)
    symbols = {
        symbol: number for number, symbol in enumerate(dict.fromkeys((*firsts, *(symbol for node in kept for symbol, _ in node.steps))))
    }
    packed, places, ends = pack(kept, symbols)
    return {
        "symbols": symbols,
        "prefixes": tuple(symbol[:-1] for symbol in symbols if symbol.endswith("*")),
        "acts": tuple(sorted(concept for concept, entry in concepts.items() if entry.get("kind") == "act")),
        "firsts": tuple([places[number] for number in firsts.values()]),
        "members": {word: intern(" ".join(groups)) for word, groups in members.items()},
        "endings": {prefix: intern(" ".join(groups)) for prefix, groups in endings.items()},
        "ends": ends,
        "packed": packed,
    }


def _with_implied(concept: str, concepts: Mapping[str, Mapping[str, Any]]) -> Sequence[str]:
    """A concept, and all that is spoken of wherever it is: what it implies, and what that implies."""
    found = [concept]
    for name in found:
        found += [implied for implied in concepts[name].get("implies", ()) if implied not in found]
    return found


def _states(nodes: Sequence[_Node]) -> tuple[dict[str, int], list[Node]]:
    """What to keep: where each first symbol leads, and the nodes.

    Nodes that the same symbol leads to are one, and so are nodes from which the same follows. It ends, for no phrase leads back to itself.
    """
    numbers: dict[frozenset[int], int] = {}
    kept: dict[Node, int] = {}

    def number_of(together: frozenset[int]) -> int:
        if together not in numbers:
            members = [nodes[number] for number in sorted(together)]
            ends = tuple(sorted({end for node in members for end in node.ends}))
            node = Node(number_after(gaps) if (gaps := {node.gap for node in members if node.gap}) else None, ends, steps_of(members))
            numbers[together] = kept.setdefault(node, len(kept))
        return numbers[together]

    def number_after(targets: Iterable[int]) -> int:
        return number_of(frozenset(targets))

    def steps_of(members: Sequence[_Node]) -> tuple[tuple[str, int], ...]:
        steps: dict[str, set[int]] = {}
        for node in members:
            for symbol, targets in node.steps.items():
                steps.setdefault(symbol, set()).update(targets)
        return tuple([(symbol, number_after(steps[symbol])) for symbol in sorted(steps)])

    return dict(steps_of(nodes[:1])), list(kept)


def _new(nodes: list[_Node]) -> int:
    nodes.append(_Node())
    return len(nodes) - 1


def _add(nodes: list[_Node], phrase: str, language: str, end: str) -> None:
    """Lead from the root through the phrase's parts; the alternatives of a part meet in one node."""
    front = [0]
    for sequences, optional in _parts(phrase, language):
        if sequences == [("…",)]:
            if front == [0] or 0 in front:
                raise ValueError(f"the phrase {phrase!r} begins with …")
            gap = _new(nodes)
            for number in front:
                nodes[number].gap = gap
            front = [gap]
            continue
        meet = _new(nodes)
        for sequence in sequences:
            for start in front:
                _chain(nodes, start, sequence, meet)
        front = [*front, meet] if optional else [meet]
    if 0 in front or nodes[front[-1]].gap:
        raise ValueError(f"the phrase {phrase!r} may be empty")
    for number in front:
        nodes[number].ends.append(end)


def _chain(nodes: list[_Node], start: int, sequence: Sequence[str], meet: int) -> None:
    here = start
    for number, symbol in enumerate(sequence):
        target = meet if number == len(sequence) - 1 else _new(nodes)
        targets = nodes[here].steps.setdefault(symbol, [])
        if target not in targets:
            targets.append(target)
        here = target


def _parts(phrase: str, language: str) -> Iterator[tuple[list[tuple[str, ...]], bool]]:
    """The phrase's parts in order: the word sequences that each may be, and whether it may be missing."""
    rest = _ELEMENT.sub("", phrase).strip()
    if rest or phrase.count("(") != phrase.count(")"):
        raise ValueError(f"the phrase {phrase!r} has a bracket that does not close")
    found = False
    for group, ending, optional, word in _ELEMENT.findall(phrase):
        found = True
        if group:
            yield [sequence for part in group.split("|") for sequence in expand(part.strip() + ending, language)], bool(optional)
        else:
            options = list(_word(word, language))
            if word.endswith("?") and len(word) > 2:
                options += list(_word(word[:-2], language))
            yield options, False
    if not found:
        raise ValueError(f"the phrase {phrase!r} is empty")


def expand(phrase: str, language: str) -> Iterator[tuple[str, ...]]:
    """The element sequences that a phrase stands for. Raises ValueError when it is not in the phrase language."""
    choices = [[*sequences, ()] if optional else sequences for sequences, optional in _parts(phrase, language)]
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
            parts = [fold(part) for part in WORD.findall(form)]
            if not parts:
                raise ValueError(f"{word!r} is no word")
            yield (*parts[:-1], parts[-1] + ending)


_IRREGULAR = {
    "choose": "chose chosen choosing", "write": "wrote written writing", "draw": "drew drawn", "speak": "spoke spoken", "tell": "told",
    "make": "made making", "build": "built", "think": "thought", "take": "took taken taking", "give": "gave given giving",
    "read": "reading", "sing": "sang sung", "show": "shown", "teach": "taught", "hear": "heard", "find": "found", "get": "got getting",
    "run": "ran running", "cut": "cutting", "put": "putting", "set": "setting", "sit": "sat sitting", "stand": "stood", "hold": "held",
    "bring": "brought", "keep": "kept", "meet": "met", "send": "sent", "say": "said", "see": "saw seen", "do": "did done",
    "go": "went gone goes", "fill": "filled", "swap": "swapped swapping", "jot": "jotted jotting", "map": "mapped mapping",
    "plan": "planned planning", "spin": "spun spinning",
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
