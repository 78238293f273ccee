"""One lesson in the HTML report: what it is, what is already in it, and its text with each finding beside the words it speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from udl_lint.families import BUILT_IN
from udl_lint.finding import Finding
from udl_lint.named import Named
from udl_lint.reporters.choosing import Kind, by_reason, kinds_of_evidence
from udl_lint.reporters.html_markup import Html, element, joined
from udl_lint.reporters.html_tally import WORDS, Entry, kind_of
from udl_lint.reporters.html_text import KINDS, Mark, drawn, holding, marked, stretches
from udl_lint.reporters.terminal import count, cut, lines_named, listed, nothing, plain
from udl_lint.reporters.text import facts_of
from udl_lint.runner import Checked
from udl_lint.source import Span

LONGEST_TITLE = 120
_LONGEST_DETAIL = 200


class Row(Named):
    """Lines of the lesson, and whether a note stands beside them."""

    noted: bool
    html: Html


class Page(Named):
    """One lesson, rendered: what stands in its line of the list, and what is shown below it."""

    entry: Entry
    line: Html
    head: Html
    rows: tuple[Row, ...]
    foot: Html


def title_of(checked: Checked) -> str:
    """The lesson's title, or its file's name where it has none."""
    title = checked.lesson.about.title
    told = "" if title is None else plain(title.value)
    return cut(told or plain(checked.path).replace("\\", "/").rsplit("/", 1)[-1], LONGEST_TITLE)


def counts(findings: Iterable[Finding], known: int = 0) -> Html:
    """How many findings of each kind there are, in words."""
    kinds = Counter(kind_of(each) for each in findings)
    named = {kind: count(kinds[kind], kind) for kind in KINDS if kinds[kind]}
    if "review" in named:
        named["review"] = f"{kinds['review']:,} to look at yourself"
    told = [element("span", text, class_=f"chip {kind}") for kind, text in named.items()]
    return joined(told, " ") if told else element("span", nothing(known), class_="chip found")


def page(checked: Checked, entry: Entry) -> Page:
    """One lesson, rendered."""
    return _Writer(checked, entry).page()


class _Writer:
    def __init__(self, checked: Checked, entry: Entry) -> None:
        self.checked, self.entry = checked, entry
        self.findings = checked.report.findings
        self.source = checked.source
        self.kinds = kinds_of_evidence(checked.report.evidence, checked.lesson, checked.ruleset.rules.get)
        self.first: dict[tuple[str, str], int] = {}
        """By rule and advice, the number of the first note that gives it."""
        self.shown_at: dict[int, int] = {}
        """By the number of a kind of evidence, the number of the one whose note names it beside the text."""

    def page(self) -> Page:
        read = self.checked.status != "not_read"
        about = ", ".join(facts_of(self.checked.lesson.about, self.source)) if read else "I could not read this file as a lesson."
        line = joined(
            (
                element("h3", self.entry.title),
                element("span", about, class_="facts"),
                element("span", self.entry.path, class_="path"),
                element("span", counts(self.findings, self.checked.known), class_="counts"),
            ),
            "\n",
        )
        rows = tuple(self._rows()) if read else (Row(True, element("ul", *self._notes(range(len(self.findings))), class_="notes")),)
        return Page(self.entry, line, self._evidence(), rows, joined(self._feet()))

    def _name(self, letter: str, number: int) -> str:
        return f"l{self.entry.number}{letter}{number}"

    def _title(self, rule: str) -> str:
        rules = self.checked.ruleset.rules
        return rules[rule].title if rule in rules else BUILT_IN[rule.partition("/")[0]][0]

    def _line(self, span: Span) -> int:
        return self.source.position(span.start).line

    def _evidence(self) -> Html:
        if not self.kinds:
            return Html("")
        items = (element("li", self._kind(number, kind)) for number, kind in enumerate(self.kinds))
        return element("div", element("h4", "Already in this plan"), element("ul", *items), class_="already")

    def _kind(self, number: int, kind: Kind) -> Html:
        first = self._line(kind.places[0].span)
        further = sorted({self._line(each.span) for each in kind.places} - {first})
        also = f", also {lines_named(further)}" if further else ""
        where = element("a", f"line {first}", href=f"#{self._name('e', self.shown_at.get(number, number))}")
        return joined((f"{kind.name}: ", where, also))

    def _rows(self) -> Iterator[Row]:
        """The text from top to bottom; lines without a note are put together."""
        places = list(stretches(self.checked.lesson))
        language = "es" if self.checked.lesson.about.language == "es" else None
        beside: dict[int, list[Html]] = {}
        for number, note in enumerate(self._notes(range(len(self.findings)))):
            beside.setdefault(holding(places, self.findings[number].span.start), []).append(note)
        there: dict[int, list[int]] = {}
        for number, kind in enumerate(self.kinds):
            there.setdefault(holding(places, kind.places[0].span.start), []).append(number)
        for index, numbers in there.items():
            names = "; ".join(self.kinds[number].name for number in numbers)
            note = element("li", element("b", "In this plan:"), f" {names}", class_="note found", id=self._name("e", numbers[0]))
            beside.setdefault(index, []).append(note)
            self.shown_at.update(dict.fromkeys(numbers, numbers[0]))
        marks = [Mark(each.span, number, self._name("f", number), kind_of(each)) for number, each in enumerate(self.findings, 1)]
        texts: list[Html] = []
        for index, (place, reaching) in enumerate(marked(places, marks)):
            noted = index in beside
            if noted and texts:
                yield Row(False, _row(texts, [], language))
                texts = []
            texts.append(drawn(self.source, place, reaching))
            if noted:
                yield Row(True, _row(texts, beside[index], language))
                texts = []
        if texts:
            yield Row(False, _row(texts, [], language))
        if not places and beside:
            yield Row(True, _row([], beside[0], None))

    def _notes(self, numbers: Iterable[int]) -> Iterator[Html]:
        for index in numbers:
            yield self._note(index + 1, self.findings[index])

    def _note(self, number: int, finding: Finding) -> Html:
        kind = kind_of(finding)
        head = element(
            "p",
            element("span", str(number), class_="number"),
            " ",
            element("b", f"{WORDS[kind]}:"),
            " ",
            self._title(finding.rule),
            class_="kind",
        )
        said = self.first.setdefault((finding.rule, finding.advice), number)
        advice: str = finding.advice
        if said != number:
            advice = joined(("as in note ", element("a", str(said), href=f"#{self._name('f', said)}")))
        told = [f"{name}: {cut(plain(value), _LONGEST_DETAIL)}" for name, value in finding.details if value != "no"]
        return element(
            "li",
            head,
            element("p", finding.message),
            element("p", "; ".join(told), class_="details") if told else "",
            element("p", element("b", "Ask:" if kind == "review" else "Fix:"), " ", advice, class_="fix"),
            element("p", element("a", finding.rule, href=f"#rule-{finding.rule}"), class_="rule"),
            "\n",
            class_=f"note {kind}",
            id=self._name("f", number),
        )

    def _feet(self) -> Iterator[Html]:
        """What was allowed, and what was not checked."""
        told = [
            element("li", f"Allowed by a comment in the plan: {finding.rule}, line {self._line(finding.span)}: {plain(allowance.reason)}")
            for finding, allowance in self.checked.allowed
        ]
        reasons = by_reason((each.rule, each.why) for each in self.checked.report.unchecked)
        told += [element("li", f"Not checked, because {why}: {listed(rules)}.") for why, rules in reasons.items()]
        told += [
            element("li", f"Not checked, because the rule itself failed: {rule} ({plain(why)}).")
            for rule, why in self.checked.report.crashed
        ]
        if told:
            yield element("div", element("h4", "Allowed, or not checked"), element("ul", *told), class_="unchecked")


def _row(texts: list[Html], notes: list[Html], language: str | None) -> Html:
    beside = element("ul", *notes, class_="notes") if notes else Html("")
    return element("div", element("div", *texts, class_="text", lang=language) if texts else Html(""), beside, "\n", class_="row")
