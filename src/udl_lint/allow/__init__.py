"""Comments by which an author says: this one I meant. They need a reason, may end on a date, and are held to being of use."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from udl_lint.allow.covering import Parts
from udl_lint.finding import Finding
from udl_lint.lesson import Lesson, Permit
from udl_lint.named import Named
from udl_lint.patterns import lazy
from udl_lint.reading.places import describe_place, title_place
from udl_lint.source import Span
from udl_lint.wording import did_you_mean, shown

if TYPE_CHECKING:
    from datetime import date

FORM = "Write: udl-lint: allow RULE -- reason."
MOST_COMMENTS = 200
MOST_NAMES = 20
"""Comments in a lesson, and names in a comment, that are read; nobody writes more by hand."""
MOST_HINTS = 20
"""Misspelt names for which the nearest right one is looked up; each look-up takes a millisecond."""
STATEMENTS = {"audience": ("student", "teacher"), "setting": ("home", "class")}

_NAME = lazy(r"udl-lint\s*:?\s*", re.IGNORECASE)
_REASON = lazy(r"--|—|–")
_UNTIL = lazy(r"(?:^|\s+)until(?:\s+|$)", re.IGNORECASE)
_DATE = lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Allowance(Named):
    """`allow RULE[, RULE] [until DATE] -- reason`. `names` are rules or packs as written; `until` is the last day that it holds."""

    permit: Permit
    names: tuple[str, ...]
    until: date | None
    reason: str


class Statement(Named):
    """`audience student|teacher` or `setting home|class`: what a reader could not see."""

    permit: Permit
    about: Literal["audience", "setting"]
    value: str


class Unclear(Named):
    """A comment that speaks to udl-lint and cannot be understood."""

    permit: Permit
    message: str
    advice: str


class Sifted(Named):
    """A lesson's findings: those that stand, those that a comment allows (each with the first such comment), and those on comments."""

    kept: tuple[Finding, ...]
    allowed: tuple[tuple[Finding, Allowance], ...]
    remarks: tuple[Finding, ...]


def understand(permits: Iterable[Permit]) -> Iterator[Allowance | Statement | Unclear]:
    """What each comment means, in order."""
    for permit in permits:
        verb, _, rest = _NAME.sub("", permit.text, count=1).strip().partition(" ")
        if verb.lower() == "allow":
            yield _allowance(permit, rest.strip())
        elif verb.lower() in STATEMENTS:
            yield _statement(permit, verb.lower(), rest.strip())
        else:
            message = f"This comment speaks to udl-lint, but I do not know “{shown(verb)}”."
            yield Unclear(permit, message, did_you_mean(verb.lower(), ("allow", *STATEMENTS)))


def apply(lesson: Lesson, findings: Iterable[Finding], *, known: Collection[str], checked: Collection[str], today: date) -> Sifted:
    """Sift findings by the comments in the lesson. `known` are the ids of all rules, `checked` those that looked at this lesson.

    A comment allows what its rules say in the place that it covers (see `Parts.covered_by`); a finding about the whole lesson stands
    at its title, so only a comment that covers the lesson allows it. A comment without a reason or past its date allows nothing.
    A rule that did not look leaves its comment alone: whether it is of use cannot be known.
    """
    findings = tuple(findings)
    if not lesson.permits:
        return Sifted(findings, (), ())
    sieve = _Sieve(lesson, findings, known, checked)
    for meaning in understand(lesson.permits[:MOST_COMMENTS]):
        if isinstance(meaning, Allowance):
            sieve.sift(meaning, today)
        elif isinstance(meaning, Unclear):
            sieve.remark(meaning.permit, "unreadable", meaning.message, meaning.advice)
    for permit in lesson.permits[MOST_COMMENTS : MOST_COMMENTS + 1]:
        sieve.remark(
            permit, "unreadable", f"This lesson has more than {MOST_COMMENTS} comments to udl-lint; I read no further.", "Delete some."
        )
    return Sifted(
        tuple(finding for number, finding in enumerate(findings) if number not in sieve.allowed),
        tuple((findings[number], sieve.allowed[number]) for number in sorted(sieve.allowed)),
        tuple(sorted(sieve.remarks, key=lambda remark: (remark.span, remark.rule, remark.message))),
    )


class _Sieve:
    """One lesson's findings while its comments are gone through."""

    def __init__(self, lesson: Lesson, findings: Sequence[Finding], known: Collection[str], checked: Collection[str]) -> None:
        self.lesson, self.findings, self.checked = lesson, findings, checked
        self.parts = Parts(lesson)
        self.allowed: dict[int, Allowance] = {}
        self.remarks: list[Finding] = []
        self.rules: dict[str, list[str]] = {}
        """The rules that a name stands for: one for a rule's, all of its rules for a pack's."""
        for rule in known:
            self.rules[rule] = [rule]
            self.rules.setdefault(rule.partition("/")[0], []).append(rule)
        self.by_rule: dict[str, list[int]] = {}
        for number, finding in enumerate(findings):
            self.by_rule.setdefault(finding.rule, []).append(number)

    def remark(self, permit: Permit, rule: str, message: str, advice: str) -> None:
        place = describe_place(self.lesson, permit.span)
        self.remarks.append(Finding(f"allow/{rule}", "warning", "problem", message, advice or FORM, permit.span, place))

    def sift(self, allowance: Allowance, today: date) -> None:
        permit = allowance.permit
        for name in allowance.names:
            if name not in self.rules:
                hint = did_you_mean(name, self.rules) if len(self.remarks) < MOST_HINTS else ""
                message = f"This comment allows “{shown(name)}”, but there is no such rule."
                self.remark(permit, "unknown-rule", message, hint or "Look the name up with: udl-lint rules.")
        if not allowance.reason:
            message = "This comment gives no reason, so it does not count yet."
            self.remark(permit, "missing-reason", message, "Add two hyphens and the reason: -- we share tablets.")
        elif allowance.until is not None and allowance.until < today:
            message = f"This comment held until {allowance.until.isoformat()}, so it no longer counts."
            self.remark(permit, "expired", message, "Give it a new date or delete it.")
        else:
            area = self.parts.covered_by(permit)
            for name in allowance.names:
                self._sift_name(allowance, name, area)

    def _sift_name(self, allowance: Allowance, name: str, area: Span) -> None:
        rules = self.rules.get(name, [])
        said = [number for rule in rules for number in self.by_rule.get(rule, ())]
        hits = [number for number in said if area.start <= self.findings[number].span.start < area.end]
        for number in hits:
            self.allowed.setdefault(number, allowance)
        if rules and not hits and all(rule in self.checked for rule in rules):
            message = f"This comment allows “{name}”, but there is nothing to allow in what it covers."
            self.remark(allowance.permit, "unused", message, self._where_to(said))

    def _where_to(self, said: Sequence[int]) -> str:
        """What to do with a comment that covers nothing of what its rules say."""
        if not said:
            return "Delete it."
        place = title_place(self.lesson)
        if any(self.findings[number].span == place for number in said):
            return "That finding is about the whole lesson: move the comment above the title."
        line = self.lesson.source.position(self.findings[min(said)].span.start).line
        return f"Move it to just before line {line}, or delete it."


def _allowance(permit: Permit, text: str) -> Allowance | Unclear:
    mark = _REASON.search(text)
    head, reason = (text[: mark.start()], text[mark.end() :].strip(" -—–")) if mark else (text, "")
    listed, *ends = _UNTIL.split(head.strip(), maxsplit=1)
    # Without the two hyphens the words after a rule's name are the reason that somebody forgot to mark.
    words = listed.replace(",", " ").split() if mark else [part.split()[0] for part in listed.split(",") if part.strip()]
    names = tuple(dict.fromkeys(word.lower() for word in words))
    if not names or len(names) > MOST_NAMES:
        problem = f"more than {MOST_NAMES} rules" if names else "no rule"
        return Unclear(permit, f"This comment allows something, but names {problem}.", FORM)
    until = None
    if ends:
        until = _day(ends[0].strip())
        if until is None:
            return Unclear(permit, f"“{shown(ends[0].strip())}” is no day that I can read.", "Write the day like this: until 2027-06-30.")
    return Allowance(permit, names, until, reason)


def _statement(permit: Permit, about: str, text: str) -> Statement | Unclear:
    value = _REASON.split(text, maxsplit=1)[0].strip().lower()
    if value not in STATEMENTS[about]:
        return Unclear(permit, f"“{shown(value)}” is no {about} that I know.", did_you_mean(value, STATEMENTS[about]))
    return Statement(permit, "audience" if about == "audience" else "setting", value)


def _day(text: str) -> date | None:
    from datetime import date

    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None
