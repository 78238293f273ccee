"""The report for programs: it holds to its schema on every text, says where things stand, and keeps its fingerprints."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile.texts import CASES, TRICKS
from running import ROOT, STRONG, WEAK, lint, spawn
from udl_lint.api import rulebook
from udl_lint.finding import Finding, Report, Unchecked
from udl_lint.reporters.json import encoded, fingerprints, lesson_data, report
from udl_lint.rulebook import Rulebook
from udl_lint.runner import Checked, Totals, check_bytes, check_decoded
from udl_lint.source import Source, Span
from udl_lint.text import Decoded

SCHEMA_FILE = ROOT / "src" / "udl_lint" / "data" / "report.schema.json"


def closed(schema: Any) -> Any:
    """The same schema with no room for a key that it does not name, so that report and schema cannot drift apart."""
    if isinstance(schema, dict):
        out = {key: closed(value) for key, value in schema.items()}
        return {**out, "additionalProperties": out.get("additionalProperties", False)} if "properties" in out and "required" in out else out
    return [closed(each) for each in schema] if isinstance(schema, list) else schema


@cache
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(closed(schema))


@cache
def strict() -> Rulebook:
    return rulebook("strict", grade="4")


def told(text: str, path: str = "x.md") -> dict[str, Any]:
    """The whole report on one text, held to the schema."""
    totals = Totals()
    written = "".join(report(totals.counted([check_decoded(Decoded(Source(path, text)), strict().setting(path))]), totals))
    assert written.isascii()
    data: dict[str, Any] = json.loads(written, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    validator().validate(data)
    return data


def lesson_of(text: str, path: str = "x.md") -> dict[str, Any]:
    lesson: dict[str, Any] = told(text, path)["lessons"][0]
    return lesson


PIECES = (
    st.sampled_from(
        ("# Owls", "## Objective", "## Homework", "**Time:** 20 min", "- watch the video on YouTube", "[click here](https://e.org)")
    )
    | st.sampled_from(
        ("![](a.png)", "| a | b |\n|---|---|\n| c | d |", "> Say: hello", "---\ntitle: A\n---", "<!-- udl-lint: allow structure -- so -->")
    )
    | st.sampled_from(
        (
            "No Spanish!",
            "Students will know the low group",
            "1. Cut, fold, glue, write and read",
            "```",
            "\ud800",
            "\udcff",
            "\x00",
            "\u202e",
        )
    )
    | st.sampled_from(("é", "漢字", "\r\n", "\r", "\n", "\n\n", " "))
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_every_text_gives_a_report_that_holds_to_the_schema_and_quotes_what_is_there(text: str) -> None:
    source = Source("x.md", text)
    for found in lesson_of(text)["findings"]:
        start = source.starts[found["line"] - 1] + found["column"] - 1
        end = source.starts[found["end_line"] - 1] + found["end_column"] - 1
        words = source.text[start:end]
        shown = found["excerpt"].removesuffix("…") if len(words) > 300 else found["excerpt"]
        spelt = "".join(
            f"\\x{ord(each) - 0xDC00:02x}"
            if "\udc80" <= each <= "\udcff"
            else f"\\u{ord(each):04x}"
            if "\ud800" <= each <= "\udfff"
            else each
            for each in words
        )
        assert spelt.startswith(shown)
        assert len(words) > 300 or spelt == shown
        assert found["excerpt"].encode("utf-8").decode("utf-8") == found["excerpt"]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_bytes_that_are_no_plain_text_give_a_sound_report(case: Any) -> None:
    totals = Totals()
    outcome = check_bytes("x.md", case.data, strict().setting)
    data = json.loads("".join(report(totals.counted([outcome]), totals)))
    validator().validate(data)
    (lesson,) = data["lessons"]
    assert lesson["status"] == ("checked" if case.sound else "not_read")
    assert not lesson["checked"] or case.sound
    found = [(each["rule"], each["line"]) for each in lesson["findings"] if each["rule"].startswith("input/")]
    assert not case.rule or (case.rule, case.line) in found


def test_a_file_name_of_any_bytes_is_written_so_that_every_reader_takes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number, trick in enumerate(TRICKS.values()):
        try:
            Path(f"{number} {trick}.md".replace("/", "_")).write_text("# A\n", encoding="utf-8")
        except (OSError, UnicodeError):
            continue
    done = spawn("check", "--format", "json", folder=tmp_path)
    data = json.loads(done.stdout.decode("ascii"))
    validator().validate(data)
    assert len(data["lessons"]) >= 1
    for lesson in data["lessons"]:
        assert lesson["path"].encode("utf-8")
    assert any("\\xf1" in lesson["path"] for lesson in data["lessons"]) or not (tmp_path / "7 ni\udcf1o.md.md").exists()


def test_paths_are_as_given_and_what_was_left_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    for name, text in (("b/weak.md", WEAK), ("a.md", STRONG), ("ci.yaml", "jobs: {}\n")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    data = json.loads(lint("check", "./b", str(tmp_path / "a.md"), "ci.yaml", "gone.md", "--format", "json").out)
    validator().validate(data)
    assert [lesson["path"] for lesson in data["lessons"]] == [str(tmp_path / "a.md"), "b/weak.md"]
    assert [(each["path"], each["status"]) for each in data["left_out"]] == [("ci.yaml", "skipped"), ("gone.md", "unreadable")]
    summary = data["summary"]
    findings = [found for lesson in data["lessons"] for found in lesson["findings"]]
    assert summary["lessons"] == 2
    assert summary["problems"] == {
        severity: sum(found["severity"] == severity and found["verdict"] == "problem" for found in findings)
        for severity in ("error", "warning", "suggestion")
    }
    assert (summary["skipped"], summary["unreadable"], summary["exit_code"]) == (1, 1, 3)


def test_what_a_lesson_is_and_how_it_was_understood() -> None:
    lesson = lesson_of(WEAK)
    about = lesson["about"]
    assert (about["title"], about["grade"], about["band"], about["subject"], about["minutes"]) == ("Volcano Shapes", "6", "6-8", None, None)
    assert about["read_from"]["title"] == {"where": "heading", "line": 1}
    assert about["read_from"]["grade"]["line"] == 3
    (home,) = lesson["reading"]["home_items"]
    assert (home["line"], home["need"], home["route"], home["optional"], home["mb"]) == (7, "high-bandwidth", "none", False, 60.0)
    assert [section["title"] for section in lesson["reading"]["sections"]] == ["Volcano Shapes", "Homework"]
    assert any(mention["concept"] == "streams" and mention["line"] == 7 for mention in lesson["reading"]["mentions"])


def test_a_link_is_called_by_what_the_reader_sees_of_it() -> None:
    lesson = lesson_of("# Fronts\n\nGrade 6\n\n## Homework\n\nDo the [front quiz](https://example.org/quiz) in your notebook.\n")
    (told,) = [finding["message"] for finding in lesson["findings"] if finding["rule"] == "home-technology/internet-only-homework"]
    assert told.startswith("“front quiz” needs the internet")


def test_a_passage_has_its_grade_level_as_a_whole_number() -> None:
    text = "# A\n\nGrade 4\n\n## Directions for students\n\n" + "Take the cup and fill it up to the line. Put it in the sun. " * 6
    (passage,) = [each for each in lesson_of(text)["reading"]["passages"] if each["type"] == "directions"]
    assert passage["words"] > 50
    assert passage["grade_level"] in (0, 1, 2)
    (short,) = lesson_of("# A\n\n## Directions for students\n\nFill the cup.\n")["reading"]["passages"]
    assert short["grade_level"] is None


def test_an_allowed_finding_is_listed_with_its_reason() -> None:
    rule = "home-technology/high-bandwidth-homework"
    lesson = lesson_of(WEAK.replace("Watch the", f"<!-- udl-lint: allow {rule} until 2999-01-01 -- we lend discs -->\n\nWatch the"))
    assert {"rule": rule, "line": 9, "reason": "we lend discs", "until": "2999-01-01"} in lesson["allowed"]
    assert rule not in [found["rule"] for found in lesson["findings"]]


def test_the_page_names_every_key() -> None:
    page = (ROOT / "docs" / "json-report.md").read_text(encoding="utf-8")
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    keys = {key for name in ("lesson", "finding", "about", "evidence", "allowed") for key in schema["$defs"][name]["properties"]}
    assert not [key for key in sorted(keys | set(schema["$defs"]["reading"]["properties"])) if f"`{key}`" not in page]
    assert not [key for key in (*schema["properties"], *schema["$defs"]["summary"]["properties"]) if f'"{key}"' not in page]


# Fingerprints


def names(text: str) -> list[tuple[str, str]]:
    return [(found["rule"], found["fingerprint"]) for found in lesson_of(text)["findings"]]


def test_fingerprints_stay_when_lines_move_and_spaces_change() -> None:
    text = WEAK + "\n## Steps\n\nThe low group waits. No Spanish!\n"
    moved = text.replace("\n## Homework", "\n\n\nMore words here.\n\n## Homework").replace("low group", "low\ngroup")
    wanted = set(names(text))
    assert len(wanted) > 3
    assert wanted == set(names(moved))
    assert all(re.fullmatch(r"[0-9a-f]{32}", name) for _, name in wanted)


def test_fingerprints_change_with_rule_heading_and_words() -> None:
    text = "# A\n\n## One\n\n[click here](https://e.org)\n\n## Two\n\n[click here](https://e.org)\n\n[here](https://e.org)\n"
    found = [name for rule, name in names(text) if rule == "materials/vague-link-text"]
    assert len(found) == len(set(found)) == 3


def test_equal_fingerprints_in_a_lesson_are_counted() -> None:
    text = "# A\n\n## One\n\n" + "[click here](https://e.org)\n\n" * 3
    found = [name for rule, name in names(text) if rule == "materials/vague-link-text"]
    assert found == [found[0], f"{found[0]}:2", f"{found[0]}:3"]


def test_the_composed_and_the_decomposed_letter_are_the_same_words() -> None:
    one, two = (check_decoded(Decoded(Source("x.md", text)), strict().setting("x.md")) for text in ("# caf\u00e9\n", "# cafe\u0301\n"))
    assert isinstance(one, Checked)
    assert isinstance(two, Checked)
    finding = Finding("a/b", "error", "problem", "m", "f", Span(2, 6), "w")
    decomposed = finding._replace(span=Span(2, 7))
    assert list(fingerprints(one.lesson, [finding])) == list(fingerprints(two.lesson, [decomposed]))


def test_a_rule_may_say_anything() -> None:
    """What checks of strangers yield is written too, whatever characters are in it."""
    outcome = check_decoded(Decoded(Source("x.md", WEAK)), strict().setting("x.md"))
    assert isinstance(outcome, Checked)
    odd = "a\ud800\udc80\x00\u2028</script>"
    finding = Finding("a/b", "error", "problem", odd, odd, Span(0, 0), odd, (), ((odd, odd),))
    checked = outcome._replace(path=odd, report=Report((finding,), (), ("a/b",), (Unchecked("a/c", odd),), (("a/d", odd),)))
    json.loads(encoded(lesson_data(checked))).__str__().encode("utf-8")
