"""Bar charts as SVG, for those who would rather look: each with a title and all its figures in words. The table beside it says the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from udl_lint.named import Named
from udl_lint.reporters.html_markup import Html, element

_WIDTH, _LABEL, _BAR, _GAP, _ROOM = 640, 170, 11, 12, 90
_TONES = ("#8a5a00", "#1f4e79")
"""Ochre and blue: apart for all kinds of color vision, in print too, and 4.5:1 or more against white."""


class Bar(Named):
    """A bar: percent, or None where it is hidden, and the words for both."""

    percent: int | None
    words: str


class Group(Named):
    """Bars that belong together, and what they are called."""

    label: str
    bars: tuple[Bar, ...]


def bar_chart(name: str, title: str, legend: Sequence[str], groups: Sequence[Group]) -> Html:
    """A chart of percentages. `name` makes its ids unique on a page, `legend` names the bars of each group in order."""
    top = 26 if legend else 6
    parts = [each for number, words in enumerate(legend) for each in _key(number, words)]
    told: list[str] = []
    for group in groups:
        parts += _rows(group, top)
        told += [
            f"{group.label}, {legend[number]}: {bar.words}" if legend else f"{group.label}: {bar.words}"
            for number, bar in enumerate(group.bars)
        ]
        top += len(group.bars) * _BAR + _GAP
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", f"{'; '.join(told)}.", id=f"{name}-text"),
        *parts,
        role="img",
        aria_labelledby=f"{name}-title {name}-text",
        viewBox=f"0 0 {_WIDTH} {top}",
    )


def _key(number: int, words: str) -> Iterator[Html]:
    left = _LABEL + number * 150
    yield element("rect", x=left, y=4, width=11, height=11, fill=_TONES[number % 2])
    yield element("text", words, x=left + 16, y=14)


def _rows(group: Group, top: int) -> Iterator[Html]:
    middle = top + len(group.bars) * _BAR / 2 + 4
    yield element("text", group.label, x=_LABEL - 8, y=f"{middle:g}", text_anchor="end")
    for number, bar in enumerate(group.bars):
        y = top + number * _BAR
        wide = (bar.percent or 0) / 100 * (_WIDTH - _LABEL - _ROOM)
        if bar.percent is not None:
            yield element("rect", x=_LABEL, y=y, width=f"{max(1, wide):g}", height=_BAR - 1, fill=_TONES[number % 2])
        words = "hidden" if bar.percent is None else f"{bar.percent}%"
        yield element("text", words, x=f"{_LABEL + wide + 5:g}", y=f"{y + _BAR - 1.5:g}", class_="end")
