"""A rubric, not a grade: what a plan offers in each area, none, named, or concrete and tied to a task, with the line that shows it.

It predicts no score on edTPA or any other assessment, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from udl_lint.named import Named
from udl_lint.practice.areas import AREAS
from udl_lint.reporters.frame import in_context
from udl_lint.reporters.terminal import Screen, wrapped
from udl_lint.wording import did_you_mean

if TYPE_CHECKING:
    from udl_lint.runner import Checked

LEVELS = ("none", "named", "concrete and tied to a task")
NO_SCORE = (
    "This is a rubric for a conversation, not a grade. It says what I found in the words of one plan. "
    "It predicts no score on edTPA, on a licensure test or on any other assessment."
)
_SNIPPET = 44
_NO_OFFER = frozenset({"structure/missing-grade"})
"""Rules whose evidence is a fact about the plan, and no offer to a student."""


class Row(Named):
    """An area's level, 0 to 2, the line that shows it (0 where there is none), and what would make it a 2. `level` None: I cannot say."""

    area: str
    level: int | None
    line: int
    words: str
    better: str


def rubric(checked: Checked) -> list[Row]:
    """A row for each area. Where a rule of the area finds nothing to be glad of and nothing to mend, nothing is said."""
    rows = []
    for area in AREAS.values():
        own = [each for each in checked.evidence if each.rule.split("/")[0] == area.name and each.rule not in _NO_OFFER]
        open_ = [each for each in checked.findings if each.rule.split("/")[0] == area.name and each.verdict == "problem"]
        best = max(own, key=lambda each: (each.strength, -each.span.start), default=None)
        level: int | None = best.strength if best is not None else 0 if open_ else None
        # Where something is still to mend, what is there does not reach everybody yet.
        if level == 2 and any(each.severity != "suggestion" for each in open_):
            level = 1
        line = checked.source.position(best.span.start).line if best is not None and level else 0
        words = in_context(checked.source, best.span, _SNIPPET) if best is not None and level else ""
        better = "" if level == 2 else (open_[0].advice if open_ else f"A 2 would be: {area.concrete}.")
        rows.append(Row(area.name, level, line, words, better))
    return rows


def rubric_lines(rows: list[Row], labels: Mapping[str, str], screen: Screen) -> Iterator[str]:
    """The rubric for a screen."""
    for row in rows:
        label = f" [{labels[row.area]}]" if row.area in labels else ""
        if row.level is None:
            yield from wrapped(f"- {row.area}{label}: this plan gives me nothing to go by.", screen.width, "  ", "    ")
            continue
        shown = f", line {row.line}: “{row.words}”" if row.line else ""
        yield from wrapped(f"{row.level} {row.area}{label}: {LEVELS[row.level]}{shown}", screen.width, "  ", "    ")
        if row.better:
            yield from wrapped(f"For a 2: {row.better.removeprefix('A 2 would be: ')}", screen.width, "    ", "    ")
    yield ""
    yield from wrapped(NO_SCORE, screen.width, "  ")


def read_labels(path: str) -> dict[str, str]:
    """An instructor's labels for areas (edTPA, InTASC, a state's standards): a YAML mapping of area to text. Raises UsageError."""
    if not path:
        return {}
    from udl_lint.written import read_written

    written = read_written(path)
    if not isinstance(written.data, dict):
        raise written.wrong("this must be a mapping of areas to labels.", (), "For instance: language: InTASC 2(e)")
    labels: dict[str, str] = {}
    for area, label in written.data.items():
        if area not in AREAS:
            raise written.wrong(f"{area!r} is no area.", (area,), did_you_mean(area, AREAS))
        if not isinstance(label, str) or not label or len(label) > 80:
            raise written.wrong(f"the label of {area!r} must be a text of at most 80 characters.", (area,))
        labels[area] = label
    return labels
