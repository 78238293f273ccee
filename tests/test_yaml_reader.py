"""YAML lessons: a draft by meaning, every span exact, and what is no lesson."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from udl_lint.readers.cues import Cues
from udl_lint.readers.draft import Draft, DraftBlock, DraftHeading, View
from udl_lint.readers.markdown import draft_view
from udl_lint.readers.yaml import looks_like_lesson, read_yaml
from udl_lint.readers.yaml_labels import read_somehow
from udl_lint.readers.yaml_tree import Node
from udl_lint.source import Source, Span

ROOT = Path(__file__).parents[1]
CUES = Cues.from_data(yaml.safe_load((ROOT / "rules/lexicon/cues.yaml").read_text(encoding="utf-8")))


def fake_markdown(view: View, draft: Draft, level: int = 0) -> None:
    """A Markdown reader that knows `# headings` and one-line paragraphs, and holds the view to its promise."""
    for start, line in zip(view.starts, view.lines, strict=True):
        assert draft.source.text[start : start + len(line)].replace("\0", "\ufffd") == line
        span = Span(start, start + len(line))
        if line.startswith("# ") and line[2:].strip():
            draft.parts.append(DraftHeading(Span(start + 2, span.end), line[2:], level + 1))
        elif line.strip():
            draft.parts.append(DraftBlock("paragraph", span, line))


def drafted(text: str) -> Draft:
    return read_yaml(Source("lesson.yaml", text), CUES, fake_markdown)


def outline(draft: Draft) -> list[str]:
    """The draft as lines: `## heading`, `- item`, `paragraph`, with label and audience before the text."""
    lines = []
    for part in draft.parts:
        if isinstance(part, DraftHeading):
            lines.append(f"{'#' * part.level} {part.text}")
        else:
            who = "" if part.audience == "unknown" else f"@{part.audience} "
            label = f"[{part.label}] " if part.label else ""
            lines.append(f"{'- ' if part.kind == 'item' else ''}{who}{label}{' '.join(part.prose.split())}")
    return lines


def facts(draft: Draft) -> dict[str, str]:
    return {fact.label: fact.value for fact in draft.facts}


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


BITS = (
    "title: ", "grade: 4", "- ", "  ", "    ", "\n", "\n", "\r\n", "\r", "\t", ": ", "'", '"', "|\n", ">-\n", "|2\n",
    "#", " # udl-lint: allow x\n", "&a ", "*a", "!x ", "[", "]", "{", "}", ", ", "---\n", "...\n", "%YAML 1.3\n",
    "\\n", "\\x41", "\\\n", "word", "Two words", "homework:\n", "steps:\n", "  - name: A\n    minutes: 5\n", "\u0085",
    "\u2028", "😀", "é", "e\u0301", "\ufeff", "\x07", "\0", "? ", "<<: ", "~", "http://x.y/z",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(BITS), max_size=25).map("".join)


@given(TEXTS)
def test_any_text_is_read_and_everything_stands_where_it_says(text: str) -> None:
    source = Source("x.yaml", text)
    tree = read_somehow(source)
    looks_like_lesson(tree.root, CUES)
    draft = read_yaml(source, CUES, fake_markdown, tree)
    hold_to_source(draft)
    for node in scalars(tree.root):
        if node.style == "plain":
            assert letters(source.slice(node.inner)) == letters(node.text)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def hold_to_source(draft: Draft) -> None:
    source = draft.source
    for part in draft.parts:
        shown = source.slice(part.span).replace("\0", "\ufffd")
        if isinstance(part, DraftBlock):
            assert len(part.prose) == len(shown)
            if "\\" not in source.text:
                prose = part.prose.replace("\0", "\ufffd")
                assert all(said in (written, " ") for said, written in zip(prose, shown, strict=True))
        else:
            assert shown.strip()
    things = (draft.facts, draft.links, draft.embeds, draft.troubles, draft.permits)
    for span in (thing.span for group in things for thing in group):
        assert 0 <= span.start <= span.end <= len(source.text)


# ---------------------------------------------------------------- the draft


def test_broken_yaml_keeps_its_other_parts_and_its_comments() -> None:
    draft = drafted(
        "title: Tides: high and low\n# udl-lint: allow a/b -- c\ngoals:\n- Explain: why\n- Two\nsteps:\n  - name: Start: now\n"
        "    minutes: 5\n    do: Look.\n  - name: End\n    minutes: 6\n    do: |\n      # Sum up\n      a: b: c\nhomework: Read.\n"
    )
    assert [trouble.rule for trouble in draft.troubles] == ["input/yaml"]
    assert facts(draft) == {"title": "Tides: high and low"}
    assert [permit.text for permit in draft.permits] == ["udl-lint: allow a/b -- c"]
    assert outline(draft) == [
        "# goals", "- [Explain] Explain: why", "- Two", "# steps", "## Start: now", "[minutes] 5", "[do] Look.",
        "## End", "[minutes] 6", "### Sum up", "[do] a: b: c", "# homework", "Read.",
    ]  # fmt: skip
    hold_to_source(draft)


def test_keys_open_sections_and_facts_do_not() -> None:
    draft = drafted(
        "title: 'It''s big'\ngrade: [3, 4]\nsubject:\nduration: 50 min\nunit: Water\nlearning_objectives:\n- I can \"see\".\n"
        "procedure:\n  Warm-up: Draw.\n  main:\n    one: Go\n      on.\n"
    )
    assert facts(draft) == {"title": "It's big", "grade": "3, 4", "duration": "50 min"}
    assert {fact.where for fact in draft.facts} == {"key"}
    assert [draft.source.slice(fact.span) for fact in draft.facts] == ["It''s big", "[3, 4]", "50 min"]
    assert outline(draft) == [
        "# unit", "Water", "# learning objectives", '- I can "see".', "# procedure", "## Warm up", "Draw.", "## main", "### one", "Go on.",
    ]  # fmt: skip
    headings = [part for part in draft.parts if isinstance(part, DraftHeading)]
    assert all(part.marked for part in headings)
    assert [draft.source.slice(part.span) for part in headings][1:4] == ["learning_objectives", "procedure", "Warm-up"]


def test_steps_are_sections_with_labelled_blocks() -> None:
    draft = drafted(
        "steps:\n- name: Warm up\n  materials: [dice]\n  minutes: 5\n  teacher: Show one.\n- time: 0-5 min\n"
        "  students:\n  - Roll.\n  - Add.\n- step: 2\n"
        "  activity: They play the whole game twice and write down every sum that they see on the way.\n"
        "- title: Exit\n  homework: Play it.\n- phase: Alone\n- Everyone: tell the class\n- closing: Sing.\n- Just this.\n"
    )
    assert outline(draft) == [
        "# steps",
        "## Warm up", "[minutes] 5", "### materials", "- dice", "### teacher", "Show one.",
        "## time: 0-5 min", "[time] 0-5 min", "- @student [students] Roll.", "- @student [students] Add.",
        "## step: 2", "[activity] They play the whole game twice and write down every sum that they see on the way.",
        "## Exit", "### homework", "Play it.",
        "- [phase] Alone", "- [Everyone] Everyone: tell the class", "## closing", "Sing.", "- Just this.",
    ]  # fmt: skip
    assert facts(draft) == {}, "a step's minutes are not the lesson's"


def test_a_mapping_with_a_time_is_a_step() -> None:
    draft = drafted("opening:\n  text: Look at the sky.\n  minutes: 10\n")
    assert outline(draft) == ["# opening", "[minutes] 10", "[text] Look at the sky."]


def test_facts_below_a_key_that_is_no_part_of_the_plan() -> None:
    draft = drafted("overview:\n  title: Sky\n  grade: 2\nplan_data:\n  subject: Science\n")
    assert facts(draft) == {"title": "Sky", "grade": "2", "subject": "Science"}


def test_words_and_things_with_properties() -> None:
    draft = drafted(
        "vocabulary:\n  tide: 'the sea''s rise'\n  bulge: \"a \\\"round\\\" place\"\nkey terms:\n- word: pier\n  meaning: a long dock\n"
        "materials:\n- item: paper\n  count: 3\n"
    )
    assert outline(draft) == [
        "# vocabulary", "- [tide] tide: the sea' s rise", '- [bulge] bulge: a "round " place', "# key terms", "- [word] pier",
        "- [meaning] a long dock", "# materials", "- [item] paper",
    ]  # fmt: skip
    hold_to_source(draft)


def test_addresses_are_links_and_films_are_embeds() -> None:
    draft = drafted(
        "materials:\n- https://a.example/page\n- text: The map\n  link: https://b.example/map.pdf\nvideo: https://c.example/12\n"
        "videos:\n- link: https://youtu.be/abc\n  text: How tides work\n"
    )
    assert [(link.target, link.text, link.bare) for link in draft.links] == [
        ("https://a.example/page", "https://a.example/page", True),
        ("https://b.example/map.pdf", "The map", False),
        ("https://c.example/12", "https://c.example/12", True),
        ("https://youtu.be/abc", "How tides work", False),
    ]
    assert [(embed.kind, embed.target) for embed in draft.embeds] == [("video", "https://c.example/12"), ("video", "https://youtu.be/abc")]
    assert [draft.source.slice(link.span) for link in draft.links] == [link.target for link in draft.links]
    assert [draft.source.slice(embed.span) for embed in draft.embeds] == [embed.target for embed in draft.embeds]
    assert "- [text] How tides work" in outline(draft)


def test_settings_people_and_bare_values_are_no_text() -> None:
    draft = drafted(
        "theme: {primary: {r: 0.3, name: deep purple}}\nlayout: lesson\ntags: [a word, b]\nauthor: Some Body\nteacher: K. Halvorsen\n"
        "permalink: /x/y/\nback: '#ff00aa'\ncover_file: img/a.png\nnumbers: [1, 2]\nready: true\nslides:\n- type: title\n"
        "- type: bullets\n  title: Why\n  items: [One reason, Two reasons]\nassessment:\n- type: exit ticket\n  description: One line.\n"
    )
    assert outline(draft) == [
        "# slides", "## Why", "- [items] One reason", "- [items] Two reasons", "# assessment", "## type: exit ticket", "[type] exit ticket",
        "[description] One line.",
    ]  # fmt: skip


def test_an_empty_section_is_shown_where_its_name_is_known() -> None:
    assert outline(drafted("homework:\nassessment: N/A\nsomething:\nmaterials: ~\n")) == [
        "# homework",
        "# assessment",
        "N/A",
        "# materials",
    ]


def test_block_texts_go_to_markdown_with_the_level_above() -> None:
    calls: list[tuple[tuple[str, ...], int]] = []

    def markdown(view: View, draft: Draft, level: int) -> None:
        calls.append((view.lines, level))
        fake_markdown(view, draft, level)

    text = (
        "procedure:\n  opening: |\n    # One\n\n    Sing **it**.\n  folded: >\n    First\n    second.\n"
        "  paragraphs: >\n    One.\n\n    Two.\nlink: See [it](http://x.y).\n"
    )
    draft = read_yaml(Source("x.yaml", text), CUES, markdown)
    assert calls == [(("# One", "", "Sing **it**."), 2), (("One.", "", "Two."), 2), (("See [it](http://x.y).",), 1)]
    assert outline(draft)[:6] == ["# procedure", "## opening", "### One", "Sing **it**.", "## folded", "First second."]
    hold_to_source(draft)


def test_a_nul_in_a_block_text_moves_nothing() -> None:
    text = "title: Maps\nprocedure: |\n  - Look\0 \n    at it.\n"
    draft, clean = (read_yaml(Source("lesson.yaml", given), CUES, draft_view) for given in (text, text.replace("\0", "\ufffd")))
    assert draft.parts == clean.parts
    hold_to_source(draft)


def test_markdown_in_a_step_keeps_label_audience_and_kind() -> None:
    draft = drafted("steps:\n- name: A\n  students:\n  - See **this**.\n  - Do.\n  teacher: |\n    Say it.\n    Wait.\n")
    assert outline(draft)[2:] == [
        "- @student [students] See **this**.",
        "- @student [students] Do.",
        "@teacher [teacher] Say it.",
        "@teacher [teacher] Wait.",
    ]


def test_an_alias_says_nothing_twice() -> None:
    draft = drafted("objectives: &goal See the tide.\nassessment: *goal\n")
    blocks = [part for part in draft.parts if isinstance(part, DraftBlock)]
    assert [block.prose for block in blocks] == ["See the tide.", "     "]
    assert draft.source.slice(blocks[1].span) == "*goal"


def test_a_long_value_of_a_fact_is_text_too() -> None:
    draft = drafted("students: Work in pairs, build a bridge of paper and tell another pair how it holds.\n")
    assert outline(draft)[0] == "# students"
    assert len(draft.facts) == 1


# ---------------------------------------------------------------- is it a lesson?


@pytest.mark.parametrize(
    "text",
    [
        "title: Tides\ngoal: Students will explain the tide.\n",
        "titulo: Mareas\nobjetivos:\n- Explicar las mareas con un modelo.\n",
        "lesson:\n  goals: Students will explain the tide.\n  materials: A globe and a lamp\n",
        "- name: Warm up\n  minutes: 5\n  homework: Read the next page at home.\n",
        "title: Groups\nslides:\n- title: Why we group\n  items: ["
        + "Groups change who talks and who learns in a room, " * 3
        + "]\n- title: How\n",
        "grade: 4\ntitle: Bridges\nthings we do: " + "We build a bridge of paper and load it with coins. " * 4 + "\n",
        "title: Tides: high\ngoals: Students will explain the tide.\n",
        "unit:\n  name: Tides\n  rationale: " + "The moon and the sun pull at the sea, and we watch it from the pier. " * 3 + "\n",
    ],
)
def test_lessons_are_told_by_meaning(text: str) -> None:
    assert looks_like_lesson(read_somehow(Source("x.yaml", text)).root, CUES)


@pytest.mark.parametrize(
    "text",
    [
        "name: CI\non: [push]\njobs:\n  build:\n    steps:\n    - name: Set up Python for tests\n      run: x\n",
        "name: Setup\ndescription: Set up the tools that we need\nruns:\n  using: composite\n  steps:\n  - name: Install the tools first\n",
        "site_name: Our lessons\nnav:\n- Home: index.md\n- About the project: about.md\ntheme:\n  name: material\nplugins: [search]\n",
        "services:\n  web:\n    image: nginx\n    ports: ['80:80']\nvolumes: {}\n",
        "repos:\n- repo: https://x.example/y\n  hooks:\n  - id: ruff\n",
        "resources:\n- deployment.yaml\n- service.yaml\n",
        "- hosts: all\n  tasks:\n  - name: Install the web server\n",
        "title: A site\ndescription: Notes of a class\nbaseurl: /x\n",
        "plan:\n  steps:\n  - run: make\n",
        "just a text",
        "",
        "- a\n- b\n",
        "{{- if .Values.x }}\nkind: Pod\n{{- end }}\n",
    ],
)
def test_other_yaml_files_are_no_lessons(text: str) -> None:
    assert not looks_like_lesson(read_somehow(Source("x.yaml", text)).root, CUES)
