"""A summary in Markdown, for a pull request or for a job's page: `--format markdown=$GITHUB_STEP_SUMMARY`.

What lessons already offer stands first, as in every report. GitHub takes 1 MiB of it a step; what has no room is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from udl_lint.files import Skipped, Unreadable
from udl_lint.finding import SEVERITIES, Finding
from udl_lint.reporters.choosing import kinds_of_evidence, useful_first
from udl_lint.reporters.terminal import count, cut, listed, nothing, plain
from udl_lint.runner import Checked, Told, Totals
from udl_lint.tally import Kept
from udl_lint.unit import Unit

MARK = "<!-- udl-lint report -->"
"""The first line, by which the file is known again for a report and not taken for a lesson."""
MOST_BYTES = 1_000_000
"""GitHub takes 1 MiB (1,048,576 bytes) of a step's summary."""
MOST_KINDS = 5
"""Kinds of evidence that are named for a lesson."""
_LONGEST = 600
_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~$#@]|:(?=//)|(?<=www)\.|^[+-]|(?<=^\d)[.)]", re.IGNORECASE)
"""What means something in GitHub's Markdown within a line, and what would begin a list in one."""


def report(outcomes: Iterable[Told], totals: Totals) -> Iterator[str]:
    """The summary, all at its end, since the numbers of the run stand first."""
    parts: list[str] = []
    clean: list[str] = []
    size = hidden = 0
    for outcome in outcomes:
        kept, text = parts, "" if isinstance(outcome, Skipped | Kept) else "".join(f"{line}\n" for line in _part(outcome))
        if isinstance(outcome, Checked) and not text:
            kept, text = clean, f"* {_safe(outcome.path)}{_offers(outcome)}\n"
        size += len(text.encode("utf-8", "replace"))
        if size <= MOST_BYTES:
            kept.append(text)
        else:
            hidden += bool(text)
        yield ""
        del outcome
    yield f"{MARK}\n# Lesson plans\n\n{_numbers(totals)}\n\n"
    yield from parts
    if clean:
        yield f"## {nothing(totals.known).capitalize()}\n\n{''.join(clean)}\n"
    if hidden:
        yield f"{count(hidden, 'more lesson')} had no room here: a summary holds at most 1 MiB.\n\n"
    yield "For planning, not for evaluation. What a rule means: `udl-lint explain RULE`.\n"


def _numbers(totals: Totals) -> str:
    found = [count(totals.problems[severity], severity) for severity in SEVERITIES if totals.problems[severity]]
    look = f"; {count(totals.reviews, 'thing')} to look at yourself" if totals.reviews else ""
    look += f"; {count(totals.known, 'known finding')} not told again" if totals.known else ""
    unread = f" {count(totals.unreadable, 'file')} could not be read." if totals.unreadable else ""
    failed = f" {count(len(totals.crashed), 'rule')} failed." if totals.crashed else ""
    return f"**{count(totals.lessons, 'lesson')}**: {listed(found) if found else nothing(totals.known)}{look}.{unread}{failed}"


def _part(outcome: Checked | Unit | Unreadable) -> Iterator[str]:
    """A lesson's part; nothing for one in which nothing is to be mended."""
    if isinstance(outcome, Unreadable):
        yield from (f"## {_safe(outcome.path)}", "", f"This file is not checked: {_safe(outcome.why)}.", "")
        return
    if isinstance(outcome, Unit):
        yield from (f"## {_safe(outcome.path)}, {count(len(outcome.lessons), 'lesson')} together", "")
        found = [offer.found for offer in outcome.offers if offer.found]
        yield from (f"Already in this unit: {listed([_safe(each) for each in found[:MOST_KINDS]])}.", "") if found else ()
        for said in outcome.findings:
            if said.verdict == "problem":
                yield f"* **{said.severity.capitalize()}**: {_safe(said.message)} *{_safe(f'Fix: {said.advice}')}* ({_safe(said.rule)})"
        yield ""
        return
    problems = [finding for finding in outcome.report.findings if finding.verdict == "problem"]
    crashed = outcome.report.crashed
    if not problems and not crashed:
        return
    yield from (f"## {_safe(outcome.path)}", "")
    offers = _offers(outcome, "Already in this plan: ")
    if offers:
        yield from (offers, "")
    for finding in useful_first(problems, outcome.lesson):
        yield _item(finding, outcome)
    for rule, why in crashed:
        yield f"* Not checked, because the rule itself failed: {_safe(rule)} ({_safe(why)})"
    yield ""


def _item(finding: Finding, checked: Checked) -> str:
    line = checked.source.position(finding.span.start).line
    head = f"**{finding.severity.capitalize()}**, line {line}, {_safe(finding.where)}: {_safe(finding.message)}"
    return f"* {head} *{_safe(f'Fix: {finding.advice}')}* ({_safe(finding.rule)})"


def _offers(checked: Checked, before: str = ": ") -> str:
    kinds = kinds_of_evidence(checked.report.evidence, checked.lesson, checked.ruleset.rules.get)
    more = [f"{len(kinds) - MOST_KINDS} more"] if len(kinds) > MOST_KINDS else []
    return f"{before}{listed([_safe(kind.name) for kind in kinds[:MOST_KINDS]] + more)}." if kinds else ""


def _safe(text: str) -> str:
    """A text as words of a line of Markdown: nothing in it is a link, a tag, a mention or an emphasis."""
    return _SPECIAL.sub(r"\\\g<0>", cut(plain(text), _LONGEST))
