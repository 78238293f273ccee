"""Text that students read or hear word for word: directions, reading passages, questions."""

from __future__ import annotations

from collections.abc import Iterator

from udl_lint.lesson import Block, Lesson, Section
from udl_lint.lexicon import count_words
from udl_lint.readers.cues import plain
from udl_lint.reading import Passage, PassageType
from udl_lint.source import Span

_READING = ("passage", "reading text", "story", "lyrics", "lectura", "texto", "article", "poem", "text")
_QUESTION = ("prompt", "question", "pregunta", "exit ticket", "boleto de salida")
_LONG_QUOTE = 40
"""Words from which a quotation in a plan is a text for students rather than a remark."""
_READ_BEFORE = ("read", "lee", "lean", "leen", "lectura", "passage", "text", "say", "handout")


def passages(lesson: Lesson) -> Iterator[Passage]:
    """Student-facing passages in reading order: the blocks of student sections, and long quotations that students read."""
    first = 0
    for section in lesson.sections:
        blocks = section.blocks
        if section.role == "student" and section.audience != "teacher":
            yield from _runs(section, list(enumerate(blocks, first)))
        elif section.role in ("procedure", "other", "materials") and "quote" in [block.kind for block in blocks]:
            yield from _quotes(section, list(enumerate(blocks, first)))
        first += len(blocks)


def _type(section: Section) -> PassageType:
    title = plain(" ".join(section.path[-2:]))
    if any(word in title for word in _QUESTION):
        return "question"
    return "reading" if any(word in title for word in _READING) else "directions"


def _runs(section: Section, numbered: list[tuple[int, Block]]) -> Iterator[Passage]:
    """One passage for the quotations of a section and one for the rest."""
    rest = [(number, block) for number, block in numbered if block.kind != "quote"]
    quoted = [(number, block) for number, block in numbered if block.kind == "quote"]
    kind = _type(section)
    if quoted and sum(count_words(block.prose) for _, block in quoted) >= _LONG_QUOTE:
        yield _passage("reading", quoted)
    elif quoted:
        rest = numbered
    if rest:
        yield _passage(kind, rest)


def _quotes(section: Section, numbered: list[tuple[int, Block]]) -> Iterator[Passage]:
    run: list[tuple[int, Block]] = []
    before = ""
    for number, block in [*numbered, (-1, None)]:
        if block is not None and block.kind == "quote":
            run.append((number, block))
            continue
        if run and sum(count_words(item.prose) for _, item in run) >= _LONG_QUOTE:
            lead = f" {plain(before)} {plain(section.title)} "
            if any(f" {word}" in lead for word in _READ_BEFORE):
                yield _passage("reading", run)
        run = []
        before = block.prose if block is not None else ""


def _passage(kind: PassageType, numbered: list[tuple[int, Block]]) -> Passage:
    blocks = [block for _, block in numbered]
    words = sum(count_words(block.prose) for block in blocks)
    return Passage(Span(blocks[0].span.start, blocks[-1].span.end), kind, tuple(number for number, _ in numbered), words)
