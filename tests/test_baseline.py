"""A baseline holds back what is known, and nothing else, whatever is edited around it."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from running import WEAK, lint
from udl_lint.baseline import Known, written

FILE = "udl-lint-baseline.jsonl"
TWICE = "# Maps\n\nGrade 5\n\n## Differentiation\n\n- ELLs: modified worksheet.\n- ELLs: modified worksheet.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "unit").mkdir()
    (tmp_path / "unit" / "a.md").write_text(WEAK, encoding="utf-8")
    (tmp_path / "b.md").write_text(TWICE, encoding="utf-8")
    assert lint("baseline", "create").code == 0
    return tmp_path


def quiet(*more: str) -> list[str]:
    """The findings of a check with the baseline, without their places."""
    return [line.split(": ", 1)[1] for line in lint("check", "--quiet", "--all", "--baseline", FILE, *more).out.splitlines()]


def test_known_findings_are_not_told_and_do_not_fail_a_run(folder: Path) -> None:
    assert lint("check").code == 1
    ran = lint("check", "--baseline", FILE)
    assert ran.code == 0
    assert "known findings are not shown" in ran.notes
    for form in ("text", "markdown", "html"):
        told = lint("check", "--baseline", FILE, "--format", form).out
        assert "nothing new to mend" in told
        assert "known findings not told again" in told
        assert "nothing to mend" not in told.lower()
    assert quiet() == []


def test_edits_elsewhere_make_nothing_new_and_a_new_finding_is_told(folder: Path) -> None:
    lesson = folder / "unit" / "a.md"
    moved = WEAK.replace("Grade 6\n", "Grade 6\n\nA line more.\n\n## Steps\n\n1. Look at a rock with your partner.\n")
    lesson.write_text(moved.replace("## Homework\n", "## Homework  \n\n").replace("Watch the", "Watch  the"), encoding="utf-8")
    assert [line for line in quiet() if "home-technology" in line] == []
    lesson.write_text(WEAK + "\nThen stream the 20-minute video on ash and write a page.\n", encoding="utf-8")
    assert any("home-technology" in line for line in quiet())


def test_one_more_of_the_same_is_new(folder: Path) -> None:
    (folder / "b.md").write_text(TWICE + "- ELLs: modified worksheet.\n", encoding="utf-8")
    assert [line.split()[1] for line in quiet() if "generic" in line] == ["language/generic-language-support"]


def test_a_mended_finding_is_counted_and_update_takes_it_out(folder: Path) -> None:
    before = (folder / FILE).read_text(encoding="utf-8").splitlines()
    (folder / "b.md").write_text(TWICE.replace("- ELLs: modified worksheet.\n", "", 1), encoding="utf-8")
    ran = lint("check", "--baseline", FILE)
    assert "1 known finding is gone. To take it out: udl-lint baseline update --file" in ran.notes
    assert lint("baseline", "update").out.startswith(f"{FILE}: 1 of ")
    after = (folder / FILE).read_text(encoding="utf-8").splitlines()
    assert len(after) == len(before), "the other one of the two stays"
    assert sum(json.loads(line)["times"] for line in before[1:]) == sum(json.loads(line)["times"] for line in after[1:]) + 1
    (folder / "b.md").write_text(TWICE, encoding="utf-8")
    assert any("generic-language-support" in line for line in quiet()), "what came back is new"


def test_update_adds_nothing_and_keeps_what_it_did_not_look_at(folder: Path) -> None:
    before = (folder / FILE).read_bytes()
    (folder / "c.md").write_text(WEAK, encoding="utf-8")
    assert lint("baseline", "update", "c.md").code == 0
    assert (folder / FILE).read_bytes() == before
    (folder / "udl-lint.yaml").write_text("rules: {home-technology: off}\n", encoding="utf-8")
    lint("baseline", "update")
    assert (folder / FILE).read_bytes() == before, "a rule that is off has not found that anything is mended"
    (folder / "unit" / "a.md").unlink()
    lint("baseline", "update")
    assert b"unit/a.md" not in (folder / FILE).read_bytes()
    assert b"b.md" in (folder / FILE).read_bytes()


def test_lessons_count_from_the_baseline_s_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "unit")
    assert lint("check", "--baseline", f"../{FILE}").code == 0


def test_a_file_that_is_no_text_stays_a_finding(folder: Path) -> None:
    (folder / "b.md").write_bytes(b"# Maps\n\x00\x01\x02\xff\xfe" * 40)
    assert lint("check", "--baseline", FILE).code != 0
    ran = lint("baseline", "create", "--force")
    assert "b.md: not in the baseline" in ran.notes
    assert lint("check", "--baseline", FILE).code != 0


def test_create_overwrites_nothing_unasked(folder: Path) -> None:
    before = (folder / FILE).read_bytes()
    ran = lint("baseline", "create")
    assert ran.code == 2
    assert ran.notes.startswith(f"udl-lint: {FILE}: there is one already.")
    assert lint("baseline", "create", "--force").code == 0
    assert (folder / FILE).read_bytes() == before, "the same lessons give the same bytes"


def test_show_lists_each_and_counts_the_rules(folder: Path) -> None:
    out = lint("baseline", "show").out
    assert "unit/a.md\n" in out
    assert "(2 times)" in out
    assert "By rule:" in out


def test_the_file_is_sorted_and_one_line_each() -> None:
    known = [Known(f"l{number % 3}.md", f"p/r{number % 5}", "A › B", f"line\u2028{number}", f"{number:032x}") for number in range(40)]
    once = written(known)
    random.Random(1).shuffle(known)
    assert written(known) == once
    assert once.count("\n") == len(once.splitlines()) == 41
    assert '"times": 2' in written([*known, known[0]])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1: this line is no entry of a baseline."),
        ('{"schema": "udl-lint/baseline/9"}\n', ":1: the first line of a baseline is"),
        ("{HEAD}\n<<<<<<< ours\n", ":2: this is the mark of a merge conflict. Keep the lines of both sides"),
        ('{HEAD}\n{"lesson": "a.md"\n', ":2: this line is no entry of a baseline."),
        ('{HEAD}\n\n{"lesson": "a.md"}\n', ":3: this entry has no 'rule'."),
        ('{HEAD}\n{"lesson": "a.md", "rule": "p/r", "under": "", "words": "", "id": "x", "times": 0}\n', ":2: 'times' begins at 1."),
        (
            '{HEAD}\n{"lesson": "a.md", "rule": "p/r", "under": "", "words": "", "id": "x", "times": true}\n',
            ":2: 'times' cannot be 'True'.",
        ),
        (
            "{HEAD}\n" + '{"lesson": "a.md", "rule": "p/r", "under": "", "words": "", "id": "x", "times": 1}\n' * 2,
            ":3: this finding stands in",
        ),
        ("{HEAD}\n" + "[" * 5000, ":2: this line is no entry of a baseline."),
    ],
)
def test_a_broken_baseline_is_told_with_its_line(folder: Path, text: str, said: str) -> None:
    (folder / FILE).write_text(text.replace("{HEAD}", '{"schema": "udl-lint/baseline/1"}'), encoding="utf-8")
    ran = lint("check", "--baseline", FILE)
    assert (ran.code, ran.out) == (2, "")
    assert ran.notes.startswith(f"udl-lint: {FILE}{said}")


def test_a_baseline_that_is_not_there(folder: Path) -> None:
    ran = lint("check", "--baseline", "none.jsonl")
    assert ran.code == 2
    assert "none.jsonl: this baseline cannot be read" in ran.notes
