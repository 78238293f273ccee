"""The phrase language of the lexicon, and phrases compiled into an automaton that JSON can hold.

Words separated by spaces; `word*` any ending; `word~` a verb or noun in its forms (`choose~`: chooses, choosing, chose, chosen);
`words?` with or without its last letter; `(a|b c)` either, `(a|b)~` either in its forms, `(a|b)?` may be missing; `#` a number;
`…` up to eight words of the same sentence; `<name>` any word of a class. Case, accents and hyphens do not count. There are no
regular expressions: matching takes time in proportion to the text, whatever a pack's author writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from udl_lint.lexicon import WORD, fold
from udl_lint.patterns import lazy

LANGUAGES = ("en", "es")
_ELEMENT = lazy(r"\(([^()]+)\)([~*]?)(\??)|([^\s()]+)")
WORDS, PREFIXES, CLASSES, NUMBER, GAP_NODE, ACCEPTS = range(6)
"""What a node holds at which place; 0 stands for nothing there."""
Node = list[Any]


def compile_phrases(concepts: Mapping[str, Mapping[str, Any]], classes: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The automaton of each language.

    `nodes` (see `WORDS` …) are JSON texts, read when a lesson first leads there. How a phrase begins stands in `words`, `prefixes`,
    `starts` (by class) and `number`: JSON of what `_firsts` makes. `members` maps a word to its classes with spaces between,
    `endings` a prefix to classes.

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
    nodes: list[Node] = [[0, 0, 0, 0, 0, 0]]
    for concept, entry in concepts.items():
        for phrases, name, weak in (
            (entry.get(language), concept, 0),
            ((entry.get("weak") or {}).get(language), concept, 1),
            ((entry.get("not") or {}).get(language), "!" + concept, 0),
        ):
            for phrase in phrases or ():
                _add(nodes, phrase, language, [name, weak])
    words, prefixes, starts, number, _, _ = nodes[0]
    return {
        "words": {word: _firsts(nodes, targets) for word, targets in (words or {}).items()},
        "prefixes": {prefix: _firsts(nodes, targets) for prefix, targets in (prefixes or {}).items()},
        "starts": {name: _firsts(nodes, targets) for name, targets in (starts or {}).items()},
        "number": _firsts(nodes, number or []),
        "nodes": ["", *(_written(node) for node in nodes[1:])],
        "members": {word: " ".join(groups) for word, groups in members.items()},
        "endings": endings,
    }


def _firsts(nodes: list[Node], targets: list[int]) -> str:
    """What a first word leads to: by the second word where that is a plain one, and the nodes that need a look."""
    plain: dict[str, list[int]] = {}
    other: list[int] = []
    for target in targets:
        node = nodes[target]
        if any(node[1:]):
            other.append(target)
        else:
            for second, further in node[WORDS].items():
                plain.setdefault(second, []).extend(further)
    return _written([plain, other])


def _written(data: list[Any]) -> str:
    """JSON without the zeros at its end."""
    while data and data[-1] == 0:
        data = data[:-1]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _new(nodes: list[Node]) -> int:
    nodes.append([0, 0, 0, 0, 0, 0])
    return len(nodes) - 1


def _add(nodes: list[Node], phrase: str, language: str, accept: list[Any]) -> None:
    """Lead from the root through the phrase's parts; the alternatives of a part meet in one node."""
    front = [0]
    for sequences, optional in _parts(phrase, language):
        if sequences == [("…",)]:
            if front == [0] or 0 in front:
                raise ValueError(f"the phrase {phrase!r} begins with …")
            gap = _new(nodes)
            for node in front:
                nodes[node][GAP_NODE] = gap
            front = [gap]
            continue
        meet = _new(nodes)
        for sequence in sequences:
            for start in front:
                _chain(nodes, start, sequence, meet)
        front = [*front, meet] if optional else [meet]
    if 0 in front or nodes[front[-1]][GAP_NODE]:
        raise ValueError(f"the phrase {phrase!r} may be empty")
    for node in front:
        nodes[node][ACCEPTS] = [*(nodes[node][ACCEPTS] or []), accept]


def _chain(nodes: list[Node], start: int, sequence: Sequence[str], meet: int) -> None:
    here = start
    for number, element in enumerate(sequence):
        target = meet if number == len(sequence) - 1 else _new(nodes)
        place, key = _edge(element)
        if place == NUMBER:
            nodes[here][NUMBER] = [*(nodes[here][NUMBER] or []), target]
        else:
            edges = nodes[here][place] or {}
            nodes[here][place] = edges
            if target not in edges.setdefault(key, []):
                edges[key].append(target)
        here = target


def _edge(element: str) -> tuple[int, str]:
    if element == "#":
        return NUMBER, ""
    if element[0] == "<":
        return CLASSES, element[1:-1]
    if element[-1] == "*":
        return PREFIXES, element[:-1]
    return WORDS, element


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
