"""The lines above a plan's first part: its title, and who it is for and how long it takes, in lines without a label."""

from __future__ import annotations

from udl_lint.lesson import Role
from udl_lint.patterns import lazy
from udl_lint.readers.cues import Cues, plain
from udl_lint.readers.draft import Draft, DraftBlock, DraftHeading, Fact
from udl_lint.readers.durations import durations, lesson_length
from udl_lint.readers.grades import stated_grades
from udl_lint.readers.parts import flat
from udl_lint.source import Span

_LONG_LINE = 25
"""Words of a line that can be no more than a header."""
_SHORT_HEADING = 4
"""Words up to which a first heading that begins as a part's does is taken for one, where others of its level follow."""
_BY_ITSELF = 3
"""Words beside the grade and the time from which a short line says something else as well."""
_WORD = lazy(r"[^\W\d_]+")
_TO_COMMA = str.maketrans(dict.fromkeys(";|·•/()–—", ","))


def title_heading(draft: Draft, cues: Cues) -> DraftHeading | None:
    """The heading that is the plan's title, or None.

    It is the first one, of level 1 or alone on the highest level, and no name of a part: “Materials” is none, “Family Recipes” is one.
    Keys of a YAML plan are no titles.
    """
    headings = [part for part in draft.parts if isinstance(part, DraftHeading)]
    if not headings or whole_role(headings[0].text, cues):
        return None
    first = headings[0]
    sole = all(heading.level > first.level for heading in headings[1:])
    if first.level > 1 and not (sole and len(headings) > 1):
        return None
    if cues.role(first.text) is None:
        return first
    named = any(cues.fact(fact.label) == "title" and fact.where in ("front matter", "key") for fact in draft.facts)
    if named or draft.source.path.lower().endswith((".yaml", ".yml")):
        return None
    return first if sole or len(first.text.split()) > _SHORT_HEADING or ":" in first.text else None


def whole_role(text: str, cues: Cues) -> Role | None:
    """The role of a heading all of whose words are a cue."""
    simple = plain(text)
    return cues.roles.get(simple) or cues.starts.get(simple)


def header_facts(block: DraftBlock, graded: bool = False, timed: bool = False) -> list[Fact]:
    """Grade and length that a line in the header states: “Grade 4, two 45-minute class periods”. Empty for any other text.

    Of a lesson that is `graded` or `timed` already by the line's label, the grade or the length is left out.
    """
    prose = block.prose
    if len(prose.split()) > _LONG_LINE:
        return []
    times = durations(prose)
    if graded and (timed or not times):
        return []
    grades = stated_grades(prose)
    grade = grades[0] if grades else None
    if grade is None and (timed or not times):
        return []
    beside = prose
    for start, end in [(time.span.start, time.span.end) for time in times] + ([(grade.start, grade.end)] if grade else []):
        beside = beside[:start] + "," * (end - start) + beside[end:]
    pieces = [len(_WORD.findall(piece)) for piece in " ".join(beside.split()).translate(_TO_COMMA).replace(" - ", ",").split(",")]
    alone = max(pieces, default=0) <= _BY_ITSELF and not prose.rstrip().endswith((".", "?", "!"))
    facts = []
    if grade and alone and not graded:
        facts.append(Fact("grade", prose[grade.start : grade.end], _span(block, grade.start, grade.end), "text"))
    if timed:
        return facts
    length = lesson_length(prose, times)
    if length or (times and alone and (grade or len(times) == 1)):
        first = length or times[0]
        facts.append(Fact("time", flat(prose), _span(block, *first.span), "text"))
    return facts


def _span(block: DraftBlock, start: int, end: int) -> Span:
    return Span(block.span.start + start, block.span.start + end)
