"""The overview of the HTML report: what many lessons already offer, what comes up most, and a picture of what UDL asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from udl_lint.families import BUILT_IN
from udl_lint.finding import SEVERITIES
from udl_lint.guidelines import GUIDELINES, PREFIX, Consideration, considerations
from udl_lint.reporters.html_markup import Html, bar, element, joined, table
from udl_lint.reporters.html_tally import REVIEW, WORDS, Entry, Tally, grade_words
from udl_lint.reporters.html_text import KINDS
from udl_lint.reporters.terminal import count, nothing, plain
from udl_lint.runner import Totals

MOST_BARS = 8
"""Lines of a short list; the tables hold all."""
_MOST_SHOWN = 3
"""Lessons that are named at once; more are named where one opens the list."""


def summary(totals: Totals) -> Html:
    """What there is in all."""
    told = [element("li", count(totals.problems[kind], kind), class_=f"chip {kind}") for kind in SEVERITIES if totals.problems[kind]]
    if totals.reviews:
        told.append(element("li", f"{totals.reviews:,} to look at yourself", class_=f"chip {REVIEW}"))
    if not told:
        told.append(element("li", nothing(totals.known), class_="chip found"))
    if totals.known:
        told.append(element("li", f"{count(totals.known, 'known finding')} not told again", class_="chip"))
    chips = element("ul", element("li", count(totals.lessons, "lesson"), class_="chip"), *told, class_="chips")
    if not totals.allowed:
        return chips
    return joined((chips, element("p", f"{count(totals.allowed, 'finding')} allowed by comments in the plans, with reasons.")))


def left_out(paths: Iterable[tuple[str, str]], totals: Totals) -> Html:
    """Files that were not checked, with why, and rules that failed."""
    items = [element("li", f"{plain(path)}: {why}") for path, why in paths]
    items += [
        element("li", f"The rule {rule} failed in at least one lesson, so it is not checked there.") for rule in sorted(totals.crashed)
    ]
    if not items:
        return Html("")
    return element("ul", *items)


def strengths(tally: Tally) -> Html:
    """What most lessons already offer."""
    ranked = sorted(tally.found, key=lambda name: (-tally.found[name] / max(1, tally.looked[name]), -tally.found[name], name))
    rows = [_line(name, tally.found[name], tally.looked[name], "found") for name in ranked]
    if not rows:
        return Html("")
    lead = "What the plans already offer: in how many of the lessons in which I looked for it."
    return joined((element("p", lead), _lines(rows)))


def gaps(tally: Tally) -> Html:
    """What comes up in most lessons."""
    ranked = _by_lessons(tally)
    rows = [_line(tally.title(rule), len(tally.problems[rule]), len(tally.lessons), tally.kinds[rule]) for rule in ranked]
    if not rows:
        return Html("")
    lead = "What I did not find, or what may keep a student out: in how many lessons. One change here helps in many plans."
    return joined((element("p", lead), _lines(rows)))


def _lines(rows: list[Html]) -> Html:
    short = element("ul", *rows[:MOST_BARS], class_="bars")
    if len(rows) <= MOST_BARS:
        return short
    more = element("details", element("summary", f"{len(rows) - MOST_BARS} more"), element("ul", *rows[MOST_BARS:], class_="bars"))
    return joined((short, more))


def _line(name: str, number: int, whole: int, kind: str) -> Html:
    told = element("span", f"{number:,} of {whole:,}", class_="of")
    return element("li", element("span", name, class_="name"), " ", told, bar(number, whole, kind))


def _by_lessons(tally: Tally) -> list[str]:
    return sorted(tally.problems, key=lambda rule: (-len(tally.problems[rule]), KINDS.index(tally.kinds[rule]), rule))


def by_finding(tally: Tally) -> Html:
    """Each finding with its lessons."""
    asked = sorted(set(tally.reviews) - set(tally.problems), key=lambda rule: (-len(tally.reviews[rule]), rule))
    rows = (
        (
            joined((tally.title(rule), element("br"), element("a", rule, href=f"#rule-{rule}", class_="rule"))),
            element("span", WORDS[tally.kinds[rule]], class_=f"word {tally.kinds[rule]}"),
            _lessons(tally.problems.get(rule, [])),
            _lessons(tally.reviews.get(rule, [])),
        )
        for rule in (*_by_lessons(tally), *asked)
    )
    if not tally.kinds:
        return Html("")
    head = ("Finding", "How serious", "Lessons", "Lessons to look at yourself")
    return table("Each finding, and the lessons it stands in", head, rows)


def _lessons(entries: list[Entry]) -> Html:
    if not entries:
        return Html("&#8211;")
    items = element("ul", *(element("li", element("a", each.title, href=f"#l{each.number}")) for each in entries), class_="titles")
    return items if len(entries) <= _MOST_SHOWN else element("details", element("summary", count(len(entries), "lesson")), items)


def by_pack(tally: Tally) -> Html:
    """How many lessons have findings of each pack."""
    if not tally.packs:
        return Html("")
    rows = ((pack, *_numbers(tally.packs[pack], ("any", *KINDS))) for pack in sorted(tally.packs))
    head = ("Pack", "Lessons with any", *(WORDS[kind] for kind in KINDS))
    return table("In how many lessons each pack of rules has something to say", head, rows)


def by_grade(tally: Tally) -> Html:
    """How many lessons of each grade have findings, and what comes up most there."""
    rows = []
    for key in sorted(tally.grades):
        grade = tally.grades[key]
        most = sorted(grade.rules, key=lambda rule: (-grade.rules[rule], rule))[:2]
        told = "; ".join(f"{tally.title(rule)} ({grade.rules[rule]:,})" for rule in most) or "–"
        rows.append((grade_words(key), f"{grade.lessons:,}", *_numbers(grade.kinds, KINDS), told))
    head = ("Grade", "Lessons", *(WORDS[kind] for kind in KINDS), "Comes up most")
    return table("Lessons of each grade, and how many have a finding of each kind", head, rows)


def _numbers(counter: Counter[str], names: Iterable[str]) -> Iterator[str]:
    return (f"{counter[name]:,}" if counter[name] else "–" for name in names)


def coverage(tally: Tally) -> Html:
    """The 36 considerations of UDL 3.0, and in how many lessons something speaks to each."""
    if not tally.rulesets:
        return Html("")
    members: dict[str, dict[str, Consideration]] = {}
    for ruleset in tally.rulesets.values():
        for each in considerations(ruleset):
            members.setdefault(each.number.partition(".")[0], {}).setdefault(each.number, each)
    tables = (
        element(
            "table",
            element("caption", principle),
            element("thead", element("tr", *(element("th", name, scope="col") for name in ("Consideration", "In the plans")))),
            *(_guideline(number, title, members.get(number, {}).values(), tally) for number, title in guidelines.items()),
            class_="udl",
        )
        for principle, guidelines in GUIDELINES.items()
    )
    lead = (
        "CAST's UDL Guidelines 3.0 name 36 considerations. The picture shows in how many lessons something in the text speaks to each, "
        "of those in which a rule looked. It shows what is written, not what students live: no plan can show that a lesson is “UDL”."
    )
    return joined((element("p", lead), element("div", *tables, class_="principles")))


def _guideline(number: str, title: str, members: Iterable[Consideration], tally: Tally) -> Html:
    head = element("tr", element("th", f"{number}. {title}", scope="rowgroup", colspan=2), class_="guideline")
    return element("tbody", head, *(_consideration(each, tally) for each in members))


def _consideration(each: Consideration, tally: Tally) -> Html:
    code = PREFIX + each.number
    asked, mend = tally.asked[code], tally.open[code]
    told, picture = "no rule speaks to it", Html("")
    if asked:
        told, picture = f"{tally.shown[code]:,} of {count(asked, 'lesson')}", bar(tally.shown[code], asked, "found")
    elif tally.watched[code]:
        told = "" if mend else "nothing in the way"
    elif each.rules:
        told = "not looked for"
    look = "some" if tally.watched[code] else "none"
    whole = "" if asked else f" of {count(tally.watched[code], 'lesson')}"
    mended = element("span", f"to mend in {mend:,}{whole}", class_="of") if mend else ""
    name = element("th", element("span", each.number, class_="number"), " ", each.title, scope="row")
    cell = element("td", element("span", told, class_="of") if told else "", picture, mended)
    return element("tr", name, cell, class_=look)


def meanings(tally: Tally) -> Html:
    """Each rule that spoke: why it is there, whom it is for, how to mend it and where it is known from."""
    return joined(_meaning(rule, tally) for rule in sorted(tally.kinds))


def _meaning(rule: str, tally: Tally) -> Html:
    head = element("h3", tally.title(rule), " ", element("span", rule, class_="rule"), id=f"rule-{rule}")
    ruleset = next((each for each in tally.rulesets.values() if rule in each.rules), None)
    if ruleset is None:
        return element("div", head, element("p", BUILT_IN.get(rule.partition("/")[0], ("", ""))[1]), class_="meaning")
    known = ruleset.explained[rule]
    standards = [f"{code} {ruleset.standards[code].title}".strip() if code in ruleset.standards else code for code in known.standards]
    told = (("For", [known.affects]), ("Fix", [known.how_to_fix]), ("Asked for by", standards), ("Sources", known.sources))
    items = (joined((element("dt", name), *(element("dd", text) for text in texts))) for name, texts in told if any(texts))
    return element("div", head, element("p", known.why), element("dl", *items), class_="meaning")
