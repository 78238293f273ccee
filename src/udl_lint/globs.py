"""Path patterns, written as in `.gitignore` and matched in time that a hostile pattern cannot blow up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from udl_lint.named import Named
from udl_lint.source import LINE_END

Piece = TypeVar("Piece")
Item = TypeVar("Item")

Letters = tuple[bool, tuple[tuple[str, str], ...]]
"""What one character may be: whether the ranges are the ones it may not be, and the ranges."""

ANY_LETTER: Letters = (True, ())
SOME_LETTERS: Letters = (False, (("*", ""),))
"""Stands for `*`; a range that ends before it begins fits no letter, so it can be mistaken for nothing else."""

Name = tuple[Letters, ...]
FOLDERS: Name = (SOME_LETTERS, SOME_LETTERS)
"""Stands for `**`, any number of folders."""


class Glob(Named):
    """One pattern. `keep` is a leading `!`; `folders_only` a trailing `/`.

    `plain` holds the whole name, and `ending` the end of it, where the pattern is as simple as `build` or `*.tmp`.
    """

    names: tuple[Name, ...]
    keep: bool = False
    folders_only: bool = False
    plain: str = ""
    ending: str = ""

    def matches(self, path: Sequence[str], folder: bool = False) -> bool:
        """Whether it fits a path, given as its names below the folder that the pattern was written for."""
        if self.folders_only and not folder:
            return False
        if self.plain:
            return path[-1] == self.plain
        if self.ending:
            return path[-1].endswith(self.ending)
        return _fits(self.names, path, FOLDERS, _name_fits)

    def covers(self, path: Sequence[str]) -> bool:
        """Whether it fits a file or any folder that the file lies in."""
        return self.matches(path) or any(self.matches(path[:depth], folder=True) for depth in range(1, len(path)))


def glob(text: str) -> Glob | None:
    """The pattern on one line of a `.gitignore`; None for a blank line, a remark or a pattern that can fit nothing."""
    text = _without_trailing_spaces(text)
    if not text or text.startswith("#"):
        return None
    keep = text.startswith("!")
    text = text[1:] if keep else text
    folders_only = text.endswith("/")
    text = text[:-1] if folders_only else text
    anchored = "/" in text
    parts = text.removeprefix("/").split("/")
    names = []
    for part in parts:
        if anchored and part == "**":
            names.append(FOLDERS)
            continue
        name = _name(part)
        if not name:
            return None
        names.append(name)
    if names[-1] == FOLDERS:
        names.append((SOME_LETTERS,))
    if anchored:
        return Glob(tuple(names), keep, folders_only)
    simple = not any(letter in text for letter in "*?[\\")
    starred = text.startswith("*") and len(text) > 1 and not any(letter in text[1:] for letter in "*?[\\")
    return Glob((FOLDERS, *names), keep, folders_only, text if simple else "", text[1:] if starred else "")


def globs(text: str) -> Iterator[Glob]:
    """Every pattern of a `.gitignore`, in its order."""
    for line in LINE_END.split(text.removeprefix("\ufeff")):
        found = glob(line)
        if found:
            yield found


def verdict(patterns: Iterable[Glob], path: Sequence[str], folder: bool = False) -> bool | None:
    """What the last pattern that fits says: True to leave the path out, False to keep it, None when none fits."""
    decided: bool | None = None
    for pattern in patterns:
        said = not pattern.keep
        if said is not decided and pattern.matches(path, folder):
            decided = said
    return decided


def _without_trailing_spaces(text: str) -> str:
    bare = text.rstrip(" ")
    slashes = len(bare) - len(bare.rstrip("\\"))
    return bare + " " if slashes % 2 and len(bare) < len(text) else bare


def _name(text: str) -> Name:
    """The letters of one name; empty if nothing can ever fit it."""
    letters: list[Letters] = []
    at = 0
    while at < len(text):
        letter = text[at]
        at += 1
        if letter == "*":
            if letters[-1:] != [SOME_LETTERS]:
                letters.append(SOME_LETTERS)
        elif letter == "?":
            letters.append(ANY_LETTER)
        elif letter == "[":
            found = _choice(text, at)
            if found is None:
                return ()
            choice, at = found
            letters.append(choice)
        else:
            if letter == "\\":
                if at == len(text):
                    return ()
                letter = text[at]
                at += 1
            letters.append((False, ((letter, letter),)))
    return tuple(letters)


def _choice(text: str, at: int) -> tuple[Letters, int] | None:
    """The letters in `[…]` from just after the bracket, and where they end; None without a closing bracket."""
    negated = text[at : at + 1] in ("!", "^")
    at += negated
    ranges: list[tuple[str, str]] = []
    first = True
    while at < len(text) and (first or text[at] != "]"):
        first = False
        low, at = _one(text, at)
        # By itself too: of a range the wrong way round, Git takes the first letter.
        ranges.append((low, low))
        if text[at : at + 1] == "-" and at + 1 < len(text) and text[at + 1] != "]":
            high, at = _one(text, at + 1)
            ranges.append((low, high))
    return None if at >= len(text) else ((negated, tuple(ranges)), at + 1)


def _one(text: str, at: int) -> tuple[str, int]:
    if text[at] == "\\" and at + 1 < len(text):
        at += 1
    return text[at], at + 1


def _fits(pattern: Sequence[Piece], items: Sequence[Item], star: Piece, fits: Callable[[Piece, Item], bool]) -> bool:
    """Whether a pattern with stars fits a whole sequence, in at most their two lengths multiplied.

    Only the last star is ever given more, since giving more to an earlier one can help nothing.
    """
    here = at = 0
    star_at, star_from = -1, 0
    while at < len(items):
        if here < len(pattern) and pattern[here] == star:
            star_at, star_from = here, at
            here += 1
        elif here < len(pattern) and fits(pattern[here], items[at]):
            here += 1
            at += 1
        elif star_at >= 0:
            star_from += 1
            here, at = star_at + 1, star_from
        else:
            return False
    while here < len(pattern) and pattern[here] == star:
        here += 1
    return here == len(pattern)


def _name_fits(name: Name, text: str) -> bool:
    return _fits(name, text, SOME_LETTERS, _letter_fits)


def _letter_fits(letters: Letters, letter: str) -> bool:
    negated, ranges = letters
    return any(low <= letter <= high for low, high in ranges) is not negated
