"""What many lessons have in common, counted as they come: by rule, by pack, by grade, by what UDL asks. Never by author, and no score."""

from __future__ import annotations

from collections import Counter, defaultdict

from udl_lint.families import BUILT_IN
from udl_lint.finding import Finding
from udl_lint.lesson import Grade
from udl_lint.named import Named
from udl_lint.packs import Ruleset
from udl_lint.runner import Checked

WORDS = {"error": "Error", "warning": "Warning", "suggestion": "Suggestion", "review": "Look yourself"}
"""How serious a finding is, in the words of all our reports. `review` is a question."""
REVIEW = "review"


class Entry(Named):
    """A lesson in the overview: its number from 1, its title and path as they may be shown."""

    number: int
    title: str
    path: str


class GradeTally:
    """The lessons of one grade."""

    def __init__(self) -> None:
        self.lessons = 0
        self.kinds: Counter[str] = Counter()
        """Lessons with at least one finding of each kind."""
        self.rules: Counter[str] = Counter()
        """Lessons in which each rule found a problem."""


class Tally:
    """What the overview shows. Each number is one of lessons, however often something stands in one of them."""

    def __init__(self) -> None:
        self.lessons: list[Entry] = []
        self.rulesets: dict[str, Ruleset] = {}
        self.problems: defaultdict[str, list[Entry]] = defaultdict(list)
        """By rule, the lessons in which it found a problem."""
        self.reviews: defaultdict[str, list[Entry]] = defaultdict(list)
        self.kinds: dict[str, str] = {}
        """By rule, the most serious kind of its findings."""
        self.packs: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """By pack, lessons with a finding of each kind; `any` for those with one of whatever kind."""
        self.grades: defaultdict[tuple[int, int], GradeTally] = defaultdict(GradeTally)
        """By lowest and highest grade; (99, 99) where the grade is not known."""
        self.found: Counter[str] = Counter()
        """By what evidence is called, the lessons that hold it."""
        self.looked: Counter[str] = Counter()
        """By what evidence is called, the lessons in which a rule looked for it."""
        self.watched: Counter[str] = Counter()
        """By consideration of UDL, the lessons in which a rule that speaks to it looked."""
        self.asked: Counter[str] = Counter()
        """By consideration of UDL, the lessons in which a rule looked for something that speaks to it."""
        self.shown: Counter[str] = Counter()
        """By consideration of UDL, the lessons that hold something that speaks to it."""
        self.open: Counter[str] = Counter()
        """By consideration of UDL, the lessons with a problem that speaks to it."""

    def add(self, checked: Checked, entry: Entry) -> None:
        """Take in one lesson."""
        self.lessons.append(entry)
        self.rulesets.setdefault(checked.ruleset.digest, checked.ruleset)
        findings = checked.report.findings
        grade = checked.lesson.about.grade
        tally = self.grades[(99, 99) if grade is None else (grade.value.low, grade.value.high)]
        tally.lessons += 1
        tally.kinds.update({kind_of(each) for each in findings})
        packs: defaultdict[str, set[str]] = defaultdict(set)
        for rule in sorted({each.rule for each in findings}):
            kinds = {kind_of(each) for each in findings if each.rule == rule}
            packs[rule.partition("/")[0]] |= kinds | {"any"}
            worst = min([*kinds, self.kinds.get(rule, REVIEW)], key=list(WORDS).index)
            self.kinds[rule] = worst
            if kinds != {REVIEW}:
                self.problems[rule].append(entry)
                tally.rules[rule] += 1
            if REVIEW in kinds:
                self.reviews[rule].append(entry)
        for pack, kinds in packs.items():
            self.packs[pack].update(kinds)
        self._evidence(checked)

    def _evidence(self, checked: Checked) -> None:
        rules = checked.ruleset.rules
        about = checked.lesson.about
        head = {fact.span for fact in (about.grade, about.title) if fact is not None}
        seen = [item for item in checked.report.evidence if item.strength and item.rule in rules and rules[item.rule].found]
        holding = {item.rule for item in seen}
        looking = {rule for rule in checked.report.checked if rule in rules} | holding
        asking = {rule for rule in looking if rules[rule].found}
        mending = {each.rule for each in checked.report.findings if each.rule in rules and each.verdict == "problem"}
        self.found.update({rules[item.rule].found for item in seen if item.span not in head})
        self.looked.update({rules[rule].found for rule in asking})
        for counter, names in ((self.watched, looking), (self.asked, asking), (self.shown, holding), (self.open, mending)):
            counter.update({code for rule in names for code in rules[rule].standards})

    def title(self, rule: str) -> str:
        """The rule's title in a teacher's words."""
        for ruleset in self.rulesets.values():
            if rule in ruleset.rules:
                return ruleset.rules[rule].title
        return BUILT_IN[rule.partition("/")[0]][0] if rule.partition("/")[0] in BUILT_IN else rule


def kind_of(finding: Finding) -> str:
    """`error`, `warning`, `suggestion`, or `review` for a question."""
    return REVIEW if finding.verdict == REVIEW else finding.severity


def grade_words(key: tuple[int, int]) -> str:
    """The grade of a key of `Tally.grades`, in words."""
    return "Grade not known" if key == (99, 99) else f"Grade\u00a0{Grade(*key)}"
