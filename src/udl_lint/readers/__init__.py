"""Text to `Lesson`. One way in for every format; readers describe and judge nothing."""

from __future__ import annotations

from udl_lint.lesson import Grade, Lesson
from udl_lint.readers.cues import Cues
from udl_lint.readers.draft import Draft
from udl_lint.readers.sections import assemble
from udl_lint.source import Source

__all__ = ["read", "read_markdown_lesson", "read_yaml_lesson"]

YAML_ENDINGS = (".yaml", ".yml")


def read(source: Source, cues: Cues, grade: Grade | None = None) -> Lesson:
    """Read a lesson by its file name: YAML for `.yaml` and `.yml`, Markdown for everything else."""
    if source.path.lower().endswith(YAML_ENDINGS):
        return read_yaml_lesson(source, cues, grade)
    return read_markdown_lesson(source, cues, grade)


def read_markdown_lesson(source: Source, cues: Cues, grade: Grade | None = None) -> Lesson:
    """Read Markdown, with front matter where there is any."""
    # A run that knows each lesson from an earlier one reads none.
    from udl_lint.readers.markdown import draft_view, read_markdown

    draft = Draft(source)
    start = 0
    if source.text.startswith("---"):
        from udl_lint.readers.frontmatter import read_front_matter

        start = read_front_matter(source, draft, cues, draft_view)
    read_markdown(source, draft, start)
    return assemble(draft, cues, grade)


def read_yaml_lesson(source: Source, cues: Cues, grade: Grade | None = None) -> Lesson:
    """Read YAML."""
    from udl_lint.readers.markdown import draft_view
    from udl_lint.readers.yaml import read_yaml

    return assemble(read_yaml(source, cues, draft_view), cues, grade)
