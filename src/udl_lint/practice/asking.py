"""Questions at a terminal: with questionary where it is installed, else line by line, which a screen reader follows best."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from udl_lint.errors import UsageError
from udl_lint.practice.areas import AREAS
from udl_lint.practice.exercise import Exercise
from udl_lint.practice.learners import LEARNERS, learner
from udl_lint.practice.marks import WHOLE, Mark, parse_mark
from udl_lint.reporters.terminal import Screen, cut, wrapped


@runtime_checkable
class Asker(Protocol):
    """A way to ask. Each raises KeyboardInterrupt when the person stops."""

    def text(self, question: str) -> str:
        """A line of text; empty for nothing."""

    def choose(self, question: str, choices: Sequence[tuple[str, str]]) -> str:
        """One of some choices, each a name and what it means."""


class PlainAsker:
    """Questions and answers line by line; `say` writes a line."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say

    def text(self, question: str) -> str:
        """A line of text."""
        import click

        return str(click.prompt(question, default="", show_default=False)).strip()

    def choose(self, question: str, choices: Sequence[tuple[str, str]]) -> str:
        """A choice by its number or its name."""
        for number, (name, about) in enumerate(choices, 1):
            for line in wrapped(f"{number}. {name}{': ' + about if about else ''}", 80, "  ", "     "):
                self.say(line)
        while True:
            answer = self.text(f"{question} (a number or a name)").casefold()
            names = [name for name, _ in choices]
            if answer in names:
                return answer
            if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(names):
                return names[int(answer) - 1]


class MenuAsker(PlainAsker):
    """Menus to move in with the arrow keys, by questionary."""

    def text(self, question: str) -> str:
        """A line of text."""
        import questionary

        return str(_answer(questionary.text(f"{question}:").unsafe_ask)).strip()

    def choose(self, question: str, choices: Sequence[tuple[str, str]]) -> str:
        """A choice from a menu."""
        import questionary

        # The choice is shown again behind the question, on one line of 80 columns.
        room = 74 - len(question)
        options = [questionary.Choice(cut(f"{name}: {about}" if about else name, room), value=name) for name, about in choices]
        return str(_answer(questionary.select(f"{question}:", options).unsafe_ask))


def _answer(ask: Callable[[], object]) -> object:
    """What a person answers; the end of input stops, as Ctrl-C does."""
    try:
        return ask()
    except EOFError:
        raise KeyboardInterrupt from None


def asker(plain: bool, say: Callable[[str], None]) -> Asker:
    """Menus where questionary is installed and the terminal can draw them, else plain questions."""
    if plain or os.environ.get("TERM", "dumb") == "dumb":
        return PlainAsker(say)
    try:
        import questionary  # noqa: F401 - whether it is there
    except ImportError:
        return PlainAsker(say)
    return MenuAsker(say)


def ask_marks(ask: Asker, exercise: Exercise, screen: Screen, say: Callable[[str], None]) -> list[Mark]:
    """Marks, one after the other, until nothing is answered."""
    last = exercise.lesson.line_count
    for line in wrapped("Which line stops a student? Name it, and why. Nothing (just Enter) ends the list.", screen.width):
        say(line)
    language = exercise.language
    areas = [(area.name, area.es if language == "es" else area.en) for area in AREAS.values()]
    marks: list[str] = []
    try:
        while (mark := _ask_mark(ask, areas, last, say)) is not None:
            marks += [mark] if mark else []
    except BaseException:
        # Who stops half-way, by Ctrl-C or because a terminal closes, has not lost what was said: it can be given in one go.
        for mark in marks:
            say(f"not kept yet: --mark {mark!r}")
        raise
    return [parse_mark(mark, last) for mark in marks]


def _ask_mark(ask: Asker, areas: Sequence[tuple[str, str]], last: int, say: Callable[[str], None]) -> str | None:
    """A mark as it is written; empty for one that cannot be used, None when there is no more."""
    where = ask.text(f"Line or lines (12, 12-14, {WHOLE[0]})").replace(" ", "")
    if not where:
        return None
    try:
        # A line that is not there is told before the other questions are asked.
        parse_mark(f"{where} structure 1", last)
        area = ask.choose("Area", areas)
        confidence = ask.choose("How sure are you", _SURE)
        stopped = ask.choose("Whom does it stop", [(_NOBODY, ""), *((name, learner(name).name) for name in LEARNERS)])
        note = ask.text("Why, in a few words (or nothing)")
        text = f"{where} {area} {confidence}{'' if stopped == _NOBODY else f' {stopped}'}{f' -- {note}' if note else ''}"
        parse_mark(text, last)
    except UsageError as error:
        say(str(error))
        return ""
    return text


_SURE = [("1", "a guess"), ("2", ""), ("3", "in between"), ("4", ""), ("5", "sure")]
_NOBODY = "nobody in particular"
