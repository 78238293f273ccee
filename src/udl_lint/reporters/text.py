"""The report that a person reads: what each lesson is, what is already in it, what could be mended first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from udl_lint.finding import SEVERITIES, Finding
from udl_lint.lesson import About, Known
from udl_lint.reading.places import title_place
from udl_lint.reporters.choosing import Group, by_reason, grouped, kinds_of_evidence, useful_first
from udl_lint.reporters.frame import frame, in_context
from udl_lint.reporters.terminal import Screen, count, cut, lines_named, listed, nothing, plain, wrapped
from udl_lint.runner import Checked, Told, Totals
from udl_lint.source import Source, Span
from udl_lint.tally import Kept
from udl_lint.unit import Unit, UnitFinding

MOST_FINDINGS = 8
"""Findings of a lesson that are shown unless all are asked for: more is no help before class."""
MOST_EVIDENCE = 5
"""Kinds of evidence that are shown unless all are asked for."""

MOST_NAMED = 6
"""Rules that are named where they could not look for the same reason."""
LANGUAGES = {"es": "in Spanish", "other": "in another language than English or Spanish"}
_LONGEST_TITLE = 60
_LONGEST_DETAIL = 120
_SHORT_DETAIL = 70
_SNIPPET = 44
"""Columns of a line that evidence is shown with."""
_REMEMBERED = 500
"""Messages and advice of which the lines are kept: several for each rule."""


def report(outcomes: Iterable[Told], totals: Totals, screen: Screen, everything: bool = False) -> Iterator[str]:
    """The whole report, lesson by lesson; `totals` have taken in each outcome when it comes."""
    for outcome in outcomes:
        if isinstance(outcome, Checked):
            yield lesson_text(outcome, screen, everything)
        elif isinstance(outcome, Kept):
            yield outcome.piece
        elif isinstance(outcome, Unit):
            from udl_lint.reporters.unit_text import unit_lines

            yield "\n".join(unit_lines(outcome, screen, everything)) + "\n\n"
        del outcome
    yield from (f"{line}\n" for line in _summary(totals, screen))


def lesson_text(checked: Checked, screen: Screen, everything: bool = False) -> str:
    """One lesson's part of the report."""
    return "\n".join(_LessonText(checked, screen, everything).write()) + "\n\n"


def quiet_report(outcomes: Iterable[Told], everything: bool = False) -> Iterator[str]:
    """One line a finding: `path:line:column: severity rule message`, in reading order. Reviews only when all are asked for."""
    for outcome in outcomes:
        yield "".join(_quiet_lines(outcome, everything))
        del outcome


def _quiet_lines(told: Told, everything: bool) -> Iterator[str]:
    if isinstance(told, Unit):
        for said in told.findings:
            if said.verdict == "problem" or everything:
                yield f"{plain(told.path)}: {_word(said)} {said.rule} {plain(said.message)}\n"
    elif isinstance(told, Kept):
        yield told.piece
    elif isinstance(told, Checked):
        for finding in told.report.findings:
            if finding.verdict == "problem" or everything:
                line, column = told.source.position(finding.span.start)
                yield f"{plain(told.path)}:{line}:{column}: {_word(finding)} {finding.rule} {plain(finding.message)}\n"


def _word(finding: Finding | UnitFinding) -> str:
    return finding.severity if finding.verdict == "problem" else "review"


def facts_of(about: About, source: Source) -> list[str]:
    """The grade and where it was read, the minutes, and the language where it is not English, in words."""
    grade = about.grade
    facts = ["grade unknown" if grade is None else f"grade {grade.value} ({read_where(grade, source)})"]
    facts += [f"{about.minutes.value} minutes"] if about.minutes is not None else []
    facts += [LANGUAGES[about.language]] if about.language in LANGUAGES else []
    return facts


def read_where(fact: Known[Any], source: Source) -> str:
    """Where a fact was read, in words: `line 3`, `from a standard code, line 9`, `from the configuration`."""
    line = f"line {source.position(fact.span.start).line}" if fact.span is not None else ""
    if fact.where in ("folder or file name", "configuration"):
        return f"from the {fact.where}"
    if fact.where == "standard code":
        return f"from a standard’s code{f', {line}' if line else ''}"
    return line or f"from the {fact.where}"


class _LessonText:
    """One lesson's part of the report."""

    def __init__(self, checked: Checked, screen: Screen, everything: bool) -> None:
        self.checked, self.screen, self.everything = checked, screen, everything
        self.lesson, self.source = checked.lesson, checked.source
        self.lines: list[str] = []
        """What is written so far, without line ends."""
        self.shown: set[Span] = set()
        """What has been underlined: several findings may stand at the title, whose line is shown once."""

    def write(self) -> list[str]:
        """The lesson from head to foot, in lines without their ends."""
        self.head()
        report = self.checked.report
        problems = [finding for finding in report.findings if finding.verdict == "problem"]
        reviews = [finding for finding in report.findings if finding.verdict == "review"]
        self.evidence()
        ordered = useful_first(problems, self.lesson)
        groups = [Group(finding) for finding in ordered] if self.everything else grouped(ordered)
        for group in groups if self.everything else groups[:MOST_FINDINGS]:
            self.group(group)
        if not problems and self.checked.status == "checked":
            little = len(report.unchecked) > len(report.checked)
            self.lines.append("")
            self.sentence("I could look at little here." if little else f"I found {nothing(self.checked.known)}.")
        if self.everything:
            for finding in reviews:
                self.group(Group(finding))
        before = len(self.lines)
        self.feet(groups, reviews)
        if len(self.lines) > before:
            self.lines.insert(before, "")
        return self.lines

    def head(self) -> None:
        """The file, the lesson's title, its grade and the language."""
        self.lines.append(self.screen.paint("strong", plain(self.checked.path)))
        if self.checked.status == "not_read":
            self.sentence("I could not read this file as a lesson.")
            return
        about = self.lesson.about
        title = f"“{cut(plain(about.title.value), _LONGEST_TITLE)}”" if about.title is not None else "no title"
        self.sentence(f"{title}, {', '.join(facts_of(about, self.source))}")

    def sentence(self, text: str, indent: str = "  ", later: str | None = None) -> None:
        """A text in as many lines as it takes."""
        self.lines += wrapped(text, self.screen.width, indent, later)

    def evidence(self) -> None:
        """What the plan already offers."""
        kinds = kinds_of_evidence(self.checked.report.evidence, self.lesson, self.checked.ruleset.rules.get)
        if not kinds:
            return
        self.lines += ("", "  " + self.screen.paint("strong", "Already in this plan:"))
        for kind in kinds if self.everything else kinds[:MOST_EVIDENCE]:
            first, *others = kind.places
            line = self.line(first.span.start)
            words = in_context(self.source, first.span, _SNIPPET)
            further = sorted({self.line(item.span.start) for item in others} - {line}) if others else []
            also = f", also {lines_named(further)}" if further else ""
            self.sentence(f"{kind.name}: line {line} (“{words}”){also}", "  - ", "    ")
        if len(kinds) > MOST_EVIDENCE and not self.everything:
            self.sentence(f"and {len(kinds) - MOST_EVIDENCE} more: --all", "  - ")

    def group(self, group: Group) -> None:
        """One finding with its line, its message and its fix, and where else the same rule speaks."""
        first = group.first
        line, column = self.source.position(first.span.start)
        review = first.verdict == "review"
        word = "review" if review else first.severity
        head = plain(f"at {line}:{column}, {first.where}")
        shown = "Look yourself" if review else word.capitalize()
        self.lines += ("", f"  {self.screen.paint(word, shown)} {cut(head, self.screen.width - len(shown) - 3)}")
        if first.span not in self.shown:
            self.shown.add(first.span)
            self.frame(first, word)
        self.lines += _told(first.message, self.screen.width)
        self.details(first)
        self.elsewhere(group, line)
        label = "Ask:" if review else "Fix:"
        fix, *more = _told(f"{label} {first.advice}", self.screen.width, "         ")
        self.lines += (fix.replace(label, self.screen.paint("fix", label), 1), *more)
        self.lines.append(f"    {self.screen.paint('quiet', f'[{first.rule}]')}")

    def elsewhere(self, group: Group, line: int) -> None:
        """Where else the rule says the same."""
        if not group.others:
            return
        lines = [self.line(finding.span.start) for finding in group.others]
        further = sorted(set(lines) - {line})
        told = ([f"{lines.count(line)} more on this line"] if line in lines else []) + ([f"on {lines_named(further)}"] if further else [])
        if told:
            self.sentence(f"The same {listed(told)}.", "    ")

    def frame(self, finding: Finding, style: str) -> None:
        """The line in question, underlined: `^` under what has to be mended, `~` under what could be."""
        if not self.source.text:
            return
        number = str(self.line(finding.span.start))
        gutter = max(4, len(number))
        part = frame(self.source, finding.span, self.screen.width - gutter - 5)
        mark = "^" if finding.severity == "error" and finding.verdict == "problem" else "~"
        self.lines.append(f"  {self.screen.paint('quiet', f'{number:>{gutter}} |')} {part.text}".rstrip())
        down = f" to line {part.last_line}" if part.last_line > part.line else ""
        room = self.screen.width - gutter - 5 - part.start - part.width
        down = down if len(down) <= room else ""
        under = f"{' ' * part.start}{self.screen.paint(style, mark * part.width)}{down}"
        self.lines.append(f"  {' ' * gutter} {self.screen.paint('quiet', '|')} {under}")

    def details(self, finding: Finding) -> None:
        """The numbers behind a measured finding: short ones in one paragraph, whole sentences on lines of their own."""
        if not finding.details:
            return
        told = [f"{name}: {cut(plain(value), _LONGEST_DETAIL)}" for name, value in finding.details if value != "no"]
        short = [text for text in told if len(text) <= _SHORT_DETAIL]
        if short:
            self.sentence("; ".join(short) + ".", "      ")
        for text in told:
            if len(text) > _SHORT_DETAIL:
                self.sentence(text, "      ", "        ")

    def feet(self, groups: list[Group], reviews: list[Finding]) -> None:
        """What is not shown, what a person should look at, what was allowed, and what was not checked."""
        hidden = groups[MOST_FINDINGS:]
        if hidden and not self.everything:
            self.sentence(f"And {count(len(hidden), 'more finding')}: --all shows them.")
        if reviews and not self.everything:
            whole = title_place(self.lesson)  # what is lacking in the whole plan stands in no line of its own
            lines: dict[str, set[int]] = {}
            for each in reviews:
                lines.setdefault(each.rule, set()).update(() if each.span == whole else (self.line(each.span.start),))
            named = [f"“{self.title(rule)}”" + (f", {lines_named(sorted(at))}" if at else "") for rule, at in lines.items()]
            text = f"{count(len(reviews), 'thing')} to look at yourself, where I am not sure: {'; '.join(named)}. --all shows more."
            self.sentence(text)
        if self.checked.allowed:
            allowed = sorted({self.line(finding.span.start) for finding, _ in self.checked.allowed})
            what = count(len(self.checked.allowed), "finding")
            self.sentence(f"Allowed by a comment in the plan: {what} ({lines_named(allowed)}).")
            for finding, allowance in self.checked.allowed if self.everything else ():
                self.sentence(f"{finding.rule}, line {self.line(finding.span.start)}: {allowance.reason}", "  - ", "    ")
        for why, rules in by_reason((each.rule, each.why) for each in self.checked.report.unchecked).items():
            which = listed(rules) if self.everything or len(rules) <= MOST_NAMED else f"{count(len(rules), 'rule')}; --all names them"
            self.sentence(f"Not checked, because {why}: {which}.")
        for rule, why in self.checked.report.crashed:
            self.sentence(f"Not checked, because the rule itself failed: {rule} ({cut(plain(why), 80)}).")

    def title(self, rule: str) -> str:
        found = self.checked.ruleset.rules.get(rule)
        return found.title if found is not None else rule

    def line(self, offset: int) -> int:
        return self.source.line_at(offset)


@lru_cache(maxsize=_REMEMBERED)
def _told(text: str, width: int, later: str = "    ") -> tuple[str, ...]:
    """A message or an advice in lines: every lesson is told in the same few."""
    return tuple(wrapped(text, width, "    ", later))


def _summary(totals: Totals, screen: Screen) -> Iterator[str]:
    """The last lines: how much was looked at and found, what is missing, and what this is for."""
    if not totals.lessons:
        return
    found = [count(totals.problems[severity], severity) for severity in SEVERITIES if totals.problems[severity]]
    what = listed(found) if found else nothing(totals.known)
    look = f"; {count(totals.reviews, 'thing')} to look at yourself" if totals.reviews else ""
    look += f"; {count(totals.known, 'known finding')} not told again" if totals.known else ""
    units = f" in {count(totals.units, 'unit')}" if totals.units else ""
    yield screen.paint("strong", f"{count(totals.lessons, 'lesson')}{units}: {what}{look}.")
    if totals.crashed:
        yield from wrapped(f"Incomplete: {count(len(totals.crashed), 'rule')} failed ({listed(sorted(totals.crashed))}).", screen.width)
    if totals.unreadable:
        yield f"Incomplete: {count(totals.unreadable, 'file')} could not be read."
    yield from wrapped("For planning, not for evaluation. What a rule means: udl-lint explain RULE.", screen.width)
