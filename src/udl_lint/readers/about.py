"""What the lesson is: title, grade, subject, minutes, language, each with the place where it was read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from udl_lint.lesson import About, Grade, Heading, Known, Where
from udl_lint.patterns import lazy
from udl_lint.readers.cues import Cues
from udl_lint.readers.draft import Draft, DraftBlock, DraftHeading, Fact
from udl_lint.readers.durations import LONGEST, durations, lesson_length
from udl_lint.readers.grades import grade_from_path, grade_from_standards, parse_grade, stated_grades
from udl_lint.readers.header import header_facts, title_heading
from udl_lint.readers.languages import languages
from udl_lint.source import Span

_TITLE_PREFIX = lazy(r"^(?:lesson(?:\s+title)?|title|activity|actividad|título)\s*:\s*", re.IGNORECASE)
_TITLE_WORDS = 12
_SHORTEST = 5
"""Minutes below which a stated time is a song's or a film's and no lesson's."""
_LONG_PLAN = 1500
"""Characters of running text in which a plan states its grade if it does so at all without a label."""

_SHORT_ITEM = 6
"""Words of an item that may state the grade anywhere in a plan, such as one of a list of audiences or links."""


def about(draft: Draft, cues: Cues, first_heading: Heading | None) -> About:
    """Read the facts off the draft. What is not found stays None."""
    text = "\n".join(part.prose if isinstance(part, DraftBlock) else part.text for part in draft.parts)
    language, bilingual = languages(text)
    return About(
        title=_title(draft, cues, first_heading),
        grade=_grade(draft, cues, first_heading),
        subject=_subject(draft.facts, cues),
        minutes=_minutes(draft, cues),
        language=language,
        words=len(text.split()),
        bilingual=bilingual,
    )


def _facts(facts: Sequence[Fact], cues: Cues, wanted: str) -> list[Fact]:
    return [fact for fact in facts if cues.fact(fact.label) == wanted]


def _title(draft: Draft, cues: Cues, first_heading: Heading | None) -> Known[str] | None:
    for fact in _facts(draft.facts, cues, "title"):
        if fact.where in ("front matter", "key") and fact.value.strip():
            return Known(_clean(fact.value), fact.where, fact.span)
    title = title_heading(draft, cues)
    marked = first_heading is not None and first_heading.marked
    if title or (first_heading and marked and not cues.role(first_heading.text)):
        named = title or first_heading
        return Known(_unprefixed(named.text), "heading", named.span) if named else None
    for fact in _facts(draft.facts, cues, "title"):
        if fact.value.strip():
            return Known(_clean(fact.value), fact.where, fact.span)
    for part in draft.parts[:2]:
        if isinstance(part, DraftHeading) and cues.role(part.text) not in ("procedure", "meta"):
            break  # what stands under “Lesson plan” may be the title, what stands under “Materials” is not
        if isinstance(part, DraftBlock) and part.kind == "paragraph":
            line = part.prose.replace("\r", "\n").split("\n")[0]
            stated = any(fact.span.start == part.span.start for fact in header_facts(part))
            if (
                1 <= len(line.split()) <= _TITLE_WORDS
                and not line.rstrip().endswith((".", ":", "?"))
                and not stated
                and not cues.role(line)
            ):
                return Known(" ".join(line.split()), "text", Span(part.span.start, part.span.start + len(line.rstrip())))
    if first_heading and not cues.role(first_heading.text):
        return Known(_unprefixed(first_heading.text), "heading", first_heading.span)
    return None


def _unprefixed(title: str) -> str:
    return _TITLE_PREFIX.sub("", title) if ":" in title else title


def _clean(value: str) -> str:
    value = " ".join(value.split())
    return value[1:-1].strip() if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _grade(draft: Draft, cues: Cues, first_heading: Heading | None) -> Known[Grade] | None:
    for fact in _facts(draft.facts, cues, "grade"):
        grade = parse_grade(fact.value)
        if grade is not None:
            return Known(grade, fact.where, fact.span)
    headings: list[tuple[str, Span, Where]] = [
        (part.text, part.span, "title" if first_heading and part.span == first_heading.span else "heading")
        for part in draft.parts
        if isinstance(part, DraftHeading)
    ]
    titles = [(fact.value, fact.span, fact.where) for fact in _facts(draft.facts, cues, "title")]
    for text, span, where in (*titles, *headings[:3]):
        for stated in stated_grades(text[:_LONG_PLAN]):
            return Known(stated.grade, where, span)
    seen = 0
    for part in draft.parts:
        if not isinstance(part, DraftBlock):
            continue
        for stated in stated_grades(part.prose[:_LONG_PLAN]):
            return Known(stated.grade, "text", Span(part.span.start + stated.start, part.span.start + stated.end))
        seen += len(part.prose)
        if seen > _LONG_PLAN:
            break
    for text, span, _ in headings[3:]:
        for stated in stated_grades(text[:_LONG_PLAN]):
            return Known(stated.grade, "heading", span)
    for part in draft.parts:
        if isinstance(part, DraftBlock) and (part.kind == "item" or ":" in part.prose) and len(part.prose.split()) <= _SHORT_ITEM:
            for stated in stated_grades(part.prose):
                return Known(stated.grade, "text", Span(part.span.start + stated.start, part.span.start + stated.end))
    from_path = grade_from_path(draft.source.path)
    if from_path is not None:
        return Known(from_path, "folder or file name")
    code = grade_from_standards(draft.source.text)
    return Known(code[0], "standard code", Span(code[1], code[2])) if code else None


def _subject(facts: Sequence[Fact], cues: Cues) -> Known[str] | None:
    for fact in _facts(facts, cues, "subject"):
        if fact.value.strip():
            return Known(_clean(fact.value), fact.where, fact.span)
    return None


def _minutes(draft: Draft, cues: Cues) -> Known[int] | None:
    for fact in _facts(draft.facts, cues, "minutes"):
        found = lesson_length(fact.value) or next(iter(durations(fact.value)), None)
        if found and found.high >= _SHORTEST:
            return Known(round(found.high), fact.where, fact.span)
        if fact.value.strip().isdigit() and _SHORTEST <= int(fact.value) <= LONGEST:
            return Known(int(fact.value), fact.where, fact.span)
    title = title_heading(draft, cues)
    times = durations(title.text) if title else []
    return Known(round(times[-1].high), "title", title.span) if title and times else None
