"""Markdown made up by hypothesis: documents in which every word is one of a kind and known to be seen or not, and rubble."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from hypothesis import strategies as st

SEEN, UNSEEN = "\ue000", "\ue001"
"""Stand for a word that a reader of the page sees, and for one that stands in code, a comment, an address or a tag."""

ENDS = ("\n", "\r\n", "\r")
WORDS = ("q{}z", "ñ{}é", "n\u0303{}", "👩\u200d👩\u200d👧{}", "K{}_x")


class Written(NamedTuple):
    """A document and its words."""

    text: str
    seen: tuple[str, ...]
    unseen: tuple[str, ...]


def number(template: str) -> Written:
    """The document in which each mark has become a word of its own."""
    seen: list[str] = []
    unseen: list[str] = []

    def word(match: re.Match[str]) -> str:
        kept = seen if match.group() == SEEN else unseen
        made = WORDS[(len(seen) + len(unseen)) % len(WORDS)].format(len(seen) + len(unseen) + 100)
        kept.append(made)
        return made

    return Written(re.sub(f"[{SEEN}{UNSEEN}]", word, template), tuple(seen), tuple(unseen))


def _inlines() -> st.SearchStrategy[str]:
    plain = st.sampled_from(
        [
            SEEN,
            f"{SEEN}, {SEEN}",
            f"*{SEEN}*",
            f"**{SEEN} {SEEN}**",
            f"***{SEEN}***",
            f"_{SEEN}_",
            f"~~{SEEN}~~",
            f"`{UNSEEN}`",
            f"``{UNSEEN} ` {UNSEEN}``",
            f"[{SEEN}](http://x.org/{UNSEEN})",
            f'[{SEEN} *{SEEN}*](</{UNSEEN}> "{UNSEEN}")',
            f"[{SEEN}][ref]",
            "[ref]",
            f"![{UNSEEN}](/{UNSEEN}.png)",
            f"[![{UNSEEN}](/i.png)](/{UNSEEN})",
            f"<http://x.org/{UNSEEN}>",
            f"http://x.org/{UNSEEN}",
            f'<b class="{UNSEEN}">{SEEN}</b>',
            f'<a href="/{UNSEEN}">{SEEN}</a>',
            f'<img src="/{UNSEEN}.png" alt="{UNSEEN}">',
            f"<!-- {UNSEEN} -->",
            f"{SEEN}&nbsp;{SEEN}",
            f"{SEEN} \\* {SEEN}",
            f"{SEEN} &amp; {SEEN}",
            f"{SEEN}\u2028{SEEN}",
            f"{SEEN}\x0b{SEEN}",
            f"{SEEN}\x85{SEEN}",
            f"{SEEN} ___ {SEEN}",
            f"{SEEN} * {SEEN}",
            f"({SEEN})",
            f"{{{{ {UNSEEN} }}}}",
            f"{{% include {UNSEEN}.html %}}",
        ]
    )
    return st.lists(plain, min_size=1, max_size=4).map(" ".join)


INLINE = _inlines()
TEXT = st.builds(lambda first, rest: f"{SEEN} {first} {rest}", INLINE, INLINE)


def _indent(lines: Sequence[str], first: str, rest: str) -> list[str]:
    return [(first if number == 0 else rest if line else rest.rstrip()) + line for number, line in enumerate(lines)]


def _paragraph() -> st.SearchStrategy[list[str]]:
    forced = st.sampled_from(["", "  ", "\\", "<br>"])
    line = st.builds(lambda text, end: text + end, TEXT, forced)
    return st.builds(lambda lines, last: [*lines, last], st.lists(line, max_size=2), TEXT)


def _table() -> st.SearchStrategy[list[str]]:
    cell = st.sampled_from(
        [
            SEEN,
            SEEN,
            f"**{SEEN}**",
            f"{SEEN}<br>{SEEN}",
            f"{SEEN} \\| {SEEN}",
            "",
            "same",
            f"`{UNSEEN}`",
            f"[{SEEN}](/{UNSEEN})",
            f"![{UNSEEN}](/u)",
        ]
    )
    rows = st.lists(st.tuples(cell, cell), min_size=1, max_size=3)

    def table(head: tuple[str, str], body: list[tuple[str, str]], edges: bool) -> list[str]:
        lines = [f"{left} | {right}" for left, right in (head, ("---", ":-:"), *body)]
        return [f"| {line} |" for line in lines] if edges else [line if line[0] != " " else f"|{line}" for line in lines]

    return st.builds(table, st.tuples(st.just(SEEN), cell), rows, st.booleans())


LEAVES: st.SearchStrategy[list[str]] = st.one_of(
    _paragraph(),
    st.builds(lambda marks, text: [f"{marks} {text}"], st.sampled_from(["#", "##", "###", "######"]), TEXT),
    st.builds(lambda text: [f"## {text} ##"], TEXT),
    st.builds(lambda text, line: [text, line], TEXT, st.sampled_from(["===", "---"])),
    _table(),
    st.just(["```text", UNSEEN, "", f"# {UNSEEN}", "```"]),
    st.just(["~~~~", f"``` {UNSEEN}", UNSEEN, "~~~~"]),
    st.just(["<div>", f"<p>{SEEN} <em>{SEEN}</em></p>", f"<ul><li>{SEEN}<li>{SEEN}</ul>", "</div>"]),
    st.just([f'<table><tr><th>{SEEN}</th><th>{SEEN}</th></tr><tr><td class="{UNSEEN}">{SEEN}</td>', f"<td>{SEEN}</td></tr></table>"]),
    st.just([f"<script>{UNSEEN}", "", f"{UNSEEN}</script>"]),
    st.just([f"<!-- {UNSEEN}", "", f"{UNSEEN} -->"]),
    st.just([f"**{SEEN} {SEEN}**"]),
    st.just(["***"]),
    st.just([f"**{SEEN}:** {SEEN}", f"{SEEN}: {SEEN}", f"• {SEEN}"]),
)


def _listed(blocks: list[list[str]], marker: str, tab: bool) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        for number_of_line, line in enumerate(["", *block] if lines else block):
            first = not lines and number_of_line == 0
            lead = marker + ("\t" if tab else " ") if first else "\t" if tab else " " * (len(marker) + 1)
            lines.append((lead + line) if line or first else "")
    return lines


def _quoted(blocks: list[list[str]], space: str) -> list[str]:
    lines = [line for number_of_block, block in enumerate(blocks) for line in ([""] if number_of_block else []) + block]
    return _indent(lines, ">" + space, ">" + space)


def _containers(inner: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    blocks = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        st.builds(_listed, blocks, st.sampled_from(["-", "*", "1.", "12)"]), st.just(False)),
        st.builds(_quoted, blocks, st.just(" ")),
    )


def _tabbed(inner: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    """A tab reaches to the same column in every line only where nothing but its own mark stands before it."""
    blocks = st.lists(inner, min_size=1, max_size=2)
    return st.one_of(
        st.builds(_listed, blocks, st.sampled_from(["-", "1."]), st.just(True)),
        st.builds(_quoted, blocks, st.just("\t")),
        st.builds(_quoted, st.lists(LEAVES, min_size=1, max_size=2), st.just("")),
    )


NESTED = st.recursive(LEAVES, _containers, max_leaves=6)
BLOCKS = st.one_of(NESTED, _tabbed(NESTED))


def _joined(blocks: list[list[str]], ends: list[str], indent: str) -> Written:
    lines = [line for block in blocks for line in (*block, "")]
    lines += ["[ref]: /reference", ""]
    return number(indent + "".join(line + ends[position % len(ends)] for position, line in enumerate(lines)))


DOCUMENTS: st.SearchStrategy[Written] = st.builds(
    _joined,
    st.lists(BLOCKS, min_size=1, max_size=5),
    st.sampled_from([["\n"], ["\r\n"], ["\r"], ["\n", "\r\n"], ["\r", "\r\n", "\n"]]),
    st.sampled_from(["", "\n\n", "\r\n"]),
)
"""Sound documents whose words are known."""

_RUBBLE = [
    "# ",
    "## ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "- ",
    "* ",
    "1. ",
    "> ",
    "    ",
    "\t",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "|",
    "**",
    "__",
    "*",
    "_",
    "`",
    "```\n",
    "~~~\n",
    "<!--",
    "-->",
    "<div>",
    "</div>",
    "<table><tr><td>",
    "</td></tr></table>",
    "<br>",
    "<p>",
    "<h2>",
    "</h2>",
    "[",
    "]",
    "(",
    ")",
    "![",
    "[a](b)",
    "[x]: /u\n",
    "&amp;",
    "&eacute;",
    "&#0;",
    "&",
    "{%",
    "%}",
    "{panel end}",
    "{:.x}",
    "!!! note\n",
    '!!! tip "T"\n',
    "::: tip\n",
    ":::\n",
    "> [!NOTE]\n",
    "word",
    "Homework",
    "Grade: 4",
    "Materials:",
    "**Objective:** ",
    "\\",
    "\x00",
    "\u2028",
    "\x85",
    "\x0b",
    "\x0c",
    "é",
    "é",
    "👩\u200d👩\u200d👧",
    "---\n",
    "===\n",
    "https://x.org/a_b",
    "www.a.b",
    "<a href='x'>",
    "</a>",
    "<script>",
    "</script>",
    "<pre>",
    "</pre>",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<!x",
    "<img src=x alt='y'>",
    "#\xa0T",
    "＃ T",
    "•\t",
    "10 min",
    "\ufeff",
    "- [ ] ",
    "~~",
    "<li>",
    "<ul>",
    "<th>",
    "</th>",
    "<td colspan=9>",
    "</td>",
    "<summary>",
    "</details>",
    "<details>",
    "<a ",
    "<x",
    "�",
]
RUBBLE: st.SearchStrategy[str] = st.one_of(
    st.lists(st.sampled_from(_RUBBLE), max_size=30).map("".join),
    st.lists(st.one_of(st.sampled_from(_RUBBLE), st.text(max_size=5)), max_size=15).map("".join),
    st.text(max_size=60),
)
"""Any text at all, most of it pieces of markup in no order."""

Reader = Callable[[str], object]
