"""`vague-objective`: a goal whose only verbs stay inside the head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.checks.more import any_of
from udl_lint.patterns import lazy
from udl_lint.reading import Objective, Reading

_NGSS = lazy(r"\bNGSS\b|\b(?:K|[1-5]|MS|HS)-(?:PS|LS|ESS|ETS)\d-\d")
_UNDERSTAND = ("understand", "understands", "understanding")
_LEAD = 8
"""Words into a goal within which its leading verb stands."""

_LEARN_TO = lazy(
    r"\b(?:learn(?:s|ing)?\s+(?:how\s+)?to|aprend\w+\s+a)\s+(?!know|understand|appreciate|conocer|comprender|valorar)\w", re.IGNORECASE
)
"""“Learn to measure” names what can be seen, by a verb that cannot: a person should look."""


class VagueObjective(Check):
    """Speaks at each vague goal, unless goals nested below it make it observable."""

    provides: ClassVar[frozenset[str]] = frozenset(("verb",))

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each vague goal and the observable ones as evidence."""
        blocks = reading.lesson.blocks
        grade = reading.lesson.about.grade
        young = grade is not None and grade.value.high <= 1
        allowed = set(options.get("allow", ())) if young else set()
        if options.get("allow_ngss_understand") and _NGSS.search(reading.lesson.source.text):
            allowed |= set(_UNDERSTAND)
        vague = any_of(options.get("vague_verbs", ()))
        objectives = [_judged(reading, objective, vague) if vague else objective for objective in reading.objectives]
        for number, objective in enumerate(objectives):
            if objective.observable and not objective.aside:
                yield Seen(objective.span, 2)
                continue
            if objective.observable is not False or allowed & set(objective.verbs):
                continue
            depth = blocks[objective.block].depth
            below = objectives[number + 1 : number + 2]
            if (
                below
                and blocks[below[0].block].depth > depth
                and below[0].observable
                and blocks[below[0].block].section == blocks[objective.block].section
            ):
                continue
            open_to_doubt = objective.aside or _LEARN_TO.search(reading.lesson.source.slice(objective.span))
            yield Hit(objective.span, {"verb": objective.verbs[0]}, "review" if open_to_doubt else "problem")


def _judged(reading: Reading, objective: Objective, vague: re.Pattern[str]) -> Objective:
    """The goal, vague where one of the added verbs leads it and no other verb says what can be seen."""
    start = " ".join(reading.lesson.source.slice(objective.span).split()[:_LEAD])
    found = vague.search(start)
    others = [verb for verb in objective.verbs if not vague.fullmatch(verb)]
    if found is None or (objective.observable and others):
        return objective
    return objective._replace(verbs=(found.group().lower(), *others), observable=False)
