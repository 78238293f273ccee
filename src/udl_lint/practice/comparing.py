"""Two looks at a lesson, before and after a revision: what was resolved, what is new, what is still open, what was cut away."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from udl_lint.finding import Finding
from udl_lint.named import Named
from udl_lint.practice.looking import line_of, look, near

if TYPE_CHECKING:
    from udl_lint.practice.exercise import Exercise, KeyEntry
    from udl_lint.runner import Checked
    from udl_lint.source import Source


class Pair(Named):
    """A finding before a revision and the one that stands for it after; None where it is gone, or was not there."""

    before: Finding | None
    after: Finding | None


class Comparison(Named):
    """What a revision changed. `unseen` are key entries without a rule whose lines have changed: only a person can judge them."""

    pairs: tuple[Pair, ...]
    resolved: tuple[KeyEntry, ...]
    still_open: tuple[KeyEntry, ...]
    unseen: tuple[KeyEntry, ...]
    cut: tuple[str, ...]
    """Phrases that must stay and are gone."""
    shorter_by: int
    """Words that the lesson lost, in percent; 0 when it grew."""
    revised: Checked

    @property
    def new(self) -> tuple[Finding, ...]:
        """Findings that were not there before."""
        return tuple(pair.after for pair in self.pairs if pair.before is None and pair.after is not None)

    @property
    def gone(self) -> tuple[Finding, ...]:
        """Findings that are not there any more."""
        return tuple(pair.before for pair in self.pairs if pair.after is None and pair.before is not None)


def compare(exercise: Exercise, revision: Source) -> Comparison:
    """A candidate's revision against the lesson as it was given. Raises UsageError for what is no lesson."""
    before, after = look(exercise.lesson), look(revision)
    pairs = tuple(_paired(before, after))
    still = {id(pair.before) for pair in pairs if pair.after is not None}
    resolved: list[KeyEntry] = []
    open_: list[KeyEntry] = []
    unseen: list[KeyEntry] = []
    for entry in exercise.key:
        if not entry.rules:
            (open_ if _as_it_was(exercise, entry, revision) else unseen).append(entry)
            continue
        own = [each for each in before.findings if each.rule in entry.rules and near(line_of(before, each), entry.lines)]
        (open_ if any(id(each) in still for each in own) else resolved).append(entry)
    words_before, words_after = len(exercise.lesson.text.split()), len(revision.text.split())
    return Comparison(
        pairs=pairs,
        resolved=tuple(resolved),
        still_open=tuple(open_),
        unseen=tuple(unseen),
        cut=tuple(missing_phrases(revision.text, exercise.keep)),
        shorter_by=max(0, round(100 * (words_before - words_after) / max(1, words_before))),
        revised=after,
    )


def missing_phrases(text: str, phrases: Iterable[str]) -> list[str]:
    """Those phrases that do not stand in a text, whatever their case and line breaks."""
    plain = _plain(text)
    return [phrase for phrase in phrases if _plain(phrase) not in plain]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _paired(before: Checked, after: Checked) -> Iterable[Pair]:
    """Findings of one rule on the same words belong together; of what is left, the first with the first, and so on.

    A line that was reworded and is still spoken of is thus still open, not resolved and new.
    """
    rules = sorted({finding.rule for checked in (before, after) for finding in checked.findings})
    for rule in rules:
        old = [each for each in before.findings if each.rule == rule]
        new = [each for each in after.findings if each.rule == rule]
        for each in list(old):
            same = next((other for other in new if _words(after, other) == _words(before, each)), None)
            if same is not None:
                old.remove(each)
                new.remove(same)
                yield Pair(each, same)
        for number in range(max(len(old), len(new))):
            yield Pair(old[number] if number < len(old) else None, new[number] if number < len(new) else None)


def _words(checked: Checked, finding: Finding) -> str:
    return _plain(checked.source.slice(finding.span))


def _as_it_was(exercise: Exercise, entry: KeyEntry, revision: Source) -> bool:
    """Whether the lines of a key entry still stand as they were; for the whole plan, whether nothing was changed at all."""
    if entry.lines is None:
        return _plain(exercise.lesson.text) == _plain(revision.text)
    text = _plain(revision.text)
    return all(_plain(exercise.lesson.line(line)) in text for line in range(entry.lines[0], entry.lines[1] + 1))
