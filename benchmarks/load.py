"""Lessons to measure with: made from the documentation of Python and of installed packages, shaped like teachers' plans.

Nobody's lessons are in it. The same seed, documentation and size give the same text.
"""

from __future__ import annotations

import hashlib
import re
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

LESSON_SIZES = (2_500, 11_000)
"""Bytes of the smallest and the largest lesson of a load: about 1,000 words in the mean, as in the plans that teachers publish."""

_DOCSTRING = re.compile(r'"""(.+?)"""', re.DOTALL)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_PROSE = re.compile(r"[A-Z][A-Za-z ,;:'()\-]*[.!?]")
_WORDS_OF_A_SENTENCE = range(6, 31)

_SUBJECTS = ("Science", "Social Studies", "English Language Arts", "Mathematics", "Health", "Art")
_GROUPINGS = ("in pairs", "in groups of four", "on their own", "at their tables", "with a partner they choose")
_VERBS = ("explain", "describe", "compare", "sort", "identify", "understand", "draw", "summarize")
_THINGS = ("a chart", "an exit ticket", "a labeled diagram", "a short paragraph", "a poster", "a lab notebook", "a graphic organizer")
_STEPS = (
    "Students work {how} and {verb} what they read in {thing}.",
    "The teacher models the first example and thinks aloud.",
    "Ask: “What do you notice? What do you wonder?” Give students {minutes} minutes to talk.",
    "Students turn and talk, using the sentence frame “I think ___ because ___.”",
    "Show the **{minutes}-minute video** and pause it twice for questions.",
    "Read the text aloud while students follow along and underline *new words*.",
    "Students record their answers in {thing} and share them with the class.",
    "Call on volunteers; then {verb} the answer on the board.",
    "Give each group a set of cards, a marker and {thing}.",
    "Students may write, draw or record their answer. See [the directions](https://example.org/directions/{minutes}).",
    "Hand out [the worksheet](worksheets/week-{minutes}.pdf) and collect it after {minutes} minutes.",
    "![A drawing of the cycle](images/figure-{minutes}.png)",
)
_MATERIALS = ("Chart paper and markers", "One laptop for each pair", "Index cards", "Slides", "Copies of the reading", "Glue and scissors")
_HOME = (
    "Finish {thing} and bring it tomorrow.",
    "Watch the {minutes}-minute video on the class page and answer questions 1–5.",
    "Talk with someone at home, in any language, about what you learned.",
    "Read for {minutes} minutes and {verb} one page in your notebook.",
)
_SUPPORTS = (
    "Provide sentence frames and a word bank with pictures.",
    "Extended time and preferential seating as needed.",
    "Students may answer orally or in their home language.",
    "Pair newcomers with a partner; offer the text at two reading levels.",
)


def documentation(folders: Iterable[Path] = ()) -> list[str]:
    """Sentences from Python's documentation, its modules' docstrings and the descriptions of the packages installed in `folders`."""
    from pydoc_data import topics

    texts = list(topics.topics.values())
    for path in Path(sysconfig.get_path("stdlib")).glob("*.py"):
        texts += _DOCSTRING.findall(path.read_text(encoding="utf-8", errors="replace"))
    for folder in folders:
        for path in folder.glob("*.dist-info/METADATA"):
            texts.append(path.read_text(encoding="utf-8", errors="replace").partition("\n\n")[2])
    return sorted({sentence for text in texts for sentence in _sentences(text)})


def _sentences(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", text):
        for sentence in _SENTENCE.split(" ".join(paragraph.split())):
            if len(sentence.split()) in _WORDS_OF_A_SENTENCE and _PROSE.fullmatch(sentence):
                yield sentence


def lesson(sentences: list[str], seed: str, size: int) -> str:
    """A plan of about `size` bytes in UTF-8: as many activities as it takes, between its head and its end."""
    draw = Random(seed)
    head, tail = "\n\n".join(_head(draw, sentences)), "\n\n".join(_tail(draw, sentences))
    parts = [head]
    left = size - len(head.encode()) - len(tail.encode()) - 3
    number = 0
    while left > 0:
        number += 1
        part = "\n\n".join(_activity(draw, sentences, number))
        if len(part.encode()) > left:
            part = _prose(draw, sentences, 1)
        parts.append(part)
        left -= len(part.encode()) + 2
    return "\n\n".join([*parts, tail]) + "\n"


def lessons(folder: Path, sentences: list[str], count: int, seed: str) -> list[Path]:
    """Write `count` lessons of different sizes into a folder, which is made."""
    folder.mkdir(parents=True)
    draw = Random(seed)
    paths = []
    for number in range(count):
        path = folder / f"lesson-{number:04}.md"
        path.write_text(lesson(sentences, f"{seed}/{number}", draw.randint(*LESSON_SIZES)), encoding="utf-8")
        paths.append(path)
    return paths


def digest(paths: Iterable[Path]) -> str:
    """Twelve characters that change with any byte of a load."""
    made = hashlib.sha256()
    for path in paths:
        made.update(path.read_bytes())
    return made.hexdigest()[:12]


def _head(draw: Random, sentences: list[str]) -> Iterator[str]:
    yield f"# {_title(draw, sentences)}"
    yield f"**Grade:** {draw.randint(1, 12)}  \n**Subject:** {draw.choice(_SUBJECTS)}  \n**Time:** {draw.choice((45, 50, 60, 90))} minutes"
    yield "## Learning Objectives"
    yield "\n".join(f"- Students will be able to {draw.choice(_VERBS)} {_lowered(draw.choice(sentences))}" for _ in range(2))
    yield "## Materials"
    yield "\n".join(f"* {thing}" for thing in draw.sample(_MATERIALS, 4))
    yield "## Background"
    yield _prose(draw, sentences, 4)
    yield "## Procedure"


def _activity(draw: Random, sentences: list[str], number: int) -> Iterator[str]:
    yield f"### Activity {number}: {_title(draw, sentences)} ({draw.choice((5, 10, 15, 20))} minutes)"
    yield _prose(draw, sentences, draw.randint(1, 3))
    steps = (f"{index}. {_step(draw, _STEPS)} {draw.choice(sentences)}" for index in range(1, draw.randint(3, 6)))
    yield "\n".join(steps)
    if number % 3 == 2:
        rows = (f"| {_title(draw, sentences)} | {_lowered(draw.choice(sentences))} | {_step(draw, _STEPS)} |" for _ in range(3))
        yield "| Word | Meaning | What students do |\n| --- | --- | --- |\n" + "\n".join(rows)
    if number % 3 == 0:
        yield f"> {draw.choice(sentences)}\n> {draw.choice(sentences)}"


def _tail(draw: Random, sentences: list[str]) -> Iterator[str]:
    yield "## Assessment"
    yield f"{_step(draw, _STEPS)} {_prose(draw, sentences, 1)}"
    yield "## Differentiation"
    yield "\n".join(f"- {line}" for line in draw.sample(_SUPPORTS, 2))
    yield "## Homework"
    yield _step(draw, _HOME)


def _prose(draw: Random, sentences: list[str], count: int) -> str:
    return " ".join(draw.choice(sentences) for _ in range(count))


def _step(draw: Random, steps: tuple[str, ...]) -> str:
    step = draw.choice(steps)
    return step.format(how=draw.choice(_GROUPINGS), verb=draw.choice(_VERBS), thing=draw.choice(_THINGS), minutes=draw.randint(3, 25))


def _title(draw: Random, sentences: list[str]) -> str:
    return " ".join(word.strip(",;:.!?()") for word in draw.choice(sentences).split()[:4])


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
