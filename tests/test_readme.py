"""The pages that a newcomer sees: what they show is true, what they name is there, and they read as easily as we ask of others."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from running import ROOT, lint
from samples import README, SCREEN, with_screen
from udl_lint import Source, load_ruleset
from udl_lint.cli import cli
from udl_lint.readability import Measured, measure
from udl_lint.readers import read
from udl_lint.reporters.terminal import text_width

RULESET = load_ruleset()
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = [README, *(ROOT / name for name in ("CONTRIBUTING.md", "CHANGELOG.md", "sample_lessons/README.md"))]
PAGES += [ROOT / "docs" / "index.md", ROOT / "docs" / "for-teachers.md", *sorted((ROOT / "docs" / "practice").glob("*.md")), *DECISIONS]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
HIGHEST_GRADE = 9.0
"""The reading level of README: we hold it to the limit that we set for others."""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def marked(mark: str) -> list[str]:
    """The commands below a mark in README, as `.ci/run` takes them out."""
    return re.findall(rf"^<!-- {mark} -->\n\n?```sh\n(.*?)^```$", text_of(README), re.DOTALL | re.MULTILINE)


def prose(path: Path) -> list[str]:
    """The paragraphs, list items and table cells of a page, without code."""
    lesson = read(Source(path.name, re.sub(r"`[^`\n]+`", "", FENCE.sub("", text_of(path)))), RULESET.cues)
    return [block.prose for block in lesson.blocks]


# --- what README shows


def test_the_screen_is_what_the_command_shows() -> None:
    page = text_of(README)
    assert len(SCREEN.findall(page)) == 1
    assert page == with_screen(page), "if this is meant: python tests/samples.py, and read the difference"


def test_the_screen_fits_80_columns_and_shows_each_kind_of_thing() -> None:
    screen = SCREEN.findall(text_of(README))[0][2]
    assert max(map(text_width, screen.split("\n"))) <= 80
    for words in ("Already in this plan:", "Error at", "Warning at", "Fix:", "For planning, not for evaluation."):
        assert words in screen


@pytest.mark.parametrize("mark", ["first-command", "test-command"])
def test_a_marked_command_is_one_line(mark: str) -> None:
    (command,) = marked(mark)
    assert command.count("\n") == 1
    assert "udl-lint" in command or "pytest" in command


# --- how it reads


@pytest.mark.parametrize("page", [README, ROOT / "docs" / "for-teachers.md"], ids=name)
def test_a_page_for_teachers_reads_at_grade_9_or_below(page: Path) -> None:
    measured = measure(prose(page), "en")
    assert isinstance(measured, Measured)
    assert measured.confidence == "normal"
    assert measured.grade is not None
    assert measured.grade <= HIGHEST_GRADE, [prose(page)[each.unit][each.span.start : each.span.end] for each in measured.hardest]


# --- what the pages name


CONTEXT = click.Context(cli)


def commands(page: Path) -> Iterator[str]:
    """Each call of udl-lint on a page, in a fence or within a sentence."""
    text = text_of(page)
    for kind, code in FENCE.findall(text):
        if kind == "sh":
            yield from (line[line.index("udl-lint ") :] for line in code.split("\n") if re.search(r"(^|&& )udl-lint ", line))
    yield from re.findall(r"(?<!`)`(?:\.venv/bin/)?(udl-lint [^`\n]+)`(?!`)", text)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_each_command_is_there(page: Path) -> None:
    for command in commands(page):
        called, *words = shlex.split(command)[1:]
        found = cli.get_command(CONTEXT, called)
        if isinstance(found, click.Group) and words and not words[0].startswith("-"):
            found = found.get_command(CONTEXT, words.pop(0))
        assert found is not None, command
        known = {option: parameter for parameter in found.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= {*known, "--help"}, command


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_each_rule_is_there(page: Path) -> None:
    packs = {rule.partition("/")[0] for rule in RULESET.rules}
    named = set(re.findall(r"(?<![\w./-])([a-z-]+/[a-z-]+)(?![\w/.-])", text_of(page)))
    assert {rule for rule in named if rule.partition("/")[0] in packs} <= set(RULESET.rules)


def anchors(page: Path) -> set[str]:
    """The places in a page that a link may name, as GitHub makes them from headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_each_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", text_of(page))):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        there = page.parent / path if path else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


@pytest.mark.parametrize("page", [README, ROOT / "CONTRIBUTING.md"], ids=name)
def test_each_file_named_in_code_is_there(page: Path) -> None:
    to_come = {"docs/accuracy.md"}
    named = set(re.findall(r"`((?:src|rules|docs|tests|benchmarks|sample_lessons)/[\w./-]+)`", text_of(page))) - to_come
    assert not [path for path in named if "NAME" not in path and not (ROOT / path).exists()]


def test_the_index_names_every_page() -> None:
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"index.md"}
    assert pages <= set(re.findall(r"\]\(([\w-]+\.md)\)", text_of(ROOT / "docs" / "index.md")))


# --- what the pages teach


def written(page: Path, folder: Path) -> list[str]:
    """Each file that a page shows under its name, written below a folder; returns the names."""
    files = re.findall(r"^`([\w/-]+\.yaml)`:\n\n```yaml\n(.*?)^```$", text_of(page), re.DOTALL | re.MULTILINE)
    for path, content in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return [path for path, _ in files]


def test_the_rule_in_contributing_does_what_its_examples_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, words = written(ROOT / "CONTRIBUTING.md", tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = lint("test", "our-rules")
    assert (ran.code, ran.notes) == (0, "")
    assert ran.out.startswith("1 rule, 3 examples")

    lesson = tmp_path / "lesson.md"
    (tmp_path / "udl-lint.yaml").write_text("packs: [./our-rules]\n", encoding="utf-8")
    plan = "# Rocks\n\nGrade 4\n\n## Close\n\nDoor card: which rock would you build with, and why?\n"
    lesson.write_text(plan, encoding="utf-8")
    assert "our-rules/missing-last-answer" not in lint("check", "--quiet", "lesson.md").out
    lesson.write_text(plan.replace("Door card", "Last thought"), encoding="utf-8")
    assert "our-rules/missing-last-answer" in lint("check", "--quiet", "lesson.md").out
    (tmp_path / words).unlink()
    lesson.write_text(plan, encoding="utf-8")
    assert "our-rules/missing-last-answer" in lint("check", "--quiet", "lesson.md").out


def test_the_mistake_in_contributing_is_told_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule, _ = written(ROOT / "CONTRIBUTING.md", tmp_path)
    monkeypatch.chdir(tmp_path)
    text = (tmp_path / rule).read_text(encoding="utf-8")
    (tmp_path / rule).write_text(text.replace("message:", "mesage:"), encoding="utf-8")
    ran = lint("test", "our-rules")
    assert ran.code == 2
    assert ran.notes.removeprefix("udl-lint: ").strip() in text_of(ROOT / "CONTRIBUTING.md")


def test_the_comment_for_teachers_allows_the_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (plan,) = (code for kind, code in FENCE.findall(text_of(ROOT / "docs" / "for-teachers.md")) if kind == "markdown")
    monkeypatch.chdir(tmp_path)
    Path("lesson.md").write_text(plan, encoding="utf-8")
    ran = lint("check", "--select", "home-technology/high-bandwidth-homework", "lesson.md")
    assert ran.code == 0
    assert "Allowed by a comment in the plan: 1 finding" in ran.out
    Path("lesson.md").write_text(re.sub(r"<!-- udl-lint.*\n", "", plan), encoding="utf-8")
    assert lint("check", "--select", "home-technology/high-bandwidth-homework", "lesson.md").code == 1


@pytest.mark.parametrize("page", DECISIONS, ids=name)
def test_a_decision_has_its_three_parts(page: Path) -> None:
    text = text_of(page)
    assert text.startswith(f"# {page.name[:3]} ")
    assert re.findall(r"^\*\*(\w+)\.\*\* ", text, re.MULTILINE) == ["Context", "Decision", "Consequence"]
    assert [other.name for other in DECISIONS if other.name[:3] == page.name[:3]] == [page.name]
