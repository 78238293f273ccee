"""A unit in the report that a person reads: what its lessons offer together, what none of them has, and the data of each week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from udl_lint.finding import SEVERITIES
from udl_lint.reporters.terminal import Screen, count, cut, lines_named, plain, wrapped
from udl_lint.unit import Offer, Unit, UnitFinding, UnitPlace

_LONGEST_PLACE = 44
_MOST_PLACES = 5
_MOST_OFFERED = 3
"""Lessons that are named for one thing that is there, unless all are asked for."""


def unit_lines(unit: Unit, screen: Screen, everything: bool) -> Iterator[str]:
    """The unit from head to foot, without line ends."""
    yield screen.paint("strong", plain(unit.path))
    yield f"  A unit of {count(len(unit.lessons), 'lesson')}, judged together"
    offers = [offer for offer in unit.offers if offer.found]
    if offers:
        yield ""
        yield "  " + screen.paint("strong", "Already in this unit:")
        for offer in offers:
            yield from wrapped(f"{offer.found}: {where(offer, everything)}", screen.width, "  - ", "    ")
    problems = [finding for finding in unit.findings if finding.verdict == "problem"]
    reviews = [finding for finding in unit.findings if finding.verdict == "review"]
    for finding in (*sorted(problems, key=lambda each: SEVERITIES.index(each.severity)), *reviews):
        yield ""
        yield from _finding(finding, screen, everything)
    if not unit.findings:
        yield ""
        yield "  I found nothing to mend in the unit as a whole."
    last = [*feet(unit)]
    if last:
        yield ""
        for text in last:
            yield from wrapped(text, screen.width, "  ")


def where(offer: Offer, everything: bool) -> str:
    """The lessons and lines in which something is, in words."""
    by_lesson: dict[str, list[UnitPlace]] = {}
    for place in offer.places:
        by_lesson.setdefault(place.path, []).append(place)
    said: list[str] = []
    lessons = list(by_lesson.items())
    for path, places in lessons if everything else lessons[:_MOST_OFFERED]:
        words = f" (“{cut(plain(places[0].words), _LONGEST_PLACE)}”)" if not said else ""
        said.append(f"{plain(path)}, {lines_named([place.line for place in places][: None if everything else 1])}{words}")
    more = len(lessons) - len(said)
    return "; ".join(said) + (f"; and {count(more, 'more lesson')}" if more else "")


def _finding(finding: UnitFinding, screen: Screen, everything: bool) -> Iterator[str]:
    review = finding.verdict == "review"
    style = "review" if review else finding.severity
    yield f"  {screen.paint(style, 'Look yourself' if review else finding.severity.capitalize())} over the whole unit"
    yield from wrapped(finding.message, screen.width, "    ")
    shown: Sequence[UnitPlace] = finding.places if everything else finding.places[:_MOST_PLACES]
    for place in shown:
        said = f"{plain(place.path)}, line {place.line}: “{cut(plain(place.words), _LONGEST_PLACE)}”"
        yield from wrapped(said, screen.width, "      ", "        ")
    if len(finding.places) > len(shown):
        yield f"      and {count(len(finding.places) - len(shown), 'more place')}: --all"
    label = "Ask:" if review else "Fix:"
    for number, text in enumerate(wrapped(f"{label} {finding.advice}", screen.width, "    ", "         ")):
        yield text.replace(label, screen.paint("fix", label), 1) if number == 0 else text
    yield f"    {screen.paint('quiet', f'[{finding.rule}]')}"


def feet(unit: Unit) -> Iterator[str]:
    """The data of each week, and what comments allow."""
    if unit.weeks:
        told = [
            f"lesson{'s' if week.last - week.first > 1 else ''} {_numbers(week.first + 1, week.last)} about {week.megabytes:.0f} MB"
            for week in unit.weeks
        ]
        yield f"Data for the tasks at home: {'; '.join(told)}. I look for {unit.weeks[0].budget:.0f} MB a week at most."
    for rule, path in unit.allowed:
        yield f"Allowed by a comment in {plain(path)}: {rule}."


def _numbers(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"
