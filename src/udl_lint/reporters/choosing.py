"""What a tired reader sees first: findings by use, evidence by what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter

from udl_lint.finding import SEVERITIES, Evidence, Finding
from udl_lint.lesson import Lesson
from udl_lint.named import Named
from udl_lint.reading.places import title_place
from udl_lint.rule import Rule
from udl_lint.source import Span

_span = attrgetter("span")
_strength = attrgetter("strength")


class Group(Named):
    """What one rule says about a lesson: the first finding, and further places where it says the same."""

    first: Finding
    others: tuple[Finding, ...] = ()


class Kind(Named):
    """Evidence of one kind: its name in a teacher's words, and the places, the firmest first and then in reading order."""

    name: str
    places: tuple[Evidence, ...]


def useful_first(findings: Iterable[Finding], lesson: Lesson) -> list[Finding]:
    """Errors, then what is mended at the words of one line, then what needs a new idea; in reading order within each."""
    title = title_place(lesson)

    def rank(finding: Finding) -> tuple[int, bool, Span, str]:
        return SEVERITIES.index(finding.severity), not _one_line(finding, lesson, title), finding.span, finding.rule

    return sorted(findings, key=rank)


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Findings in the order given, those of one rule together where its first one stands. Findings on the file itself stay apart."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        alone = finding.rule.startswith(("input/", "allow/"))
        groups.setdefault((finding.rule, finding.message) if alone else (finding.rule,), []).append(finding)
    return [Group(first, tuple(sorted(others, key=_span))) for first, *others in groups.values()]


def kinds_of_evidence(evidence: Iterable[Evidence], lesson: Lesson, rule: Callable[[str], Rule | None]) -> list[Kind]:
    """Evidence by its rule's `found`. What stands in few places comes first: it is easily overlooked. Evidence that only repeats
    what the head of the report says, or the lines of another kind, is left out.
    """
    places: dict[str, list[Evidence]] = {}
    head = {fact.span for fact in (lesson.about.grade, lesson.about.title) if fact is not None}
    for item in sorted(evidence, key=_span):
        told = rule(item.rule)
        if told is not None and told.found and item.span not in head:
            places.setdefault(told.found, []).append(item)
    ranked = []
    for name, items in places.items():
        spans = tuple([item.span for item in items])
        if len(items) > 1:
            items.sort(key=_strength, reverse=True)
        ranked.append((-items[0].strength, len(items), items[0].span, name, spans))
    ranked.sort()
    # Of kinds with the same lines the first is told.
    seen: dict[tuple[Span, ...], str] = {}
    for _, _, _, name, spans in ranked:
        seen.setdefault(spans, name)
    return [Kind(name, tuple(places[name])) for name in seen.values()]


def by_reason(unchecked: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    """Rules that did not look, by why."""
    reasons: dict[str, list[str]] = {}
    for rule, why in unchecked:
        reasons.setdefault(why, []).append(rule)
    return reasons


def _one_line(finding: Finding, lesson: Lesson, title: Span) -> bool:
    source = lesson.source
    last = max(finding.span.start, finding.span.end - 1)
    return finding.span != title and source.line_at(finding.span.start) == source.line_at(last)
