"""`sentence-length`: long sentences in directions for students."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Silent
from udl_lint.reading import Reading
from udl_lint.source import Span

_PIECES = 4


class SentenceLength(Check):
    """Speaks at each sentence of directions with more words than the band's limit."""

    provides: ClassVar[frozenset[str]] = frozenset(("words", "limit"))
    types: tuple[str, ...] = ("directions", "exit", "question")

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each, in reading order; silent where the grade is unknown."""
        passages = [passage for passage in reading.passages if passage.type in self.types]
        if not passages:
            return
        grade = reading.lesson.about.grade
        if grade is None:
            yield Silent("the grade is unknown")
            return
        from udl_lint import readability

        limits = options.get("max_words", {})
        limit = int(limits.get(grade.value.band, 0) or readability.sentence_limit(grade.value.low) or 25)
        for passage in passages:
            for number in passage.blocks:
                block = reading.lesson.blocks[number]
                if block.kind == "quote":
                    continue
                for sentence in readability.split_sentences(block.prose, reading.lesson.about.language):
                    text = block.prose[sentence.start : sentence.end]
                    words = len(readability.words_of(text))
                    if words > limit and not _is_list(text):
                        span = reading.lesson.source.trim(Span(block.span.start + sentence.start, block.span.start + sentence.end))
                        yield Hit(span, {"words": str(words), "limit": str(limit)})


def _is_list(text: str) -> bool:
    """Things to take or to use, one after the other behind a colon."""
    return text.partition(":")[2].count(",") >= _PIECES
