"""The 36 considerations of UDL 3.0: which rules speak to each, which none does, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from udl_lint.docs.lists import link
from udl_lint.docs.marking import escaped, table
from udl_lint.docs.places import COVERAGE
from udl_lint.packs import Ruleset

PREFIX = "udl:"
GUIDELINES: Mapping[str, Mapping[str, str]] = {
    "Engagement": {
        "7": "Welcoming Interests & Identities",
        "8": "Sustaining Effort & Persistence",
        "9": "Emotional Capacity",
    },
    "Representation": {"1": "Perception", "2": "Language & Symbols", "3": "Building Knowledge"},
    "Action & Expression": {"4": "Interaction", "5": "Expression & Communication", "6": "Strategy Development"},
}
"""Principles and guidelines by number: “Design Options for …” (CAST 2024, UDL Guidelines 3.0)."""

LIMITS: Mapping[str, str] = {
    "1.1": "Headings and table heads let a reader's own tools change how a text looks or sounds. Whether students may do so is decided by "
    "devices and settings, which a plan does not show.",
    "3.4": "The rule speaks where all tasks are recall. Whether students use what they learned somewhere new shows in other lessons.",
    "5.3": "The rule asks for a frame or a rehearsal before students speak or write. Support that is large at first and grows less over "
    "weeks cannot be seen in one plan.",
    "5.4": "The rule speaks where one form is the only one that counts. How answers in other forms are judged is not written in a plan.",
    "7.3": "Joy is in the room, not in the plan. A rule could only look for words such as “game”, and a game can be dull, or shut students "
    "out.",
    "9.2": "It grows in how people speak with one another, day by day. Most good plans do not mention it, and a rule would be wrong about "
    "them.",
    "9.4": "It belongs to a class and a school over months. That one lesson does not mention it means nothing.",
}
"""Why no rule speaks to a consideration, or only to a part of it: mostly, it is lived and not written."""


class Consideration(NamedTuple):
    """One consideration, the rules that cite it, and what they cannot see."""

    number: str
    title: str
    rules: tuple[str, ...]
    limit: str

    @property
    def covered(self) -> str:
        """`yes`, `in part` or `no`."""
        return "no" if not self.rules else "in part" if self.limit else "yes"


def considerations(ruleset: Ruleset) -> list[Consideration]:
    """All considerations in the order of the guidelines' numbers."""
    found = []
    for name, standard in ruleset.standards.items():
        if name.startswith(PREFIX):
            number = name.removeprefix(PREFIX)
            rules = tuple(rule.id for rule in ruleset.rules.values() if name in rule.standards)
            found.append(Consideration(number, standard.title, rules, LIMITS.get(number, "")))
    return sorted(found, key=lambda each: tuple(map(int, each.number.split("."))))


def coverage_page(ruleset: Ruleset) -> Iterator[str]:
    """The lines of the page on coverage."""
    found = considerations(ruleset)
    counts = {word: sum(each.covered == word for each in found) for word in ("yes", "in part", "no")}
    address = next((standard.link for name, standard in ruleset.standards.items() if name.startswith(PREFIX)), "")
    yield "# What UDL asks, and which rules speak to it"
    yield ""
    yield (
        f"CAST's UDL Guidelines 3.0 (2024) name {len(found)} considerations. Rules speak to {counts['yes']} of them, and to "
        f"{counts['in part']} in part; to {counts['no']} no rule speaks. A plan on which all rules are silent is not "
        "“UDL-compliant”: a rule looks at what is written, and UDL is what students live."
    )
    yield ""
    yield f"The short titles are CAST's; their text is at <{address}>." if address else "The short titles are CAST's."
    yield ""
    for principle, guidelines in GUIDELINES.items():
        yield f"## {principle}"
        yield ""
        for number, title in guidelines.items():
            yield f"### {number}. {title}"
            yield ""
            members = [each for each in found if each.number.partition(".")[0] == number]
            yield from table(("Consideration", "Covered", "Rules"), (_row(each) for each in members))
            yield ""
    yield from _limits(found)


def _row(each: Consideration) -> tuple[str, str, str]:
    return f"{each.number} {escaped(each.title)}", each.covered, ", ".join(link(rule, COVERAGE) for rule in each.rules) or "–"


def _limits(found: list[Consideration]) -> Iterator[str]:
    for title, word in (("To which no rule speaks, and why", "no"), ("To which rules speak in part, and what they cannot see", "in part")):
        members = [each for each in found if each.covered == word]
        if members:
            yield f"## {title}"
            yield ""
            for each in members:
                yield f"* **{each.number} {escaped(each.title)}.** {each.limit or 'There is no rule for it yet.'}"
            yield ""
