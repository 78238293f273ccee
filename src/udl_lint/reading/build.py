"""Puts a `Reading` together: the lexicon is run once, then tasks, passages, media and times are picked out."""

from __future__ import annotations

from udl_lint.lesson import Lesson
from udl_lint.lexicon import Lexicon
from udl_lint.reading import Objective, Reading
from udl_lint.reading.home import home_items
from udl_lint.reading.media import media
from udl_lint.reading.notice import notice
from udl_lint.reading.objectives import statements
from udl_lint.reading.passages import passages
from udl_lint.reading.segments import segments


def build(lesson: Lesson, lexicon: Lexicon) -> Reading:
    """Everything that is noticed in a lesson."""
    mentions = notice(lesson, lexicon)
    objectives = tuple(
        Objective(
            span=statement.span,
            verbs=tuple(verb.word for verb in statement.verbs),
            observable=any(verb.observable for verb in statement.verbs) if statement.verbs else None,
            block=statement.block,
            aside=statement.aside,
        )
        for statement in statements(lesson, lexicon, mentions)
    )
    return Reading(
        lesson=lesson,
        mentions=mentions,
        objectives=objectives,
        home_items=tuple(home_items(lesson, mentions)),
        passages=tuple(passages(lesson)),
        media=tuple(media(lesson, mentions)),
        segments=tuple(segments(lesson)),
    )
