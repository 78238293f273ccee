"""Files to reports, one after the other, in order. One broken file or rule stops nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from udl_lint.config import FailOn, Given
from udl_lint.errors import told
from udl_lint.files import LARGEST_LESSON, Found, Skipped, Unreadable, read_bytes
from udl_lint.finding import SEVERITIES, Evidence, Finding, Report, Severity
from udl_lint.lesson import About, Known, Lesson, Section
from udl_lint.linter import READING_ORDER, Linter
from udl_lint.named import Named
from udl_lint.packs import Ruleset
from udl_lint.readers import YAML_ENDINGS
from udl_lint.reading import Mentions, Reading
from udl_lint.rulebook import Setting, SettingFor
from udl_lint.source import Position, Source, Span
from udl_lint.tally import Kept
from udl_lint.text import Decoded, decode
from udl_lint.unit import Unit, UnitFinding

if TYPE_CHECKING:
    from udl_lint.allow import Allowance
    from udl_lint.readers.yaml_tree import Tree

Status = Literal["checked", "incomplete", "not_read"]

NO_LESSON = "it is YAML, but no lesson"


class Checked(Named):
    """One lesson, what was read in it, and what was said about it.

    `status` is `incomplete` when a rule crashed, `not_read` when the file's text is not to be trusted: then no rule has judged it.
    """

    path: str
    reading: Reading
    report: Report
    setting: Setting
    allowed: tuple[tuple[Finding, Allowance], ...] = ()
    status: Status = "checked"
    known: int = 0
    """Findings that a baseline knows and that are not among these."""

    @property
    def lesson(self) -> Lesson:
        """The lesson as it was read."""
        return self.reading.lesson

    @property
    def source(self) -> Source:
        """The lesson's text."""
        return self.reading.lesson.source

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, in reading order."""
        return self.report.findings

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What rules were glad to find, in reading order."""
        return self.report.evidence

    def position(self, finding: Finding | Evidence) -> Position:
        """Line and column at which a finding or a piece of evidence begins, both from 1."""
        return self.source.position(finding.span.start)

    @property
    def ruleset(self) -> Ruleset:
        """All rules that could have been chosen."""
        return self.setting.linter.ruleset

    @property
    def fails(self) -> bool:
        """Whether there is a problem at or above the severity that makes a run fail. A review never does."""
        return any(fails(finding, self.setting.fail_on) for finding in self.report.findings)


Outcome = Checked | Skipped | Unreadable
Told = Outcome | Unit | Kept
"""What a report tells of: each file, or what is kept of one, and each unit after its last lesson."""


class Totals:
    """What a run came to, counted as it goes."""

    def __init__(self) -> None:
        self.lessons = 0
        self.units = 0
        self.problems: Counter[Severity] = Counter()
        self.reviews = 0
        self.allowed = 0
        self.known = 0
        """Findings that a baseline keeps from being told again."""
        self.skipped: list[Skipped] = []
        self.unreadable = 0
        self.crashed: set[str] = set()
        self.failed = False

    def counted(self, outcomes: Iterable[Told]) -> Iterator[Told]:
        """The same outcomes, each taken in before it is passed on."""
        for outcome in outcomes:
            self.add(outcome)
            yield outcome
            # While the next lesson is read, this one need not stay in memory.
            del outcome

    def add(self, outcome: Told) -> None:
        """Take in one outcome."""
        if isinstance(outcome, Unit):
            self.units += 1
            self.known += outcome.known
            self.problems.update(finding.severity for finding in outcome.findings if finding.verdict == "problem")
            self.reviews += sum(finding.verdict == "review" for finding in outcome.findings)
            self.failed = self.failed or any(fails(finding, outcome.fail_on) for finding in outcome.findings)
        elif isinstance(outcome, Skipped):
            self.skipped.append(outcome)
        elif isinstance(outcome, Unreadable):
            self.unreadable += 1
        elif isinstance(outcome, Kept):
            self._add_kept(outcome)
        else:
            self.lessons += 1
            self.known += outcome.known
            self.problems.update(finding.severity for finding in outcome.report.findings if finding.verdict == "problem")
            self.reviews += sum(finding.verdict == "review" for finding in outcome.report.findings)
            self.allowed += len(outcome.allowed)
            self.crashed.update(rule for rule, _ in outcome.report.crashed)
            self.failed = self.failed or outcome.fails

    def _add_kept(self, kept: Kept) -> None:
        self.lessons += 1
        for count in kept.tally.counts:
            if count.verdict == "problem":
                self.problems[count.severity] += count.times
            else:
                self.reviews += count.times
        self.allowed += kept.tally.allowed
        self.failed = self.failed or kept.tally.failed

    @property
    def exit_code(self) -> int:
        """0 clean, 1 findings that make the run fail, 3 incomplete through no fault of a lesson."""
        return 3 if self.unreadable or self.crashed else 1 if self.failed else 0


def fails(finding: Finding | UnitFinding, fail_on: FailOn) -> bool:
    """Whether a finding makes a run fail."""
    return fail_on != "never" and finding.verdict == "problem" and SEVERITIES.index(finding.severity) <= SEVERITIES.index(fail_on)


def check_files(items: Iterable[Found | Skipped | Unreadable], setting_for: SettingFor, limit: int = LARGEST_LESSON) -> Iterator[Outcome]:
    """Each file read and checked. `limit` is the most bytes of one that are read. Raises UsageError for a wrong configuration."""
    for item in items:
        if not isinstance(item, Found):
            yield item
            continue
        data = read_bytes(item.path, limit)
        yield data if isinstance(data, Unreadable) else check_alone(item.path, data, setting_for, limit)


def check_alone(path: str, data: bytes, setting_for: SettingFor, limit: int = LARGEST_LESSON) -> Outcome:
    """As `check_bytes`, but what goes wrong in here with one lesson stops no other: that lesson is then unreadable."""
    setting_for(path)
    try:
        return check_bytes(path, data, setting_for, limit)
    except (Exception, SystemExit) as error:
        return Unreadable(path, f"something is wrong in udl-lint itself, please report it: {told(error)}")


def check_bytes(path: str, data: bytes, setting_for: SettingFor, limit: int = LARGEST_LESSON) -> Checked | Skipped:
    """A lesson's bytes, checked under the name that reports show."""
    return check_decoded(decode(path, data, limit), setting_for(path))


def check_decoded(decoded: Decoded, setting: Setting) -> Checked | Skipped:
    """A lesson's text with what was wrong with the file, checked. A YAML file that is no lesson is skipped."""
    source, linter = decoded.source, setting.linter
    tree = yaml_tree(source) if decoded.sound else None
    if tree is not None and tree.root is None and tree.troubles:
        decoded = Decoded(source, decoded.troubles + tree.troubles, sound=False)
    if not decoded.sound:
        reading = _unread(decoded)
        return Checked(source.path, reading, linter.lint(reading, ()), setting, status="not_read")
    if tree is not None and not _holds_lesson(tree, linter):
        return Skipped(source.path, NO_LESSON)
    reading = read_given(source, linter, setting.given)
    if decoded.troubles:
        reading = reading._replace(lesson=reading.lesson._replace(troubles=decoded.troubles + reading.lesson.troubles))
    report = linter.lint(reading, setting.rules)
    checked = Checked(source.path, reading, report, setting, status="incomplete" if report.crashed else "checked")
    return _sifted(checked) if reading.lesson.permits else checked


def read_given(source: Source, linter: Linter, given: Given) -> Reading:
    """A lesson as it was read, with what is given about it where it says nothing itself."""
    reading = linter.read(source, given.grade)
    if not (given.subject or given.minutes or given.language):
        return reading
    from udl_lint.reading.build import build

    about = reading.lesson.about
    about = about._replace(
        subject=about.subject or (Known(given.subject, "configuration") if given.subject else None),
        minutes=about.minutes or (Known(given.minutes, "configuration") if given.minutes else None),
        language=given.language if given.language and about.language == "unknown" else about.language,
    )
    return build(reading.lesson._replace(about=about), linter.lexicon)


def _sifted(checked: Checked) -> Checked:
    """The same without the findings that a comment allows, and with those on the comments."""
    import time
    from datetime import date

    from udl_lint.allow import apply

    today = date(*time.localtime()[:3])
    report, known = checked.report, checked.ruleset.rules
    sifted = apply(checked.reading.lesson, report.findings, known=known, checked=report.checked, today=today)
    findings = sorted((*sifted.kept, *sifted.remarks), key=READING_ORDER)
    return checked._replace(report=report._replace(findings=tuple(findings)), allowed=sifted.allowed)


def is_lesson(source: Source, linter: Linter) -> bool:
    """Whether a text is a lesson: what is not YAML is, and YAML with a part that plans have."""
    tree = yaml_tree(source)
    return tree is None or _holds_lesson(tree, linter)


def yaml_tree(source: Source) -> Tree | None:
    """What a YAML file holds; None for a file that is not YAML by its name."""
    if not source.path.lower().endswith(YAML_ENDINGS):
        return None
    from udl_lint.readers.yaml_labels import read_somehow

    return read_somehow(source)


def _holds_lesson(tree: Tree, linter: Linter) -> bool:
    from udl_lint.readers.yaml_keys import looks_like_lesson

    return looks_like_lesson(tree.root, linter.cues)


def _unread(decoded: Decoded) -> Reading:
    """A lesson of which nothing is known but what is wrong with its file."""
    section = Section(0, Span(0, 0), None, "", "other", 0)
    return Reading(Lesson(decoded.source, About(), (section,), troubles=decoded.troubles), Mentions())
