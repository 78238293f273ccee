"""The 36 considerations of UDL 3.0: which rules speak to each, which none does, and why."""

from __future__ import annotations

from collections.abc import Iterator

from udl_lint.docs.lists import link
from udl_lint.docs.marking import escaped, table
from udl_lint.docs.places import COVERAGE
from udl_lint.guidelines import GUIDELINES, PREFIX, Consideration, considerations
from udl_lint.packs import Ruleset


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
