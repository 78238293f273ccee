"""What helps between the steps of practice: hint, explain, next, progress, the rubric of a plan, and the file to hand in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from udl_lint.commands.output import Output
from udl_lint.commands.practice_steps import next_lines, note_problems, written
from udl_lint.errors import UsageError
from udl_lint.practice.areas import AREAS
from udl_lint.practice.comparing import compare
from udl_lint.practice.exercise import all_exercises, read_text
from udl_lint.practice.folder import Folder, Place
from udl_lint.practice.judging import calibration
from udl_lint.practice.learners import LEARNERS, learner
from udl_lint.practice.looking import look, practice_rules
from udl_lint.practice.marks import place_of
from udl_lint.reporters.terminal import Screen, count, stop, wrapped
from udl_lint.wording import did_you_mean

if TYPE_CHECKING:
    from udl_lint.practice.attempt_shape import AttemptShape
    from udl_lint.practice.exercise import Exercise, KeyEntry


def hint(output: Output, folder: Folder, name: str) -> int:
    """The next hint: for what was not seen yet or is still open. The same one does not come twice before all have come."""
    place = folder.place(name)
    exercise = place.exercise
    open_ = _open_entries(folder, place)
    given = [each.topic for each in place.steps if each.step == "hint"]
    left = sorted(open_, key=lambda entry: (given.count(entry.id), exercise.key.index(entry)))
    screen = output.screen()
    if not left:
        output.write(written(wrapped("There is nothing left to give a hint on.", screen.width)))
        return 0
    folder.add(place, "hint", topic=left[0].id)
    # Before the key is shown a hint tells neither line nor area.
    where = f"{place_of(left[0].lines)}, {left[0].area}: " if place.has("check") else ""
    output.write(written(wrapped(f"{where}{left[0].hint}", screen.width)))
    return 0


def _open_entries(folder: Folder, place: Place) -> list[KeyEntry]:
    if not place.has("check"):
        return list(place.exercise.key)
    own = folder.revision(place.exercise)
    return list(compare(place.exercise, own).still_open)


def explain(output: Output, folder: Folder, topic: str, model: bool) -> int:
    """What an area, a learner or a place of the key is about. Raises UsageError for what is none, and for the key before a check."""
    screen = output.screen()
    if model:
        output.write(written(_model(folder, screen)))
    elif not topic:
        output.write(written(_areas(screen)))
    elif topic in AREAS:
        output.write(written(_area(topic, screen)))
    elif topic in LEARNERS or topic.casefold() in {learner(name).name.casefold() for name in LEARNERS}:
        output.write(written(_learner(folder, topic, screen)))
    else:
        output.write(written(_entry(folder, topic, screen)))
    return 0


def _areas(screen: Screen) -> Iterator[str]:
    yield screen.paint("strong", "Areas, and what to ask a plan in each")
    for area in AREAS.values():
        yield from wrapped(f"{area.name}: {area.en}", screen.width, "  - ", "    ")
    yield screen.paint("strong", "Learners, all fictional")
    for name in LEARNERS:
        yield f"  - {name}: {learner(name).name}"
    yield "More: udl-lint practice explain language, or udl-lint practice explain newcomer"


def _area(name: str, screen: Screen) -> Iterator[str]:
    area = AREAS[name]
    yield screen.paint("strong", name)
    yield from wrapped(area.en, screen.width, "  ")
    yield from wrapped(f"Concrete, and tied to a task: {area.concrete}.", screen.width, "  ")
    for rule in practice_rules().linter().ruleset.rules.values():
        if rule.pack == name:
            yield from wrapped(f"{rule.title} ({rule.id})", screen.width, "  - ", "    ")
    yield "  Why a rule is there: udl-lint explain RULE"


def _learner(folder: Folder, name: str, screen: Screen) -> Iterator[str]:
    from udl_lint.practice.lens import foot, lens

    who = learner(name)
    place = _place_or_none(folder)
    yield screen.paint("strong", who.name)
    yield from wrapped(who.about.en, screen.width, "  ")
    yield from wrapped(who.about.es, screen.width, "  ")
    yield ""
    if place is not None and place.has("check"):
        yield from lens(look(folder.revision(place.exercise)), who, screen, whole=False)
        yield ""
    yield from foot(who, screen)


def _entry(folder: Folder, topic: str, screen: Screen) -> Iterator[str]:
    place = folder.place()
    known = [entry.id for entry in place.exercise.key] if place.has("check") else []
    entry = place.exercise.entry(topic)
    if entry is None or not known:
        later = "" if known else "The key of an exercise is explained after your first check. "
        raise UsageError(f"there is no area or learner {topic!r}.", hint=later + did_you_mean(topic, [*AREAS, *LEARNERS, *known]))
    folder.add(place, "explain", topic=topic)
    yield screen.paint("strong", f"{entry.id}: {place_of(entry.lines)}, {entry.area}")
    yield from wrapped(entry.reason, screen.width, "  ")
    yield from wrapped(f"Whom it stops: {', '.join(learner(name).name for name in entry.learners)}", screen.width, "  ")
    yield from wrapped(f"Better: {entry.better}", screen.width, "  ")
    for rule in entry.rules:
        yield from wrapped(f"The rule: udl-lint explain {rule}", screen.width, "  ")
    if not entry.rules:
        yield "  No rule speaks to this. It takes a reader."


def _model(folder: Folder, screen: Screen) -> Iterator[str]:
    import difflib

    place = folder.place()
    if not place.has("revise"):
        raise UsageError("the model revision is shown after your own first one.", hint="Change the lesson, then: udl-lint practice check")
    exercise = place.exercise
    folder.add(place, "explain", topic="model")
    yield screen.paint("strong", "One way to mend it; yours may be better")
    before, after = (source.text.splitlines() for source in (exercise.lesson, exercise.revision))
    for line in difflib.unified_diff(before, after, lineterm="", n=0):
        if line.startswith(("---", "+++")):
            continue
        if line.startswith("@@"):
            yield from ("", f"line {line.split()[1].lstrip('-').split(',')[0]}")
            continue
        yield from wrapped(line[1:], screen.width, "  was: " if line[0] == "-" else "  now: ", "       ")


def _place_or_none(folder: Folder) -> Place | None:
    try:
        return folder.place()
    except UsageError:
        return None


def next_step(output: Output, folder: Folder) -> int:
    """What to do now: the next step of an exercise that is not done, else another exercise and why this one."""
    place = _place_or_none(folder)
    screen = output.screen()
    if place is not None and not place.done and not (place.has("check") and not place.exercise.resolved):
        output.write(written([place.exercise.title, *next_lines(place, folder)]))
        return 0
    exercise, why = _proposed(folder, place)
    told = (
        [f"udl-lint practice start {exercise.id}", *wrapped(f"{exercise.title}{stop(exercise.title)} {why}", screen.width)]
        if exercise
        else []
    )
    output.write(
        written(told or wrapped("You have been through all exercises. Take one again: udl-lint practice reset EXERCISE", screen.width))
    )
    return 0


def _proposed(folder: Folder, place: Place | None) -> tuple[Exercise | None, str]:
    begun = {each.exercise for each in folder.attempts.attempts if each.step == "start"}
    left = [exercise for exercise in all_exercises(folder.more) if exercise.id not in begun]
    if place is not None:
        pair = next((exercise for exercise in left if exercise.id == place.exercise.pair), None)
        if pair is not None:
            return pair, "It is on the same topic. What does the other plan do about the lines that you have just worked on?"
    missed: dict[str, int] = {}
    for each in folder.attempts.attempts:
        for seen in each.key:
            missed[seen.area] = missed.get(seen.area, 0) + (seen.seen == "miss")
    area = max(AREAS, key=lambda name: missed.get(name, 0))
    language = place.exercise.language if place is not None else "en"

    def rank(one: Exercise) -> tuple[bool, int, bool, str]:
        return one.language != language, -sum(entry.area == area for entry in one.key), one.strength == "strong", one.id

    ranked = sorted(left, key=rank)
    why = f"It has a place in {area}, the area that you have overlooked most so far." if missed.get(area) else "A good one to begin with."
    return (ranked[0], why) if ranked else (None, "")


def progress(output: Output, folder: Folder) -> int:
    """What was seen and resolved so far, by exercise and over time."""
    note_problems(output, folder)
    attempts = folder.attempts.attempts
    if not attempts:
        raise UsageError(f"there are no attempts in {folder.shown()}.", hint="Begin: udl-lint practice list")
    output.write(written(_progress(attempts, output.screen())))
    return 0


def _progress(attempts: tuple[AttemptShape, ...], screen: Screen) -> Iterator[str]:
    rounds = sorted({(each.exercise, each.round) for each in attempts if each.exercise}, key=lambda one: _first(attempts, one))
    certain: list[tuple[int, bool]] = []
    for name, number in rounds:
        steps = [each for each in attempts if (each.exercise, each.round) == (name, number)]
        yield screen.paint("strong", name + (f", round {number}" if number > 1 else ""))
        shown = next((each for each in steps if each.step == "check"), None)
        if shown is None:
            yield "  begun; nothing checked yet"
            continue
        hits = sum(each.seen != "miss" for each in shown.key)
        yield f"  before the tool spoke: saw {hits} of {len(shown.key)}, {count(len(shown.alarms), 'false alarm')}"
        certain += [(each.confidence, True) for each in shown.key if each.confidence] + [(each.confidence, False) for each in shown.alarms]
        for each in (step for step in steps if step.step == "revise"):
            resolved = sum(state.state == "resolved" for state in each.states)
            cut = f"; {count(each.cut, 'phrase')} cut away" if each.cut else ""
            yield f"  revised: {resolved} of {len(each.states)} resolved{cut}{'; done' if each.done else ''}"
        for each in (step for step in steps if step.step == "reflect"):
            yield from wrapped(f"you wrote: {each.text}", screen.width, "  ", "    ")
    if certain:
        yield screen.paint("strong", "Were the sure ones right?")
        yield from (f"  {words}: {right} of {all_} right" for words, right, all_ in calibration(certain))
    yield from wrapped("These are counts of places in plans. They are no grade and predict no score.", screen.width)


def _first(attempts: tuple[AttemptShape, ...], one: tuple[str, int]) -> int:
    return next(number for number, each in enumerate(attempts) if (each.exercise, each.round) == one)


def plan_rubric(output: Output, lesson: str, labels: str) -> int:
    """The rubric of any plan."""
    from udl_lint.practice.rubric import read_labels, rubric, rubric_lines

    label_of = read_labels(labels)
    checked = look(read_text(Path(lesson)))
    screen = output.screen()
    output.write(written([screen.paint("strong", lesson), *rubric_lines(rubric(checked), label_of, screen)]))
    return 0


def export(output: Output, folder: Folder, to: str, code: str, looked: bool, without_text: bool) -> int:
    """Write the file to hand in. Returns 1, and writes nothing, while details that may identify somebody were not looked at."""
    from udl_lint.practice.attempts import NAME, own_words, without_words
    from udl_lint.practice.identity import point_out

    if code:
        folder.set_code(code)
    note_problems(output, folder)
    if not folder.attempts.attempts:
        raise UsageError(f"there are no attempts in {folder.shown()}.", hint="Begin: udl-lint practice list")
    if not folder.attempts.code:
        raise UsageError("there is no code in the attempts.", hint="Give the one that your instructor handed out: --code A17")
    words = [] if without_text else own_words(folder.attempts)
    found = [(line, text, each) for line, text in words for each in point_out(text)]
    screen = output.screen()
    for line, text, each in found:
        output.write(written(wrapped(f"line {line}: “{each.words}” may be {each.what}: {text}", screen.width, "  ", "    ")))
    if found and not (looked or without_text):
        text = (
            "Nothing was written. If one of these is a real person, place or number, take your words out: export --without-text. "
            "If all are harmless: export --looked. I go by looks and can miss a name, so read your sentences yourself, too."
        )
        output.write(written(wrapped(text, screen.width)))
        return 1
    target = to or f"attempts-{folder.attempts.code}.jsonl"
    data = without_words(folder.attempts) if without_text else Path(folder.path, NAME).read_bytes()
    try:
        with open(target, "xb") as file:
            file.write(data)
    except FileExistsError:
        raise UsageError("this file is there already, and I do not overwrite it.", place=target, hint="Name another: --to FILE") from None
    except OSError as error:
        raise UsageError(f"this file cannot be written: {(error.strerror or str(error)).lower()}.", place=target) from None
    sentences = "none of your sentences" if without_text else "your sentences"
    text = f"Wrote {target}. It holds your code, your marks and {sentences}; no lesson."
    output.write(written(wrapped(text, screen.width)))
    return 0
