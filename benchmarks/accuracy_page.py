"""The page on accuracy and the README's three numbers, from what was measured; no figure in them is typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from codebook import LESSON_RULES, RULES, names
from comparison import ENOUGH, Interval, Tally
from labelled import MEASURING, TUNING, Labelled, counted
from measurement import Accuracy, Measured

BEFORE, AFTER = "<!-- accuracy -->", "<!-- /accuracy -->"
"""Between these lines the README has its numbers."""
FEW = "too few to say"
_TITLES = {MEASURING: "measuring set", TUNING: "tuning set"}
_COMMAND = "python benchmarks/accuracy.py --corpus FOLDER"
_COMMAND_HERE = f"`{_COMMAND}`"

_BEFORE = "fee68c6"
_READ_ONCE = (
    "Even they are kind. When the tuning set had nothing more to teach, the errors on the measuring set were read as well, "
    "on 26 November 2026, and what they showed was mended. "
    f"Until then, at the commit `{_BEFORE}`, the figures were: precision 0.87, recall 0.80, "
    "share of the readers' score 0.84, and in the profile `teacher` precision 0.82 with 0.77 false alarms a lesson "
    f"(`git checkout {_BEFORE}` and {_COMMAND_HERE}). For plans that nobody has read, expect figures nearer to those."
)
"""What was measured before the errors on the measuring set were read."""

_HOW_MARKED = """\
Every mark is a fact about the text, such as “students talk to each other with a task: line 14”. A codebook says what to mark and
how to settle the usual doubts ([the marks and what they mean](../benchmarks/lessons/README.md)). What each rule should say follows
from the marks; nobody marked “the linter is right”.

**The readers were language models, not teachers.** Each lesson of the measuring set was read twice, by two independent readings of the
same model that did not see each other's marks. A third reading settled them wherever a difference would change what a rule should say.
Each lesson of the tuning set was read once. The planted lessons were marked by whoever wrote them.

Two readings by one model agree more than two people would, and the habits of the model are in the marks. So the readers' score below is
a high bar, and all figures here say how far the linter agrees with careful readings, not how far teachers will agree with it."""

_WORDS = """\
* **Precision**: of what the linter said, the share that the readers marked too. The rest are false alarms.
* **Recall**: of what the readers marked, the share at which the linter spoke. The rest are misses.
* **In brackets** stand the ends of the 95 % Wilson interval: with so few cases, the true share may well lie anywhere between them.
* **Sure**: the share of all cases in which the linter gave an answer. In the others it asks a person to look (`review`); that counts as
  neither right nor wrong. *Questions as problems* counts each of them as if it had said that something is wrong.
* **Score**: for a rule about words the F1, the harmonic mean of precision and recall. For a rule about a whole lesson, the mean of the F1
  of speaking and the F1 of staying silent, so that a rule that always speaks gains nothing.
* **Readers**: the same score for one reader held against the other. *Share of the readers' score* is the mean over all rules with
  enough cases: five on each side.
* A rule about a whole lesson is right or wrong once a lesson. A rule about words has to hit the line, give or take two."""


def page(found: Accuracy) -> str:
    """The page in Markdown."""
    return "\n\n".join(part for part in _parts(found) if part) + "\n"


def readme_block(found: Accuracy) -> str:
    """The three numbers that matter to a teacher, and the command that measures them."""
    measured = found.real[MEASURING]
    teacher, lessons = measured.teacher, measured.lessons
    return (
        f"Measured on {len(lessons.marks)} real lessons from {len(lessons.sources)} sources:\n\n"
        f"* **{_hundredths(teacher.precision)} of 100** things it says are right (profile `teacher`).\n"
        f"* **{teacher.false_alarms:.1f}** false alarms a lesson.\n"
        f"* It is **sure** in {_hundredths(measured.strict.sure)} of 100 cases. In the others it asks you to look.\n\n"
        "Its errors on these lessons were read and mended. On plans that nobody has read it is wrong more often: before that reading, "
        "82 of 100 things were right, with 0.8 false alarms a lesson.\n\n"
        f"“Right” means: as careful readings by language models marked it. "
        "[How we know, rule by rule](docs/accuracy.md). Measure it again:\n\n"
        f"```sh\n{_COMMAND}\n```\n"
    )


def _parts(found: Accuracy) -> Iterator[str]:
    yield "# How often the linter is right"
    yield f"<!-- Generated: {_COMMAND}. Do not edit. -->"
    yield f"udl-lint {found.version}, held against what careful readers marked in real lessons. A program measures and writes this page."
    yield from _in_short(found)
    yield "## What the words mean\n\n" + _WORDS
    yield from _data(found)
    yield "## How the lessons were marked\n\n" + _HOW_MARKED
    for each in found.real.values():
        yield from _agreement(each.lessons)
    yield from _rules(found)
    yield from _planted(found)
    yield (
        "## Measure it yourself\n\n"
        "The manifest of the lessons and all marks are in [`benchmarks/lessons/`](../benchmarks/lessons/README.md); fetch the lessons from "
        "their sources, then:\n\n"
        f"```sh\npython benchmarks/rebuild_lessons.py FOLDER\n{_COMMAND} --sets dev,more\n```\n\n"
        f"`{_COMMAND} --check` fails when this page no longer says what is measured."
    )


def _in_short(found: Accuracy) -> Iterator[str]:
    if not found.real:
        return
    sets = list(found.real.values())
    titles = [_TITLES[each.lessons.name] for each in sets]
    gap = len(sets) == 2
    rows = [["", *(title.capitalize() for title in titles), *(["Gap"] if gap else [])]]

    def row(title: str, value: Callable[[Measured], Interval | float | None], places: int = 2) -> None:
        values = [value(each) for each in sets]
        shares = [each.share if isinstance(each, Interval) else each for each in values]
        known = [share for share in shares if share is not None]
        apart = [f"{abs(known[0] - known[1]):.{places}f}" if len(known) == 2 else "–"] if gap else []
        rows.append([title, *(_shown(each, places) for each in values), *apart])

    rows.append(["Lessons", *(str(len(each.lessons.marks)) for each in sets), *([""] if gap else [])])
    row("Precision, profile `teacher`", lambda each: each.teacher.precision)
    row("False alarms a lesson, `teacher`", lambda each: each.teacher.false_alarms)
    row("Precision of errors, `teacher`", lambda each: each.errors.precision)
    row("Precision, every rule (`strict`)", lambda each: each.strict.precision)
    row("Recall, `strict`", lambda each: each.strict.recall)
    row("False alarms a lesson, `strict`", lambda each: each.strict.false_alarms)
    row("Misses a lesson, `strict`", lambda each: each.strict.missed)
    row("Sure, `strict`", lambda each: each.strict.sure)
    row("Share of the readers' score, `strict`", lambda each: each.strict.of_readers)
    row("The same, questions as problems", lambda each: each.forced.of_readers)
    yield "## In short"
    yield _table(rows)
    told = "; ".join(f"{each.strict.rules} rules on the {_TITLES[each.lessons.name]}" for each in sets)
    errors = "; ".join(f"{each.errors.said} errors on the {_TITLES[each.lessons.name]}" for each in sets)
    yield (
        f"The share of the readers' score is over {told}; the precision of errors over {errors}. The linter was tuned on the tuning set, "
        "so only the figures of the measuring set say what to expect. " + _READ_ONCE + " "
        "A wide gap between the two would mean that the rules were fitted to "
        "the lessons they were tuned on."
    )
    if found.planted:
        sums = found.planted_sum
        yield (
            f"Of {sums.must} planted barriers it finds {sums.must_kept} ({_ratio(sums.must_kept, sums.must)}); "
            f"of {sums.must_not} look-alikes it leaves {sums.must_not_kept} alone ({_ratio(sums.must_not_kept, sums.must_not)})."
        )


def _data(found: Accuracy) -> Iterator[str]:
    sets = [each.lessons for each in found.real.values()]
    if not sets:
        return
    yield "## The lessons"
    rows = [["", *(_TITLES[each.name].capitalize() for each in sets)]]
    rows.append(["Lessons", *(str(len(each.marks)) for each in sets)])
    rows.append(["Sources", *(str(len(each.sources)) for each in sets)])
    for title, column in (("Language", "language"), ("Grades", "grade_band"), ("Written by", "author"), ("Subject", "subject")):
        rows.append([title, *(_counts(each, column) for each in sets)])
    yield _table(rows)
    both = {each.name: each for each in sets}
    if len(both) == 2:
        measuring, tuning = both[MEASURING], both[TUNING]
        shared = measuring.sources & tuning.sources
        others = sum(row.get("source", "") not in shared for row in measuring.about.values())
        yield (
            f"No lesson is in both sets, but {len(shared)} of the {len(measuring.sources)} sources of the measuring set also gave lessons "
            f"to the tuning set; {others} of its {len(measuring.marks)} lessons come from sources of their own. A source writes in its own "
            "way, so plans from your school may fare worse than these figures say."
        )
    yield (
        "The planted lessons were written for this benchmark: each holds barriers that real lessons seldom have, and sentences that look "
        "like them and are none."
    )


def _counts(lessons: Labelled, column: str) -> str:
    """`en 44, es 4`; subjects by their first word or two."""
    values = (re.split(r" \(|/| \+|:", row.get(column, ""))[0].strip() or "unknown" for row in lessons.about.values())
    return ", ".join(f"{value} {number}" for value, number in counted(values).items())


def _agreement(lessons: Labelled) -> Iterator[str]:
    if not lessons.agreement:
        return
    yield "### Agreement between the readers"
    yield (
        "For rules about a whole lesson: the share of lessons on which both readings have the rule speak or be silent, the same corrected "
        "for chance by Gwet (AC1) and by Cohen (kappa). These figures come with the marks, over all lessons that were read twice. For "
        "rules about words, see *Readers* in the next table."
    )
    rows = [["Rule", "Agree", "AC1", "Kappa"]]
    for rule in LESSON_RULES:
        if rule in lessons.agreement:
            told = lessons.agreement[rule]
            rows.append([f"`{rule}`", *(_shown(told.get(name)) for name in ("agree", "ac1", "kappa"))])
    yield _table(rows, "lrrr")


def _rules(found: Accuracy) -> Iterator[str]:
    for each in found.real.values():
        if each.lessons.name == MEASURING or MEASURING not in found.real:
            yield f"## Rule by rule, {_TITLES[each.lessons.name]}"
            yield _rule_table(found, each)
    marked = {name for row in RULES for name in names(row)}
    unmarked = [rule for rule in found.every_rule if rule not in marked]
    if found.real:
        yield (
            f"*Should speak*: lessons or lines at which readers say so. With fewer than {ENOUGH}, nothing can be said about a rule. "
            "A star: it should be silent in too few lessons for its score to count in the mean. Two rules on one line share their marks."
        )
    if unmarked:
        yield (
            f"The readers did not mark what {len(unmarked)} other rules look at, so their precision is not known here: "
            f"{', '.join(f'`{rule}`' for rule in unmarked)}."
        )


def _rule_table(found: Accuracy, each: Measured) -> str:
    other = found.real.get(TUNING) if each.lessons.name == MEASURING else None
    rows = [["Rule", "Should speak", "Precision", "Recall", "Sure", "Score", "Readers", *(["Score, tuning set"] if other else [])]]
    for row, tally in each.rules.items():
        rule = " or ".join(f"`{name}`" for name in names(row))
        last = [_score(other.rules[row])] if other else []
        if tally.positives < ENOUGH:
            figures = [FEW, FEW, _shown(tally.sure), FEW]
        else:
            figures = [_shown(tally.precision), _shown(tally.recall), _shown(tally.sure), _score(tally)]
        rows.append([rule, str(tally.positives), *figures, _shown(each.lessons.readers.get(row)), *last])
    return _table(rows, "lr")


def _score(tally: Tally) -> str:
    if tally.positives < ENOUGH:
        return FEW
    return _shown(tally.score) + ("" if tally.enough else "\\*")


def _planted(found: Accuracy) -> Iterator[str]:
    if not found.planted:
        return
    yield "## Planted barriers and look-alikes"
    yield "How many of the barriers the linter names, within two lines, and how many of the look-alikes it does not speak of."
    rows = [["Rule", "Barriers found", "Look-alikes left alone"]]
    for rule, held in found.planted.items():
        pairs = ((held.must_kept, held.must), (held.must_not_kept, held.must_not))
        rows.append([f"`{rule}`", *(f"{kept} of {whole}" if whole else "–" for kept, whole in pairs)])
    yield _table(rows, "lrr")


def _table(rows: Sequence[Sequence[str]], sides: str = "l") -> str:
    """Rows as a Markdown table, the first as its head; `sides` has `l` or `r` a column, the last for all that follow."""
    width = len(rows[0])
    marks = ["--:" if sides[min(column, len(sides) - 1)] == "r" else "---" for column in range(width)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], marks, *rows[1:]))


def _shown(value: Interval | float | None, places: int = 2) -> str:
    if value is None:
        return "–"
    if isinstance(value, Interval):
        return f"{value.share:.2f} ({value.low:.2f}–{value.high:.2f})"
    return f"{value:.{places}f}"


def short(value: Interval | float | None) -> str:
    """A figure with three places, without its interval."""
    return _shown(value.share if isinstance(value, Interval) else value, 3)


def _hundredths(value: Interval | float | None) -> str:
    share = value.share if isinstance(value, Interval) else value
    return "–" if share is None else f"{100 * share:.0f}"


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"
