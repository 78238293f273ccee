"""Terms that a plan defines where it uses them: a word set off by markup or quotation marks, with its meaning beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from udl_lint.lesson import Block, Lesson
from udl_lint.patterns import lazy
from udl_lint.source import Span

CONCEPT = "defined-term"
STARTER = "sentence-starter"
_BEGUN = lazy(r"[“\"«][^“”\"«»\n]{3,60}?(?:…|\.\.\.|_{2,})\s*[”\"»]")
_SET_OFF = r"(?:\*\*|__|[*_\"“«])(?P<term>[^*_=\"“”«»\n:]{2,40}?)(?:\*\*|__|[*_\"”»])"
_SAID = lazy(
    _SET_OFF
    + r"\s*(?:\([^)]{0,40}\)\s*)?(?:,?\s+(?:(?:is|are|es|son)\s+(?:a|an|the|when|how|what|any|un|una|el|la|lo)\b|(?:means?|refers? to|stands? for|tells?|takes?|significa)\s)|\((?:an?|the|when|to|means|something|someone|how|un|una|el|la)\s[^)]{6,}"
    r"|\s?(?:[–—]|-{1,2}\s)\s*(?:an?|the|people|someone|something|when|things?|how|un|una|el|la|personas?)\s+\w+\s+\w+)",
    re.IGNORECASE,
)
_ASKED = lazy(
    r"\b(?:called|known as|the (?:term|word)|define|introduce (?:the )?(?:word|term)s?|se llama|llamad[oa]s?)\s+"
    r"(?:an?\s+|the\s+|un\s+|una\s+)?" + _SET_OFF,
    re.IGNORECASE,
)
_GLOSSED = lazy(r"^\W{0,4}[\w’' /()-]{2,40}?(?:\*\*|__|[*_])?\s*(?::|[–—]|\s-\s|=)\s*(?:\*\*|__|[*_])?\s*\S+(?:\s+\S+){2,}")
_GLOSSING = lazy(
    r"\b(?:vocab|terms?|words|definitions?|glossar|key ideas|palabras|términos|vocabulario|glosario"
    r"|(?:types|kinds|parts|tipos) (?:of|de)\b.*:\s*$|explain\b.*:\s*$)",
)
_MAY_SAY = lazy(r"[*_\"”»)]\s*(?:[(–—-]|,?\s+(?:is|are|es|son|mean|refer|stand|tell|take|signific))")
"""What “is”, “means”, a bracket or a dash after something set off looks like, in lower case; sooner looked for than a whole definition."""
_ASKED_CUES = ("called", "known as", "the term", "the word", "define", "introduce ", "se llama", "llamad")
_NEAR_CUE = 40
_GLOSSING_CUES = ("vocab", "term", "words", "definition", "glos", "key ideas", "palabras", "términos")
_LIST_CUES = (" of", " de", "explain")
"""Signs that a list is of things to be explained, where a colon opens one."""


def terms(lesson: Lesson) -> Iterator[tuple[str, int, Block, Span]]:
    """Each definition, and each sentence that is begun in quotation marks for students to go on with, as (concept, block number, block, span
    in the source), in reading order; one of a kind a block.
    """
    before = ""
    glossing: bool | None = False
    """Whether terms are explained after what stood before; None until somebody asks."""
    text = lesson.source.text
    for index, block in enumerate(lesson.blocks):
        role = lesson.sections[block.section].role
        if role in ("answers", "standards", "meta"):
            continue
        start, end = block.span
        raw = text[start:end]
        match = None
        if _has_mark(raw):
            begun = _BEGUN.search(raw) if _may_begin(raw) else None
            if begun is not None:
                yield STARTER, index, block, Span(start + begun.start(), start + begun.end())
            match = _set_off_term(raw)
        if match is None and block.kind == "item" and glossing is None and _may_gloss(raw):
            glossing = _opens_glosses(before)
        # A line `term: meaning` where terms are explained.
        if match is None and (role == "vocabulary" or (block.kind == "item" and glossing)):
            match = _GLOSSED.match(raw)
        if match is not None:
            yield CONCEPT, index, block, Span(start + match.start(), start + match.end())
        prose = block.prose
        if (block.depth == 0 and block.kind == "paragraph") or (":" in prose and prose.rstrip()[-1] == ":"):
            before, glossing = prose, None


def _may_begin(text: str) -> bool:
    """Whether a text holds what a begun sentence ends with."""
    return "…" in text or "..." in text or "__" in text


def _has_mark(text: str) -> bool:
    """Whether something may be set off in a text."""
    return "*" in text or "_" in text or '"' in text or "“" in text or "«" in text


def _may_gloss(text: str) -> bool:
    """Whether a text holds a sign that parts a term from its meaning."""
    return ":" in text or "-" in text or "–" in text or "—" in text or "=" in text


def _opens_glosses(before: str) -> bool:
    """Whether a text says that terms are explained after it."""
    lowered = before.lower()
    cues = _GLOSSING_CUES if lowered.rstrip()[-1:] != ":" else (*_GLOSSING_CUES, *_LIST_CUES)
    return any(map(lowered.__contains__, cues)) and bool(_GLOSSING.search(lowered))


def _set_off_term(raw: str) -> re.Match[str] | None:
    """Where a text that sets something off says what it means. The patterns are only asked where words say that they might fit."""
    lowered = raw.lower()
    said = _SAID.search(raw) if _MAY_SAY.search(lowered) else None
    return said or (_ASKED.search(raw) if _may_ask(lowered) else None)


def _may_ask(lowered: str) -> bool:
    """Whether a word such as “called” comes, and something is set off not far behind it."""
    for cue in _ASKED_CUES:
        if cue in lowered:
            at = lowered.find(cue)
            while at >= 0:
                if _has_mark(lowered[at + len(cue) : at + len(cue) + _NEAR_CUE]):
                    return True
                at = lowered.find(cue, at + 1)
    return False
