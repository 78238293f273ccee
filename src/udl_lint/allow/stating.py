"""Applies what an author says in a comment and a reader could not see: who a part speaks to, and where it is done."""

from __future__ import annotations

from typing import cast

from udl_lint.allow import MOST_COMMENTS, Statement, understand
from udl_lint.allow.covering import Parts
from udl_lint.lesson import Audience, Lesson, Setting
from udl_lint.source import Span


def with_statements(lesson: Lesson) -> Lesson:
    """The lesson with each `audience` and `setting` comment applied to what it covers (see `Parts.covered_by`).

    A setting belongs to a section: a comment that covers a part of one sets it for all of that section. A section that speaks to
    students is one that they read word for word.
    """
    parts = Parts(lesson)
    for meaning in understand(lesson.permits[:MOST_COMMENTS]):
        if isinstance(meaning, Statement):
            lesson = _with(lesson, meaning, parts.covered_by(meaning.permit))
    return lesson


def _with(lesson: Lesson, statement: Statement, area: Span) -> Lesson:
    sections = list(lesson.sections)
    for number, section in enumerate(sections):
        start = section.span.start if section.heading is None else section.heading.span.start
        whole = area.start <= start < area.end
        covered = [index for index, block in enumerate(section.blocks) if area.start <= block.span.start < area.end]
        if statement.about == "setting" and (whole or covered):
            sections[number] = section._replace(setting=cast("Setting", statement.value))
        elif statement.about == "audience" and (whole or covered):
            who = cast("Audience", statement.value)
            blocks = tuple(block._replace(audience=who) if index in covered else block for index, block in enumerate(section.blocks))
            role = "student" if whole and who == "student" else section.role
            sections[number] = section._replace(role=role, audience=who if whole else section.audience, blocks=blocks)
    return lesson._replace(sections=tuple(sections))
