"""Markdown that costs a parser time, depth or memory; `size` counts the thing that is repeated."""

from __future__ import annotations

from collections.abc import Callable

SHAPES: dict[str, Callable[[int], str]] = {
    "quotations in each other": lambda size: ">" * size + " deep\n",
    "lists on one line": lambda size: "- " * size + "deep\n",
    "lists by indent": lambda size: "".join("  " * depth + "- item\n" for depth in range(size)),
    "opening brackets": lambda size: "[" * size + "\n",
    "opening images": lambda size: "![" * size + "\n",
    "links that never end": lambda size: "[a](b" * size + "\n",
    "brackets on lines": lambda size: "[\n" * size,
    "emphasis that never ends": lambda size: "*a **a " * size + "\n",
    "CDATA that never ends": lambda size: "<![CDATA[ " * size + "\n",
    "comments that never end": lambda size: "<!-- a\n" * size,
    "backticks of every length": lambda size: "".join("e" + "`" * length for length in range(size)) + "\n",
    "rows of a table": lambda size: "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * size,
    "columns of a table": lambda size: "|" + " a |" * size + "\n|" + "---|" * size + "\n" + "| 1 |\n" * 20,
    "link definitions": lambda size: "".join(f"[a{number}]: https://example.org/{number}\n" for number in range(size)),
    "tasks": lambda size: "- [ ] do it\n" * size,
    "a code block that never ends": lambda size: "```\n" + "text\n" * size,
    "a division that never ends": lambda size: "<div>\n" + "text\n" * size,
    "one long word": lambda size: "a" * size + "\n",
    "one long line": lambda size: "word " * size + "\n",
    "headings": lambda size: "# A\n" * size,
    "headings with odd spaces": lambda size: "#\u00a0A\n\n#\u200bB\n\n＃ C\n\n" * size,
    "front matter that never ends": lambda size: "---\ntitle: A\n" + "text\n" * size,
    "blank lines": lambda size: "\n" * size,
}
"""By name. A maker of one shape twice the size gives a text twice as long (the lists by indent and the backticks: four times)."""
