"""`readability`: how hard a passage for students reads, against the lesson's grade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Silent
from udl_lint.lesson import Block, Grade
from udl_lint.patterns import lazy
from udl_lint.reading import Passage, Reading

_EXEMPT = lazy(r"poem|poema|script|gui[oó]n|song|lyrics|canci[oó]n|verse|dialog|decodable|play\b|theater|speech|letter", re.IGNORECASE)
_SPEAKER = lazy(r"^\s*[A-Z][\w. ]{0,20}:\s")
_SHORT_LINE = 9
"""Words a line, on average, under which a passage is verse or a script rather than prose."""
_NO_MARGIN = 12
"""Grades above any limit."""
_NAMES = {"directions": ("directions", "exit", "question", "say"), "reading": ("reading",)}


class Readability(Check):
    """Speaks at a passage above the grade (`directions`), or outside the grade's band (`reading`)."""

    provides: ClassVar[frozenset[str]] = frozenset(("level", "grade", "words", "side"))
    of: str
    vocabulary: tuple[str, ...] = ()

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each such passage; silent where the grade is unknown or the text cannot be measured."""
        passages = [passage for passage in reading.passages if passage.type in _NAMES[self.of]]
        if not passages:
            return
        grade = reading.lesson.about.grade
        if grade is None:
            yield Silent("the grade is unknown")
            return
        for passage in passages:
            yield from self._passage(reading, passage, grade.value, options)

    def _passage(self, reading: Reading, passage: Passage, grade: Grade, options: Options) -> Iterator[Look]:
        from udl_lint import readability

        blocks = [reading.lesson.blocks[number] for number in passage.blocks]
        if self.of == "reading" and _not_prose(reading, blocks):
            return
        language = _language(blocks, reading)
        units = [block.prose for block in blocks]
        formula = {"fk": "flesch-kincaid"}.get(str(options.get("formula", "fk")), str(options.get("formula", "fk")))
        familiar = self._familiar(reading) if options.get("ignore_vocab") else frozenset()
        measured = readability.measure(units, language, formula, familiar)
        if not isinstance(measured, readability.Measured):
            if isinstance(measured, readability.TooShort):
                return
            yield Silent(measured.why)
            return
        if measured.grade is None or measured.counts.words < int(options.get("min_words", 50)):
            return
        judged = self._judge(measured.grade, grade, options)
        if judged is None:
            return
        milder, side = judged
        if measured.confidence == "low":
            milder += 1
        hardest = tuple(
            (f"sentence of {sentence.words} words", " ".join(units[sentence.unit][sentence.span.start : sentence.span.end].split())[:160])
            for sentence in measured.hardest
        )
        counts = measured.counts
        details = (
            ("formula", f"{measured.formula}: {readability.grade_words(measured.grade)}"),
            *((("second formula", f"{measured.second_formula}: {_second(measured)}"),) if measured.second_formula else ()),
            ("counted", f"{counts.words} words, {counts.sentences} sentences, {counts.syllables} syllables"),
            ("confidence", measured.confidence),
            *hardest,
        )
        level = readability.grade_words(measured.grade).removeprefix("about grade ").removeprefix("grade ")
        yield Hit(
            blocks[0].span,
            {"level": level, "grade": str(grade), "words": str(counts.words), "side": side},
            milder=milder,
            details=details,
        )

    def _judge(self, level: float, grade: Grade, options: Options) -> tuple[int, str] | None:
        """How much milder and on which side, or None where the passage fits."""
        from udl_lint import readability

        if self.of == "directions":
            limit = readability.direction_limit(grade.low, float(options.get("margin", 0)))
            mild = readability.direction_limit(grade.low, float(options.get("suggest_margin", _NO_MARGIN)))
            if limit is None or mild is None or level <= min(limit, mild) + 0.5:
                return None
            return int(level <= limit + 0.5), "above"
        band = readability.band_for(grade.low, grade.high)
        if band is None:
            return None
        stretch = float(options.get("stretch", 1))
        if level > band[1] + stretch:
            return 0, "above"
        return (0, "below") if options.get("below") == "suggest" and level < band[0] - stretch else None

    def _familiar(self, reading: Reading) -> frozenset[str]:
        """The key terms that the plan lists under its vocabulary heading."""
        return frozenset(
            term.strip().lower()
            for section in reading.lesson.sections
            if section.role == "vocabulary"
            for block in section.blocks
            for term in re.split(r"[,;:–—(\n]", block.prose)
            if 0 < len(term.split()) <= 3
        )


def _second(measured: object) -> str:
    from udl_lint import readability

    assert isinstance(measured, readability.Measured)
    if measured.second_grade is not None:
        return readability.grade_words(measured.second_grade)
    return f"{measured.second_value:.0f}" if measured.second_value is not None else ""


def _language(blocks: list[Block], reading: Reading) -> str:
    from udl_lint.readers.languages import guess_language

    own = guess_language(" ".join(block.prose for block in blocks), 20)
    return own if own != "unknown" else reading.lesson.about.language


def _not_prose(reading: Reading, blocks: list[Block]) -> bool:
    """Verse, scripts and songs: short lines, speakers, or a heading that says so."""
    section = reading.lesson.sections[blocks[0].section]
    lines = [line for block in blocks for line in block.prose.replace("\r", "\n").split("\n") if line.strip()]
    if any(_EXEMPT.search(title) for title in section.path[-2:]):
        return True
    speaking = sum(bool(_SPEAKER.match(line)) for line in lines)
    short = len(lines) >= 4 and sum(len(line.split()) for line in lines) / len(lines) < _SHORT_LINE
    return short or speaking >= 3
