"""A first `exercise.yaml` for any lesson: what the tool says, laid out as an expert's key to correct. Reasons are left to the expert."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from udl_lint.practice.areas import AREAS
from udl_lint.practice.learners import LEARNERS, learner
from udl_lint.practice.looking import look

if TYPE_CHECKING:
    from udl_lint.finding import Finding
    from udl_lint.runner import Checked
    from udl_lint.source import Source

WRITE = "WRITE:"
"""Begins what the expert has to fill in; `practice verify` finds what was forgotten."""
_WHOLE = ("missing-",)


def scaffold(lesson: Source) -> str:
    """The text of `exercise.yaml`. Raises UsageError for what is no lesson."""
    return "".join(f"{line}\n" for line in _lines(look(lesson)))


def _lines(checked: Checked) -> Iterator[str]:
    about = checked.lesson.about
    findings = [each for each in checked.findings if each.verdict == "problem" and each.rule.split("/")[0] in AREAS]
    yield "# Take out of the key what an expert would not mark, and add what the tool cannot see (rules: []). Then mend revision.* and run:"
    yield "#   udl-lint practice verify THIS-FOLDER"
    yield f"title: {_said(about.title.value if about.title else 'WRITE: a title')}"
    yield f"language: {'es' if about.language == 'es' else 'en'}"
    yield f"grade: {_said(str(about.grade.value) if about.grade else 'WRITE: the grade')}"
    yield f"subject: {_said(str(about.subject.value) if about.subject else 'WRITE: the subject')}"
    yield f"about: {_said('WRITE: one sentence on what a candidate meets here')}"
    yield "pair: null"
    yield "strength: weak"
    yield "key:" if findings else "key: []"
    names: list[str] = []
    for each in findings:
        yield from _entry(checked, each, names)
    yield "distractors: []   # lines that look wrong and are fine: lines, rules that must stay silent there, reason"
    yield "tool_differs: []  # where the tool speaks and the expert would not: rule, lines, reason"
    yield "keep: []          # phrases that a revision must not cut away"
    yield "success:"
    yield f"  resolved: [{', '.join(names)}]"
    yield "reflection: []    # when: a key id or an area; ask: one question"


def _entry(checked: Checked, finding: Finding, names: list[str]) -> Iterator[str]:
    area, name = finding.rule.split("/")
    number = 2
    unique = name
    while unique in names:
        unique, number = f"{name}-{number}", number + 1
    names.append(unique)
    first = checked.source.position(finding.span.start).line
    last = checked.source.position(max(finding.span.start, finding.span.end - 1)).line
    stopped = [each for each in LEARNERS if finding.rule in learner(each).stops]
    yield f"  - id: {unique}"
    yield f"    lines: {'null' if name.startswith(_WHOLE) and first == 1 else f'[{first}, {last}]'}"
    yield f"    area: {area}"
    yield f"    rules: [{finding.rule}]"
    yield f"    learners: [{', '.join(stopped) or LEARNERS[0]}]"
    yield f"    # The tool says: {' '.join(finding.message.split())}"
    yield f"    reason: {_said('WRITE: why this stops a student, in one or two sentences')}"
    yield f"    hint: {_said('WRITE: a nudge that does not give the line away')}"
    yield f"    better: {_said('WRITE: what a mended line does')}"


def _said(text: str) -> str:
    # A JSON text is a YAML text, whatever is in it.
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
