"""The report for reading together and for print: one HTML file without scripts that asks the network for nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from udl_lint.files import Skipped, Unreadable
from udl_lint.reporters import html_overview as overview
from udl_lint.reporters.html_lesson import Page, page, title_of
from udl_lint.reporters.html_markup import Html, element, joined
from udl_lint.reporters.html_tally import Entry, Tally
from udl_lint.reporters.html_unit import units as units_of
from udl_lint.reporters.terminal import count, plain
from udl_lint.runner import Checked, Told, Totals
from udl_lint.unit import Unit
from udl_lint.version import VERSION

STYLE = Path(__file__).parent.parent / "data" / "report.css"
MOST_WHOLE = 1000
"""Lessons up to which each is shown from top to bottom. Beyond, only the lines that a note stands beside: a browser has to hold it all."""


def report(outcomes: Iterable[Told], totals: Totals) -> Iterator[str]:
    """The whole page, in plain ASCII; `totals` have taken in each outcome when it comes. It begins when the last lesson is checked."""
    tally, pages, units, missing = Tally(), list[Page](), list[Unit](), list[tuple[str, str]]()
    for outcome in outcomes:
        if isinstance(outcome, Checked):
            entry = Entry(len(pages) + 1, title_of(outcome), plain(outcome.path))
            tally.add(outcome, entry)
            pages.append(page(outcome, entry))
            if len(pages) == MOST_WHOLE + 1:
                pages = [*map(_short, pages)]
            elif len(pages) > MOST_WHOLE:
                pages[-1] = _short(pages[-1])
        elif isinstance(outcome, Unit):
            units.append(outcome)
        elif isinstance(outcome, Skipped | Unreadable):
            missing.append((outcome.path, outcome.why))
        # Several reports of one run take turns, lesson by lesson; this one has nothing to write before it has seen them all.
        yield ""
        del outcome
    parts = [each for each in _parts(tally, totals, missing, units, len(pages)) if each[2]]
    yield "<!DOCTYPE html>\n"
    yield f'<html lang="en">\n{_head(pages)}\n<body>\n'
    yield element("a", "To the report", href="#report", class_="skip") + "\n"
    yield _top(pages, totals, parts) + '\n<main id="report">\n'
    for name, title, inside in parts:
        yield f'<section aria-labelledby="{name}">\n{element("h2", title, id=name)}\n{inside}\n'
        if name == "lessons":
            for each in pages:
                yield from _lesson(each, alone=len(pages) == 1)
        yield "</section>\n"
    yield f"</main>\n{_foot()}\n</body>\n</html>\n"


def _parts(
    tally: Tally, totals: Totals, missing: list[tuple[str, str]], units: list[Unit], lessons: int
) -> Iterator[tuple[str, str, Html]]:
    """Name, title and content of each part. One lesson needs no overview; what it says comes first."""
    if lessons == 1:
        yield "lessons", "The lesson", Html("\n")
    yield "not-checked", "Not checked", overview.left_out(missing, totals)
    yield "units", "Units", units_of(units)
    if lessons > 1:
        yield "strongest", "What is strongest", overview.strengths(tally)
        yield "not-found", "What is most often not found", overview.gaps(tally)
    yield "udl", "What UDL asks, and what the plans show", overview.coverage(tally)
    if lessons > 1:
        yield "by-finding", "Lessons by finding", overview.by_finding(tally)
        yield "by-pack", "Lessons by pack", overview.by_pack(tally)
        yield "by-grade", "Lessons by grade", overview.by_grade(tally)
        lead = "Open a lesson to read it with its notes. What is open is printed."
        if lessons > MOST_WHOLE:
            lead += f" With more than {MOST_WHOLE:,} lessons, only the lines that a note stands beside are shown."
        yield "lessons", "The lessons", element("p", lead)
    yield "rules", "What the rules mean", overview.meanings(tally)


def _head(pages: list[Page]) -> Html:
    style = Html(STYLE.read_text(encoding="ascii"))
    digest = base64.b64encode(hashlib.sha256(style.encode("ascii")).digest()).decode("ascii")
    # Whatever a browser might be talked into: no script, no address, no form; only this one style.
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="generator", content=f"udl-lint {VERSION}"),
        element("title", f"{_title(pages)} - udl-lint"),
        element("style", style),
    )


def _title(pages: list[Page]) -> str:
    return pages[0].entry.title if len(pages) == 1 else f"What I found in {count(len(pages), 'lesson')}"


def _top(pages: list[Page], totals: Totals, parts: list[tuple[str, str, Html]]) -> Html:
    lead = "For planning, not for evaluation: what a plan already offers every student, what I did not find, and one way to mend it. "
    lead += "It can be wrong. It reads words; it does not know the class."
    links = (element("li", element("a", title, href=f"#{name}")) for name, title, _ in parts)
    nav = element("nav", element("ul", *links), aria_label="Parts of this report")
    return element("header", element("h1", _title(pages)), element("p", lead, class_="lead"), overview.summary(totals), nav)


def _lesson(shown: Page, *, alone: bool) -> Iterator[str]:
    anchor = f"l{shown.entry.number}"
    rows = joined(row.html for row in shown.rows)
    inside = element("div", shown.head, element("div", rows, class_="plan"), shown.foot, class_="inside", id=anchor)
    if alone:
        yield element("article", element("div", shown.line, class_="line"), inside, class_="lesson") + "\n"
    else:
        back = element("p", element("a", "Back to the list of lessons", href="#lessons"), class_="back")
        yield element("details", element("summary", shown.line, class_="line"), inside, back, class_="lesson") + "\n"


def _short(whole: Page) -> Page:
    return whole._replace(rows=tuple(row for row in whole.rows if row.noted))


def _foot() -> Html:
    told = f"Written by udl-lint {VERSION}. No score and no rank: a lesson is not a number. "
    told += "This page holds no scripts and sends nothing anywhere."
    return element("footer", element("p", told))
