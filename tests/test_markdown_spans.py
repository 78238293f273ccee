"""Every span that the Markdown reader gives is the text that it reports, whatever stands around it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings

from markdown_shapes import DOCUMENTS, ENDS, RUBBLE, Written
from udl_lint.readers.draft import Draft, DraftBlock, DraftHeading
from udl_lint.readers.markdown import read_markdown
from udl_lint.source import Source

FAMILY = "👩\u200d👩\u200d👧"


def drafted(text: str) -> Draft:
    draft = Draft(Source("lesson.md", text))
    read_markdown(draft.source, draft)
    return draft


def plain(text: str) -> str:
    return " ".join(text.split())


def shown(draft: Draft) -> list[str]:
    """The draft as lines: `## heading`, `- item`, `> quotation`, `| cell`, or a paragraph."""
    marks = {"paragraph": "", "item": "- ", "cell": "| ", "quote": "> "}
    return [
        f"{'#' * part.level} {part.text}" if isinstance(part, DraftHeading) else marks[part.kind] + plain(part.prose)
        for part in draft.parts
    ]


def hold(draft: Draft) -> None:
    """What is true of every draft, whatever the text."""
    text = draft.source.text
    for part in draft.parts:
        written = draft.source.slice(part.span)
        assert 0 <= part.span.start < part.span.end <= len(text)
        assert written == written.strip()
        if isinstance(part, DraftBlock):
            assert len(part.prose) == len(written)
            assert part.prose.strip()
            for left, right in zip(written, part.prose, strict=True):
                assert right in (left, " ", "\ufffd") or "&" in written, (written, part.prose)
                assert (left in "\r\n") == (right in "\r\n"), (written, part.prose)
        elif "&" not in written:
            missing = set(part.text.replace(" ", "")) - set(written.replace("\0", "\ufffd"))
            assert not missing, (part.text, written)
    groups = (draft.links, draft.images, draft.tables, draft.embeds, draft.troubles, draft.permits)
    spans = [thing.span for group in groups for thing in group]
    assert all(0 <= span.start <= span.end <= len(text) for span in (*spans, *draft.boxes))
    for link in draft.links:
        assert text[link.span.start] in "[<hw", text[link.span.start : link.span.end]
        shown = draft.source.slice(link.span)
        if link.bare and shown[0] != "<" and "&" not in shown and "\\" not in shown:
            assert shown.replace("\0", "\ufffd") == link.target
    for image in draft.images:
        assert text[image.span.start] in "!<{"


@given(RUBBLE)
@settings(max_examples=400)
@example("[x]é{:.x}<td>\r&eacute;<script>> ## \x85-\x85")
@example("\n1. \x85![#\xa0T:::\n<br>~~~\n## ~~~\n")
@example(">\t- a\n>\t\tb\n")
@example("- \t\n\tq\n")
@example("# ## \x85")
@example("# --># \x85")
def test_any_text_gives_spans_that_hold(text: str) -> None:
    hold(drafted(text))


@given(DOCUMENTS)
@settings(max_examples=400)
def test_every_word_is_found_at_its_place_and_nothing_else_is(written: Written) -> None:
    draft = drafted(written.text)
    hold(draft)
    assert not draft.troubles
    where: dict[str, list[DraftBlock | DraftHeading]] = {}
    for part in draft.parts:
        for word in re.findall(r"[^\W_][\w\u0303\u200d👩👧]*|👩\S*", part.prose if isinstance(part, DraftBlock) else part.text):
            where.setdefault(word, []).append(part)
    everything = "\n".join(part.prose if isinstance(part, DraftBlock) else part.text for part in draft.parts)
    for word in written.unseen:
        assert word not in everything, word
    for word in written.seen:
        at = written.text.index(word)
        holders = [part for part in draft.parts if part.span.start <= at < part.span.end]
        assert len(holders) == 1, (word, holders)
        part = holders[0]
        if isinstance(part, DraftBlock):
            assert part.prose[at - part.span.start : at - part.span.start + len(word)] == word
        else:
            assert word in part.text
        assert everything.count(word) == 1


TABLE = """\
| Same | Same | |
|:--|:-:|--|
| same | same | a \\| b |
| one<br>two | `code` | ![map](m.png) |
| short |
| a | b | c | left out |
"""

CASES: dict[str, tuple[str, list[str]]] = {
    "paragraph": ("One **two** `three` four.\nFive.\n", ["One two four. Five."]),
    "headings": ("# A *b* #\n\nC\n===\n\n### D {#d}\n\n##E\n\n#\n", ["# A b", "# C", "### D", "## E"]),
    "nested lists": ("- a\n  - b\n\n    c\n  1. d\n2) e\n", ["- a", "- b", "c", "- d", "- e"]),
    "tabs in lists": ("-\ta\n\n\tb\n\t-\tc\n\t\td\n", ["- a", "b", "- c d"]),
    "tabs in quotations": (">\ta\n>\t\tb\n> \t- c\n", ["> a b", "> c"]),
    "a lazy quotation": ("> a\nb\n> > c\nd\n\ne\n", ["> a b", "> c d", "e"]),
    "a list in a quotation in a list": ("1. > - a\n   >   b\n   > - c\n", ["> a b", "> c"]),
    "equal words": ("- a a\n- a a\n> - a a\n", ["- a a", "- a a", "> a a"]),
    "a table": (
        TABLE,
        ["| Same", "| Same", "| same", "| same", "| a | b", "| one", "| two", "| short", "| a", "| b", "| c"],
    ),
    "a table in a list": ("- | a | b |\n  |---|---|\n  | c | d |\n", ["| a", "| b", "| c", "| d"]),
    "a table in a quotation": ("> | a | b |\n> |---|---|\n> | > c | d |\n", ["| a", "| b", "| > c", "| d"]),
    "reference links": ("See [the map][m] or [m].\n\n[m]: /map 'A map'\n", ["See the map or m ."]),
    "an image in a link": ("[![a map](m.png)](/big) big\n", ["big"]),
    "entities": ("Fish &amp; chips, caf&eacute;, 5 &lt; 6, &copy 2 &nosuch;\n", ["Fish & chips, café , 5 < 6, &copy 2 &nosuch;"]),
    "escapes": ("5 \\* 3 \\# 2 \\\\ 1\n", ["5 * 3 # 2 \\ 1"]),
    "asterisks and blanks": (
        "2 * 3, snake_case, I think ___ because ____.\n\n_____ and **___**\n",
        ["2 * 3, snake_case, I think ___ because ____.", "_____ and ___"],
    ),
    "forced breaks": ("a  \nb\\\nc<br/>d\n", ["a", "b", "c", "d"]),
    "labels on lines": (
        "Grade: 4\nMaterials:\npaper\n**Time:** 5 min\nand more\n**Steps**\nWalk.\n",
        ["Grade: 4", "Materials: paper", "Time: 5 min and more", "Steps", "Walk."],
    ),
    "bullets of other kinds": ("• a\n• b\n\n1) c\n2) d\n\na. e\nb. f\n", ["- • a", "- • b", "- c", "- d", "- a. e", "- b. f"]),
    "tasks": ("- [ ] a\n- [x] b\n- [y] c\n", ["- a", "- b", "- [y] c"]),
    "bold that is wrapped": ("We use the\n**word bank** to talk.\n", ["We use the word bank to talk."]),
    "fences": (
        "```\na\n```\nb\n~~~ text\nc\n```\n~~~\n\n````md\n```\nd\n```\n````\n- ```\n  e\n  ```\n  f\n> ```\n> g\n> ```\n> h\n",
        ["b", "- f", "> h"],
    ),
    "indented prose": ("    Read.\n\n    - a\n\n        b\n", ["Read.", "- a", "b"]),
    "HTML": (
        (
            "<h2>A</h2>\n<p>B <b>c</b><br>d</p>\n<ul>\n<li>e\n<li>f</li>\n</ul>\n"
            "<blockquote>g</blockquote>\n<pre>h</pre>\n<details><summary>i</summary>j</details>\n"
        ),
        ["## A", "B c", "d", "- e", "- f", "> g", "###### i", "j"],
    ),
    "a table in HTML": (
        (
            "<table>\n<tr><th>A</th><th></th></tr>\n<tr><td>b\n<td>c &amp; d</td></tr>\n</table>\n"
            "<table><tr><td>e</td><td>f</td></tr></table>\n"
        ),
        ["| A", "| b", "| c & d", "| e", "| f"],
    ),
    "Markdown in a table in HTML": ("<table><tr><td>\n\n**a**\n\n- b\n\n</td></tr></table>\n\nc\n", ["| a", "| b", "c"]),
    "HTML in a quotation": ("> <div>\n> a\n> </div>\n- <p>b</p>\n", ["a", "b"]),
    "inline HTML": ("a <span title='x'>b</span> <!-- c --> d\n", ["a b d"]),
    "admonitions": (
        '!!! note "Read me"\n    a\n\n    - b\n\n??? tip\n    c\n\n!!! Remember to bring scissors\n',
        ["Read me a", "- b", "c", "!!! Remember to bring scissors"],
    ),
    "divs and alerts": (
        "::: {.callout}\na\n:::\n:::tip[Title]\nb\n:::\n> [!NOTE]\n> c\n\n> [!tip] d\n> e\n",
        ["a", "Title b", "> c", "> d e"],
    ),
    "site markup": (
        (
            '{panel type="teaching"}\n# A {.x}\n{% include b.html %}\n'
            'c {glossary-link term="d"}d{glossary-link end} {word} {1, 2}\n{:.x}\n{panel end}\n{comment}\n'
        ),
        ["# A", "c d {word} {1, 2}"],
    ),
    "unusual white space": ("a\x0bb\x0cc\x85d\u2028e\n\x0c\nf\0g\n", ["a b c d e f�g"]),
    "emoji and marks": (
        f"{FAMILY} **n\u0303** {FAMILY}\n\n| {FAMILY} | é |\n|-|-|\n| e\u0301 | {FAMILY} |\n",
        [f"{FAMILY} n\u0303 {FAMILY}", f"| {FAMILY}", "| é", "| e\u0301", f"| {FAMILY}"],
    ),
    "addresses": ("See https://x.org/a_b-c?d=1. And (www.x.org), <https://y.org> too.\n", ["See . And ( ), too."]),
    "comments in code": ("Use `<!--` here.\n\n```\n<!--\n```\n\nRead `-->` there.\n", ["Use here.", "Read there."]),
}


@pytest.mark.parametrize("end", [*ENDS, "mixed"])
@pytest.mark.parametrize("name", CASES)
def test_by_hand(name: str, end: str) -> None:
    text, expected = CASES[name]
    lines = text.split("\n")
    ends = ("\r", "\r\n", "\n") if end == "mixed" else (end,)
    draft = drafted("".join(line + (ends[number % len(ends)] if number < len(lines) - 1 else "") for number, line in enumerate(lines)))
    hold(draft)
    assert shown(draft) == expected
    assert not draft.troubles


def test_links_and_images_are_spanned_from_mark_to_mark() -> None:
    text = (
        "> a [b *c*](/d) ![e](/f 'decorative')\n> [![g](/h)](/i) <https://j.k>, https://l.m/n.\n\n"
        "| [o][p] | <img src='q' alt=''> |\n|--|--|\n| ![r](s) | <a href='t'>u *v*</a> |\n\n"
        "<p><a href='w'>x<br>y</a> <img src='z'></p>\n\n[p]: /p\n"
    )
    draft = drafted(text)
    hold(draft)
    assert [(draft.source.slice(link.span), link.text, link.target, link.bare) for link in draft.links] == [
        ("[b *c*](/d)", "b c", "/d", False),
        ("[![g](/h)](/i)", "g", "/i", False),
        ("<https://j.k>", "", "https://j.k", True),
        ("https://l.m/n", "https://l.m/n", "https://l.m/n", True),
        ("[o][p]", "o", "/p", False),
        ("<a href='t'>u *v*</a>", "u v", "t", False),
        ("<a href='w'>x<br>y</a>", "x y", "w", False),
    ]
    assert [(draft.source.slice(image.span), image.alt, image.decorative) for image in draft.images] == [
        ("![e](/f 'decorative')", "e", True),
        ("![g](/h)", "g", False),
        ("<img src='q' alt=''>", "", True),
        ("![r](s)", "r", False),
        ("<img src='z'>", None, False),
    ]


def test_a_table_knows_its_columns() -> None:
    draft = drafted("a\n\n| Time | Task |\n|--|--|\n| 5 min | Read |\n|  | Write |\n\nb\n")
    cells = [
        (part.row, part.column, part.label, plain(part.prose))
        for part in draft.parts
        if isinstance(part, DraftBlock) and part.kind == "cell"
    ]
    assert cells == [(0, 0, "", "Time"), (0, 1, "", "Task"), (1, 0, "Time", "5 min"), (1, 1, "Task", "Read"), (2, 1, "Task", "Write")]
    (table,) = draft.tables
    assert (table.header, table.rows) == (("Time", "Task"), 2)
    assert draft.source.slice(table.span).startswith("| Time")
    assert draft.source.slice(table.span).endswith("Write |")


def test_a_table_of_html_knows_its_columns() -> None:
    draft = drafted(
        "<table><tr><th colspan=2>Time<th>Task</tr><tr><td>5 min<td>or 6<td>Read</tr></table>\n"
        "<table><tr><th>Grade</th><td>4</td></tr></table>\n"
    )
    cells = [(part.row, part.column, part.label, plain(part.prose)) for part in draft.parts if isinstance(part, DraftBlock)]
    assert cells[:5] == [(0, 0, "", "Time"), (0, 2, "", "Task"), (1, 0, "Time", "5 min"), (1, 1, "Time", "or 6"), (1, 2, "Task", "Read")]
    assert cells[5:] == [(1, 0, "", "Grade"), (1, 1, "", "4")]
    assert [(table.header, table.rows) for table in draft.tables] == [(("Time", "Time", "Task"), 1), ((), 1)]


def test_numbers_and_depths_of_items() -> None:
    draft = drafted("3. a\n   - b\n\n   c\n4. d\n> > e\n")
    blocks = [(part.kind, part.number, part.depth) for part in draft.parts if isinstance(part, DraftBlock)]
    assert blocks == [("item", 3, 0), ("item", None, 1), ("paragraph", None, 0), ("item", 4, 0), ("quote", None, 1)]
