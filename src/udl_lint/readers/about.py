"""What the lesson is: title, grade, subject, minutes, language, each with the place where it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from udl_lint.lesson import About, Grade, Heading, Known, Where
from udl_lint.patterns import lazy
from udl_lint.readers.cues import Cues, plain
from udl_lint.readers.draft import Draft, DraftBlock, DraftHeading, Fact
from udl_lint.readers.durations import LONGEST, durations, lesson_length
from udl_lint.readers.grades import (
    counts_anew,
    first_grade,
    grade_from_standards,
    grade_of_course,
    grade_of_title,
    parse_grade,
)
from udl_lint.readers.header import header_facts
from udl_lint.readers.languages import languages
from udl_lint.readers.path_grades import grade_from_path
from udl_lint.source import Span

_TITLE_PREFIX = lazy(r"^(?:lesson(?:\s+title)?|title|activity|actividad|título)\s*:\s*", re.IGNORECASE)
_TITLE_WORDS = 12
_SHORTEST = 5
"""Minutes below which a stated time is a song's or a film's and no lesson's."""
_LONG_PLAN = 1500
"""Characters of running text in which a plan states its grade if it does so at all without a label."""

_PERSON = lazy(r"\s*(?:name|teacher|candidate|instructor|school|date|docente|profesora?|nombre|escuela|fecha)\b[^:]{0,12}:", re.IGNORECASE)
"""A line that says whose plan it is, or of which day."""
_AGES = lazy(r"\b(?:ages?|edad(?:es)?)\b|agerange|agegroup")
_SHORT_ITEM = 6
"""Words of an item that may state the grade anywhere in a plan, such as one of a list of audiences or links."""


def about(draft: Draft, cues: Cues, heading: DraftHeading | None, first_heading: Heading | None) -> About:
    """Read the facts off the draft, of which `heading` is the title. What is not found stays None."""
    text = "\n".join([part.prose if isinstance(part, DraftBlock) else part.text for part in draft.parts])
    language, bilingual, words = languages(text)
    facts: dict[str | None, list[Fact]] = {}
    for fact in draft.facts:
        facts.setdefault(cues.fact(fact.label), []).append(fact)
    return About(
        title=_title(draft, cues, first_heading, heading, facts.get("title", ())),
        grade=_grade(draft, first_heading, facts),
        subject=_subject(facts.get("subject", ())),
        minutes=_minutes(heading, facts.get("minutes", ())),
        language=language,
        words=words,
        bilingual=bilingual,
    )


def _title(draft: Draft, cues: Cues, first_heading: Heading | None, title: DraftHeading | None, facts: Sequence[Fact]) -> Known[str] | None:
    for fact in facts:
        if fact.where in ("front matter", "key") and fact.value.strip():
            return Known(_clean(fact.value), fact.where, fact.span)
    marked = first_heading is not None and first_heading.marked
    if title or (first_heading and marked and not cues.role(first_heading.text)):
        named = title or first_heading
        return Known(_unprefixed(named.text), "heading", named.span) if named else None
    for fact in facts:
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
                and not _PERSON.match(line)
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


def _grade(draft: Draft, first_heading: Heading | None, facts: Mapping[str | None, Sequence[Fact]]) -> Known[Grade] | None:
    """By the facts that state a grade, else by the titles, the beginning, and what else may state one."""
    for grade, fact in _facts_of_grade(facts):
        if grade is not None:
            return Known(grade, fact.where, fact.span)
    headings: list[tuple[str, Span, Where]] = [
        (part.text, part.span, "title" if first_heading and part.span == first_heading.span else "heading")
        for part in draft.parts
        if isinstance(part, DraftHeading)
    ]
    titles = [(fact.value, fact.span, fact.where) for fact in facts.get("title", ())]
    for text, span, where in [*titles, *headings[:1]]:
        grade = grade_of_title(text)
        if grade is not None:
            return Known(grade, where, span)
    found = _in_headings([*titles, *headings[:3]]) or _in_blocks(_beginning(draft), _LONG_PLAN)
    found = found or _in_headings([(text, span, "heading") for text, span, _ in headings[3:]]) or _in_blocks(_short_items(draft))
    if found is not None:
        return found
    from_path = grade_from_path(draft.source.path)
    if from_path is not None:
        return Known(from_path, "folder or file name")
    code = grade_from_standards(draft.source.text)
    return Known(code[0], "standard code", Span(code[1], code[2])) if code else None


def _facts_of_grade(facts: Mapping[str | None, Sequence[Fact]]) -> Iterator[tuple[Grade | None, Fact]]:
    """What each fact states, the surest first."""
    named = facts.get("grade", ())
    school = next((fact.value for fact in named if counts_anew(fact.value)), "")
    if school:  # “Nivel: Secundaria” and “Grado: 2°” say one thing together
        yield from ((parse_grade(f"{fact.value} de {school}"), fact) for fact in named if not counts_anew(fact.value))
    yield from ((parse_grade(_with_unit(fact)), fact) for fact in named)
    yield from ((grade_of_course(fact.value), fact) for fact in facts.get("subject", ()))


def _with_unit(fact: Fact) -> str:
    """The value of a fact, with what its label says that its numbers count: ages, or school years of England."""
    label = plain(fact.label)
    numbers = re.findall(r"\d+", fact.value)
    if numbers and _AGES.search(label) and "grad" not in label:
        return f"ages {numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else f"age {numbers[0]}"
    return f"year {fact.value}" if label.partition(" ")[0] == "year" else fact.value


def _in_headings(headings: Sequence[tuple[str, Span, Where]]) -> Known[Grade] | None:
    found = first_grade([text[:_LONG_PLAN] for text, _, _ in headings])
    if found is None:
        return None
    number, stated = found
    _, span, where = headings[number]
    return Known(stated.grade, where, span)


def _in_blocks(blocks: Sequence[DraftBlock], longest: int | None = None) -> Known[Grade] | None:
    found = first_grade([block.prose[:longest] for block in blocks])
    if found is None:
        return None
    number, stated = found
    start = blocks[number].span.start
    return Known(stated.grade, "text", Span(start + stated.start, start + stated.end))


def _beginning(draft: Draft) -> list[DraftBlock]:
    """The blocks in which a plan states its grade without a label."""
    blocks: list[DraftBlock] = []
    seen = 0
    for part in draft.parts:
        if isinstance(part, DraftBlock):
            blocks.append(part)
            seen += len(part.prose)
            if seen > _LONG_PLAN:
                break
    return blocks


def _short_items(draft: Draft) -> list[DraftBlock]:
    return [
        part
        for part in draft.parts
        if isinstance(part, DraftBlock)
        and (part.kind == "item" or ":" in part.prose)
        and len(part.prose.split(None, _SHORT_ITEM)) <= _SHORT_ITEM
    ]


def _subject(facts: Sequence[Fact]) -> Known[str] | None:
    for fact in facts:
        if fact.value.strip():
            return Known(_clean(fact.value), fact.where, fact.span)
    return None


def _minutes(title: DraftHeading | None, facts: Sequence[Fact]) -> Known[int] | None:
    for fact in facts:
        times = durations(fact.value)
        found = lesson_length(fact.value, times) or (times[0] if times else None)
        if found and found.high >= _SHORTEST:
            return Known(round(found.high), fact.where, fact.span)
        if fact.value.strip().isdigit() and _SHORTEST <= int(fact.value) <= LONGEST:
            return Known(int(fact.value), fact.where, fact.span)
    times = durations(title.text) if title else []
    return Known(round(times[-1].high), "title", title.span) if title and times else None
