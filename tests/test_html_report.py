"""The report as a page: valid and safe whatever is in a lesson, true to the findings, and usable by everyone in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from browser import axe, chromium, too_wide
from hostile.texts import CASES, TRICKS
from running import ROOT, STRONG, WEAK, lint
from udl_lint.api import rulebook
from udl_lint.reporters import html
from udl_lint.reporters.html_markup import Html, element, words
from udl_lint.rulebook import Rulebook
from udl_lint.runner import Totals, check_bytes, check_decoded
from udl_lint.source import Source
from udl_lint.text import Decoded

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

VOID = ("br", "link", "meta")
ATTACKS = (
    "<script>document.title = 'broken'</script>",
    "</style></title></textarea><script>document.title = 'broken'</script>",
    "<img src=https://example.org/spy.png onerror=alert(1)>",
    "[click](javascript:alert(1)) and <a href='javascript:alert(2)'>here</a>",
    "![](https://example.org/spy.png)",
    "<iframe src='https://example.org'></iframe><base href='https://example.org'>",
    "<!-- --><svg onload=alert(1)> --!> <![CDATA[ ]]> &lt;b&gt; &#0; &notit;",
    '" autofocus onfocus=alert(1) x="',
    "\u202e\u2066 turned around \u0000\u0008\u001b[31m \ufffe \ufdd0 \x85",
)


class Checker(HTMLParser):
    """Reads a page and holds it to what any HTML must be, and to what this report may hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tree: list[tuple[str, int]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "iframe", "img", "object", "embed", "base", "link", "form"), tag
        self.tree.append((tag, len(self.open)))
        names = [name for name, _ in attributes]
        assert len(names) == len(set(names))
        for name, value in attributes:
            assert not name.startswith("on"), name
            assert name not in ("src", "srcset", "style", "action", "xlink:href"), name
            if name == "href":
                assert value is not None
                assert value.startswith("#"), value
                self.links.append(value[1:])
            if name == "id":
                assert value is not None
                assert value
                assert not re.search(r"\s", value)
                self.ids.append(value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.open and self.open[-1] != "style":
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]", data), data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def checked(page: str) -> Checker:
    """A page that is held to be valid and safe."""
    assert page.isascii()
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "default-src 'none'" in page.replace("&#x27;", "'")
    checker = Checker()
    checker.feed(page)
    checker.close()
    assert not checker.open
    assert len(checker.ids) == len(set(checker.ids))
    assert set(checker.links) <= set(checker.ids)
    return checker


@cache
def strict() -> Rulebook:
    return rulebook("strict", grade="4")


def page_of(*texts: str | bytes, path: str = "x.md") -> str:
    """The report on some lessons."""
    totals = Totals()
    setting = strict().setting
    outcomes = (
        check_bytes(path, text, setting) if isinstance(text, bytes) else check_decoded(Decoded(Source(path, text)), setting(path))
        for text in texts
    )
    return "".join(html.report(totals.counted(outcomes), totals))


def shown_lines(page: str) -> list[str]:
    """The words of the lesson as the page shows them, a text for each stretch."""
    stretches = re.findall(r'<p class="s [a-z0-9]+"><span class="no">\d+</span><span class="t">(.*?)</span></p>', page, re.DOTALL)
    out = []
    for each in stretches:
        checker = Checker()
        checker.feed(re.sub(r'<a class="ref .*?</a>', "", each))
        checker.close()
        out.append("".join(checker.texts))
    return out


# Valid and safe


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_a_lesson_becomes_markup(attack: str) -> None:
    line = attack.replace("\n", " ")
    head = f"---\ntitle: {json.dumps(line)}\nauthor: {json.dumps(line)}\n---\n\n# {attack}\n\nGrade 4\n"
    lesson = f"{head}\n## {attack}\n\n{attack}\n\n| {attack} |\n|---|\n"
    alone = checked(page_of(lesson + WEAK, path=f"{attack}.md"))
    assert sum("javascript:" in each for each in alone.links) == 0
    checked(page_of(lesson + WEAK, STRONG, lesson, path=f"{attack}.md"))


def test_every_odd_file_gives_a_valid_page() -> None:
    for case in CASES:
        checked(page_of(case.data))
    for trick in TRICKS:
        checked(page_of(str(trick)))
    checked(page_of(*(case.data for case in CASES)))
    checked(page_of())


PIECES = st.sampled_from(
    (*ATTACKS, "# Owls", "## Homework", "- Watch the video on YouTube", "| a | b |\n|---|---|\n| c | d |", "", "\r\n", "\t* x")
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES | st.text(max_size=40), max_size=12))
def test_the_whole_text_is_shown_as_it_is_written(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    page = page_of(text)
    checked(page)
    source = Source("x.md", text)
    lines = [source.line(number) for number in range(1, source.line_count + 1) if source.line(number).strip()]
    told = [line for each in shown_lines(page) for line in each.split("\n")]
    assert told == [as_shown(line) for line in lines]


def as_shown(line: str) -> str:
    """A line as a page shows it."""
    return unescape(words(line))


def test_what_is_no_markup_is_escaped_wherever_it_stands() -> None:
    assert element("p", "<b>", Html("<br>"), title='"<') == '<p title="&quot;&lt;">&lt;b&gt;<br></p>'
    assert element("p", Html("<b>") + "<i>") == "<p>&lt;b&gt;&lt;i&gt;</p>", "markup that was added to is text again"
    assert words("a\u200db \u202e \ud800 \x00 \ufffe é") == "a&#8205;b \\u202e \\ud800 \\x00 \\ufffe &#233;"


# True to the findings


def samples() -> Iterator[Path]:
    yield from sorted(path for path in (ROOT / "sample_lessons").rglob("*") if path.suffix in (".md", ".yaml") and path.name != "README.md")


def test_each_finding_has_its_note_beside_its_words() -> None:
    for path in samples():
        page = lint("check", path, "--format", "html").out
        lesson = json.loads(lint("check", path, "--format", "json").out)["lessons"][0]
        checked(page)
        for number, finding in enumerate(lesson["findings"], 1):
            note = re.search(rf'<li class="note \w+" id="l1f{number}">.*?</li>', page, re.DOTALL)
            assert note is not None
            assert words(finding["message"]) in note[0]
            assert f'href="#rule-{finding["rule"]}"' in note[0]
            reference = re.search(rf'<a class="ref \w+" href="#l1f{number}"', page)
            assert reference is not None
            assert page.index("<p class=", 0) < reference.start() < note.start(), "first the words, then the note on them"
        assert len(re.findall(r'<li class="note (?:error|warning|suggestion|review)"', page)) == len(lesson["findings"])
        assert len(re.findall(r'<a class="ref ', page)) == len(lesson["findings"])


def test_the_overview_counts_lessons() -> None:
    page = lint("check", ROOT / "sample_lessons", "--format", "html").out
    report = json.loads(lint("check", ROOT / "sample_lessons", "--format", "json").out)
    checked(page)
    assert f"What I found in {len(report['lessons'])} lessons" in page
    having: dict[str, int] = {}
    for lesson in report["lessons"]:
        for rule in {each["rule"] for each in lesson["findings"] if each["verdict"] == "problem"}:
            having[rule] = having.get(rule, 0) + 1
    for rule, number in having.items():
        row = re.search(rf'<tr><th scope="row">[^\n]*?href="#rule-{rule}".*?</tr>', page, re.DOTALL)
        assert row is not None
        cell = row[0].split("<td>")[2]
        assert cell.count('href="#l') == number
    grades = page[page.index('id="by-grade"') :]
    for grade in ("K", "4", "12"):
        assert f'<th scope="row">Grade&#160;{grade}</th><td>1</td>' in grades
    # Whatever the order in which files are named, the bytes are the same.
    named = [*samples()]
    assert lint("check", *named, "--format", "html").out == lint("check", *reversed(named), "--format", "html").out


def test_nothing_is_counted_by_author_and_there_is_no_score() -> None:
    signed = WEAK.replace("Grade 6", "Grade 6\n\nTeacher: Ms. Quillfeather")
    page = page_of(signed, signed, STRONG)
    assert page.count("Quillfeather") == 2, "in the text of the two lessons, and nowhere else"
    told = re.sub(r"<[^>]+>", " ", page[page.index("<body>") : page.index('<h2 id="rules"')])
    assert not re.search(r"(?i)\b(?:scor|rank|percent)|\d *%", told)


def test_one_lesson_is_read_at_once_and_needs_no_overview() -> None:
    page = page_of(WEAK)
    assert '<article class="lesson">' in page
    assert "<details" not in page
    assert 'id="by-grade"' not in page
    assert page.index('id="lessons"') < page.index('id="udl"')


def test_of_very_many_lessons_only_lines_with_notes_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    long = WEAK + "\nA line that nobody speaks of.\n"
    assert page_of(long, long).count("A line that nobody speaks of.") == 2
    monkeypatch.setattr(html, "MOST_WHOLE", 1)
    page = page_of(long, long, long)
    checked(page)
    assert "A line that nobody speaks of." not in page
    assert sum("Watch the 12-minute YouTube clip" in line for line in shown_lines(page)) == 3
    assert "only the lines that a note stands beside are shown" in page


def test_what_could_not_be_checked_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(WEAK, encoding="utf-8")
    (tmp_path / "data.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    page = lint("check", tmp_path / "a.md", tmp_path / "data.yaml", tmp_path / "gone.md", "--format", "html").out
    checked(page)
    part = page[page.index('id="not-checked"') :]
    assert "data.yaml: it is YAML, but no lesson" in part
    assert "gone.md: " in part


def test_units_are_told(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.md").write_text(WEAK.replace("Shapes", f"<i>{number}"), encoding="utf-8")
    page = lint("check", "--unit", tmp_path, "--format", "html").out
    checked(page)
    assert "2 lessons, judged together." in page[page.index('id="units"') :]


# In a real browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "one": lint("check", ROOT / "sample_lessons" / "grade-4" / "moon-phases.md", "--profile", "strict", "--format", "html").out,
        "few": page_of(*(f"# {each}\n\n{each}\n\n## Homework\n\nWatch the video on {each}\n" for each in ATTACKS[:4]), STRONG),
        "many": lint("check", ROOT / "sample_lessons", "--unit", ROOT / "sample_lessons" / "grade-4", "--format", "html").out,
        "hostile": page_of(*(f"# {each}\n\n## {each}\n\n{each}\n\n{WEAK}" for each in ATTACKS), *(case.data for case in CASES)),
    }
    for name, page in made.items():
        (folder / f"{name}.html").write_bytes(page.encode("ascii"))
    return {name: folder / f"{name}.html" for name in made}


def opened(browser: Browser, path: Path, **context: object) -> tuple[Page, list[str]]:
    """A page, and what went wrong or was asked for beside it."""
    page = browser.new_page(**context)  # type: ignore[arg-type]
    beside: list[str] = []
    page.on("console", lambda message: beside.append(message.text))
    page.on("pageerror", lambda error: beside.append(str(error)))
    page.on("dialog", lambda dialog: beside.append(dialog.message))
    page.on("request", lambda request: beside.append(request.url) if request.url != path.as_uri() else None)
    page.goto(path.as_uri())
    return page, beside


@pytest.mark.parametrize("name", ["one", "many", "hostile"])
def test_a_browser_reads_it_as_it_is_written(browser: Browser, pages: dict[str, Path], name: str) -> None:
    page, beside = opened(browser, pages[name])
    script = """() => { const depth = each => each.parentElement ? 1 + depth(each.parentElement) : 0;
        return [...document.querySelectorAll('*')].map(each => [each.localName, depth(each)]); }"""
    assert [tuple(each) for each in page.evaluate(script)] == checked(pages[name].read_text(encoding="ascii")).tree
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "the policy lets the page's own style in"
    assert page.title() != "broken"
    assert beside == [], "it runs nothing, asks for nothing, complains of nothing"
    page.close()


@pytest.mark.parametrize(
    ("name", "width", "scheme"), [("one", 1280, "dark"), ("one", 320, "light"), ("few", 1280, "light"), ("few", 320, "dark")]
)
def test_everyone_can_use_it(browser: Browser, pages: dict[str, Path], name: str, width: int, scheme: str) -> None:
    page, _ = opened(browser, pages[name], viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert axe(page) == []
    assert too_wide(page) == []
    page.close()


def test_it_needs_no_script(browser: Browser, pages: dict[str, Path]) -> None:
    page, _ = opened(browser, pages["many"], java_script_enabled=False)
    note = page.locator("#l2f1")
    assert not note.is_visible()
    page.locator("details.lesson > summary").nth(1).click()
    assert note.is_visible()
    page.close()
    # A link into a closed lesson opens it.
    page, _ = opened(browser, pages["many"], java_script_enabled=False)
    page.locator("#by-finding").locator("xpath=..").locator("a[href='#l2']").first.click()
    assert page.locator("#l2f1").is_visible()
    page.close()


def test_it_prints_what_is_open(browser: Browser, pages: dict[str, Path]) -> None:
    page, _ = opened(browser, pages["many"])
    page.locator("details.lesson > summary").nth(1).click()
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("#l2f1").is_visible()
    assert not page.locator("#l4f1").is_visible()
    assert not page.locator("nav").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.close()
