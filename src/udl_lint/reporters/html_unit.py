"""A unit in the HTML report: what its lessons offer together, and what none of them has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from udl_lint.reporters.html_markup import Html, element, joined
from udl_lint.reporters.html_tally import REVIEW, WORDS
from udl_lint.reporters.terminal import count, cut, plain
from udl_lint.reporters.unit_text import feet, where
from udl_lint.unit import Unit, UnitFinding, UnitPlace

_LONGEST_PLACE = 100


def units(told: Iterable[Unit]) -> Html:
    """All units, one after the other."""
    return joined(map(_unit, told))


def _unit(unit: Unit) -> Html:
    head = element("h3", plain(unit.path))
    lead = element("p", f"{count(len(unit.lessons), 'lesson')}, judged together.")
    items = [element("li", f"{offer.found}: {where(offer, everything=False)}") for offer in unit.offers if offer.found]
    already = element("div", element("h4", "Already in this unit"), element("ul", *items), class_="already") if items else ""
    notes = element("ul", *map(_finding, unit.findings), class_="notes")
    found = notes if unit.findings else element("p", "I found nothing to mend in the unit as a whole.")
    return element("div", head, lead, already, found, *(element("p", text) for text in feet(unit)), "\n", class_="unit")


def _finding(finding: UnitFinding) -> Html:
    kind = REVIEW if finding.verdict == REVIEW else finding.severity
    return element(
        "li",
        element("p", element("b", WORDS[kind]), " over the whole unit", class_="kind"),
        element("p", finding.message),
        element("ul", *_places(finding.places)) if finding.places else "",
        element("p", element("b", "Ask:" if kind == REVIEW else "Fix:"), " ", finding.advice),
        element("p", finding.rule, class_="rule"),
        class_=f"note {kind}",
    )


def _places(places: Iterable[UnitPlace]) -> Iterator[Html]:
    for place in places:
        yield element("li", f"{plain(place.path)}, line {place.line}: “{cut(plain(place.words), _LONGEST_PLACE)}”")
