"""HTML that nothing in a lesson can break: elements are built, and whatever is not markup already is text and is escaped."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable

from udl_lint.text import escape

_VOID = frozenset({"br", "link", "meta"})
_KEPT = frozenset("\t\n\u200c\u200d")
"""Characters without a look of their own that a text needs: line ends, and the joiners of emoji, Persian and Hindi."""


class Html(str):
    """Markup. Any other string is text: what is added to markup by `+` or `%` is text again, and is escaped where it is used."""

    __slots__ = ()


def words(text: str) -> Html:
    """A text as HTML that shows it: plain ASCII, so that no encoding spoils it, with what HTML forbids or a reader cannot see spelt out."""
    if isinstance(text, Html):
        return text
    if not text.isprintable():
        text = "".join(map(_seen, text))
    return Html(html.escape(text).encode("ascii", "xmlcharrefreplace").decode("ascii"))


def element(name: str, /, *inside: str, **attributes: str | int | None) -> Html:
    """An element. `inside` is markup or text. An attribute that is None is left out; `_` in its name stands for `-`, and falls away at its
    end, as in `class_`.
    """
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{words(str(value))}"' for key, value in attributes.items() if value is not None)
    return Html(f"<{name}{given}>" if name in _VOID else f"<{name}{given}>{joined(inside)}</{name}>")


def joined(parts: Iterable[str], between: str = "") -> Html:
    """Markup and texts in a row, as markup."""
    return Html(words(between).join(map(words, parts)))


def table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> Html:
    """A table with a caption and named columns; the first cell of each row names the row."""
    columns = element("tr", *(element("th", each, scope="col") for each in head))
    body = (
        element("tr", *(element("td", cell) if number else element("th", cell, scope="row") for number, cell in enumerate(row)), "\n")
        for row in rows
    )
    whole = element("table", element("caption", caption), element("thead", columns), element("tbody", *body))
    # On a small screen a table keeps its columns and is moved by itself, with the keyboard too.
    return element("div", whole, class_="wide", role="region", aria_label=caption, tabindex=0)


def bar(part: int, whole: int, kind: str) -> Html:
    """A picture of a part of a whole, for those who see it: the words beside it say the same."""
    share = round(100 * part / whole, 1) if whole else 0
    size = {"height": "8", "rx": "2"}
    return element(
        "svg",
        element("rect", class_="all", width="100%", **size),
        element("rect", class_=kind, width=f"{share}%", **size) if part else "",
        class_="bar",
        width="100%",
        height="8",
        aria_hidden="true",
        focusable="false",
    )


def _seen(letter: str) -> str:
    if letter in _KEPT or letter.isprintable() or unicodedata.category(letter) == "Zs":
        return letter
    code = ord(letter)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return f"\\u{code:04x}"  # no character, and no HTML either
    return escape(letter)
