"""What a candidate reads: the lesson with its lines, the marks against the key, a revision against the lesson."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from udl_lint.practice.areas import AREAS
from udl_lint.practice.comparing import Comparison
from udl_lint.practice.judging import Score, calibration
from udl_lint.practice.learners import learner
from udl_lint.practice.marks import Mark, place_of
from udl_lint.reporters.terminal import Screen, count, plain, wrapped
from udl_lint.text import escape

if TYPE_CHECKING:
    from udl_lint.practice.exercise import Exercise
    from udl_lint.source import Source

_ALARM = {
    "distractor": "It looks wrong and is fine. ",
    "tool": "The tool says this too; the expert does not. ",
    "other": "The key has nothing here. You may still be right: say why when you reflect, and ask your instructor.",
}
MUCH_SHORTER = 20
"""Percent of its words from which on a lesson that lost them is asked about."""


def lesson_lines(source: Source, screen: Screen) -> Iterator[str]:
    """A lesson with the number of each line; long lines go on below, indented."""
    for number in range(1, source.line_count + 1):
        text = escape(source.line(number).expandtabs(4)).rstrip()
        lead = text[: len(text) - len(text.lstrip())]
        yield from (each.rstrip() for each in wrapped(text, screen.width, f"{number:>4}  {lead}", f"      {lead}"))


def marks_lines(marks: Sequence[Mark], screen: Screen) -> Iterator[str]:
    """What was marked, one a line."""
    for mark in marks:
        whom = f", for {learner(mark.learner).name}" if mark.learner else ""
        note = f": {mark.note}" if mark.note else ""
        yield from wrapped(f"{place_of(mark.lines)}, {mark.area}, sure {mark.confidence} of 5{whom}{note}", screen.width, "  - ", "    ")


def score_lines(exercise: Exercise, score: Score, screen: Screen) -> Iterator[str]:
    """Hits, misses and false alarms with their reasons, by area, and how the sure ones did."""
    marks = sum(each.mark is not None for each in score.judged) + len(score.alarms)
    yield from wrapped(f"{count(marks, 'mark')} against the expert's key, which has {count(len(score.judged), 'place')}.", screen.width)
    for seen, head in (("hit", "You saw"), ("near", "You came near"), ("miss", "You did not see")):
        part = [each for each in score.judged if each.seen == seen]
        if part:
            yield ""
            yield screen.paint("strong", f"{head} ({len(part)})")
        for each in part:
            entry, mark = each.entry, each.mark
            sure = f", sure {mark.confidence} of 5" if mark is not None else ""
            as_ = f" (you said {place_of(mark.lines)}, {mark.area})" if mark is not None and seen == "near" else ""
            yield from wrapped(f"{place_of(entry.lines)}, {entry.area}{as_}{sure}: {entry.reason}", screen.width, "  - ", "    ")
            whom = [learner(name).name for name in entry.learners]
            told = f"Whom it stops: {', '.join(whom)}."
            if mark is not None and mark.learner:
                told += " You named one of them." if mark.learner in entry.learners else f" You named {learner(mark.learner).name}."
            yield from wrapped(told, screen.width, "    ", "    ")
    if score.alarms:
        yield ""
        yield screen.paint("strong", f"False alarms ({len(score.alarms)})")
    for alarm in score.alarms:
        mark = alarm.mark
        text = f"{place_of(mark.lines)}, {mark.area}, sure {mark.confidence} of 5: {_ALARM[alarm.kind]}{alarm.reason}"
        yield from wrapped(text, screen.width, "  - ", "    ")
    yield ""
    yield from _by_area(score)
    certain = calibration(score.certain)
    if certain:
        yield ""
        yield screen.paint("strong", "Were the sure ones right?")
        for words, right, all_ in certain:
            yield from wrapped(f"{words}: {right} of {all_} right", screen.width, "  - ", "    ")
    yield from tool_limits(exercise, screen)


def _by_area(score: Score) -> Iterator[str]:
    yield f"{'By area':<18} {'in the key':>10} {'seen':>6} {'near':>6} {'missed':>7} {'false alarms':>13}"
    for area in AREAS:
        own = [each for each in score.judged if each.entry.area == area]
        alarms = sum(alarm.mark.area == area for alarm in score.alarms)
        if own or alarms:
            seen, near, miss = (sum(each.seen == kind for each in own) for kind in ("hit", "near", "miss"))
            yield f"{area:<18} {len(own):>10} {seen:>6} {near:>6} {miss:>7} {alarms:>13}"


def tool_limits(exercise: Exercise, screen: Screen) -> Iterator[str]:
    """Where the tool and the expert differ, both ways."""
    blind = [entry for entry in exercise.key if not entry.rules]
    if not blind and not exercise.tool_differs:
        return
    yield ""
    yield screen.paint("strong", "Where the tool and the expert differ")
    for entry in blind:
        text = f"{place_of(entry.lines)}, {entry.area}: no rule speaks to this. It takes a reader, and the tool's silence proves nothing."
        yield from wrapped(text, screen.width, "  - ", "    ")
    for each in exercise.tool_differs:
        yield from wrapped(f"The tool says {each.rule}; the expert does not: {each.reason}", screen.width, "  - ", "    ")


def comparison_lines(exercise: Exercise, comparison: Comparison, done: bool, screen: Screen) -> Iterator[str]:
    """What a revision changed: resolved, still open, new, cut away, and what only a person can judge."""
    checked = comparison.revised
    yield screen.paint("strong", f"Your revision of “{plain(exercise.title)}”")
    for head, entries in (("Resolved", comparison.resolved), ("Still open", comparison.still_open)):
        yield f"{head} ({len(entries)})"
        for entry in entries:
            why = f"Hold yours against this: {entry.better}" if head == "Resolved" else f"{entry.reason} Hint: {entry.hint}"
            yield from wrapped(f"{place_of(entry.lines)} (as given), {entry.area}: {why}", screen.width, "  - ", "    ")
    if comparison.unseen:
        yield f"Changed, and only you can judge ({len(comparison.unseen)})"
        for entry in comparison.unseen:
            yield from wrapped(f"{place_of(entry.lines)}, {entry.area}. Hold it against this: {entry.better}", screen.width, "  - ", "    ")
    new = [each for each in comparison.new if each.verdict == "problem"]
    yield f"New ({len(new)})"
    for each in new:
        line = checked.source.position(each.span.start).line
        yield from wrapped(f"line {line}: {each.message} [{each.rule}]", screen.width, "  - ", "    ")
    yield from _cut_lines(comparison, screen)
    yield ""
    text = (
        "The revision does what the exercise asks."
        if done
        else "The revision is not there yet. Nothing is lost: change more, and check again."
    )
    yield from (screen.paint("strong", line) for line in wrapped(text, screen.width))


def _cut_lines(comparison: Comparison, screen: Screen) -> Iterator[str]:
    for phrase in comparison.cut:
        text = f"“{phrase}” was in the lesson and is gone. What goes away because content was cut is not resolved: put it back, mended."
        yield from wrapped(text, screen.width, "! ", "  ")
    if comparison.shorter_by >= MUCH_SHORTER:
        yield from wrapped(
            f"The lesson lost {comparison.shorter_by} % of its words. Did students lose something with them?", screen.width, "! ", "  "
        )


def is_done(exercise: Exercise, comparison: Comparison) -> bool:
    """The condition of success: what must be resolved is, and nothing that must stay is gone."""
    return not comparison.cut and set(exercise.resolved) <= {entry.id for entry in comparison.resolved}
