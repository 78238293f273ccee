"""Rule files are read as they were meant, refused where they are wrong, and compiled anew when they change."""

from __future__ import annotations

import json
import os
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal, cast

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from udl_lint import store as store_module
from udl_lint.checks import CHECKS, build_check
from udl_lint.checks.looks import Check, Hit, Look, Options
from udl_lint.compiled import Compiled
from udl_lint.errors import PackError
from udl_lint.example_runs import run_examples
from udl_lint.finding import Finding, Report
from udl_lint.pack_compile import compile_pack, compile_rule, pack_rule_ids
from udl_lint.pack_files import read_check, rule_schema
from udl_lint.packs import Rules, Ruleset, Standard, installed_kinds, installed_pack, load_ruleset
from udl_lint.reading import Reading
from udl_lint.rule import Example, Option, Rule
from udl_lint.source import Span
from udl_lint.store import built_in, with_pages
from udl_lint.wording import did_you_mean, fill, names_in, shown
from udl_lint.written import read_written, written_from


class Say(Check):
    """A check with a field of every type that rule files may fill."""

    provides: ClassVar[frozenset[str]] = frozenset({"label"})
    concepts: tuple[str, ...]
    mode: Literal["loud", "soft"] = "soft"
    at_least: int = 1
    limit: float | None = None
    strict: bool = False
    by_band: tuple[tuple[str, float], ...] = ()

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        yield Hit(Span(0, 1), {"label": "x"})


KINDS = {**CHECKS, "say": f"{__name__}:Say"}

RULE = """\
id: home/streaming
title: Homework that has to be streamed
severity: warning
standards: [udl:4.2]
message: "“{label}” needs more than {at_most} MB."
why: >-
  Not every home
  can stream.
affects: families with a metered connection
how_to_fix: Send the printed summary.
sources: ["A survey (2022)"]
options:
  at_most: {default: 50, about: "Megabytes one task may need"}
  exempt: {default: [art, 1:30], about: "Subjects left out"}
  by_band: {default: {K-2: 0.5, 3-5: no, 6-8: true}, about: "Hours by band"}
check:
  kind: say
  concepts: [video, stream]
  at_least: 2
  limit: 2.5
  strict: true
examples:
  - title: A clip
    lesson: |
      ## Homework
      Watch the clip.
    flags: ["Watch the clip."]
  - title: Paper
    lesson: Read the page.
  - title: A river
    lesson: "Watch the stream."
    trap: true
"""
LEXICON = """\
about: Words for things to watch
classes:
  student: {en: [student*, you], es: [estudiante*]}
concepts:
  video:
    about: A film or a clip
    en: [clip*, film*]
    not: {en: [paper clip*]}
  stream:
    about: Sent while it is watched
    en: ["<student> … stream~", (live|simple) stream*]
    implies: [video]
"""
STANDARDS = """\
udl:
  about: Universal Design for Learning Guidelines 3.0
  link: https://udlguidelines.cast.org
  entries:
    4.2: {title: Optimize access to tools}
"""
CUES = """\
roles: {home: [homework, tarea*]}
facts: {grade: [grade, grado]}
audiences: {student: [student activity]}
home: [homework]
"""
PROFILES = {
    "teacher": "about: For one teacher\nrules: {home/streaming: off}\n",
    "team": "about: For a team\nextends: teacher\nfail_on: error\nrules: {home/streaming: {severity: error, at_most: 10}}\n",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A folder like `rules/`, with one rule."""
    profiles = {f"profiles/{name}.yaml": text for name, text in PROFILES.items()}
    shared = {"lexicon/media.yaml": LEXICON, "lexicon/cues.yaml": CUES, "standards.yaml": STANDARDS, "README.md": "no YAML"}
    return write(tmp_path / "rules", {"home/streaming.yaml": RULE, **shared, **profiles})


@pytest.fixture
def base(rules: Path) -> Compiled:
    return compile_pack(rules, kinds=KINDS)


@pytest.fixture
def checkout(rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The built-in rules are those of the fixture `rules`, kept ready in a store of their own."""
    write(rules, {"home/streaming.yaml": RULE})
    monkeypatch.setattr(store_module, "RULES", str(rules))
    monkeypatch.setattr(store_module, "STORE", str(tmp_path / "store"))
    monkeypatch.setattr(store_module, "IN_CHECKOUT", True)
    monkeypatch.setitem(cast("dict[str, str]", CHECKS), "say", KINDS["say"])
    return rules


def test_a_rule_is_what_its_file_says(base: Compiled) -> None:
    rule = Ruleset(base, KINDS).explained["home/streaming"]
    assert rule == Rule(
        id="home/streaming",
        title="Homework that has to be streamed",
        severity="warning",
        message="“{label}” needs more than {at_most} MB.",
        how_to_fix="Send the printed summary.",
        check=Say(concepts=("video", "stream"), mode="soft", at_least=2, limit=2.5, strict=True),
        standards=("udl:4.2",),
        options={
            "at_most": Option(50, "Megabytes one task may need"),
            "exempt": Option(("art", "1:30"), "Subjects left out"),
            "by_band": Option({"K-2": 0.5, "3-5": "no", "6-8": True}, "Hours by band"),
        },
        why="Not every home can stream.",
        affects="families with a metered connection",
        sources=("A survey (2022)",),
        examples=(
            Example("A clip", "## Homework\nWatch the clip.\n", flags=("Watch the clip.",)),
            Example("Paper", "Read the page."),
            Example("A river", "Watch the stream.", trap=True),
        ),
    )
    bare = Ruleset(base, KINDS).rules["home/streaming"]
    assert bare == rule._replace(why="", affects="", sources=(), examples=())


def test_what_rules_share_is_read(base: Compiled) -> None:
    ruleset = Ruleset(base, KINDS)
    assert ruleset.lexicon_data["concepts"]["video"] == {
        "about": "A film or a clip",
        "en": ["clip*", "film*"],
        "not": {"en": ["paper clip*"]},
    }
    title, framework = "Optimize access to tools", "Universal Design for Learning Guidelines 3.0"
    assert ruleset.standards == {"udl:4.2": Standard("udl:4.2", title, framework, "https://udlguidelines.cast.org")}
    assert ruleset.profiles["team"]["rules"] == {"home/streaming": {"severity": "error", "at_most": 10}}
    assert ruleset.profiles["teacher"]["rules"] == {"home/streaming": "off"}
    assert ruleset.cues.role("Tarea para la casa") == "home"


REFUSALS = [
    ("severity: warning", "severity: bad", "`severity` is 'bad'", 3),
    ("severity: warning", "severtiy: warning", "unknown key `severtiy`. Did you mean 'severity'?", 3),
    ("    trap: true", "    tarp: true", "unknown key `tarp`. Did you mean 'trap'?", 32),
    ("id: home/streaming", "id: home/stream", "the path of the file says 'home/streaming'", 1),
    ("    trap: true", "    grade: 4", "no silent example is a trap", 22),
    ("    trap: true", "    trap: perhaps", "`trap` must be true or false", 32),
    ('    flags: ["Watch the clip."]', "    grade: 4", "no example is flagged", 22),
    ("lesson: Read the page.", 'lesson: Read\n    reviews: ["Read"]', "fewer than two examples stay silent", 22),
    ('flags: ["Watch the clip."]', 'flags: ["Watch the film."]', "'Watch the film.' is not in the example", 27),
    ("    trap: true", '    trap: true\n    flags: ["stream"]', "a trap must stay silent", 32),
    ('sources: ["A survey (2022)"]', "sources: []", "`sources` needs 1 or more", 11),
    ('sources: ["A survey (2022)"]\n', "", "`sources` is missing", 1),
    ("{label}", "{lable}", "`message` has {lable}, which neither the check nor an option provides. Did you mean 'label'?", 5),
    ("{label}", "{label.__class__}", "a brace that belongs to no {name}", 5),
    ("printed summary.", "printed {summary}.", "`how_to_fix` has {summary}", 10),
    ("Send the printed summary.", "Send " + "very " * 18, "`how_to_fix` has 19 words", 10),
    ("udl:4.2", "udl:4.3", "there is no standard 'udl:4.3'. Did you mean 'udl:4.2'?", 4),
    ("[video, stream]", "[video, steam]", "there is no concept 'steam' in the lexicon. Did you mean 'stream'?", 18),
    ("kind: say", "kind: sya", "there is no kind of check 'sya'. Did you mean 'say'?", 17),
    ("  kind: say\n", "", "`check` needs a `kind`", 16),
    ("at_least: 2", "at_last: 2", "takes no 'at_last'. Did you mean 'at_least'?", 19),
    ("at_least: 2", "at_least: two", "`at_least` is 'two', not a whole number", 19),
    ("at_least: 2", "mode: shrill", "`mode` is 'shrill', not 'loud' or 'soft'", 19),
    ("  concepts: [video, stream]\n", "", "needs 'concepts'", 16),
    ("limit: 2.5", "limit: .inf", "`limit`", 20),
    ("why: >-", "why: >-\nwhy: >-", "why", 7),
    ("affects: families with a metered connection", "affects: ", "`affects` is empty", 9),
    ("title: Homework that has to be streamed", 'title: "Home\\nwork"', "needs one line", 2),
    ("title: Homework that has to be streamed", "title: [Homework]", "`title` must be a text", 2),
    ("title: Homework that has to be streamed", "title: !!python/name:os.system x", "begins with “!”", 2),
    ("at_most: {default: 50", "at-most: {default: 50", "it needs small letters, digits and _", 13),
]


@pytest.mark.parametrize(("old", "new", "message", "line"), REFUSALS, ids=[f"{new[:30]}" for _, new, _, _ in REFUSALS])
def test_a_wrong_rule_is_refused_at_its_line(base: Compiled, old: str, new: str, message: str, line: int) -> None:
    assert old in RULE
    with pytest.raises(PackError) as caught:
        compile_rule(written_from("streaming.yaml", RULE.replace(old, new, 1)), "home/streaming", base, KINDS)
    assert message in str(caught.value)
    assert (caught.value.place, caught.value.line) == ("streaming.yaml", line)


@pytest.mark.parametrize(
    ("check", "message"),
    [
        ("{kind: flag, concepts: [clip], not_roles: [homework]}", "`not_roles` is 'homework', not"),
        ("{kind: lacking, when: [clip], unless: [clip], within: page}", "`within` is 'page', not"),
        ("{kind: lacking, when: [clip], unless: [clip], report: line}", "`report` is 'line', not"),
        ("{kind: require, any: [clip], actors: [pupil]}", "`actors` is 'pupil', not"),
    ],
)
def test_a_word_that_a_check_does_not_know_is_refused(check: str, message: str) -> None:
    written = written_from("x.yaml", f"check: {check}\n")
    with pytest.raises(PackError) as caught:
        read_check(written.data["check"], written, ("check",))
    assert message in str(caught.value)
    assert caught.value.line == 1


SHARED_REFUSALS = [
    ("lexicon/media.yaml", LEXICON.replace("    about: A film or a clip\n", ""), "'video' needs an `about`", 5),
    (
        "lexicon/media.yaml",
        LEXICON.replace("implies: [video]", "implies: [vdieo]"),
        "'vdieo', which is no concept. Did you mean 'video'?",
        12,
    ),
    ("lexicon/media.yaml", LEXICON.replace("es: [", "spanish: ["), "unknown key `spanish`", 3),
    ("lexicon/media.yaml", LEXICON.replace("en: [clip*, film*]", "en: clip*"), "`en` must be a list", 7),
    ("lexicon/media.yaml", LEXICON.replace("clip*,", '"(clip",'), "has a bracket that does not close", 7),
    ("lexicon/media.yaml", LEXICON.replace("clip*,", "(a|b)" * 16 + ","), "stands for too much", 7),
    ("lexicon/media.yaml", LEXICON.replace("clip*,", "a … a … a … a,"), "stands for too much", 7),
    ("lexicon/media.yaml", LEXICON.replace("<student>", "<students>"), "no class of words <students>. Did you mean 'student'?", 11),
    ("lexicon/more.yaml", LEXICON, "already in", 5),
    ("lexicon/cues.yaml", CUES.replace("home: [homework, tarea*]", "house: [homework]"), "unknown role 'house'", 1),
    ("standards.yaml", STANDARDS.replace("title:", "titel:"), "unknown key `titel`. Did you mean 'title'?", 5),
    ("standards.yaml", STANDARDS.replace("https://", "javascript:"), "needs a link", 3),
    (
        "profiles/team.yaml",
        "about: x\nrules:\n  home/steaming: off\n",
        "no rule or pack 'home/steaming'. Did you mean 'home/streaming'?",
        3,
    ),
    ("profiles/team.yaml", "about: x\nonly: [hom]\n", "no rule or pack 'hom'. Did you mean 'home'?", 2),
    ("profiles/team.yaml", "about: x\nextends: teachr\n", "no profile 'teachr'. Did you mean 'teacher'?", 2),
    ("profiles/teacher.yaml", "about: x\nextends: team\n", "in a circle", 2),
    ("home/too/deep.yaml", RULE, "not deeper", None),
    ("home/other.yml", RULE, "ends in .yaml", None),
    ("Home/other.yaml", RULE, "cannot be a rule's id", None),
]


@pytest.mark.parametrize(("name", "text", "message", "line"), SHARED_REFUSALS, ids=[message for _, _, message, _ in SHARED_REFUSALS])
def test_wrong_words_standards_and_profiles_are_refused(rules: Path, name: str, text: str, message: str, line: int | None) -> None:
    write(rules, {name: text})
    with pytest.raises(PackError) as caught:
        compile_pack(rules, kinds=KINDS)
    assert message in str(caught.value)
    assert caught.value.line == line


def test_a_folder_without_cues_or_no_folder_is_refused(rules: Path) -> None:
    (rules / "lexicon/cues.yaml").unlink()
    with pytest.raises(PackError, match=r"cues\.yaml is missing"):
        compile_pack(rules, kinds=KINDS)
    with pytest.raises(PackError, match="no such folder"):
        compile_pack(rules / "nowhere", kinds=KINDS)


def test_a_pack_adds_rules_words_and_standards(checkout: Path, tmp_path: Path) -> None:
    words = "about: Ours\nconcepts:\n  video: {en: [clip*, reel*], es: [corto*]}\n  radio: {about: Heard, en: [radio]}\n"
    rule = RULE.replace("home/streaming", "our-rules/radio").replace("[video, stream]", "[video, radio]").replace("udl:4.2", "district:1")
    standards = "district: {about: Our district, entries: {1: {title: Radio for all}}}\n"
    folder = write(tmp_path / "our-rules", {"radio.yaml": rule, "lexicon/ours.yaml": words, "standards.yaml": standards})
    plain, ruleset = load_ruleset(kinds=KINDS), load_ruleset([folder], KINDS)
    assert list(ruleset.rules) == ["home/streaming", "our-rules/radio"]
    assert ruleset.lexicon_data["concepts"]["video"] == {
        "about": "A film or a clip", "en": ["clip*", "film*", "reel*"], "not": {"en": ["paper clip*"]}, "es": ["corto*"],
    }  # fmt: skip
    assert ruleset.standards["district:1"].title == "Radio for all"
    assert ruleset.explained["our-rules/radio"].examples == ruleset.explained["home/streaming"].examples
    assert ruleset.digest != plain.digest
    assert pack_rule_ids(folder) == ("our-rules/radio",)
    assert pack_rule_ids(checkout) == pack_rule_ids(checkout / "home") == ("home/streaming",)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("home/streaming.yaml", RULE, "there already is a rule home/streaming"),
        ("lexicon/cues.yaml", CUES, "only udl-lint itself"),
        ("profiles/teacher.yaml", PROFILES["teacher"], "only udl-lint itself"),
        ("standards.yaml", STANDARDS, "not taken"),
    ],
)
def test_a_pack_cannot_take_the_place_of_what_is_built_in(base: Compiled, tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(PackError, match=message):
        compile_pack(write(tmp_path / "ours", {name: text}), base, KINDS)


def test_a_pack_reads_nothing_outside_its_folder(base: Compiled, tmp_path: Path) -> None:
    secret = write(tmp_path, {"secret.yaml": RULE}) / "secret.yaml"
    folder = write(tmp_path / "ours", {".hidden/x.yaml": "]", ".x.yaml": "]"})
    assert compile_pack(folder, base, KINDS) == Compiled(pages={})
    (folder / "x.yaml").symlink_to(secret)
    with pytest.raises(PackError, match="leads out"):
        compile_pack(folder, base, KINDS)
    (folder / "x.yaml").unlink()
    os.mkfifo(folder / "x.yaml")
    with pytest.raises(PackError, match="not a file"):
        compile_pack(folder, base, KINDS)


def test_files_that_are_no_yaml_are_refused_with_their_line(tmp_path: Path) -> None:
    for data, line in ((b"a: 1\nb: \xff\n", 2), (b"a: 1\na: 2\n", 2), (b"a: 1\nb: [1\n", 2), (b"a: *b\n", 1)):
        path = tmp_path / "x.yaml"
        path.write_bytes(data)
        with pytest.raises(PackError) as caught:
            read_written(path)
        assert caught.value.line == line, data


def test_in_a_checkout_the_store_follows_the_files(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built_in()
    store = tmp_path / "store"
    assert first.pages is not None
    stored = built_in()
    assert stored.pages is None, "the second time it comes from the store"
    assert with_pages(stored) == first
    write(checkout, {"home/streaming.yaml": RULE.replace("Not every home", "No home at all")})
    changed = built_in()
    assert changed.digest != first.digest
    assert with_pages(built_in()).pages == changed.pages
    (checkout / "lexicon/media.yaml").rename(checkout / "lexicon/films.yaml")
    renamed = built_in()
    assert (renamed.pages is not None, renamed.digest) == (True, changed.digest), "compiled anew, with nothing new in it"
    for name in ("engine.py", "pages.json"):
        (store / name).write_text((store / name).read_text(encoding="utf-8")[:-9], encoding="utf-8")
        assert with_pages(built_in()) == changed
    built_in()
    assert sorted(path.name for path in store.iterdir() if path.is_file()) == ["engine.py", "pages.json", "words-en", "words-es"]
    (store / "pages.json").write_text(json.dumps({"digest": "another", "pages": {}}), encoding="utf-8")
    assert with_pages(built_in()) == changed
    shutil.rmtree(store)
    store.write_text("no folder can be made here", encoding="utf-8")
    assert built_in() == built_in() == changed


def test_rules_are_built_when_asked_for(base: Compiled) -> None:
    broken = base._replace(rules={**base.rules, "home/other": {**base.rules["home/streaming"], "check": {"kind": "nobody"}}})
    rules = Rules(broken, KINDS)
    assert rules["home/streaming"] is rules["home/streaming"]
    assert (len(rules), list(rules)) == (2, ["home/streaming", "home/other"])
    with pytest.raises(PackError, match="no kind of check 'nobody'"):
        rules["home/other"]
    with pytest.raises(KeyError):
        rules["home/none"]


def test_kinds_and_packs_of_other_packages_come_only_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    points = "[udl_lint.checks]\nhum = no_such_package:Hum\n[udl_lint.packs]\ndistrict = district_rules\n"
    write(tmp_path, {"district-1.dist-info/METADATA": "Name: district\n", "district-1.dist-info/entry_points.txt": points})
    write(tmp_path, {"district_rules/__init__.py": "raise SystemExit('a pack is data; it must not be imported')"})
    monkeypatch.syspath_prepend(str(tmp_path))
    assert installed_kinds([]) == CHECKS
    assert installed_kinds(["hum"]) == {**CHECKS, "hum": "no_such_package:Hum"}
    assert installed_pack("district") == str(tmp_path / "district_rules")
    with pytest.raises(PackError, match=r"no installed package offers 'humm' as udl_lint.checks. Did you mean 'hum'"):
        installed_kinds(["humm"])
    with pytest.raises(PackError, match="built in"):
        installed_kinds(["flag"])
    with pytest.raises(PackError, match="cannot be loaded from no_such_package:Hum"):
        build_check({"kind": "hum"}, installed_kinds(["hum"]))


def test_a_check_is_built_alike_with_and_without_pydantic(base: Compiled) -> None:
    text = RULE.replace("limit: 2.5", "by_band: [[K-2, 5], [3-5, 7.5]]")
    face, _ = compile_rule(written_from("streaming.yaml", text), "home/streaming", base, KINDS)
    check = build_check(json.loads(json.dumps(face["check"])), KINDS)
    assert check == Say(concepts=("video", "stream"), at_least=2, strict=True, by_band=(("K-2", 5.0), ("3-5", 7.5)))


def test_the_shipped_schema_is_the_models() -> None:
    path = Path(store_module.PACKAGE, "data", "rule.schema.json")
    wanted = json.dumps(rule_schema(), indent=2, ensure_ascii=False) + "\n"
    assert path.read_text(encoding="utf-8") == wanted, f"write {path.name} anew from udl_lint.pack_files.rule_schema()"
    jsonschema.Draft202012Validator.check_schema(rule_schema())


def test_the_schema_takes_a_good_rule_and_refuses_a_wrong_one() -> None:
    rule = written_from("x.yaml", RULE).data
    rule["examples"][2]["trap"] = True
    jsonschema.validate(rule, rule_schema())
    for key, value in (("severity", "bad"), ("sources", []), ("why", ""), ("colour", "red"), ("examples", rule["examples"][:2])):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**rule, key: value}, rule_schema())


def test_examples_say_what_is_missing_and_what_is_too_much(base: Compiled) -> None:
    def lint(rule: Rule, example: Example) -> Report:
        at = example.lesson.find("Watch")
        spans = [] if at < 0 else [Span(at, at + len("Watch the clip."))]
        return Report(tuple(Finding(rule.id, "warning", "problem", "m", "a", span, "") for span in spans))

    clip, paper, river = run_examples(Ruleset(base, KINDS), lint)
    assert (clip.passed, paper.passed, river.passed) == (True, True, False)
    assert (clip.number, clip.flagged[0].position) == (1, (2, 1))
    assert [each.text for each in river.unexpected] == ["Watch the strea"]
    nothing = list(run_examples(Ruleset(base, KINDS), lambda rule, example: Report(), ["home/streaming"]))
    assert [result.missing for result in nothing] == [(("problem", "Watch the clip."),), (), ()]
    crash = next(run_examples(Ruleset(base, KINDS), lambda rule, example: Report(crashed=((rule.id, "KeyError: 'x'"),))))
    assert (crash.passed, crash.crashed) == (False, ("KeyError: 'x'",))
    with pytest.raises(KeyError):
        list(run_examples(Ruleset(base, KINDS), lint, ["home/none"]))


def test_another_verdict_another_rule_or_a_second_finding_is_no_pass(base: Compiled) -> None:
    def lint(rule: Rule, example: Example) -> Report:
        at = example.lesson.find("Watch the clip.")
        good = Finding(rule.id, "warning", "problem", "m", "a", Span(at, at + 15), "")
        return Report((good, good, good._replace(verdict="review"), good._replace(rule="input/tab")))

    clip = next(run_examples(Ruleset(base, KINDS), lint))
    assert [(each.rule, each.verdict) for each in clip.unexpected] == [
        ("home/streaming", "problem"), ("home/streaming", "review"), ("input/tab", "problem"),
    ]  # fmt: skip


@given(st.text(), st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.lists(st.text())))
def test_a_value_in_a_message_is_short_and_harmless(template: str, value: object) -> None:
    text = shown(value)
    assert len(text) <= 80
    assert not any(unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp") for each in text)
    assert fill("a {name} b", {"name": value}) == f"a {text} b"
    if "{name}" not in template:
        assert fill(template, {"name": value}) == template


def test_messages_are_filled_once_and_with_names_only() -> None:
    assert fill("{a} {b} {c}", {"a": "{b}", "b": ["x", 2.0, True]}) == "{b} x, 2, yes {c}"
    assert names_in("{a} and {b_2}") == ("a", "b_2")
    for template in ("{", "}", "{}", "{0}", "{a!r}", "{a:>9}", "{a.b}", "{{a}}"):
        with pytest.raises(ValueError, match="brace"):
            names_in(template)
    assert shown("x" * 80) == "x" * 80
    assert shown("x" * 81) == "x" * 79 + "…"
    assert shown("a\n\tb\x1b[31m\u202e") == r"a b\u001b[31m\u202e"
    assert did_you_mean("fial_on", ["fail_on", "packs"]) == "Did you mean 'fail_on'?"
    assert did_you_mean("zzz", ["fail_on", "packs"]) == "Known: fail_on, packs."
