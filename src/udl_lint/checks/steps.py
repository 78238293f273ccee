"""The first and the last steps of a plan, by the numbers of their blocks."""

from __future__ import annotations

from udl_lint.lesson import Block, Lesson, Role
from udl_lint.reading import Reading

_STEPS = frozenset(("procedure", "other", "student"))
_FEWEST = 3
"""Steps at the start that are an opening in any lesson that has more."""


def first_steps(lesson: Lesson) -> frozenset[int]:
    """The numbers of the blocks up to the end of the first third of the steps, three where there are more."""
    roles = [role_of(lesson, block) for block in lesson.blocks]
    told = [number for number, role in enumerate(roles) if role in _STEPS]
    steps = [number for number in told if roles[number] == "procedure"]
    if len(steps) <= _FEWEST:
        steps = told
    last = max(steps[: max(min(_FEWEST, len(steps) - 1), len(steps) // 3)], default=-1)
    return frozenset(number for number in told if number <= last)


def role_of(lesson: Lesson, block: Block) -> Role:
    """What a block is for: its own role, else its section's."""
    return block.role or lesson.sections[block.section].role


def last_steps(reading: Reading, closing: tuple[str, ...]) -> frozenset[int]:
    """The numbers of the blocks in the last quarter of the steps, and of those under a heading that opens a closing."""
    lesson = reading.lesson
    roles = [role_of(lesson, block) for block in lesson.blocks]
    told = [number for number, role in enumerate(roles) if role in _STEPS]
    closed = {mention.section for mention in reading.mentions.of(*closing) if mention.block < 0}
    last = len(told) - (len(told) + 1) // 4
    return frozenset(told[last:]).union(number for number in told if lesson.blocks[number].section in closed)
