"""A suggestion for the next meeting of a course: the area that most candidates overlook, the evidence, and plans to look at together."""

from __future__ import annotations

from udl_lint.named import Named
from udl_lint.practice.areas import AREAS
from udl_lint.practice.exercise import Exercise
from udl_lint.practice.tally import AreaRow, Tally


class Suggestion(Named):
    """What to take up, why, and how: plain sentences."""

    area: str
    evidence: tuple[str, ...]
    steps: tuple[str, ...]


def suggest(tally: Tally, exercises: dict[str, Exercise]) -> Suggestion | None:
    """The area with the smallest share who saw all of it in the last attempt; None where too few people are there to say so."""
    known = [row for row in tally.areas if row.met]
    if not known:
        return None
    row = min(known, key=_rank)
    evidence = [f"Candidates who saw every place in {row.area}: {row.seen_last} in their last attempt, {row.seen_first} in their first."]
    misses = [miss for miss in tally.misses if miss.area == row.area]
    for miss in misses[:2]:
        exercise = exercises.get(miss.exercise)
        entry = exercise.entry(miss.what) if exercise else None
        evidence.append(f"Missed by {miss.share}: “{miss.what}” in {miss.exercise}." + (f" {entry.reason}" if entry else ""))
    steps = [f"Put this question to a plan together: {AREAS[row.area].en}"]
    if misses and (exercise := exercises.get(misses[0].exercise)):
        entry = exercise.entry(misses[0].what)
        where = f"line {entry.lines[0]}" if entry and entry.lines else "the whole plan"
        steps.append(f"Read {where} of {exercise.id} aloud, as the student would meet it." + (f" {entry.hint}" if entry else ""))
        if exercise.pair:
            steps.append(f"Hold it against {exercise.pair}, the plan of the other strength on the same topic.")
    steps.append(f"Let each candidate mend one plan of their own. A 2 is: {AREAS[row.area].concrete}.")
    return Suggestion(row.area, tuple(evidence), tuple(steps))


def _rank(row: AreaRow) -> tuple[int, str]:
    # Hidden means fewer than five, which is the smallest share there is.
    return row.seen_last.percent or 0, row.area
