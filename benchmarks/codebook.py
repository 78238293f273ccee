"""What a reader's marks of a lesson ask each rule to say: `lessons/README.md` explains the marks, this says what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Marks = Mapping[str, Any]
"""One reader's marks of one lesson."""

MINUTES_OF_TALK = {"K-2": 8, "3-5": 10, "6-8": 15, "9-12": 20, "other": 20, None: 15}
"""How long one stretch of teacher talk may be, by the grade band that the lesson states."""


def _no(mark: str) -> Callable[[Marks], bool]:
    """Nothing in the lesson is evidence of this, not even by name."""
    return lambda marks: marks[mark]["s"] == 0


def _is(mark: str, *values: Any) -> Callable[[Marks], bool]:
    return lambda marks: marks[mark] in values


def _long_talk(marks: Marks) -> bool:
    talk = marks["teacher_talk"]
    return bool(talk) and talk["minutes"] > MINUTES_OF_TALK[marks["grade"]]


def _no_language_scaffold(marks: Marks) -> bool:
    kinds = {kind for kind, scaffold in marks["scaffolds"].items() if scaffold["s"]}
    return len(kinds) < 2 or not kinds & {"L", "H"}


LESSON_RULES: Mapping[str, Callable[[Marks], bool]] = {
    "structure/missing-objective": _is("objective", "none"),
    "structure/missing-grade": _is("grade", None),
    "representation/single-input-mode": lambda marks: len(marks["input_modes"]) < 2,
    "representation/missing-prior-knowledge-link": _no("prior_knowledge"),
    "representation/missing-model-or-organizer": _no("model_or_organizer"),
    "representation/long-teacher-talk": _long_talk,
    "expression/single-response-mode": lambda marks: len(marks["response_modes"]) < 2,
    "expression/single-form-assessment": _is("product_option", "no"),
    "expression/missing-planning-support": _is("planning_aid", "no"),
    "engagement/missing-student-choice": _no("choice"),
    "engagement/missing-relevance-link": _no("relevance"),
    "engagement/missing-peer-talk": _no("peer_talk"),
    "engagement/missing-reflection": _no("reflection"),
    "engagement/fixed-pace": _no("flexible_pace"),
    "language/missing-language-scaffold": _no_language_scaffold,
    "language/missing-language-objective": _no("language_objective"),
    "language/untaught-vocabulary": _is("vocabulary", "listed"),
    "language/missing-home-language": _is("home_language", "silent", "barred"),
    "equity/recall-only-tasks": _is("demand", 1),
    "equity/bolted-on-supports": lambda marks: marks["supports"]["placement"] == "end_only",
    "support/missing-check-for-understanding": _no("check"),
    "support/missing-next-step": _no("next_step"),
    "family/missing-family-connection": lambda marks: not marks["family"],
}
"""Rules about a whole lesson: whether each should speak."""


def _lines(mark: str) -> Callable[[Marks], list[int]]:
    return lambda marks: list(marks[mark])


def _supports(mark: str) -> Callable[[Marks], list[int]]:
    return lambda marks: list(marks["supports"][mark])


def _home(need: str = "", *, routes: tuple[str, ...] = ("none", "weak"), submission: str = "") -> Callable[[Marks], list[int]]:
    """Tasks for home with this need and one of these routes, or with this way of handing in."""

    def fits(item: Mapping[str, Any]) -> bool:
        if submission:
            return bool(item["submission"] == submission)
        return item["route"] in routes and need in ("", item["need"])

    return lambda marks: [item["line"] for item in marks["home_items"] if fits(item)]


def _family(fits: Callable[[Mapping[str, Any]], bool]) -> Callable[[Marks], list[int]]:
    return lambda marks: [message["line"] for message in marks["family"] if fits(message)]


SPAN_RULES: Mapping[str, Callable[[Marks], list[int]]] = {
    "structure/vague-objective": _lines("vague_objective_lines"),
    "representation/reading-without-access-route": _lines("reading_without_route"),
    "language/generic-language-support": _lines("generic_language_support"),
    "language/barred-home-language": lambda marks: list(marks["home_language_lines"]) if marks["home_language"] == "barred" else [],
    "home-technology/high-bandwidth-homework": _home("high"),
    "home-technology/internet-only-homework": _home("internet"),
    "home-technology/device-only-homework": _home("device"),
    "home-technology/unequal-offline-option": _home(routes=("unequal",)),
    "home-technology/online-only-submission": _home(submission="online_only"),
    "equity/deficit-language | equity/outdated-disability-language": lambda marks: [label["line"] for label in marks["labels"]],
    "equity/lowered-goal-for-group": _supports("lowered"),
    "equity/label-gated-support": _supports("gated"),
    "equity/drill-only-screen-task": _lines("drill_screen_tasks"),
    "support/boilerplate-supports": _supports("boilerplate"),
    "support/online-only-help": _lines("help_online_only"),
    "materials/media-without-captions": _lines("media_without_captions"),
    "materials/sensory-only-cue": _lines("sensory_only_cue"),
    "family/one-way-family-message": _family(lambda message: message["direction"] == "one"),
    "family/monolingual-family-message": _family(lambda message: message["direction"] == "one" and not message["language_plan"]),
    "family/family-assumption": _family(lambda message: bool(message["assumption"])),
}
"""Rules about words: the lines where each should speak. Two rules with `|` between them share their marks."""

RULES = (*LESSON_RULES, *SPAN_RULES)


def names(row: str) -> list[str]:
    """The rules of a row."""
    return row.split(" | ")
