"""A cohort's report as one page of HTML, for two printed sheets: no script, nothing loaded from anywhere, nobody named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from udl_lint.practice.disclosure import HIDDEN, Share
from udl_lint.practice.mini_lesson import Suggestion
from udl_lint.practice.pictures import Bar, Group, bar_chart
from udl_lint.practice.rubric import NO_SCORE
from udl_lint.practice.tally import PlaceRow, Tally
from udl_lint.reporters.html_markup import Html, element, table

_STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.4 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 46rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .3rem; } h2 { font-size: 1.1rem; margin: 1.2rem 0 .3rem; }
p, ul, ol { margin: .3rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; margin: .3rem 0; }
caption { text-align: left; font-weight: 600; padding: .2rem 0; }
th, td { text-align: left; padding: .15rem .5rem .15rem 0; border-bottom: 1px solid #c4c4c4; vertical-align: top; }
thead th { border-bottom: 2px solid #5a5a5a; }
svg { width: 100%; height: auto; font: 11px system-ui, sans-serif; } svg .end { font-size: 10px; }
.idea { border-left: 4px solid #1f4e79; padding: .1rem 0 .1rem .8rem; }
.wide { overflow-x: auto; }
@media print {
  @page { margin: 12mm; }
  body { font-size: 9pt; line-height: 1.2; margin: 0; padding: 0; max-width: none; }
  table { font-size: 7.5pt; } h1 { font-size: 14pt; } h2 { font-size: 11pt; margin: .5rem 0 .1rem; }
  svg { max-height: 72mm; } .second { break-before: page; } .second svg { max-height: 34mm; }
  tr, figure, .idea { break-inside: avoid; } .wide { overflow: visible; }
}
figure { margin: 0; }
"""


def html_report(tally: Tally, suggestion: Suggestion | None, labels: Mapping[str, str]) -> Iterator[str]:
    """The page, piece by piece."""
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
    yield f"<title>Practice: a cohort</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    yield element("main", *_first_page(tally, suggestion, labels), element("div", *_second_page(tally), class_="second"))
    yield "\n</body>\n</html>\n"


def _first_page(tally: Tally, suggestion: Suggestion | None, labels: Mapping[str, str]) -> Iterator[Html]:
    shown = HIDDEN if tally.candidates is None else f"about {tally.candidates}"
    yield element("h1", f"Practice: a cohort of {shown} candidates")
    yield _paragraph(
        "Counts of people are rounded to fives, and what concerns fewer than five is hidden, so that nobody can be found by taking one "
        "figure from another. Percentages are those of the rounded counts."
    )
    yield _paragraph(NO_SCORE.replace("what I found in the words of one plan", "what candidates saw and mended in practice plans"))
    yield element("h2", "A mini-lesson for next time")
    yield _suggested(suggestion)
    yield element("h2", "By area, first and last attempt")
    yield from _areas(tally, labels)


def _suggested(suggestion: Suggestion | None) -> Html:
    if suggestion is None:
        return _paragraph("There are too few attempts to suggest one.")
    return element(
        "div",
        element("p", element("strong", suggestion.area), ". What speaks for it:"),
        element("ul", *(element("li", each) for each in suggestion.evidence)),
        _paragraph("How it could go:"),
        element("ol", *(element("li", each) for each in suggestion.steps)),
        class_="idea",
    )


def _areas(tally: Tally, labels: Mapping[str, str]) -> Iterator[Html]:
    if not tally.areas:
        yield _paragraph("Nothing was checked yet.")
        return
    groups = [Group(row.area, (_bar(row.seen_first), _bar(row.seen_last))) for row in tally.areas]
    legend = ("first attempt", "last attempt")
    yield element("figure", bar_chart("areas", "Candidates who saw every place of an area", legend, groups))
    head = ("Area", "Saw every place, first", "Saw, last", "Mended every place, first", "Mended, last")
    rows = ((_labelled(row.area, labels), *map(str, row[2:])) for row in tally.areas)
    yield table("Candidates by area; seen is before the tool spoke", head, rows)


def _labelled(area: str, labels: Mapping[str, str]) -> str:
    return f"{area} [{labels[area]}]" if area in labels else area


def _second_page(tally: Tally) -> Iterator[Html]:
    yield element("h2", "What was missed most")
    yield _places("Missed in the last attempt", "Place in the key", tally.misses)
    yield element("h2", "The commonest false alarms")
    yield _places("Marked in the last attempt, and fine by the key", "Where", tally.alarms)
    yield element("h2", "Were the sure ones right?")
    yield from _sure(tally)
    yield element("h2", "Time")
    rows = [(row.exercise, _number(row.met), _number(row.minutes)) for row in tally.times]
    caption = "From the start to the last step; a pause counts as twenty minutes at most"
    yield table(caption, ("Exercise", "Candidates", "Median minutes"), rows) if rows else _paragraph("There are no times yet.")


def _places(caption: str, what: str, places: tuple[PlaceRow, ...]) -> Html:
    if not places:
        return _paragraph("There is none that five or more candidates share.")
    rows = ((each.exercise, each.what, each.area, str(each.share)) for each in places)
    return table(caption, ("Exercise", what, "Area", "Candidates"), rows)


def _sure(tally: Tally) -> Iterator[Html]:
    if not tally.sure:
        yield _paragraph("There are no marks yet.")
        return
    groups = [Group(f"sure {row.confidence} of 5", (_bar(row.share),)) for row in tally.sure]
    title = "Candidates who were right at least every second time, by how sure they were"
    yield element("figure", bar_chart("sure", title, (), groups))
    rows = ((f"{row.confidence} of 5", str(row.share)) for row in tally.sure)
    yield table("Right at least every second time", ("How sure", "Candidates"), rows)


def _number(number: int | None) -> str:
    return HIDDEN if number is None else str(number)


def _bar(each: Share) -> Bar:
    return Bar(each.percent, str(each))


def _paragraph(text: str) -> Html:
    return element("p", text)
