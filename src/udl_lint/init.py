"""A first `udl-lint.yaml` that fits the lessons which are there."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from udl_lint.lesson import Grade, Language
from udl_lint.named import Named
from udl_lint.reporters.terminal import count, plain
from udl_lint.reporters.understanding import grade_name

MOST_LESSONS = 500
"""Lessons that are looked at; the first ones of a large collection tell enough."""
TEAM = 10
"""From so many lessons on, a folder under version control is taken for a team's."""
MOST_FOLDERS = 30


class Known(Named):
    """What a lesson tells about itself. `stated`: whether the plan itself names its grade."""

    path: str
    grade: Grade | None
    stated: bool
    language: Language


def configuration(lessons: Sequence[Known], profiles: Mapping[str, str], *, versioned: bool) -> Iterator[str]:
    """The lines of a configuration for these lessons; `profiles` says what each is for, `versioned` whether Git keeps the folder."""
    profile = "team" if versioned and len(lessons) >= TEAM and "team" in profiles else "teacher"
    yield "# How udl-lint looks at the lessons below this folder. Every line may be changed or left out."
    yield f"# It was written from {count(len(lessons), 'lesson')}."
    yield ""
    yield "# Which rules are on (`udl-lint rules` lists them):"
    width = max(map(len, profiles), default=0)
    yield from (f"#   {name:<{width}}  {about}" for name, about in profiles.items())
    yield f"profile: {profile}"
    yield ""
    yield "# From which severity on a run fails: error, warning, suggestion or never."
    yield "fail_on: error"
    yield ""
    yield "# What is true of the lessons where they do not say it themselves."
    yield from _about(lessons)
    yield ""
    yield "# A rule, or a pack of rules, can be turned off, made milder or stricter, or be given options (`udl-lint explain RULE`)."
    yield "# rules:"
    yield "#   structure/missing-grade: off"
    yield "#   home-technology/over-data-budget: {severity: suggestion}"
    yield ""
    yield "# What holds for some folders only; later ones win."
    yield from _overrides(lessons)
    yield ""
    yield "# Files that are no lessons, written as in .gitignore."
    yield '# exclude: ["archive/**"]'


def _about(lessons: Sequence[Known]) -> Iterator[str]:
    """The grade and the language that all lessons share which tell theirs."""
    grade, language = _shared(lessons), _language(lessons)
    yield "about:" if grade or language else "# about:"
    yield f"  grade: {grade}" if grade else "#   grade: 4"
    yield f"  language: {language}" if language else "#   language: es"


def _overrides(lessons: Sequence[Known]) -> Iterator[str]:
    """A grade for every folder whose lessons agree on it and do not all state it, unless all folders agree."""
    folders: dict[str, list[Known]] = defaultdict(list)
    for lesson in lessons:
        folders[posixpath.dirname(lesson.path)].append(lesson)
    common = _shared(lessons)
    grades = {folder: grade for folder, inside in sorted(folders.items()) if folder and (grade := _shared(inside)) and grade != common}
    if not grades:
        yield "# overrides:"
        yield '#   - paths: ["grade-3/**"]'
        yield "#     about: {grade: 3}"
        return
    yield "overrides:"
    for folder, grade in list(grades.items())[:MOST_FOLDERS]:
        yield f"  - paths: [{_quoted(f'{_pattern(folder)}/**')}]"
        yield f"    about: {{grade: {grade}}}"


def _shared(lessons: Iterable[Known]) -> str:
    """The one grade of the lessons that have one, if some do not state it; else nothing."""
    lessons = list(lessons)
    grades = {lesson.grade for lesson in lessons if lesson.grade is not None}
    needed = not all(lesson.stated for lesson in lessons)
    return grade_name(grades.pop()) if len(grades) == 1 and needed else ""


def _language(lessons: Iterable[Known]) -> str:
    counts = Counter(lesson.language for lesson in lessons)
    known = [language for language in ("en", "es") if counts[language]]
    return known[0] if len(known) == 1 and counts["unknown"] else ""


def _pattern(folder: str) -> str:
    """A folder's path as a pattern that fits it and nothing else; a leading `/` ties it to the configuration's folder."""
    return "/" + "".join(f"\\{letter}" if letter in "\\*?[]!#" else letter for letter in folder)


def _quoted(text: str) -> str:
    return '"' + plain(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
