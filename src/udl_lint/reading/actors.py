"""Who acts at each word of a plan: the nearest actor named before it in the sentence, else whom the part is written for."""

from __future__ import annotations

from collections.abc import Sequence

from udl_lint.lesson import Block, Role, Section
from udl_lint.lexicon import Words
from udl_lint.reading.mentions import Actor

_STUDENT_ROLES: frozenset[Role] = frozenset(("student", "home", "goals"))
_ARTICLES = frozenset("each every the a one another second first other that any un una cada otro otra el la".split())
_PRONOUNS = frozenset(("they", "you", "your", "i"))


def default_actor(section: Section, block: Block | None) -> Actor:
    """Who acts where nobody is named."""
    audience = block.audience if block is not None and block.audience != "unknown" else section.audience
    if audience != "unknown":
        return audience
    role = block.role if block is not None and block.role else section.role
    return "student" if role in _STUDENT_ROLES else "unknown"


def persons(words: Words, people: Sequence[str | None]) -> list[int]:
    """The words that may change who acts. `people` is what `Lexicon.people` says of each word."""
    if _PRONOUNS.isdisjoint(words.word):
        return [position for position, kind in enumerate(people) if kind]
    return [position for position, (word, kind) in enumerate(zip(words.word, people, strict=True)) if kind or word in _PRONOUNS]


def actors(words: Words, first: int, last: int, people: Sequence[str | None], default: Actor) -> list[Actor]:
    """Who acts at each word from `first` to `last` (exclusive), which are a text of their own."""
    out: list[Actor] = []
    now = default
    before = default
    for position in range(first, last):
        word, kind = words.word[position], people[position]
        if words.gap[position] == 2:
            before = now
            now = default
        if kind:
            now = _named(words, position, first, last, kind) or now
        elif word in _PRONOUNS:
            if word == "i":
                if default == "unknown" and (position + 1 == last or words.word[position + 1] != "can"):
                    now = "teacher"
            elif (word == "they" and before == "student") or (word != "they" and default == "student"):
                now = "student"
        out.append(now)
    return out


def _named(words: Words, position: int, first: int, last: int, kind: str) -> Actor | None:
    """Who acts from a person's name on; None where the person is only spoken to or of (“explain to students”)."""
    if kind == "teachers":
        return "teacher"
    previous = words.word[position - 1] if position > first and words.gap[position] == 0 else ""
    if kind == "one-student":
        return "student" if previous in _ARTICLES else None
    following = words.word[position + 1] if position + 1 < last else ""
    spoken_to = previous in ("to", "for", "of", "with", "from") and following not in ("to", "will", "who")
    return None if spoken_to else "student"
