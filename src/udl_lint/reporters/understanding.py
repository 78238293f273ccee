"""What was understood of a lesson, as plain data: for `outline`, for the JSON report, and for whoever tests a reader."""

from __future__ import annotations

from typing import Any

from udl_lint.lesson import About, Grade, Known, Minutes
from udl_lint.reading import Passage, Reading
from udl_lint.source import Source, Span

LONGEST_EXCERPT = 300
"""Characters of the lesson that a report repeats at one place."""


def about_data(about: About, source: Source) -> dict[str, Any]:
    """The facts about a lesson; null for what was not found. `read_from` says of each where it was read."""
    facts = {"title": about.title, "grade": about.grade, "subject": about.subject, "minutes": about.minutes}
    return {
        "title": about.title and whole(about.title.value),
        "grade": about.grade and grade_name(about.grade.value),
        "band": about.grade and about.grade.value.band,
        "subject": about.subject and whole(about.subject.value),
        "language": about.language,
        "minutes": about.minutes and about.minutes.value,
        "words": about.words,
        "read_from": {name: _origin(fact, source) for name, fact in facts.items() if fact is not None},
    }


def reading_data(reading: Reading) -> dict[str, Any]:
    """Sections, objectives, home tasks, passages, timed parts and mentions, each with its lines from 1, in reading order."""
    lesson, source = reading.lesson, reading.lesson.source
    return {
        "sections": [
            {
                **_lines(source, section.span),
                "title": whole(section.title),
                "role": section.role,
                "audience": section.audience,
                "setting": section.setting,
                "minutes": _range(section.minutes),
            }
            for section in lesson.sections
            if section.heading is not None or section.blocks
        ],
        "objectives": [
            {**_lines(source, each.span), "verbs": [whole(verb) for verb in each.verbs], "observable": each.observable}
            for each in reading.objectives
        ],
        "home_items": [
            {
                **_lines(source, each.span),
                "need": each.need,
                "route": each.route,
                "submission": each.submission,
                "optional": each.optional,
                "mb": None if each.megabytes is None else round(each.megabytes, 1),
                "excerpt": excerpt(source, each.span),
            }
            for each in reading.home_items
        ],
        "passages": [
            {**_lines(source, each.span), "type": each.type, "words": each.words, "grade_level": grade_level(reading, each)}
            for each in reading.passages
        ],
        "segments": [
            {**_lines(source, each.span), "title": whole(each.title), "minutes": {"low": each.low, "high": each.high}}
            for each in reading.segments
        ],
        "mentions": [
            {
                "concept": each.concept,
                "line": source.position(each.span.start).line,
                "strength": each.strength,
                "excerpt": excerpt(source, each.span),
            }
            for each in reading.mentions
        ],
    }


def grade_name(grade: Grade) -> str:
    """A grade as programs read it: `K`, `4`, `3-5`."""
    return str(grade).replace("–", "-")


def grade_level(reading: Reading, passage: Passage) -> int | None:
    """About which grade a passage reads like, from 0; None where no formula says anything."""
    from udl_lint.readability import Measured, measure
    from udl_lint.readers.languages import guess_language

    units = [reading.lesson.blocks[number].prose for number in passage.blocks]
    language = guess_language(" ".join(units), 20)
    measured = measure(units, reading.lesson.about.language if language == "unknown" else language)
    return int(measured.grade + 0.5) if isinstance(measured, Measured) and measured.grade is not None else None


def excerpt(source: Source, span: Span) -> str:
    """The text under a span, at most so many characters of it and then `…`."""
    end = min(span.end, span.start + LONGEST_EXCERPT)
    return whole(source.slice(Span(span.start, end))) + ("…" if end < span.end else "")


def whole(text: str) -> str:
    r"""The text with its half characters spelt out: a byte of a file name that is not UTF-8 as `\xNN`, a surrogate as `\uNNNN`."""
    if text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text):
        return text
    return "".join(map(_whole, text))


def _whole(letter: str) -> str:
    if not "\ud800" <= letter <= "\udfff":
        return letter
    return f"\\x{ord(letter) - 0xDC00:02x}" if "\udc80" <= letter <= "\udcff" else f"\\u{ord(letter):04x}"


def _origin(fact: Known[Any], source: Source) -> dict[str, Any]:
    return {"where": fact.where, "line": fact.span and source.position(fact.span.start).line}


def _lines(source: Source, span: Span) -> dict[str, int]:
    return {"line": source.position(span.start).line, "end_line": source.position(max(span.start, span.end - 1)).line}


def _range(minutes: Minutes | None) -> dict[str, float] | None:
    return None if minutes is None else {"low": minutes.low, "high": minutes.high}
