"""Front matter: whole, broken, unclosed, or only a line drawn above a lesson."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from udl_lint.readers.cues import Cues
from udl_lint.readers.draft import Draft, DraftBlock, DraftHeading, View
from udl_lint.readers.frontmatter import HEADING_LEVEL, read_front_matter, split_front_matter
from udl_lint.source import Source, Span

ROOT = Path(__file__).parents[1]
CUES = Cues.from_data(yaml.safe_load((ROOT / "rules/lexicon/cues.yaml").read_text(encoding="utf-8")))


def fake_markdown(view: View, draft: Draft, level: int = 0) -> None:
    for start, line in zip(view.starts, view.lines, strict=True):
        if line.strip():
            draft.parts.append(DraftBlock("paragraph", Span(start, start + len(line)), line))


def read(text: str) -> tuple[Draft, str]:
    """The draft of the front matter, and the body that is left."""
    draft = Draft(Source("lesson.md", text))
    return draft, text[read_front_matter(draft.source, draft, CUES, fake_markdown) :]


def facts(draft: Draft) -> dict[str, str]:
    return {fact.label: fact.value for fact in reversed(draft.facts)}


def shown(draft: Draft) -> list[str]:
    return [part.text if isinstance(part, DraftHeading) else f"- {part.prose}" for part in draft.parts]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_facts_and_lists(end: str) -> None:
    text = (
        "---\ntitle: Tides &amp; me\ngrade: 4\nlayout: post\ntags: [a, b]\n"
        "objectives:\n- See it.\nother:\nvocab: [ebb, flow]\n---\n# Body\n"
    ).replace("\n", end)
    draft, body = read(text)
    assert body == f"# Body{end}"
    assert facts(draft) == {"title": "Tides & me", "grade": "4"}
    assert {fact.where for fact in draft.facts} == {"front matter"}
    assert shown(draft) == ["objectives", "- See it.", "vocab", "- ebb", "- flow"]
    assert {part.level for part in draft.parts if isinstance(part, DraftHeading)} == {HEADING_LEVEL}
    assert draft.troubles == []
    span = split_front_matter(draft.source)
    assert span is not None
    assert draft.source.slice(span).startswith("title:")
    assert draft.source.slice(span).endswith(f"flow]{end}")


def test_an_indented_fence_and_dots() -> None:
    draft, body = read("---\ntitle: A\nprocedure: |\n  One\n  ---\n  two\n...\nBody\n---\n")
    assert body == "Body\n---\n"
    assert shown(draft) == ["procedure", "- One", "- ---", "- two"]


def test_permits_in_front_matter() -> None:
    draft, _ = read("---\n# udl-lint: allow a/b -- c\ntitle: A\n---\n")
    assert [permit.text for permit in draft.permits] == ["udl-lint: allow a/b -- c"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("title: Ratify or Reject: the debate\ngrade: 8\n", 2, "second colon"),
        ("grade: 8\n\ttitle: Ratify or Reject: the debate\n", 3, "tab"),
        ('grade: 8\ntitle: "Ratify" or Reject: the debate\n', 3, "closing quotation mark"),
        ('title: Ratify or Reject: the debate\ngrade: 8\nobjectives:\n  - Argue: it\n  - "Two" of them\nx: {{ y }} z\n', 2, "second colon"),
        ("grade: 8\ngrade: 9\ntitle: *Ratify* or Reject: the debate\n", 4, "begins with *"),
        ("grade: 8\na: \x07\ntitle: Ratify or Reject: the debate\n", 4, "second colon"),
    ],
)
def test_broken_front_matter_is_read_label_by_label_and_said_once(text: str, line: int, said: str) -> None:
    draft, body = read(f"---\n{text}---\n# Body\n")
    assert body == "# Body\n"
    found = facts(draft)
    assert found["grade"].startswith("8")
    assert found["title"].replace('"', "").replace("*", "") == "Ratify or Reject: the debate"
    (trouble,) = draft.troubles
    assert (trouble.rule, trouble.severity) == ("input/front-matter", "warning")
    assert said in trouble.message
    assert f"line {line}" in trouble.message.lower()
    assert draft.source.position(trouble.span.start).line == line
    assert len(trouble.advice.split()) <= 18
    if "objectives" in text:
        assert shown(draft)[:3] == ["objectives", "- Argue: it", '- "Two" of them']


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\ntitle: A\ngrade: 4\n\nText.\n", "\nText.\n"),
        ("---\ntitle: A\ngrade: 4\n# Heading\nText: b: c\n", "# Heading\nText: b: c\n"),
        (
            "---\ntitle: A\ngrade: 4\n\n## Heading\n\nText.\n\n---\n\nMore: than this: one.\n",
            "\n## Heading\n\nText.\n\n---\n\nMore: than this: one.\n",
        ),
        ("---\ntitle: A\ngrade: 4\n", ""),
        ("---\ntitle: A: b\ngrade: 4", ""),
    ],
)
def test_unclosed_front_matter_ends_at_a_blank_line_or_heading(text: str, body: str) -> None:
    draft, rest = read(text)
    assert rest == body
    assert facts(draft)["grade"] == "4"
    (trouble,) = draft.troubles
    assert trouble.rule == "input/front-matter"
    assert "never closed" in trouble.message
    assert draft.source.slice(trouble.span) == "---"


@pytest.mark.parametrize(
    "text",
    [
        "# Lesson\n\n---\ntitle: A\n---\n",
        "---\n\n# Lesson\n\nGrade: 4\n\n---\n",
        "---\nWe meet at the river and look at the water.\n---\n",
        "---\n\ntitle: A\n\nNo end in sight.\n",
        "----\ntitle: A\n----\n",
        " ---\ntitle: A\n---\n",
        "---",
        "---\n",
        "",
    ],
)
def test_a_line_drawn_above_a_lesson_is_no_front_matter(text: str) -> None:
    draft, body = read(text)
    assert body == text
    assert split_front_matter(draft.source) is None
    assert draft.troubles == []


def test_empty_front_matter_and_remarks() -> None:
    assert read("---\n---\nBody\n")[1] == "Body\n"
    draft, body = read("---\n# made by a tool\ntitle: A\n\n### More\n- \n---\nBody\n")
    assert body == "Body\n"
    assert facts(draft)["title"] == "A"


def test_traps_are_refused_and_the_body_is_kept() -> None:
    bomb = "a0: &a0 [x,x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1},*a{n - 1}]\n" for n in range(1, 60))
    draft, body = read(f"---\n{bomb}---\nBody\n")
    assert body == "Body\n"
    assert [trouble.rule for trouble in draft.troubles] == ["input/front-matter"]
    assert draft.parts == []


LINES = (
    "title: A", "title: A: b", "grade: 4", "\tsubject: X", "- item", "  - deep", "objectives:", "# remark", "## Heading", "", "", "---",
    "...", " ---", "text of a lesson", "a: |", "  block", 'a: "open', "**Bold:** x", "\u2028", "é: 😀",
)  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=14), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_beginning_is_read_and_lines_end_alike(lines: list[str], end: str) -> None:
    text = "---\n" + "\n".join(lines)
    draft, body = read(text.replace("\n", end))
    same, rest = read(text)
    assert body.replace(end, "\n") == rest
    assert [trouble.message for trouble in draft.troubles] == [trouble.message for trouble in same.troubles]
    assert [fact.value for fact in draft.facts] == [fact.value for fact in same.facts]
    whole = len(draft.source.text)
    for thing in (*draft.parts, *draft.facts, *draft.troubles):
        assert 0 <= thing.span.start <= thing.span.end <= whole - len(body) or thing in draft.troubles


def test_a_block_of_json_is_front_matter_too() -> None:
    draft, body = read('---\n{"title":"Mills","grade":"10","publish":true}\n---\n\n# Mills\n')
    assert facts(draft)["title"] == "Mills"
    assert facts(draft)["grade"] == "10"
    assert body.strip() == "# Mills"
    assert not draft.troubles
