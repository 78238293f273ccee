"""Who acts at each word of a plan: the nearest actor named before it in the sentence, else whom the part is written for."""

from __future__ import annotations

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


def plain_actors(
    words: list[str],
    gaps: list[int],
    people: list[str | None],
    first: int,
    last: int,
    default: Actor,
    pronouns: frozenset[str],
    articles: frozenset[str],
) -> list[Actor]:
    """Who acts at each word from `first` to `last` (exclusive), which are a text of their own; an empty list where nobody is named.

    `people` is what `Found.people` says of each word.
    """
    if not any(people[first:last]) and pronouns.isdisjoint(words[first:last]):
        return []
    out: list[Actor] = []
    now = default
    before = default
    for position in range(first, last):
        word, kind = words[position], people[position]
        if gaps[position] == 2:
            before = now
            now = default
        if kind:
            now = _named(words, gaps, position, first, last, kind, articles) or now
        elif word in pronouns:
            if word == "i":
                if default == "unknown" and (position + 1 == last or words[position + 1] != "can"):
                    now = "teacher"
            elif (word == "they" and before == "student") or (word != "they" and default == "student"):
                now = "student"
        out.append(now)
    return out


def _named(words: list[str], gaps: list[int], position: int, first: int, last: int, kind: str, articles: frozenset[str]) -> Actor | None:
    """Who acts from a person's name on; None where the person is only spoken to or of (“explain to students”)."""
    if kind == "teachers":
        return "teacher"
    previous = words[position - 1] if position > first and gaps[position] == 0 else ""
    if kind == "one-student":
        return "student" if previous in articles else None
    following = words[position + 1] if position + 1 < last else ""
    spoken_to = previous in ("to", "for", "of", "with", "from") and following not in ("to", "will", "who")
    return None if spoken_to else "student"


try:
    from udl_lint._speedups import actors as _quick_actors
except ImportError:
    _quick_actors = plain_actors


def actors(words: Words, first: int, last: int, people: list[str | None], default: Actor) -> list[Actor]:
    """Who acts at each word from `first` to `last` (exclusive): see `plain_actors`."""
    return _quick_actors(words.word, words.gap, people, first, last, default, _PRONOUNS, _ARTICLES)
