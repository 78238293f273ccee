"""Reports that are put together from a part for each lesson: such a part can be made by another process, or kept for the next run."""

from __future__ import annotations

from udl_lint.named import Named
from udl_lint.reporters.terminal import Screen
from udl_lint.runner import Checked
from udl_lint.tally import Kept, Tally, counts_of

FORMS = ("text", "quiet", "json")


class Shape(Named):
    """All that a lesson's part of a report depends on besides the lesson."""

    form: str
    screen: Screen
    everything: bool = False


def kept(checked: Checked, shape: Shape) -> Kept:
    """A lesson as its part of the report and its numbers."""
    return Kept(checked.path, _piece(checked, shape), tally_of(checked))


def tally_of(checked: Checked) -> Tally:
    """A lesson in numbers."""
    grade = checked.reading.lesson.about.grade
    name = "" if grade is None else str(grade.value).replace("–", "-")
    return Tally(counts_of(checked.report.findings), len(checked.allowed), name, checked.fails)


def _piece(checked: Checked, shape: Shape) -> str:
    if shape.form == "json":
        from udl_lint.reporters import json

        return json.encoded(json.lesson_data(checked))
    from udl_lint.reporters import text

    if shape.form == "quiet":
        return "".join(text.quiet_report([checked], shape.everything))
    return text.lesson_text(checked, shape.screen, shape.everything)
