"""How a lesson was understood, in words: what a teacher looks at to see why a rule spoke, and what a reader is tested by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from udl_lint.lesson import Known, Lesson, Minutes, Section
from udl_lint.reading import HomeItem, Mention, Passage, Reading
from udl_lint.reporters.terminal import Screen, count, cut, lines_named, listed, plain, wrapped
from udl_lint.reporters.text import LANGUAGES, read_where
from udl_lint.reporters.understanding import excerpt, grade_level

ROLES = {
    "meta": "what the lesson is",
    "goals": "goals",
    "standards": "standards",
    "materials": "materials",
    "procedure": "what happens in class",
    "student": "for students' own eyes",
    "assessment": "finding out what was learned",
    "supports": "help for students",
    "home": "for home",
    "family": "for families",
    "vocabulary": "words to learn",
    "notes": "teacher's notes",
    "answers": "answers",
    "other": "no part that I know",
}
PASSAGES = {
    "directions": "directions",
    "reading": "text to read",
    "question": "questions",
    "exit": "exit ticket",
    "say": "words to say aloud",
}
NEEDS = {"none": "nothing special", "device": "a device", "internet": "the internet", "high-bandwidth": "a fast connection"}
ROUTES = {
    "none": "no other way found",
    "equal": "another way with the same task",
    "unequal": "another way that is not the same",
    "weak": "another way is hinted at",
}


def outline(reading: Reading, screen: Screen) -> Iterator[str]:
    """The lines of the outline, without line ends."""
    lesson = reading.lesson
    yield screen.paint("strong", plain(lesson.source.path))
    yield from _facts(lesson, screen)
    for title, lines in (
        ("Sections", list(_sections(lesson))),
        ("Goals", list(_goals(reading))),
        ("Tasks for home", [_home(reading, item) for item in reading.home_items]),
        ("Text that students read or hear", [_passage(reading, passage) for passage in reading.passages]),
        ("Parts with a time", [_segment(reading, number) for number in range(len(reading.segments))]),
        ("Words that I noticed", list(_mentions(reading))),
        ("Trouble with the file", [f"{_line(lesson, trouble.span.start)}: {trouble.message}" for trouble in lesson.troubles]),
    ):
        if lines or not title.startswith("Trouble"):
            yield ""
            yield screen.paint("strong", f"{title}:") + ("" if lines else " none found")
        for line in lines:
            indent = "  " * (1 + len(line) - len(line.lstrip(" ")))
            yield from wrapped(line, screen.width, f"{indent}- ", f"{indent}  ")


def _facts(lesson: Lesson, screen: Screen) -> Iterator[str]:
    about, source = lesson.about, lesson.source
    facts: Sequence[tuple[str, Known[Any] | None]] = (
        ("Title", about.title),
        ("Grade", about.grade),
        ("Subject", about.subject),
        ("Minutes", about.minutes),
    )
    for name, fact in facts:
        told = "unknown" if fact is None else f"{cut(plain(str(fact.value)), 200)} ({_origin(fact, lesson)})"
        yield from wrapped(f"{name}: {told}", screen.width, "  ", "    ")
    language = {"en": "English", "unknown": "unknown"}.get(about.language) or LANGUAGES[about.language].removeprefix("in ")
    yield f"  Language: {language}"
    yield f"  Length: {count(about.words, 'word')} in {count(source.line_count, 'line')}"


def _origin(fact: Known[Any], lesson: Lesson) -> str:
    told = read_where(fact, lesson.source)
    return f"{fact.where}, {told}" if told.startswith("line ") else told


def _sections(lesson: Lesson) -> Iterator[str]:
    """One line a section, indented by one space a level below the first."""
    depths: dict[int, int] = {}
    for section in lesson.sections:
        above = depths.get(section.parent, -1) if section.parent is not None else -1
        if section.heading is None and not section.blocks:
            depths[section.index] = above
            continue
        depths[section.index] = above + 1
        inherited = not section.own_role and section.parent is not None and section.role != "other"
        told = [ROLES[section.role] + (", as above" if inherited else "")]
        told += [f"for the {section.audience}"] if section.audience != "unknown" else []
        told += [{"home": "at home", "class": "in class"}[section.setting]] if section.setting != "unknown" else []
        told += [f"{_minutes(section.minutes)} minutes"] if section.minutes is not None else []
        told += [_contents(section)]
        title = f"“{cut(plain(section.title), 60)}”" if section.heading is not None else "before any heading"
        yield f"{' ' * min(depths[section.index], 4)}{_line(lesson, section.span.start)}, {title}: {'; '.join(told)}"


def _contents(section: Section) -> str:
    names = {"paragraph": "paragraph", "item": "list item", "cell": "table cell", "quote": "quotation"}
    counts = {kind: sum(block.kind == kind for block in section.blocks) for kind in names}
    return listed([count(number, names[kind]) for kind, number in counts.items() if number]) or "empty"


def _goals(reading: Reading) -> Iterator[str]:
    seen = {True: "can be seen or heard", False: "cannot be seen or heard", None: "no verb that I know"}
    for goal in reading.objectives:
        verbs = f"{', '.join(goal.verbs)}: " if goal.verbs else ""
        yield f"{_line(reading.lesson, goal.span.start)}, “{_words(reading, *goal.span)}” ({verbs}{seen[goal.observable]})"


def _home(reading: Reading, item: HomeItem) -> str:
    told = [f"needs {NEEDS[item.need]}"]
    if item.need != "none":
        told.append(ROUTES[item.route])
    told += ["handed in online only"] if item.submission == "online-only" else []
    told += ["optional"] if item.optional else []
    told += [f"about {item.megabytes:.0f} MB ({item.assumption})"] if item.megabytes is not None else []
    return f"{_line(reading.lesson, item.span.start)}, “{_words(reading, *item.span)}”: {'; '.join(told)}"


def _passage(reading: Reading, passage: Passage) -> str:
    level = grade_level(reading, passage)
    reads = "too short or of a kind that I cannot measure" if level is None else f"reads like about grade {level}"
    words = count(passage.words, "word")
    return f"{_line(reading.lesson, passage.span.start)}, {PASSAGES[passage.type]}, “{_words(reading, *passage.span)}”: {words}, {reads}"


def _segment(reading: Reading, number: int) -> str:
    segment = reading.segments[number]
    minutes = _minutes(Minutes(segment.low, segment.high, segment.span))
    return f"{_line(reading.lesson, segment.span.start)}, “{cut(plain(segment.title), 60)}”: {minutes} minutes"


def _mentions(reading: Reading) -> Iterator[str]:
    """One line a concept, in alphabetical order: the first words, and the lines by how firmly it is said."""
    concepts: dict[str, list[Mention]] = {}
    for mention in reading.mentions:
        concepts.setdefault(mention.concept, []).append(mention)
    strengths = {2: "", 1: "only named on ", 0: "denied or left open on "}
    for concept in sorted(concepts):
        places = concepts[concept]
        told = []
        for strength, words in strengths.items():
            lines = sorted({reading.lesson.source.position(each.span.start).line for each in places if each.strength == strength})
            told += [words + lines_named(lines)] if lines else []
        yield f"{concept}: “{_words(reading, *places[0].span)}”, {'; '.join(told)}"


def _minutes(minutes: Minutes) -> str:
    return f"{minutes.low:g}" if minutes.low == minutes.high else f"{minutes.low:g} to {minutes.high:g}"


def _line(lesson: Lesson, offset: int) -> str:
    return f"line {lesson.source.position(offset).line}"


def _words(reading: Reading, start: int, end: int) -> str:
    from udl_lint.source import Span

    return cut(plain(excerpt(reading.lesson.source, Span(start, end))), 60)
