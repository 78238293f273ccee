"""The steps of a candidate: start, predict, check, hint, explain, reset, next, progress. Each writes what was done into the folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from udl_lint.commands.output import Output
from udl_lint.errors import UsageError
from udl_lint.practice.comparing import Comparison, compare
from udl_lint.practice.folder import MARKS, Folder, Place
from udl_lint.practice.judging import judge
from udl_lint.practice.marks import Mark, parse_mark, read_marks
from udl_lint.practice.screens import comparison_lines, is_done, lesson_lines, marks_lines, score_lines
from udl_lint.reporters.terminal import Screen, count, wrapped

LONGEST_TEXT = 500


def written(lines: Iterable[str]) -> Iterator[str]:
    """Lines with their line ends."""
    return (f"{line}\n" for line in lines)


def note_problems(output: Output, folder: Folder) -> None:
    """Say what is wrong in the attempts file, beside the report."""
    for problem in folder.attempts.problems:
        output.note(str(problem))


def start(output: Output, folder: Folder, name: str, code: str) -> int:
    """Begin an exercise: the lesson with its lines, and what to do. Returns the exit code."""
    if code:
        folder.set_code(code)
    place, new = folder.start(name)
    note_problems(output, folder)
    output.write(written(_started(place, folder, new, output.screen())))
    return 0


def _started(place: Place, folder: Folder, new: bool, screen: Screen) -> Iterator[str]:
    exercise = place.exercise
    yield screen.paint("strong", f"{exercise.title} ({exercise.id})")
    yield from wrapped(exercise.about, screen.width)
    yield ""
    yield from lesson_lines(exercise.lesson, screen)
    yield ""
    yield f"Your own copy, for later: {folder.lesson_path(exercise)}"
    if not new:
        yield "You had begun it already, and nothing of that is lost."
    yield from wrapped("Read the plan. Whom would it stop, and at which line? The tool says nothing until you have.", screen.width)
    yield from next_lines(place, folder)


def predict(output: Output, folder: Folder, name: str, texts: Sequence[str], file: str, nothing: bool, asker: object = None) -> int:
    """Take in the marks of a candidate, from options, a file or questions. Raises UsageError for a wrong one, and after a check."""
    place = folder.place(name)
    if place.has("check"):
        raise UsageError(
            "the key was shown in this round, so marks come too late.", hint=f"A new round: udl-lint practice reset {place.exercise.id}"
        )
    last = place.exercise.lesson.line_count
    marks = [parse_mark(text, last, "--mark") for text in texts]
    if file:
        marks += _marks_in(file, last)
    if not (texts or file or nothing):
        marks = _asked(output, folder, place, asker)
    if nothing and marks:
        raise UsageError("--nothing says that the plan lacks nothing, and there are marks.", hint="Leave one of them out.")
    if not marks and not nothing:
        raise UsageError(
            "there is no mark in it.", place=file, hint="Write one, or say --nothing where you think that the plan stops nobody."
        )
    before = place.marks
    folder.add(place, "predict", marks=[mark._asdict() for mark in marks])
    screen = output.screen()

    def told() -> Iterator[str]:
        replaced = f" They take the place of the {count(len(before), 'mark')} before." if before else ""
        yield from wrapped(f"Kept: {count(len(marks), 'mark')}.{replaced}", screen.width)
        yield from marks_lines(marks, screen)
        yield ""
        yield from next_lines(folder.place(place.exercise.id), folder)

    output.write(written(told()))
    return 0


def _marks_in(file: str, last: int) -> list[Mark]:
    from udl_lint.files import Unreadable, read_bytes
    from udl_lint.text import decode

    data = read_bytes(file)
    if isinstance(data, Unreadable):
        raise UsageError(f"this file cannot be read: {data.why}.", place=file)
    return read_marks(decode(file, data).source.text.splitlines(), last, file)


def _asked(output: Output, folder: Folder, place: Place, asker: object) -> list[Mark]:
    from udl_lint.practice.asking import Asker, ask_marks

    if not isinstance(asker, Asker):
        path = folder.shown(place.exercise.id, MARKS)
        raise UsageError(
            "there is no terminal to ask at.", hint=f"Write your marks into {path}, then: udl-lint practice predict --from {path}"
        )
    return ask_marks(asker, place.exercise, output.screen(), lambda line: output.write([f"{line}\n"]))


def check(output: Output, folder: Folder, name: str, reflection: str, who: str, labels: str, asker: object = None) -> int:
    """Show the marks against the key; then, each time, a revision, and ask for a sentence. Raises UsageError before marks."""
    from udl_lint.practice.learners import learner
    from udl_lint.practice.rubric import read_labels

    place = folder.place(name)
    exercise, screen = place.exercise, output.screen()
    seen_as = learner(who) if who else None
    label_of = read_labels(labels)
    if len(reflection) > LONGEST_TEXT:
        raise UsageError(f"the reflection is longer than {LONGEST_TEXT} characters.", hint="One sentence is enough.")
    marks = place.marks
    if marks is None:
        raise UsageError("first say what you see; the tool speaks after you.", hint="udl-lint practice predict")
    note_problems(output, folder)
    own = folder.revision(exercise)
    changed = own.text != exercise.lesson.text
    # What is shown is worked out first, so that a lesson that cannot be read leaves no half of a step.
    comparison = compare(exercise, own) if changed else None
    if not place.has("check"):
        _reveal(output, folder, place, marks, screen)
    elif not changed:
        text = f"{folder.lesson_path(exercise)} is as it was given. Change it, then check again."
        output.write(written(wrapped(text, screen.width)))
    if comparison is not None:
        _revised(output, folder, place, comparison, screen)
        from udl_lint.practice.rubric import rubric, rubric_lines

        head = screen.paint("strong", "What the plan offers now, by area")
        output.write(written(["", head, *rubric_lines(rubric(comparison.revised), label_of, screen)]))
    if seen_as is not None:
        from udl_lint.practice.lens import foot, lens
        from udl_lint.practice.looking import look

        seen = comparison.revised if comparison is not None else look(exercise.lesson)
        output.write(written(["", *lens(seen, seen_as, screen), "", *foot(seen_as, screen)]))
    if comparison is not None or reflection:
        _reflect(output, folder, folder.place(exercise.id), comparison, reflection, asker)
    output.write(written(["", *next_lines(folder.place(exercise.id), folder)]))
    return 0


def _reveal(output: Output, folder: Folder, place: Place, marks: Sequence[Mark], screen: Screen) -> None:
    score = judge(place.exercise, marks)
    folder.add(
        place,
        "check",
        key=[
            {"entry": each.entry.id, "area": each.entry.area, "seen": each.seen, "confidence": each.mark.confidence if each.mark else None}
            for each in score.judged
        ],
        alarms=[
            {"area": each.mark.area, "lines": each.mark.lines, "kind": each.kind, "confidence": each.mark.confidence}
            for each in score.alarms
        ],
    )
    output.write(written(score_lines(place.exercise, score, screen)))


def _revised(output: Output, folder: Folder, place: Place, comparison: Comparison, screen: Screen) -> None:
    done = is_done(place.exercise, comparison)
    states = [
        {"entry": entry.id, "area": entry.area, "state": state}
        for state, entries in (("resolved", comparison.resolved), ("open", comparison.still_open), ("unseen", comparison.unseen))
        for entry in entries
    ]
    new = sorted({each.rule for each in comparison.new if each.verdict == "problem"})
    folder.add(place, "revise", states=states, new=new, cut=len(comparison.cut), done=done)
    output.write(written(["", *comparison_lines(place.exercise, comparison, done, screen)]))


def _reflect(output: Output, folder: Folder, place: Place, comparison: Comparison | None, text: str, asker: object) -> None:
    from udl_lint.practice.asking import Asker
    from udl_lint.practice.exercise import Prompt
    from udl_lint.practice.prompts import prompt_for

    answered = {each.topic for each in place.steps if each.step == "reflect"}
    prompt = prompt_for(place.exercise, comparison, answered) if comparison is not None else Prompt("any", "")
    screen = output.screen()
    if prompt.ask:
        output.write(written(["", *wrapped(f"One sentence: {prompt.ask}", screen.width)]))
    if not text and isinstance(asker, Asker):
        text = asker.text("Your sentence (nothing: later)")
    text = " ".join(text.split())[:LONGEST_TEXT]
    if text:
        folder.add(place, "reflect", topic=prompt.when, prompt=prompt.ask[:LONGEST_TEXT], text=text)
        output.write(written(["Kept: your sentence."]))
    elif prompt.ask:
        output.write(written(['Answer it with: udl-lint practice check --reflect "…"']))


def reset(output: Output, folder: Folder, name: str) -> int:
    """Begin a new round of an exercise; what was written is kept beside it."""
    place, kept = folder.reset(name)
    where = f" Your last revision is kept as {kept}." if kept else ""
    text = f"Round {place.round} of {place.exercise.id}. The lesson is as it was given.{where}"
    output.write(written([*wrapped(text, output.screen().width), *next_lines(place, folder)]))
    return 0


def next_lines(place: Place, folder: Folder) -> Iterator[str]:
    """The next step, as one line to type."""
    if place.marks is None:
        yield "Next: udl-lint practice predict"
        yield "  or write your marks into a file, and then: udl-lint practice predict --from"
        yield f"  {folder.shown(place.exercise.id, MARKS)}"
    elif not place.has("check"):
        yield "Next: udl-lint practice check"
    elif not place.done and place.exercise.resolved:
        yield "Next: change this file, and then: udl-lint practice check"
        yield f"  {folder.lesson_path(place.exercise)}"
        yield "  Stuck? udl-lint practice hint"
    else:
        yield "Next: udl-lint practice next"
