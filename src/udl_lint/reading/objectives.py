"""Finds the statements of what students will know or do, and the verbs that lead them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from udl_lint.lesson import Block, Lesson, Role
from udl_lint.lexicon import Lexicon, Words
from udl_lint.named import Named
from udl_lint.patterns import lazy
from udl_lint.reading.mentions import Mention, Mentions
from udl_lint.reading.notice import block_language
from udl_lint.source import Span

_JOINS = frozenset("and or by to then also while y e o para al mediante".split())
_SKIPPED = frozenset(
    "students student ss sts learners pupils will "
    "be able to can i we the they should swbat all most some of and how a an what that your their "
    "you participants children for ensure make sure enable allow encourage support have has get gets opportunity chance given begin "
    "start also help helps need want expected "
    "trainees scholars learner pupil child class lo is are be being beginning starting further ninos ninas alumnas todos "
    "todas los las estudiantes alumnos podran ser capaces de que se el la una un puedo al con".split()
)
_BY = frozenset("by mediante".split())
_CAN = frozenset("swbat tswbat tlwbat wbat can able puedo podran podra podras podremos capaz capaces".split())
"""The last words of openers that only a verb can follow."""
_FEW_BEFORE = 4
"""Words within which that verb stands: “I can safely and carefully hit …”."""
_CODE_SIGNS = frozenset(".-0123456789")
_BARE_STANDARD = lazy(r"^\s*(?:[A-Z]{1,5}[.\-\d][\w.\-()]*[\s,;]*)+$")
_OPENERS_WITHIN = frozenset(("procedure", "other", "meta", "assessment", "materials", "supports"))
_OPENER_REACH = 40
"""Characters into a block within which an opener introduces it."""
_SENTENCE_REACH = 25
_TOP = 5
"""The first blocks, in which a plan says what it is about."""
_LEAD_REACH = 7
"""Words into a statement within which its leading verb stands."""


_LIKE_A_GOAL = lazy(r"\s*(?:[\w &/-]{2,30}:\s+)?(Understand(?:ing)?|Know|Appreciat(?:e|ing)|Reali[sz]e|Learn (?=about|how|that|why))\s*\w")
"""An item that reads like a goal, under a heading that does not call it one: a person should look."""
_LIKE_A_GOALS_VERB = ("Understand", "Know", "Appreciat", "Reali", "Learn ")


class Verb(Named):
    """A verb of the lexicon at a verb's place: its token and whether its result can be seen or heard."""

    at: int
    word: str
    observable: bool


class Statement(Named):
    """A statement of a goal: block number, span, verbs in order, and whether an opener such as “I can” introduces it."""

    block: int
    span: Span
    verbs: tuple[Verb, ...]
    opened: bool
    aside: bool = False
    """Said in passing, while the plan lists its goals elsewhere."""


def statements(lesson: Lesson, lexicon: Lexicon, mentions: Mentions) -> list[Statement]:
    """Every goal statement, in reading order: what stands under a goals heading, and what the plan's own voice opens as a goal."""
    found = list(_found(lesson, lexicon, mentions))
    listed = any(in_goals and statement.verbs for statement, in_goals in found)
    return [statement._replace(aside=statement.aside or (listed and not in_goals)) for statement, in_goals in found]


def _found(lesson: Lesson, lexicon: Lexicon, mentions: Mentions) -> Iterator[tuple[Statement, bool]]:
    openers: dict[int, list[Span]] = {}
    for mention in mentions.of("goal-opener", roles=None):
        if mention.block >= 0:
            openers.setdefault(mention.block, []).append(mention.span)
    summed = {mention.block for mention in mentions.of("goal-summary", roles=None) if _sums_up(lesson, mention)}
    vague: dict[int, list[Span]] = {}
    for mention in mentions.of("vague-goal", roles=None, strength=0):
        vague.setdefault(mention.block, []).append(mention.span)
    pending = can = False
    left: Verb | None = None  # the vague verb with which an opening line ends, and that the items below it go on from
    top = max(_TOP, len(lesson.blocks) // 5)
    here = -1
    for index, block in enumerate(lesson.blocks):
        section = lesson.sections[block.section]
        if block.section != here:
            pending, left, here = False, None, block.section
            headed = _ends_in_can(section.title)
        role = block.role or section.role
        opened = index in openers
        near = opened and any(
            _near(block, span, index <= top) and (index <= top or not _is_step(lesson, lexicon, span)) for span in openers[index]
        )
        said_here = near and role in _OPENERS_WITHIN and block.kind != "quote" and block.audience == "unknown"
        if role != "goals" and not said_here and not (pending and block.kind == "item" and "?" not in block.prose):
            pending = False
            if index in summed and index <= top:
                words = Words(block.prose)
                spoken = block_language(block, len(words), lesson.about.language)
                said = tuple(_verbs(words, 0, lexicon, spoken, vague.get(index, ()), block))
                yield Statement(index, block.span, said, True, aside=True), False
            like = _like_a_goal(block.prose) if block.kind == "item" and role in _OPENERS_WITHIN else None
            if like is not None:
                yield Statement(index, block.span, (Verb(0, like[1].strip().lower(), False),), False, aside=True), False
            continue
        text = block.prose.rstrip()
        words = Words(block.prose)
        if not words or _is_bare_standard(block.prose) or (text.endswith("?") and words.word[0] in _ASKING):
            continue  # a code says nothing by itself, and a question is no goal
        start = _after_openers(words, openers.get(index, ()), block)
        spoken = block_language(block, len(words), lesson.about.language)
        # “Keep a budget, by:” says the goal; what stands below says how.
        opens = (text.endswith((":", "...", "…")) and words.word[-1] not in _BY) or (opened and start >= len(words) - 1)
        if opens and (start >= len(words) - 1 or (text.endswith(":") and role == "goals" and len(words) <= 12)):
            pending, left = True, _left_open(words, lexicon, spoken, vague.get(index, ()), block)
            can = opened and _says_can(words, len(words) - 1)
            continue
        if not pending:
            left, can = None, False
        led = can or (headed and not pending)
        verbs = _leading(words, start, lexicon, spoken, vague.get(index, ()), block, role)
        verbs = verbs or tuple(_any_verb(words, start, opened, led or _ends_in_can(block.label)))
        if opened and not verbs and text.endswith(":"):
            pending = True
            continue
        goes_on = left is not None and block.kind == "item" and (not verbs or words.word[0] in _CLAUSE)
        if left is not None and goes_on:
            verbs = (left,)
        if verbs or opened or role == "goals" or pending:
            yield Statement(index, block.span, verbs, opened or pending, aside=goes_on), role == "goals"


def _says_can(words: Words, last: int) -> bool:
    """Whether the words up to the last one end an opener that only a verb can follow."""
    if last < 0:
        return False
    word, before = words.word[last], words.word[last - 1] if last else ""
    return word in _CAN or (word in ("to", "de") and (before in _CAN or before == "learning"))


def _leading(
    words: Words, start: int, lexicon: Lexicon, language: str, vague: Sequence[Span], block: Block, role: Role
) -> tuple[Verb, ...]:
    """The verbs after the opener, if any; of a listed goal in which “the purpose of” only comes later, those from its first word on."""
    found = tuple(_verbs(words, start, lexicon, language, vague, block, after=start > 0))
    return found or (tuple(_verbs(words, 0, lexicon, language, vague, block)) if start and role == "goals" else ())


def _ends_in_can(text: str) -> bool:
    """Whether a heading or a label is such an opener: “SWBAT”, “I will”."""
    words = Words(text)
    return words.word[-1:] == ["will"] or _says_can(words, len(words) - 1)


def _any_verb(words: Words, start: int, opened: bool, led: bool) -> Iterator[Verb]:
    """The word after “I can” or “SWBAT”, which is a verb whatever it is: nobody can list all that students do.

    These stand in the text, up to `start` where it is `opened`, or before it, where it is `led` by a heading, a label or another line.
    """
    if not led and not (opened and _says_can(words, start)):
        return
    first = 0 if led else start + 1
    for at in range(first, min(first + _FEW_BEFORE, len(words))):
        word = words.word[at]
        if word in _OBJECT or not word.isalpha():
            return
        if word not in _SKIPPED and not word.endswith("ly"):
            yield Verb(at, word, True)
            return


def _sums_up(lesson: Lesson, mention: Mention) -> bool:
    """Whether the words begin a paragraph of the plan's own voice, outside of its steps."""
    if mention.block < 0:
        return False
    block = lesson.blocks[mention.block]
    role = block.role or lesson.sections[block.section].role
    before = block.prose[: mention.span.start - block.span.start].strip(" *_")
    # “During the workshop, students explore …”
    return (
        block.kind == "paragraph" and role in ("meta", "other") and (not before or (before.endswith(",") and len(before) <= _OPENER_REACH))
    )


def _left_open(words: Words, lexicon: Lexicon, language: str, vague: Sequence[Span], block: Block) -> Verb | None:
    """The vague verb that the last words of an opening line are: “Students will understand:”."""
    last = words.word[-1] if words.word[-1] not in _CLAUSE or len(words) == 1 else words.word[-2]
    at = len(words) - 1
    end = block.span.start + words.end[at]
    phrased = any(span.end >= end - 1 for span in vague)
    return Verb(at, last, False) if phrased or lexicon.verb(last, language) == "vague" else None


def _is_step(lesson: Lesson, lexicon: Lexicon, opener: Span) -> bool:
    """Whether the opener only says what students do next: “students will write”."""
    words = Words(lesson.source.slice(opener)).word
    return words[-2:-1] == ["will"] and lexicon.verb(words[-1], "en") == "observable"


def _near(block: Block, opener: Span, at_top: bool) -> bool:
    """Whether an opener begins the block; near the top of the plan, whether it begins one of its sentences."""
    before = block.prose[: opener.start - block.span.start]
    return len(before) <= _OPENER_REACH or (at_top and len(before.rpartition(". ")[2]) <= _SENTENCE_REACH)


def _after_openers(words: Words, openers: Sequence[Span], block: Block) -> int:
    """The first token after the opening words."""
    end = max((span.end for span in openers), default=0) - block.span.start
    at = 0
    for position, start in enumerate(words.start):
        if start < end:
            at = position + 1
    # An opener may hold the verb itself (“students will explain”): the verb is still wanted.
    return max(0, at - 1) if at else 0


def _verbs(
    words: Words, start: int, lexicon: Lexicon, language: str, vague: Sequence[Span], block: Block, *, after: bool = False
) -> Iterator[Verb]:
    """The leading verb, and those that run parallel to it: joined by “and”, a comma or “by”, and in the same form.

    What a vague verb opens by “that” or “how” is content (“know how to use a list”), not a second goal.
    """
    lead: Verb | None = None
    opened_clause = False
    for position in range(start, len(words)):
        word, gap = words.word[position], words.gap[position]
        place = block.span.start + words.start[position]
        phrase = next((span for span in vague if span.start <= place < span.end), None) if vague else None
        kind = "vague" if phrase is not None else lexicon.verb(word, language)
        if phrase is not None and lead is not None and place != phrase.start:
            continue
        previous = words.word[position - 1] if position else ""
        if lead is not None and not lead.observable and position == lead.at + 1 and word in _CLAUSE:
            opened_clause = True
        if kind is None:
            continue
        verb = Verb(position, word, kind == "observable")
        if lead is None:
            if position - start <= _LEAD_REACH and all(
                words.word[before] in _SKIPPED or words.gap[before] or words.word[before].endswith("ly")
                for before in range(start + after, position)
            ):
                lead = verb
                yield verb
            continue
        by = previous in _MEANS
        if previous == "to" and not lead.observable and words.word[position + 1 : position + 2] and words.word[position + 1] not in _OBJECT:
            continue  # “from the start to present day” goes on with the content
        same_form = _form(word, language) == _form(lead.word, language)
        parallel = (previous in _JOINS or gap > 0) and same_form and not _noun(words, position, lead.word)
        if gap == 2 or by or (parallel and not opened_clause):
            yield verb


_CLAUSE = frozenset("that how what why when which where to about whether que como por cuando cual".split())
_ASKING = frozenset("why what how who when where which whose do does did can could is are por que como quien cuando cual".split())
_MEANS = frozenset(("by", "mediante", "al"))
_OBJECT = _CLAUSE | frozenset("the a an and or their your its this these those each it them one two some any both".split())
"""Words that follow a verb, and seldom a noun that looks like one."""


def _noun(words: Words, position: int, lead: str) -> bool:
    """Whether the word is a noun that looks like a verb: “… matter, and states of matter”."""
    word, following = words.word[position], words.word[position + 1 : position + 2]
    return following == ["of"] or (word.endswith("s") and not word.endswith("ss") and not lead.endswith("s"))


def _form(word: str, language: str) -> str:
    """The grammatical form by its ending, so that “identify, compare” run parallel and “understand … adding” do not."""
    if language == "es":
        return "infinitive" if word.endswith(("ar", "er", "ir")) else "other"
    return "ing" if word.endswith("ing") else "past" if word.endswith("ed") else "base"


def _like_a_goal(prose: str) -> re.Match[str] | None:
    # The verb begins the text or follows a colon.
    return _LIKE_A_GOAL.match(prose) if ":" in prose or prose.lstrip().startswith(_LIKE_A_GOALS_VERB) else None


def _is_bare_standard(prose: str) -> bool:
    """Whether the text is codes of standards and nothing else."""
    return not _CODE_SIGNS.isdisjoint(prose.split(None, 1)[0]) and bool(_BARE_STANDARD.match(prose))
