"""Every format is valid on every input, keeps to the limits of whoever reads it, and loses nothing without saying so."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from markdown_it import MarkdownIt

from hostile.markdown import SHAPES
from hostile.texts import CASES, TRICKS
from running import ROOT, STRONG, WEAK, lint, spawn
from udl_lint.api import rulebook
from udl_lint.files import Skipped, Unreadable
from udl_lint.finding import Finding, Report
from udl_lint.reporters import github, markdown, sarif
from udl_lint.reporters.formats import FORMATS, pieces
from udl_lint.rulebook import Rulebook
from udl_lint.runner import Checked, Told, Totals, check_bytes, check_decoded
from udl_lint.source import Source, Span
from udl_lint.text import Decoded
from udl_lint.unit import Unit, UnitFinding, UnitPlace

NAMES = [name for name in FORMATS if name != "text"]
ODD = "a\ud800\udc80\x00\x1b[2J\r\n::error file=x::y %0A ##[error]z ]]> </failure> <script> \u2028\ufffe, | `b` [c](http://d) *e* @f &amp;"
LONG = "word " * 100_000


@cache
def strict() -> Rulebook:
    return rulebook("strict", grade="4")


def checked(text: str = WEAK, path: str = "x.md") -> Checked:
    outcome = check_decoded(Decoded(Source(path, text)), strict().setting(path))
    assert isinstance(outcome, Checked)
    return outcome


def written(name: str, outcomes: Iterable[Told], notes: list[str] | None = None) -> str:
    totals = Totals()
    return "".join(pieces(name, totals.counted(outcomes), totals, (notes if notes is not None else []).append))


def saying(text: str, path: str = "x.md", severity: Any = "error", rule: str = "structure/missing-grade") -> Checked:
    """A lesson of which a rule, or whoever wrote its file's name, says anything at all."""
    problem = Finding(rule, severity, "problem", text, text, Span(0, 3), text, (), ((text, text),))
    report = Report((problem, problem._replace(verdict="review")), (), (rule,), (), ((rule, text),))
    return checked()._replace(path=path, report=report, status="incomplete")


@cache
def sarif_schema() -> jsonschema.Draft4Validator:
    schema = json.loads((ROOT / "tests/data/sarif/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    # The values of `format` are checked too: a URI is one.
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)


def no_constant(name: str) -> Any:
    raise AssertionError(f"{name} is no JSON")


def parsed(text: str) -> Any:
    assert text.isascii()
    data = json.loads(text, parse_constant=no_constant)
    json.dumps(data, ensure_ascii=False).encode("utf-8")
    return data


def hold_sarif(text: str) -> None:
    data = parsed(text)
    sarif_schema().validate(data)
    (run,) = data["runs"]
    known = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(known) == len(set(known))
    assert len(run["results"]) <= 5_000
    for rule in run["tool"]["driver"]["rules"]:
        for key in ("shortDescription", "fullDescription"):
            assert 0 < len(rule[key]["text"]) <= 1024
        assert rule["help"]["text"]
        assert len(rule.get("properties", {}).get("tags", ())) <= 20
    for result in run["results"]:
        assert result["ruleId"] in known
        assert result["message"]["text"].strip()
        assert set(result["partialFingerprints"]) == {"udlLint/v1"}
        (location,) = result["locations"]
        assert set(location["physicalLocation"]["region"]) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert re.fullmatch(r"(?:[\w.~/-]|%[0-9A-F]{2}|file://)+", location["physicalLocation"]["artifactLocation"]["uri"], re.ASCII)


def hold_lines(text: str) -> None:
    for line in text.split("\n")[:-1]:
        parsed(line)
    assert text.endswith("\n") or not text


def hold_gitlab(text: str) -> None:
    issues = parsed(text)
    assert isinstance(issues, list)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["description"].strip()
        assert not issue["location"]["path"].startswith("./")
        assert 1 <= issue["location"]["lines"]["begin"] <= issue["location"]["lines"]["end"]


def hold_junit(text: str) -> None:
    assert text.isascii()
    root = ET.fromstring(text)
    assert root.tag == "testsuites"
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.get("tests", "")) == len(cases) == len(suite) > 0
        for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(key, "")) == len(suite.findall(f"testcase/{tag}"))
        assert all(case.get("classname") == suite.get("name") and case.get("name") and case.get("file") for case in cases)


COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^:,\n]*)(?:,\w+=[^:,\n]*)*)::([^\r\n]*)")


def hold_github(text: str) -> None:
    """Read as a runner reads it: what begins with `::`, or holds `##[`, is a command."""
    kinds: Counter[str] = Counter()
    for line in text.split("\n"):
        assert not [letter for letter in line if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
        if line.lstrip().startswith("::"):
            command = COMMAND.fullmatch(line)
            assert command, line
            named = dict(part.split("=", 1) for part in command[2].split(","))
            assert ("col" in named) == ("endColumn" in named) == (named["line"] == named["endLine"])
            kinds[command[1]] += 1
        assert "##[" not in line
    assert kinds["error"] <= 10
    assert kinds["warning"] + kinds["notice"] <= 10


def hold_markdown(text: str) -> None:
    assert len(text.encode("utf-8")) <= 2**20
    assert text.startswith("<!-- udl-lint report -->\n")
    tokens = MarkdownIt("commonmark", {"linkify": False}).enable("table").parse(text)
    inner = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inner} <= {"text", "text_special", "strong_open", "strong_close", "em_open", "em_close", "code_inline"}
    assert [token.content for token in tokens if token.type.startswith("html")] == ["<!-- udl-lint report -->\n"]
    assert {token.tag for token in tokens if token.type == "heading_open"} <= {"h1", "h2"}
    assert max(token.level for token in tokens) <= 3, "no list in a list"


def hold_json(text: str) -> None:
    assert parsed(text)["schema"] == "udl-lint/report/1"


HOLD = {
    "json": hold_json,
    "jsonl": hold_lines,
    "markdown": hold_markdown,
    "sarif": hold_sarif,
    "github": hold_github,
    "gitlab": hold_gitlab,
    "junit": hold_junit,
    "rdjsonl": hold_lines,
}


def hold(name: str, text: str) -> None:
    """Whether a report is what its reader takes. A format without a test of its own here has one elsewhere."""
    HOLD.get(name, lambda _: None)(text)


@pytest.mark.parametrize("name", NAMES)
def test_a_format_is_valid_whatever_is_said_and_however_a_file_is_called(name: str) -> None:
    paths = ["x.md", "1. x.md", "-x.md", "::error::x.md", "a,b:c%0A.md", "/abs/x.md", "../x.md", ODD, *TRICKS.values()]
    outcomes: list[Told] = []
    for path in paths:
        outcomes += [saying(ODD, path), Unreadable(path + "1", ODD), Skipped(path + "2", ODD), checked(STRONG, path + "3")]
    for path in paths:
        place = UnitPlace(path, 3, ODD)
        finding = UnitFinding("structure/missing-grade", "warning", "problem", ODD, ODD, (), (place,))
        outcomes.append(Unit(path + "4", (path,), (), (finding, finding._replace(places=()), finding._replace(verdict="review"))))
    outcomes += [saying("", rule="input/empty"), saying(LONG, "long.md", "warning"), saying("x", "y.md", "suggestion")]
    hold(name, written(name, outcomes))


@pytest.mark.parametrize("name", NAMES)
def test_a_format_is_valid_for_every_file_that_is_no_plain_text_and_for_every_shape(name: str) -> None:
    outcomes: list[Told] = [check_bytes(f"{number}.md", case.data, strict().setting) for number, case in enumerate(CASES)]
    outcomes += [checked(make(20), f"shape-{number}.md") for number, make in enumerate(SHAPES.values())]
    hold(name, written(name, outcomes))


@pytest.mark.parametrize("name", NAMES)
def test_a_run_without_lessons_has_a_valid_report(name: str) -> None:
    hold(name, written(name, []))


@pytest.mark.parametrize("name", NAMES)
def test_no_lesson_waits_while_the_next_is_read(name: str) -> None:
    """What several reports of one run rely on: each yields something for each lesson before it takes the next."""
    taken = 0

    def outcomes() -> Iterator[Told]:
        nonlocal taken
        for number in range(5):
            taken += 1
            yield checked(STRONG if number % 2 else WEAK, f"{number}.md")

    totals = Totals()
    report = pieces(name, totals.counted(outcomes()), totals, lambda _: None)
    before = 0
    for _ in report:
        assert taken <= before + 1
        before = taken
    assert taken == 5


# --- what each reader is told


def lesson_folder(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / "unit 1").mkdir()
    (folder / "unit 1" / "weak.md").write_text("\n" + WEAK, encoding="utf-8")
    (folder / "unit 1" / "strong.md").write_text(STRONG, encoding="utf-8")


def test_paths_count_from_the_repository_and_places_in_code_points_or_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lesson_folder(tmp_path)
    wide = "# Olas\n\nGrade 4\n\n## Goals\n\n😀 ¡No Spanish!\n"
    (tmp_path / "unit 1" / "ñ.md").write_text(wide, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "unit 1")
    chosen = ("check", "ñ.md", "--select", "language/barred-home-language", "--format")
    start = wide.split("\n")[6].index("No Spanish") + 1
    (result,) = json.loads(lint(*chosen, "sarif").out)["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert unquote_to_bytes(place["artifactLocation"]["uri"]).decode("utf-8") == "unit 1/ñ.md"
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (7, start)
    assert json.loads(lint(*chosen, "gitlab").out)[0]["location"]["path"] == "unit 1/ñ.md"
    assert f"::error file=unit 1/ñ.md,line=7,endLine=7,col={start}," in lint(*chosen, "github").out
    diagnostic = json.loads(lint(*chosen, "rdjsonl").out)
    assert diagnostic["location"]["path"] == "ñ.md"
    assert diagnostic["location"]["range"]["start"] == {"line": 7, "column": start + 3 + 1}


def test_all_formats_tell_the_same_problems() -> None:
    lesson = checked()
    problems = [finding for finding in lesson.findings if finding.verdict == "problem"]
    reviews = [finding for finding in lesson.findings if finding.verdict == "review"]
    assert problems
    assert reviews
    rules = sorted(finding.rule for finding in problems)
    everything = sorted(finding.rule for finding in lesson.findings)
    results = json.loads(written("sarif", [lesson]))["runs"][0]["results"]
    assert sorted(each["ruleId"] for each in results) == everything
    assert [each["level"] for each in results] == sorted(
        (each["level"] for each in results), key=["error", "warning", "note", "none"].index
    )
    assert sorted(each["check_name"] for each in json.loads(written("gitlab", [lesson]))) == everything
    lines = [json.loads(line) for line in written("jsonl", [lesson]).splitlines()]
    assert sorted(each["rule"] for each in lines if each["type"] == "finding") == everything
    assert [each["type"] for each in lines if each["type"] != "finding"] == ["lesson", "summary"]
    assert sorted(json.loads(line)["code"]["value"] for line in written("rdjsonl", [lesson]).splitlines()) == everything
    suite = ET.fromstring(written("junit", [lesson]))[0]
    failed = [case.get("name", "").split(" ")[0] for case in suite if case.find("failure") is not None]
    assert sorted(failed) == rules
    annotated = re.findall(r"title=([^:]*)::|\[([a-z/-]*)\]$", written("github", [lesson]), re.MULTILINE)
    assert sorted(one or two for one, two in annotated) == rules
    text = written("markdown", [lesson])
    assert all(f"({rule})" in text for rule in rules)


def test_a_clean_lesson_is_a_passed_test_and_no_issue() -> None:
    lesson = checked(STRONG)._replace(report=Report())
    assert json.loads(written("gitlab", [lesson])) == []
    assert written("rdjsonl", [lesson]) == ""
    (case,) = ET.fromstring(written("junit", [lesson]))[0]
    assert (case.get("name"), len(case)) == ("nothing to mend", 0)
    assert "Nothing to mend" in written("markdown", [lesson])


def test_an_allowed_finding_is_a_skipped_test_with_its_reason_and_no_alert() -> None:
    rule = "home-technology/high-bandwidth-homework"
    lesson = checked(WEAK.replace("Watch the", f"<!-- udl-lint: allow {rule} -- we lend discs -->\n\nWatch the"))
    suite = ET.fromstring(written("junit", [lesson]))[0]
    assert "we lend discs" in [skipped.get("message") for skipped in suite.iter("skipped")]
    assert rule not in written("gitlab", [lesson])
    assert rule not in [each["ruleId"] for each in json.loads(written("sarif", [lesson]))["runs"][0]["results"]]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_could_not_be_read_is_in_every_report(name: str) -> None:
    text = written(name, [checked(), Unreadable("gone.md", "there is no such file")])
    assert re.sub(r"\\(?=\.)", "", text).count("gone.md" if name != "markdown" else "gone") >= 1
    if name == "sarif":
        (invocation,) = json.loads(text)["runs"][0]["invocations"]
        assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)


def test_sarif_keeps_the_5000_most_serious_and_says_so() -> None:
    base = checked()
    findings = tuple(
        Finding("a/b", severity, "problem", "m", "f", Span(0, 0), "w")
        for severity in ("suggestion", "warning", "error")
        for _ in range(2_000)
    )
    notes: list[str] = []
    lessons = [base._replace(path=f"{number}.md", report=Report(findings)) for number in range(2)]
    text = written("sarif", lessons, notes)
    hold_sarif(text)
    (run,) = json.loads(text)["runs"]
    assert Counter(each["level"] for each in run["results"]) == {"error": 4_000, "warning": 1_000}
    assert "12,000" in notes[0]
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == notes[0]


def test_github_annotates_the_most_serious_of_each_lesson_first_and_tells_the_rest() -> None:
    base = checked()
    findings = tuple(
        Finding("a/b", severity, "problem", f"{severity} {number}", "f", Span(number, number + 1), "w")
        for severity in ("suggestion", "warning", "error")
        for number in range(8)
    )
    text = written("github", [base._replace(path=f"{path}.md", report=Report(findings)) for path in "abc"])
    hold_github(text)
    commands = [line for line in text.split("\n") if line.startswith("::")]
    assert Counter(line.split(" ")[0] for line in commands) == {"::error": 10, "::warning": 10}
    assert Counter(line.split("file=")[1][0] for line in commands[:10]) == {"a": 4, "b": 3, "c": 3}
    assert len([line for line in text.split("\n") if line.startswith("  ")]) == 3 * 24 - 20
    assert "72 findings, 20 of them annotated" in text


def test_a_summary_holds_at_most_a_mebibyte_and_counts_what_has_no_room() -> None:
    many = [saying("x" * 500, f"{number}.md") for number in range(1_500)]
    text = written("markdown", many)
    hold_markdown(text)
    hidden = re.search(r"^([\d,]+) more lessons had no room", text, re.MULTILINE)
    assert hidden
    assert text.count("\n## ") + int(hidden[1].replace(",", "")) == 1_500


def test_the_limits_are_those_of_github() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert (github.MOST_ERRORS, github.MOST_OTHERS, sarif.MOST_RESULTS) == (10, 10, 5_000)
    assert "10 errors and 10 warnings" in page
    assert "5,000" in page
    assert markdown.MOST_BYTES < 2**20
    assert all(f"| `{name}` |" in page for name in FORMATS)


# --- files


def test_several_formats_of_one_run_are_those_of_a_run_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lesson_folder(tmp_path)
    monkeypatch.chdir(tmp_path)
    alone = {name: lint("check", "--format", name) for name in FORMATS}
    assert len({(done.code, done.notes) for done in alone.values()}) == 1
    together = lint("check", *(f"--format={name}={name}.out" for name in FORMATS))
    assert together == alone["text"]
    for name, done in alone.items():
        assert (tmp_path / f"{name}.out").read_text(encoding="utf-8") == done.out
    shown = lint("check", "--format", "github", "--format", "sarif=a.out", "--output", "b.out")
    assert shown.out == ""
    assert (tmp_path / "b.out").read_text(encoding="utf-8") == alone["github"].out
    assert (tmp_path / "a.out").read_text(encoding="utf-8") == alone["sarif"].out
    assert not list(tmp_path.glob(".udl-lint-*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "json", "--format", "sarif"], "cannot both be shown"),
        (["--format", "json=a", "--format", "sarif=a"], "Two reports cannot both be written to 'a'"),
        (["--format", "json="], "names no file"),
        (["--output", ""], "names no file"),
        (["--output", "nowhere/a"], "nowhere/a"),
        (["--output", "unit 1"], "it is a folder"),
        (["--output", "unit 1/weak.md"], "would overwrite a lesson"),
        (["--format", "sarf"], "'sarf' is not one of"),
    ],
)
def test_what_cannot_be_written_is_wrong_use_before_anything_is_checked(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson_folder(tmp_path)
    monkeypatch.chdir(tmp_path)
    done = lint("check", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.notes
    assert (tmp_path / "unit 1" / "weak.md").read_text(encoding="utf-8") == "\n" + WEAK
    assert not list(tmp_path.glob(".udl-lint-*"))


def test_an_earlier_summary_is_overwritten_and_no_lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lesson_folder(tmp_path)
    monkeypatch.chdir(tmp_path)
    first = lint("check", "--format", "markdown=summary.md")
    before = (tmp_path / "summary.md").read_bytes()
    assert lint("check", "--format", "markdown=summary.md") == first
    assert (tmp_path / "summary.md").read_bytes() == before


def test_a_link_is_replaced_and_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    lesson_folder(folder)
    monkeypatch.chdir(folder)
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (folder / "report.sarif").symlink_to(tmp_path / "mine.txt")
    assert lint("check", "--format", "sarif", "--output", "report.sarif").code == 1
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"
    hold_sarif((folder / "report.sarif").read_text(encoding="utf-8"))


def test_a_full_disk_is_told_and_leaves_the_earlier_report(tmp_path: Path) -> None:
    lesson_folder(tmp_path)
    if not Path("/dev/full").exists():
        pytest.skip("no full device here")
    done = spawn("check", "--format", "json=/dev/full", folder=tmp_path)
    assert done.returncode == 3
    assert b"/dev/full: no space left on device" in done.stderr


def test_a_device_is_written_to_as_it_is(tmp_path: Path) -> None:
    lesson_folder(tmp_path)
    done = spawn("check", "--format", "gitlab", "--output", "/dev/stdout", folder=tmp_path)
    hold_gitlab(done.stdout.decode("ascii"))


def test_a_report_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    lesson_folder(tmp_path)
    wanted = spawn("check", "--format", "text", "--format", "markdown=a.out", folder=tmp_path)
    again = spawn(
        "check",
        "--format",
        "text",
        "--format",
        "markdown=b.out",
        folder=tmp_path,
        settings={"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
    )
    assert (wanted.returncode, again.returncode) == (1, 1)
    assert (tmp_path / "a.out").read_bytes() == (tmp_path / "b.out").read_bytes()
    assert "“".encode() in (tmp_path / "a.out").read_bytes()
