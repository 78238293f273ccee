"""`udl-lint outline`: how one lesson was understood."""

from __future__ import annotations

from udl_lint.commands.check import STANDARD_INPUT, STDIN_NAME, Task, standard_input
from udl_lint.commands.output import Colour, Output
from udl_lint.config import Wishes
from udl_lint.files import LARGEST_LESSON, Unreadable, read_bytes
from udl_lint.rulebook import Rulebook
from udl_lint.runner import read_given
from udl_lint.text import decode

SCHEMA = "udl-lint/outline/1"


def outline(
    path: str,
    output: Output,
    wishes: Wishes | None = None,
    config: str | None = None,
    form: str = "text",
    colour: Colour = "auto",
    stdin_name: str = STDIN_NAME,
) -> int:
    """Write the outline of a lesson, also of a YAML file that `check` would leave out; returns the exit code."""
    name = stdin_name if path == STANDARD_INPUT else path
    setting = Rulebook(wishes, config).setting(name)
    data = standard_input(Task(stdin_name=stdin_name)) if path == STANDARD_INPUT else read_bytes(path)
    if isinstance(data, Unreadable):
        output.note(f"{data.path}: {data.why}.")
        return 3
    decoded = decode(name, data, LARGEST_LESSON)
    for trouble in decoded.troubles:
        line = decoded.source.position(trouble.span.start).line
        output.note(f"{name}:{line}: {trouble.message} {trouble.advice}")
    if not decoded.sound:
        return 1
    reading = read_given(decoded.source, setting.linter, setting.given)
    if form == "json":
        from udl_lint.reporters.json import encoded
        from udl_lint.reporters.understanding import about_data, reading_data, whole

        about = about_data(reading.lesson.about, decoded.source)
        told = {"schema": SCHEMA, "path": whole(name), "about": about, "reading": reading_data(reading)}
        output.write([encoded(told, indent=1) + "\n"])
        return 0
    from udl_lint.outline import outline as told_outline

    output.write(f"{line}\n" for line in told_outline(reading, output.screen(colour)))
    return 0
