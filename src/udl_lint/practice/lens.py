"""A lesson through one learner: which lines stop this student, and what in the plan already helps. The same findings, seen by a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from udl_lint.errors import UsageError
from udl_lint.practice.learners import Learner, learner
from udl_lint.reporters.choosing import grouped, useful_first
from udl_lint.reporters.frame import in_context
from udl_lint.reporters.terminal import Screen, count, lines_named, plain, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from udl_lint.runner import Checked, Told

_SNIPPET = 50
_HEADS = {
    "en": ("What stops {name} here:", "What in the plan already helps {name}:"),
    "es": ("Lo que aquí detiene a {name}:", "Lo que en el plan ya ayuda a {name}:"),
}
_NOTHING = {
    "en": ("I found no line that stops {name}.", "I found nothing in the plan that speaks to {name} yet."),
    "es": ("No encontré ninguna línea que detenga a {name}.", "Todavía no encontré nada en el plan que ayude a {name}."),
}


def lens(checked: Checked, who: Learner, screen: Screen, *, whole: bool = True) -> Iterator[str]:
    """The lesson through one learner, without line ends, in the lesson's language; `whole` also says who the learner is."""
    language = "es" if checked.lesson.about.language == "es" else "en"
    heads, nothing = ([each.format(name=who.name) for each in part[language]] for part in (_HEADS, _NOTHING))
    source = checked.source
    yield screen.paint("strong", plain(checked.path))
    if whole:
        yield from wrapped(who.about.of(language), screen.width, "  ")
        yield ""
    findings = [each for each in checked.findings if each.rule in who.stops]
    yield from _head(heads[0] if findings else nothing[0], screen)
    for group in grouped(useful_first(findings, checked.lesson)):
        first = group.first
        lines = sorted({source.position(each.span.start).line for each in (first, *group.others)})
        words = in_context(source, first.span, _SNIPPET)
        yield from wrapped(f"{_lines(lines, language)} (“{words}”): {who.stops[first.rule].of(language)}", screen.width, "  - ", "    ")
        # A place at which only a person can tell is put as a question.
        label = "Look yourself" if first.verdict == "review" else "Fix"
        yield from wrapped(f"{label}: {first.advice} [{first.rule}]", screen.width, "    ", "    ")
    yield ""
    helps: dict[str, list[int]] = {}
    stopped = {source.position(each.span.start).line for each in findings} | {each.rule for each in findings}
    for each in checked.evidence:
        line = source.position(each.span.start).line
        if each.strength and each.rule in who.helps and not {line, each.rule} & stopped:
            helps.setdefault(who.helps[each.rule].of(language), []).append(line)
    yield from _head(heads[1] if helps else nothing[1], screen)
    for words, lines in helps.items():
        yield from wrapped(f"{words}: {_lines(sorted(set(lines)), language)}", screen.width, "  - ", "    ")
    others = sum(1 for each in checked.findings if each.rule not in who.stops and each.verdict == "problem")
    if others:
        yield ""
        yield from wrapped(
            f"{count(others, 'other finding')} of this plan {'says' if others == 1 else 'say'} nothing of {who.name}.", screen.width, "  "
        )


def _head(text: str, screen: Screen) -> Iterator[str]:
    # Colour comes last: what is broken into lines is shown without anything that a terminal obeys.
    return (screen.paint("strong", line) for line in wrapped(text, screen.width, "  "))


def _lines(lines: list[int], language: str) -> str:
    told = lines_named(lines)
    if language == "es":
        for word, other in (("lines", "líneas"), ("line", "línea"), (" and ", " y "), (" more", " más")):
            told = told.replace(word, other)
    return told


def foot(who: Learner, screen: Screen) -> Iterator[str]:
    """That the learner is fictional, and what the portrait rests on."""
    yield from wrapped(f"{who.name} is fictional: one person, not a group. Your own students differ. Sources:", screen.width)
    for each in who.sources:
        yield from wrapped(each, screen.width, "  - ", "    ")


def hold_to_lens(name: str, form: str, quiet: bool) -> None:
    """Raise UsageError for a learner who is not there, and for a report that a learner cannot be seen in."""
    learner(name)
    if form != "text" or quiet:
        raise UsageError("--as shows lessons to people, as text.", hint="Leave out --format and --quiet.")


def report(outcomes: Iterable[Told], name: str, screen: Screen) -> Iterator[str]:
    """Each lesson through one learner, and what the portrait rests on."""
    from udl_lint.runner import Checked

    who = learner(name)
    for outcome in outcomes:
        if isinstance(outcome, Checked):
            yield "\n".join(lens(outcome, who, screen)) + "\n\n"
        del outcome
    yield "\n".join(foot(who, screen)) + "\n"
