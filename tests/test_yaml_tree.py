"""YAML as a tree: exact spans in every style, the same from both parsers, no bomb, and plain words for a slip."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from udl_lint.readers.yaml_neutral import neutral, restored
from udl_lint.readers.yaml_prose import text_lines
from udl_lint.readers.yaml_tree import Node, read_tree
from udl_lint.source import Source


def scalars(node: Node | None) -> Iterator[Node]:
    if node is None:
        return
    if node.kind == "scalar":
        yield node
    for key, value in node.pairs:
        yield key
        yield from scalars(value)
    for item in node.items:
        yield from scalars(item)


STYLES = """\
plain: two words 😀
single: 'it''s here'
double: "a \\"b\\" é"
more: plain text
  on two lines
literal: |
  # Heading

  - item
folded: >-
  one
  two
flow: [red, "dark blue", {a: b}]
tagged: !note &x text
nothing:
again: *x
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("pure", [False, True])
def test_spans_are_the_text_of_every_style(end: str, pure: bool) -> None:
    source = Source("x.yaml", STYLES.replace("\n", end))
    root = read_tree(source, pure=pure).root
    assert root is not None
    written = {key.text: (value.style, source.slice(value.inner).replace(end, "\n"), value.text) for key, value in root.pairs}
    assert written == {
        "plain": ("plain", "two words 😀", "two words 😀"),
        "single": ("quoted", "it''s here", "it's here"),
        "double": ("quoted", 'a \\"b\\" é', 'a "b" é'),
        "more": ("plain", "plain text\n  on two lines", "plain text on two lines"),
        "literal": ("literal", "# Heading\n\n  - item", "# Heading\n\n- item\n"),
        "folded": ("folded", "one\n  two", "one two"),
        "flow": ("flow", '[red, "dark blue", {a: b}]', ""),
        "tagged": ("plain", "text", "text"),
        "nothing": ("plain", "", ""),
        "again": ("alias", "*x", "text"),
    }
    assert [source.slice(node.inner) for node in scalars(root) if node.text in ("red", "dark blue")] == ["red", "dark blue"]


def test_a_block_text_is_its_lines_without_the_indent() -> None:
    source = Source("x.yaml", "a:\n  b: |2\n      deep\n\n    flat\n\n\n# remark\n")
    root = read_tree(source).root
    assert root is not None
    view = text_lines(source, root.pairs[0][1].pairs[0][1])
    assert view.lines == ("  deep", "", "flat")
    assert [source.text[start : start + len(line)] for start, line in zip(view.starts, view.lines, strict=True)] == list(view.lines)


BITS = (
    "title: ", "grade: 4", "- ", "  ", "    ", "\n", "\n", "\r\n", "\r", "\t", ": ", "'", '"', "|\n", ">-\n", "|2\n",
    "#", " # udl-lint: allow x\n", "&a ", "*a", "!x ", "[", "]", "{", "}", ", ", "---\n", "...\n", "%YAML 1.3\n",
    "\\n", "\\x41", "\\\n", "word", "Two words", "homework:\n", "steps:\n", "  - name: A\n    minutes: 5\n", "\u0085",
    "\u2028", "😀", "é", "e\u0301", "\ufeff", "\x07", "\0", "? ", "<<: ", "~", "http://x.y/z",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(BITS), max_size=25).map("".join)


@given(TEXTS)
def test_both_parsers_give_the_same_tree(text: str) -> None:
    source = Source("x.yaml", text)
    fast, pure = read_tree(source), read_tree(source, pure=True)
    assert fast.root == pure.root
    assert fast.permits == pure.permits
    assert [(trouble.rule, trouble.severity) for trouble in fast.troubles] == [
        (trouble.rule, trouble.severity) for trouble in pure.troubles
    ]


VALUE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Co", "Cs", "Zl", "Zp")), min_size=1, max_size=30).filter(
    lambda text: "\ufeff" not in text
)


@given(st.lists(VALUE, min_size=1, max_size=6), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_quoted_texts_come_back_whole(values: list[str], end: str, pure: bool) -> None:
    text = "".join(f"key {number}: '{value.replace(chr(39), chr(39) * 2)}' # remark{end}" for number, value in enumerate(values))
    source = Source("x.yaml", text)
    root = read_tree(source, pure=pure).root
    assert root is not None
    assert [value.text for _, value in root.pairs] == [restored(neutral(value)) for value in values]
    assert [source.slice(value.inner) for _, value in root.pairs] == [value.replace("'", "''") for value in values]
    assert [source.slice(key.inner) for key, _ in root.pairs] == [f"key {number}" for number in range(len(values))]


def test_values_stay_texts() -> None:
    text = "a: no\nb: 1:30\nc: 1.10\nd: 2024-02-30\ne: 0x1F\nNO: yes\nf: !!int abc\n"
    root = read_tree(Source("x.yaml", text)).root
    assert root is not None
    assert {key.text: value.text for key, value in root.pairs} == {
        "a": "no", "b": "1:30", "c": "1.10", "d": "2024-02-30", "e": "0x1F", "NO": "yes", "f": "abc",
    }  # fmt: skip


def test_unusual_line_ends_end_no_line() -> None:
    source = Source("x.yaml", "a: 'x\u0085y\u2028z'\nb: c\nb: d\n")
    (trouble,) = read_tree(source).troubles
    assert "line 2 and on line 3" in trouble.message
    assert source.position(trouble.span.start) == (3, 1)


@pytest.mark.parametrize("pure", [False, True])
@pytest.mark.parametrize(
    ("text", "line", "said", "to_do"),
    [
        ("grade: 4\ntitle: A: b\n", 2, "a second colon stands in its text", "quotation marks"),
        ("title: *Great* news\n", 1, "it begins with *", "quotation marks"),
        ("note: *nowhere\n", 1, "it begins with *", "quotation marks"),
        ("title: @home\n", 1, "it begins with @", "quotation marks"),
        ("title: `code`\n", 1, "it begins with `", "quotation marks"),
        ("title: 100\nshare: %x\n", 2, "it begins with %", "quotation marks"),
        ("grade: 4\n\tsubject: Science\n", 2, "begins with a tab", "spaces"),
        ('title: "Balanced?" day 3\n', 1, "goes on after its closing quotation mark", "quotation marks"),
        ("a: b\ntitle: 'open\nb: c\n", 2, "opens on line 2 is never closed", "Close it with another '"),
        ("title: [Insert title\ngrade: 4\n", 1, "bracket that opens on line 1", "quotation marks"),
        ("materials: - paper\n", 1, "a list begins on the same line", "next line"),
        ("a:\n  b: c\n d: e\n", 3, "does not fit", "Line it up"),
        ('a: "C:\\quiz"\n', 1, "backslash", "single quotation marks"),
        ('a: "\\ud800"\n', 1, "backslash", "single quotation marks"),
    ],
)
def test_a_slip_is_said_in_plain_words(text: str, line: int, said: str, to_do: str, pure: bool) -> None:
    source = Source("x.yaml", text)
    (trouble,) = read_tree(source, pure=pure).troubles
    assert trouble.rule == "input/yaml"
    assert trouble.severity == "error"
    assert said in trouble.message
    assert f"line {line}" in trouble.message.lower()
    assert to_do in trouble.advice
    assert len(trouble.advice.split()) <= 18
    assert source.position(trouble.span.start).line == line


@pytest.mark.parametrize("pure", [False, True])
@pytest.mark.parametrize(
    ("text", "rule", "severity", "said"),
    [
        ("a: 1\nb: 2\na: 3\na: 4\n", "input/yaml", "warning", "“a” stands twice, on line 1 and on line 3"),
        ("a: !!python/object:os.system x\nb: !y z\n", "input/yaml", "warning", "begins with “!”"),
        ("title: {{ page.title }}\n", "input/yaml", "warning", "Line 1 has braces"),
        ("a: b\n---\na: c: d\n", "input/yaml", "error", "below the --- on line 2"),
        ("a: b\x07\nc: \x01d\n", "input/yaml", "warning", "Line 1 holds a character that cannot be seen (U+0007), and 1 more"),
        ("a: &a [b, *a]\n", "input/yaml", "error", "refers to a part that holds this very line"),
        ("a: " + "[" * 300, "input/too-deep", "error", "more than 100 levels"),
        ("[" * 100_000, "input/too-deep", "error", "more than 100 levels"),
        ("- " * 50_000, "input/too-deep", "error", "more than 100 levels"),
        ("- x\n" * 101_000, "input/yaml", "error", "more than 100,000 entries"),
        (
            "a0: &a0 [x,x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1},*a{n - 1}]\n" for n in range(1, 60)),
            "input/yaml",
            "error",
            "repeats other parts",
        ),
        (
            "a0: &a0 {x: y}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 40)),
            "input/yaml",
            "error",
            "repeats",
        ),
    ],
)
def test_traps_and_oddities_are_said(text: str, rule: str, severity: str, said: str, pure: bool) -> None:
    tree = read_tree(Source("x.yaml", text), pure=pure)
    (trouble,) = tree.troubles
    assert (trouble.rule, trouble.severity) == (rule, severity)
    assert said in trouble.message
    assert len(trouble.message) < 200


@pytest.mark.parametrize(
    "text", ["a: b\n---\n", "---\na: b\n...\n", "--- # plan\na: b\n---\n# the end\n", "\n# only a remark\n", "", "%YAML 1.3\n---\na: b\n"]
)
def test_marks_around_one_document_are_no_trouble(text: str) -> None:
    assert read_tree(Source("x.yaml", text)).troubles == ()


def test_comments_are_found_between_texts_only() -> None:
    text = (
        "# udl-lint: allow a/b -- first\na: |  # udl-lint: second\n  # udl-lint: no\n  text\n# udl-lint: third\n"
        "b: 'x # udl-lint: no' # udl-lint: fourth\nc: d#udl-lint\ne: \"\n  # udl-lint: no\"\n"
    )
    source = Source("x.yaml", text)
    tree = read_tree(source)
    assert tree.root is not None
    assert [permit.text for permit in tree.permits] == [
        "udl-lint: allow a/b -- first", "udl-lint: second", "udl-lint: third", "udl-lint: fourth",
    ]  # fmt: skip
    assert all(source.slice(permit.span) == f"# {permit.text}" for permit in tree.permits)
