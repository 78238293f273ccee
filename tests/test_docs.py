"""The pages that `udl-lint docs` writes: whole, the same each time, leading somewhere, and nobody else's file in their way."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from running import ROOT, environment, lint, spawn
from udl_lint import load_ruleset
from udl_lint.docs import WRITTEN, Figures, pages, rule_page_name
from udl_lint.docs.marking import escaped, fenced, quoted
from udl_lint.guidelines import GUIDELINES, LIMITS, considerations
from udl_lint.wording import as_written

RULESET = load_ruleset()
PAGES = dict(pages(RULESET, Figures()))
MARKDOWN = MarkdownIt("commonmark").enable("table")
MODEL = "home-technology/high-bandwidth-homework"


def words_of(html: str) -> str:
    """What a reader of a rendered page sees, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


SEEN = {name: words_of(MARKDOWN.render(text)) for name, text in PAGES.items()}


def flat(text: str) -> str:
    return " ".join(text.split())


# --- what a page holds


@pytest.mark.parametrize("rule", RULESET.explained.values(), ids=RULESET.explained)
def test_a_rule_s_page_holds_all_of_its_file(rule: Any) -> None:
    page, seen = PAGES[rule_page_name(rule.id)], SEEN[rule_page_name(rule.id)]
    assert page.startswith(f"{WRITTEN}\n\n# ")
    for text in (rule.title, rule.id, rule.severity, rule.how_to_fix, rule.why, rule.affects[1:], rule.review, *rule.sources):
        assert flat(text) in seen
    for name, option in rule.options.items():
        (row,) = (line for line in page.split("\n") if line.startswith(f"| `{name}` | "))
        assert row == f"| `{name}` | `{as_written(option.default)}` | {escaped(option.about)} |"
    for standard in rule.standards:
        assert f"`{standard}`" in page
        assert not RULESET.standards[standard].link or f"<{RULESET.standards[standard].link}>" in page
    assert f"udl-lint: allow {rule.id} -- your reason" in page
    assert "{" not in page.partition("## Why")[0]


@pytest.mark.parametrize("rule", RULESET.explained.values(), ids=RULESET.explained)
def test_each_example_is_shown_whole_with_what_is_flagged(rule: Any) -> None:
    page = PAGES[rule_page_name(rule.id)]
    lessons = [token.content for token in MARKDOWN.parse(page) if token.type == "fence" and token.info in ("markdown", "yaml")]
    parts = re.split(r"^### \d+\. ", page, flags=re.MULTILINE)[1:]
    assert len(parts) == len(rule.examples)
    for example, part in zip(rule.examples, parts, strict=True):
        assert example.lesson.rstrip("\n") + "\n" in lessons
        seen = words_of(MARKDOWN.render(part))
        assert all(f"It underlines: {flat(text)}" in seen for text in example.flags)
        assert all(f"It asks a person to look at: {flat(text)}" in seen for text in example.reviews)
        silent = not example.flags and not example.reviews
        assert ("It says nothing here" in seen) == silent
        assert ("though it looks alike" in seen) == (silent and example.trap)


def test_an_example_tells_what_the_rule_says_there() -> None:
    said = "“Watch the 12-minute YouTube clip” needs a fast connection at home, and I did not find another way to do this task."
    assert f"It says: {said}" in SEEN[rule_page_name(MODEL)]


def links(page: str) -> list[str]:
    tokens = (child for token in MARKDOWN.parse(page) for child in token.children or ())
    return [str(token.attrGet("href")) for token in tokens if token.type == "link_open"]


def test_every_link_leads_to_a_page_or_is_a_source_s() -> None:
    sources = {word for rule in RULESET.explained.values() for source in rule.sources for word in source.split()}
    known = {standard.link for standard in RULESET.standards.values()} | {word.rstrip(".,;)") for word in sources}
    for name, page in pages(RULESET, Figures(FIGURES)):
        for target in links(page):
            if "://" in target:
                assert target in known, (name, target)
            else:
                assert normpath(f"{dirname(name) or '.'}/{target}") in {*PAGES, "accuracy.md"}, (name, target)


def test_each_profile_is_told_as_it_holds() -> None:
    for profile in RULESET.profiles:
        told = {rule["id"]: rule["severity"] for rule in json.loads(lint("rules", "--profile", profile, "--format", "json").out)["rules"]}
        for rule, severity in told.items():
            assert f"| `{profile}` | {severity} |" in PAGES[rule_page_name(rule)]
    team = next(line for line in PAGES["profiles.md"].split("\n") if line.startswith("| `team` |"))
    assert team.endswith("| warning |")
    assert "`teacher`" in team


def test_the_index_names_every_rule_in_its_pack() -> None:
    index = PAGES["rules/README.md"]
    for rule in RULESET.rules.values():
        part = index.partition(f"## {rule.pack}\n")[2].partition("\n## ")[0]
        assert f"[`{rule.id}`]({rule.id}.md)" in part


# --- UDL's considerations


def test_all_36_considerations_are_told_once() -> None:
    found = considerations(RULESET)
    assert len(found) == 36
    page = SEEN["coverage.md"].partition("To which no rule speaks")[0]
    assert all(page.count(f"{each.number} {each.title}") == 1 for each in found)
    numbers = {number for guidelines in GUIDELINES.values() for number in guidelines}
    assert numbers == {each.number.partition(".")[0] for each in found}


def test_where_no_rule_speaks_the_page_says_why() -> None:
    found = {each.number: each for each in considerations(RULESET)}
    assert {number for number, each in found.items() if each.covered == "no"} == {"7.3", "9.2", "9.4"}
    assert {number for number, each in found.items() if each.covered == "in part"} == {"1.1", "3.4", "5.3", "5.4"}
    assert set(LIMITS) <= set(found)
    for number in LIMITS:
        assert f"{number} {found[number].title}. {LIMITS[number]}" in SEEN["coverage.md"]
    assert "29 of them, and to 4 in part; to 3 no rule speaks" in SEEN["coverage.md"]


def test_each_rule_is_named_at_each_consideration_that_it_cites() -> None:
    for each in considerations(RULESET):
        row = next(line for line in PAGES["coverage.md"].split("\n") if line.startswith(f"| {each.number} "))
        assert set(re.findall(r"\(rules/([a-z/-]+)\.md\)", row)) == {
            rule.id for rule in RULESET.rules.values() if f"udl:{each.number}" in rule.standards
        }


def test_the_page_in_the_repository_is_as_it_would_be_written() -> None:
    again = "udl-lint docs docs"
    assert (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8") == PAGES["coverage.md"], f"if this is meant: {again}"
    if (ROOT / "docs" / "rules").exists():
        assert lint("docs", ROOT / "docs", "--check").code == 0, again


# --- figures

ROW = {
    "rules": ["structure/vague-objective"],
    "lessons": 48,
    "positives": 31,
    "enough": True,
    "precision": [0.912, 0.77, 0.97],
    "recall": [0.8, 0.63, 0.9],
    "sure": 0.95,
}
FIGURES = {
    "schema": "udl-lint/accuracy/1",
    "rules": [ROW, {**ROW, "rules": ["equity/deficit-language", "equity/outdated-disability-language"], "positives": 3}],
    "planted": {
        "structure/vague-objective": {"must": 0, "must_kept": 0, "must_not": 4, "must_not_kept": 3},
        MODEL: {"must": 9, "must_kept": 8, "must_not": 1, "must_not_kept": 1},
    },
}


def test_a_page_says_how_often_its_rule_is_right_when_that_was_measured() -> None:
    told = dict(pages(RULESET, Figures(FIGURES)))
    vague = told[rule_page_name("structure/vague-objective")]
    assert (
        "In 48 real lessons, careful readers would have it speak 31 times. Of what it said, 91% (95 % interval 77% to 97%) was right."
        in vague
    )
    assert "It was sure in 95% of the cases" in vague
    assert "leaves 3 of 4 look-alikes alone" in vague
    assert "planted barriers" not in vague
    label = told[rule_page_name("equity/deficit-language")]
    assert "too few to say" in label
    assert "% was right" not in label
    assert "did not mark what this rule looks at. In lessons written to test it, it names 8 of 9" in told[rule_page_name(MODEL)]
    assert "How often it is right" not in "".join(PAGES.values())


@pytest.mark.parametrize(
    "data", ["[]", '{"schema": "udl-lint/accuracy/2"}', '{"schema": "udl-lint/accuracy/1"}', "{", '{"schema": 3, "rules": 4}']
)
def test_figures_of_another_kind_are_refused(tmp_path: Path, data: str) -> None:
    (tmp_path / "accuracy.json").write_text(data, encoding="utf-8")
    ran = lint("docs", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "accuracy.json: these figures cannot be used" in ran.notes
    assert [path.name for path in tmp_path.iterdir()] == ["accuracy.json"]


# --- writing


def test_pages_are_written_once_and_are_the_same_again(tmp_path: Path) -> None:
    assert lint("docs", tmp_path, "--check").code == 1
    assert not list(tmp_path.iterdir())
    ran = lint("docs", tmp_path)
    assert (ran.code, ran.notes) == (0, "")
    assert f"{len(PAGES)} written" in ran.out
    assert {path.relative_to(tmp_path).as_posix(): path.read_bytes().decode() for path in tmp_path.rglob("*.md")} == PAGES
    assert "0 written" in lint("docs", tmp_path).out
    assert lint("docs", tmp_path, "--check") == (0, "", "")


def test_the_order_of_hashes_changes_nothing(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        assert spawn("docs", tmp_path / seed, settings={"PYTHONHASHSEED": seed}).returncode == 0
    assert environment()["PYTHONPATH"] == str(ROOT / "src")
    for name in PAGES:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_an_edited_page_is_told_and_written_anew(tmp_path: Path) -> None:
    lint("docs", tmp_path)
    page = tmp_path / rule_page_name(MODEL)
    page.write_text(page.read_text(encoding="utf-8") + "An edit.\n", encoding="utf-8")
    ran = lint("docs", tmp_path, "--check")
    assert (ran.code, ran.out) == (1, f"{page} is not as it would be written.\n")
    assert "1 written" in lint("docs", tmp_path).out
    assert page.read_text(encoding="utf-8") == PAGES[rule_page_name(MODEL)]


def test_a_file_that_is_no_page_of_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "coverage.md").write_text("# My own coverage\n", encoding="utf-8")
    ran = lint("docs", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "coverage.md: this file is not one of our pages" in ran.notes
    assert [path.name for path in tmp_path.iterdir()] == ["coverage.md"]


def test_pages_of_rules_that_are_gone_are_removed_and_nothing_else(tmp_path: Path) -> None:
    lint("docs", tmp_path)
    gone, own = tmp_path / "rules" / "structure" / "gone.md", tmp_path / "rules" / "structure" / "own.md"
    gone.write_text(f"{WRITTEN}\n\n# Gone\n", encoding="utf-8")
    own.write_text("# Notes of my own\n", encoding="utf-8")
    assert lint("docs", tmp_path, "--check").out == f"{gone} is not as it would be written.\n"
    assert "1 removed" in lint("docs", tmp_path).out
    assert (gone.exists(), own.exists()) == (False, True)


def test_a_folder_that_cannot_be_one_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = lint("docs", tmp_path / "file")
    assert ran.code == 2
    assert "Traceback" not in ran.notes
    assert "file" in ran.notes


OWN_RULE = """\
id: our-rules/no-riddles
title: A riddle at the start
severity: suggestion
message: "“{words}” is a riddle."
why: Some students | never get *it*.
affects: students new to riddles
how_to_fix: Say it plainly.
standards: [udl:7.3]
sources: ["Our students, in May: https://example.org/a_b_c."]
check: {kind: flag, concepts: [riddle]}
examples:
  - title: A riddle
    lesson: |
      # Owls

      Here is a riddle: what flies?
    flags: [riddle]
  - title: None
    lesson: |
      # Owls

      Look at the owl.
  - title: Riddled with holes
    trap: true
    lesson: |
      # Owls

      The log is riddled with holes.
"""


OWN_WORDS = """\
about: Riddles
concepts:
  riddle:
    about: A question that plays
    en: [riddle]
"""


def test_rules_of_one_s_own_have_pages_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = tmp_path / "our-rules"
    (pack / "lexicon").mkdir(parents=True)
    (pack / "no-riddles.yaml").write_text(OWN_RULE, encoding="utf-8")
    (pack / "lexicon" / "own.yaml").write_text(OWN_WORDS, encoding="utf-8")
    (tmp_path / "udl-lint.yaml").write_text("packs: [./our-rules]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ran = lint("docs", "pages")
    assert (ran.code, ran.notes) == (0, "")
    page = Path("pages", "rules", "our-rules", "no-riddles.md").read_text(encoding="utf-8")
    seen = words_of(MARKDOWN.render(page))
    assert "Some students | never get *it*." in seen
    assert "concepts: A question that plays (riddle)" in seen
    assert "<https://example.org/a_b_c>." in page
    assert "| 7.3 Nurture joy and play | in part | [`our-rules/no-riddles`]" in Path("pages", "coverage.md").read_text(encoding="utf-8")


# --- explain


def test_explain_names_the_page_by_its_relative_name() -> None:
    assert json.loads(lint("explain", MODEL, "--format", "json").out)["page"] == f"rules/{MODEL}.md"
    out = lint("explain", MODEL).out
    assert f"rules/{MODEL}.md" in out
    assert "http" not in out.rpartition("Its page")[2]


# --- text as Markdown shows it

TEXTS = st.text(st.sampled_from("ab1 .*_`[]<>|\\#-+!(){}“”&;~/:é\n"), max_size=40)


@given(TEXTS)
def test_what_is_escaped_is_shown_as_it_is(text: str) -> None:
    assert words_of(MARKDOWN.render(escaped(text))) == flat(text)


@given(TEXTS)
def test_nothing_in_a_cell_ends_it(text: str) -> None:
    html = MARKDOWN.render(f"| a | b |\n|---|---|\n| {escaped(text)} | end |\n")
    assert [words_of(cell) for cell in re.findall(r"<td>(.*?)</td>", html, re.DOTALL)] == [flat(text), "end"]


@given(st.text(st.sampled_from("ab`~ \n#"), min_size=1, max_size=40))
def test_nothing_in_a_fence_closes_it(text: str) -> None:
    (token,) = MARKDOWN.parse("\n".join(fenced(text, "markdown")))
    assert (token.type, token.info, token.content) == ("fence", "markdown", text.rstrip("\n") + "\n")


@given(TEXTS)
def test_what_is_quoted_is_shown_as_it_is(text: str) -> None:
    assert words_of(MARKDOWN.render(quoted(text))) == flat(text)


def test_an_address_links_to_itself_but_not_in_a_quotation() -> None:
    text = "See *this*, https://example.org/a_b?d=1_2, and https://example.org/e."
    assert links(escaped(text)) == ["https://example.org/a_b?d=1_2", "https://example.org/e"]
    assert words_of(MARKDOWN.render(escaped(text))) == text
    assert links(quoted(text)) == []
    assert "https://" not in quoted(text), "nor where bare addresses become links"
