"""CAST's UDL Guidelines 3.0: principles, guidelines and the 36 considerations, and which rules speak to each."""

from __future__ import annotations

from collections.abc import Mapping

from udl_lint.named import Named
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


class Consideration(Named):
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
