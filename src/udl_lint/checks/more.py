"""What a configuration adds to a rule: words besides those of the lexicon, and subjects in which it stays silent."""

from __future__ import annotations

import re
from collections.abc import Iterable

from udl_lint.lesson import Lesson
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention
from udl_lint.source import Span

MORE = "more"
"""What stands as the concept of a mention of an added word."""


def any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern for whole words or phrases, in either case; a `*` stands for any ending. None where there are none."""
    said = ["\\s+".join(re.escape(part).replace("\\*", "\\w*") for part in word.split()) for word in words if word.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(said, key=len, reverse=True))})(?!\w)", re.IGNORECASE) if said else None


def with_more(reading: Reading, mentions: list[Mention], words: Iterable[str]) -> list[Mention]:
    """The mentions and the places of these words that none of them covers, in reading order."""
    pattern = any_of(words) if words else None
    if pattern is None:
        return mentions
    taken = [mention.span for mention in mentions]
    added = [each for each in _places(reading.lesson, pattern) if not any(_overlap(each.span, span) for span in taken)]
    return sorted((*mentions, *added), key=lambda mention: mention.span)


def of_subject(lesson: Lesson, subjects: Iterable[str]) -> bool:
    """Whether one of these words stands in the lesson's subject or title; a hyphen in it may be a space there."""
    if not subjects:
        return False
    subjects = [subject.lower() for subject in subjects if subject]
    about = lesson.about
    named = " ".join(known.value.lower() for known in (about.subject, about.title) if known is not None)
    return any(subject in named or subject.replace("-", " ") in named for subject in subjects)


def _places(lesson: Lesson, pattern: re.Pattern[str]) -> Iterable[Mention]:
    """Where the pattern stands in blocks and, where a heading's text is what the file shows, in headings."""
    for section in lesson.sections:
        heading = section.heading
        if heading is None or len(heading.text) != heading.span.end - heading.span.start:
            continue
        for match in pattern.finditer(heading.text):
            span = Span(heading.span.start + match.start(), heading.span.start + match.end())
            yield Mention(MORE, span, 1, section.audience, section.role, section.index, -1)
    for number, block in enumerate(lesson.blocks):
        section = lesson.sections[block.section]
        actor = section.audience if block.audience == "unknown" else block.audience
        for match in pattern.finditer(block.prose):
            span = Span(block.span.start + match.start(), block.span.start + match.end())
            leads = not block.prose[: match.start()].strip()
            yield Mention(MORE, span, 1, actor, block.role or section.role, section.index, number, leads)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
