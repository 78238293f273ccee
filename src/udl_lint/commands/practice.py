"""`udl-lint practice` as click knows it: its commands, options and help. Loaded only when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from udl_lint.commands.output import Output
    from udl_lint.practice.folder import Folder

EXERCISES = click.option(
    "--exercises", "more", metavar="FOLDER", default="", envvar="UDL_LINT_EXERCISES", help="A folder with exercises of your own, too."
)


def examples(*lines: str) -> str:
    """The foot of a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  udl-lint practice {line}" for line in lines)


@click.group(
    short_help="Practise: say what a plan lacks, then see.",
    epilog=examples("list", "start grade-4-water-cycle-one-period", "predict", "check", "next"),
)
def practice() -> None:
    """Practise for teacher candidates: read a plan, say what it lacks and for whom, and only then see.

    All stays in a folder of your own. Practice gives no grade and predicts no score.
    """


@practice.command("list", short_help="The exercises.", epilog=examples("list", "list --language es --quiet"))
@click.option("--language", type=click.Choice(("en", "es")), help="Only those in this language.")
@click.option("--quiet", is_flag=True, help="Only the names, one a line.")
@EXERCISES
@click.pass_obj
def list_(output: Output, /, language: str | None, quiet: bool, more: str) -> int:
    """List the exercises: name, grade, subject, and what one meets there."""
    from udl_lint.commands.practice_exercises import list_exercises

    return list_exercises(output, language or "", quiet, more)


@practice.command(
    short_help="Prove the exercises.", epilog=examples("verify", "verify grade-4-water-cycle-one-period", "verify --exercises ours")
)
@click.argument("names", nargs=-1, metavar="[EXERCISE]...")
@EXERCISES
@click.pass_obj
def verify(output: Output, /, names: tuple[str, ...], more: str) -> int:
    """Prove of each exercise: the lesson fails, the model revision passes, the key's lines exist, the distractors stay silent.

    EXERCISE is a name or a folder; without one it is every exercise. Exit code 1 when something does not hold.
    """
    from udl_lint.commands.practice_exercises import verify_exercises

    return verify_exercises(output, names, more)


FOLDER = click.option(
    "--folder", metavar="FOLDER", default="", envvar="UDL_LINT_PRACTICE", help="Your own folder.  [default: udl-practice, or this one]"
)
EXERCISE = click.option("--exercise", metavar="NAME", default="", help="Which exercise.  [default: the one begun last]")
PLAIN = click.option("--plain", is_flag=True, help="Ask line by line, without menus; best with a screen reader.")


def _folder(path: str, more: str) -> Folder:
    from udl_lint.practice.folder import Folder

    return Folder(path, more)


def _asker(plain: bool, output: Output) -> object:
    """Somebody to ask: None where no person sits at a terminal."""
    import sys

    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()):
        return None
    from udl_lint.practice.asking import asker

    return asker(plain, lambda line: output.write([f"{line}\n"]))


@practice.command(short_help="Begin an exercise.", epilog=examples("start grade-4-water-cycle-one-period --code A17"))
@click.argument("exercise")
@click.option("--code", metavar="CODE", default="", help="The code that your instructor handed out; not your name.")
@FOLDER
@EXERCISES
@click.pass_obj
def start(output: Output, /, exercise: str, code: str, folder: str, more: str) -> int:
    """Begin an exercise, or go on with it: shows the lesson, and puts a copy of it into your folder."""
    from udl_lint.commands.practice_steps import start

    return start(output, _folder(folder, more), exercise, code)


@practice.command(
    short_help="Say what you see, before the tool speaks.",
    epilog=examples(
        "predict",
        'predict --mark "44 home-technology 4 phone-only-home" --mark "plan support 2"',
        "predict --from udl-practice/grade-4-water-cycle-one-period/marks.txt",
    ),
)
@click.option("--mark", "marks", multiple=True, metavar="MARK", help="LINES AREA CONFIDENCE [LEARNER] [-- WHY]; may be repeated.")
@click.option("--from", "file", metavar="FILE", default="", help="A file of marks, one a line.")
@click.option("--nothing", is_flag=True, help="I think that this plan stops nobody.")
@PLAIN
@EXERCISE
@FOLDER
@EXERCISES
@click.pass_obj
def predict(output: Output, /, marks: tuple[str, ...], file: str, nothing: bool, plain: bool, exercise: str, folder: str, more: str) -> int:
    """Mark lines and areas, and how sure you are, from 1 (a guess) to 5 (sure). Without an option you are asked.

    Areas and learners: udl-lint practice explain. LINES is 12, 12-14, or plan where the whole plan lacks something.
    """
    from udl_lint.commands.practice_steps import predict

    return predict(output, _folder(folder, more), exercise, marks, file, nothing, _asker(plain, output))


@practice.command(short_help="See, revise, see again.", epilog=examples("check", "check --as newcomer", 'check --reflect "…"'))
@click.option("--reflect", "reflection", metavar="TEXT", default="", help="One sentence on what you changed.")
@click.option("--as", "who", metavar="NAME", default="", help="Through one learner, too: newcomer, low-vision, adhd, ….")
@click.option("--labels", metavar="FILE", default="", help="A file of labels for areas: edTPA, InTASC, a state's standards.")
@PLAIN
@EXERCISE
@FOLDER
@EXERCISES
@click.pass_obj
def check(output: Output, /, reflection: str, who: str, labels: str, plain: bool, exercise: str, folder: str, more: str) -> int:
    """First: your marks against the expert's key. Then, each time: your revision, what it resolved and what is still open."""
    from udl_lint.commands.practice_steps import check

    return check(output, _folder(folder, more), exercise, reflection, who, labels, _asker(plain, output))


@practice.command(short_help="A nudge.", epilog=examples("hint"))
@EXERCISE
@FOLDER
@EXERCISES
@click.pass_obj
def hint(output: Output, /, exercise: str, folder: str, more: str) -> int:
    """Give a hint on a place that you have not seen, or not resolved; another one each time."""
    from udl_lint.commands.practice_help import hint

    return hint(output, _folder(folder, more), exercise)


@practice.command(
    short_help="What an area, a learner or a place is about.", epilog=examples("explain", "explain language", "explain newcomer")
)
@click.argument("topic", required=False, default="")
@click.option("--model", is_flag=True, help="One way to mend the lesson; after your own first revision.")
@FOLDER
@EXERCISES
@click.pass_obj
def explain(output: Output, /, topic: str, model: bool, folder: str, more: str) -> int:
    """Explain an area, a learner, or (after a check) a place of the key. Without a TOPIC: all areas and learners."""
    from udl_lint.commands.practice_help import explain

    return explain(output, _folder(folder, more), topic, model)


@practice.command(short_help="Begin a new round.", epilog=examples("reset", "reset grade-4-water-cycle-one-period"))
@click.argument("exercise", required=False, default="")
@FOLDER
@EXERCISES
@click.pass_obj
def reset(output: Output, /, exercise: str, folder: str, more: str) -> int:
    """Begin an exercise anew. Your last revision is kept beside it, and nothing is taken out of your attempts."""
    from udl_lint.commands.practice_steps import reset

    return reset(output, _folder(folder, more), exercise)


@practice.command("next", short_help="What to do now.", epilog=examples("next"))
@FOLDER
@EXERCISES
@click.pass_obj
def next_(output: Output, /, folder: str, more: str) -> int:
    """Say the next step, or propose an exercise and say why this one."""
    from udl_lint.commands.practice_help import next_step

    return next_step(output, _folder(folder, more))


@practice.command(short_help="What you have seen and resolved.", epilog=examples("progress"))
@FOLDER
@EXERCISES
@click.pass_obj
def progress(output: Output, /, folder: str, more: str) -> int:
    """Show your way so far. No grade."""
    from udl_lint.commands.practice_help import progress

    return progress(output, _folder(folder, more))


@practice.command(
    short_help="A plan by area: 0, 1 or 2.", epilog=examples("rubric my-lesson.md", "rubric my-lesson.md --labels intasc.yaml")
)
@click.argument("lesson")
@click.option("--labels", metavar="FILE", default="", help="A file of labels for areas: edTPA, InTASC, a state's standards.")
@click.pass_obj
def rubric(output: Output, /, lesson: str, labels: str) -> int:
    """Say of any plan, by area: none, named, or concrete and tied to a task, with the line, and what would make it a 2. No grade."""
    from udl_lint.commands.practice_help import plan_rubric

    return plan_rubric(output, lesson, labels)


@practice.command(short_help="The file to hand in.", epilog=examples("export --code A17", "export --to A17.jsonl --looked"))
@click.option("--code", metavar="CODE", default="", help="The code that your instructor handed out; not your name.")
@click.option("--to", metavar="FILE", default="", help="Where to write it.  [default: attempts-CODE.jsonl]")
@click.option("--looked", is_flag=True, help="I have looked at what was pointed out, and it names nobody.")
@click.option("--without-text", is_flag=True, help="Without any sentence of mine.")
@FOLDER
@click.pass_obj
def export(output: Output, /, code: str, to: str, looked: bool, without_text: bool, folder: str) -> int:
    """Write the file to hand in, after names and identifying details in your own words were pointed out."""
    from udl_lint.commands.practice_help import export

    return export(output, _folder(folder, ""), to, code, looked, without_text)


@practice.command(short_help="For instructors: lay out an exercise.", epilog=examples("new my-lesson.md --to ours/my-lesson"))
@click.argument("lesson")
@click.option("--to", metavar="FOLDER", required=True, help="The folder to make; its name is the exercise's.")
@click.pass_obj
def new(output: Output, /, lesson: str, to: str) -> int:
    """Lay out an exercise from any lesson: what the tool says, as a first key for you to correct. Reasons are left to you."""
    from udl_lint.commands.practice_cohort import new

    return new(output, lesson, to)


@practice.command(short_help="For instructors: gather what was handed in.", epilog=examples("collect handed-in --to cohort.jsonl"))
@click.argument("folder")
@click.option("--to", metavar="FILE", default="cohort.jsonl", show_default=True, help="Where to write them; an older one is replaced.")
@click.pass_obj
def collect(output: Output, /, folder: str, to: str) -> int:
    """Gather the files that candidates handed in, from whatever LMS, in one file: by code, without a word that they wrote.

    A wrong or cut-off line is named with its file and line, and the rest counts. Exit code 1 when there was one.
    """
    from udl_lint.commands.practice_cohort import collect_attempts

    return collect_attempts(output, folder, to)


@practice.command(
    short_help="For instructors: the cohort.", epilog=examples("report cohort.jsonl --to report.html", "report handed-in --format csv")
)
@click.argument("cohort")
@click.option("--format", "form", type=click.Choice(("html", "csv")), default="html", show_default=True, help="To read, or for a table.")
@click.option("--to", metavar="FILE", default="", help="Where to write it.  [default: standard output]")
@click.option("--labels", metavar="FILE", default="", help="A file of labels for areas: edTPA, InTASC, a state's standards.")
@EXERCISES
@click.pass_obj
def report(output: Output, /, cohort: str, form: str, to: str, labels: str, more: str) -> int:
    """Report on a cohort: a collected file, or the folder that was handed in. What concerns fewer than five people is hidden."""
    from udl_lint.commands.practice_cohort import report

    return report(output, cohort, form, to, labels, more)
