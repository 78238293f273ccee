"""`gated-support`: help that would be of use to anybody and that a label opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.checks.more import any_of
from udl_lint.lesson import Role
from udl_lint.lexicon import count_words
from udl_lint.patterns import lazy
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention
from udl_lint.reading.places import sentence_around
from udl_lint.source import Span

_BEFORE = lazy(
    r"(?:\b(?:for|only|just|give|gives|provide|provides|allow|allows|let|lets|offer|offers|encourage|with|para|s[oó]lo|solamente|[uú]nicamente|dar|dale|darles?|entregar|a)"
    r"(?:\s+(?:the|your|our|some|those|any|las?|los|a))*)\s*[*_]*$",
    re.IGNORECASE,
)
_NOT_BEFORE = lazy(
    r"\b(?:helpful|useful|important|challenging|difficult|essential|beneficial|work|working|plan|planning|strategies|supports?|u[nt]il|importante)\s+(?:for|with|para)"
    r"(?:\s+(?:the|your|our|some|all|any|las?|los))*\s*[*_]*$",
    re.IGNORECASE,
)
_AFTER = lazy(
    r"[\s*_]*(?:(?:[\w/&()'’-]+\s*){0,4}[*_]*:|[–—]|[*_\s]-\s|→|(?:may|can|could|will|should|must|get|gets|have|has|use|receive|work|take|are|pueden|podr[aá]n|usan?|usar[aá]n|tienen|reciben?|recibir[aá]n|llevan)\b"
    r"(?!\s+(?:find|need|struggle|not|benefit|be\s+(?:challenged|confused|unfamiliar)|challeng|difficult|trouble|encontrar)))",
    re.IGNORECASE,
)
_ALLOWED_TO = lazy(r"\bto\s+(?:allow|let|encourage)\s*$", re.IGNORECASE)
"""“To allow ELLs to …” is a purpose, not a gate."""
_OR_NEED = lazy(
    r"\W*(?:and|or|y|o)\s+(?:for\s+)?(?:any|all|other|others|those|students|anyone|learners|quien(?:es)?)\b.{0,20}?\b(?:who|that|need|needs|wants?|benefit|lo)\b",
    re.IGNORECASE,
)
"""“… and students who may need it” opens the help by need."""
_IN_NEED = lazy(
    r"\W*(?:students?|learners?|pupils?|children)?\s*"
    r"(?:needing|requiring|wanting|(?:who|that)\s+(?:may\s+|might\s+)?(?:needs?|wants?|prefers?)|que\s+(?:lo\s+)?necesit)",
    re.IGNORECASE,
)
"""“For ELL students needing a translation” goes by need."""
_ALL_OF = lazy(r"\s+of\b")
"""“For all of section 1” opens nothing."""
_WORD = lazy(r"\w")
_ONLY_FOR = lazy(r"\W*(?:(?:for|para)\b\W*)?(?:(?:the|your|our|any|las?|los)\b\W*)?", re.IGNORECASE)
"""What may stand in a heading before a group that is all it names."""
_DETERMINER = lazy(r"^\W*(?:(?:the|my|our|your|these|those|any|some|los|las|mis|nuestros)\s+)+", re.IGNORECASE)
"""“The ELLs get …” opens with the group like “ELLs get …”."""
_GIVEN_TO = lazy(
    r"\b(?:given|provided|offered|available|handed|issued|hand|distribute)\b[^.;]{0,30}\b(?:to|for)(?:\s+(?:the|your|our|my|any))*\s*$",
    re.IGNORECASE,
)
"""“A glossary will be given to …”: the group stands behind the help."""
_LABEL = 6
"""Words that a label has at most."""
_MOVE = 4
"""Words from which what follows a group's label is a move, also where no tool is known."""
_EMPTY = lazy(
    r"strateg|as needed|if needed|support|accommodat|modif|differentiat|\bieps?\b|\b504|apoyo|adecuaci|adaptaci|\bsee\b|\d", re.IGNORECASE
)
"""Words that name no move, and numbers, as in a profile of the class."""
_AHEAD = lazy(r"^\W*(?:high|higher|advanced|gifted)", re.IGNORECASE)


class GatedSupport(Check):
    """Speaks at each sentence that gives a tool to a named group: “For ELLs: …”, “only ELLs may …”, “give ELLs a …”."""

    concept_fields: ClassVar[tuple[str, ...]] = ("group", "tool", "unless")
    provides: ClassVar[frozenset[str]] = frozenset(("words",))
    group: tuple[str, ...]
    tool: tuple[str, ...]
    unless: tuple[str, ...] = ()
    """Concepts that open the help to everyone, or that belong to one person by law."""
    roles: tuple[Role, ...] = ("supports", "procedure", "other", "materials", "student", "notes", "meta", "assessment")

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each such sentence, in reading order; where the help is open to all, that as evidence."""
        done: set[Span] = set()
        rights = any_of(options.get("allow", ()))
        blocks = reading.lesson.blocks
        for mention in reading.mentions.of(*self.group, roles=self.roles):
            if mention.block >= 0 and blocks[mention.block].role == "meta":
                continue  # “Grade level: 3–6, with scaffolds for English learners” says for whom the plan is
            sentence = (
                sentence_around(reading, mention) if mention.block >= 0 else _labelled(reading, mention) or self._listed(reading, mention)
            )
            if sentence is None or sentence in done or (mention.block >= 0 and not _is_gate(reading, mention, sentence)):
                continue
            words = " ".join(reading.lesson.source.slice(sentence).split())
            if rights and rights.search(words):
                continue
            tools = _within(reading, self.tool, sentence, mention)
            if not tools and not (mention.leads and _is_move(reading.lesson.source.slice(sentence))):
                continue
            open_to = [
                m for m in _within(reading, self.unless, sentence, mention) if not _ALL_OF.match(reading.lesson.source.text, m.span.end)
            ]
            if open_to:
                yield Seen(open_to[0].span, open_to[0].strength)
                continue
            done.add(sentence)
            if sentence.start > mention.span.end:  # a list under the group's heading: it is the heading that says it
                words = reading.lesson.sections[mention.section].title
            yield Hit(sentence, {"words": words}, "review" if all(m.faint for m in tools) or mention.faint else "problem")

    def _listed(self, reading: Reading, mention: Mention) -> Span | None:
        """What stands under a heading that is no more than the group (“For English learners”), down to the last item that names help."""
        section = reading.lesson.sections[mention.section]
        heading, source = section.heading, reading.lesson.source
        if heading is None or _AHEAD.match(source.slice(mention.span)):
            return None
        around = source.text[heading.span.start : mention.span.start], source.text[mention.span.end : heading.span.end]
        if not _ONLY_FOR.fullmatch(around[0]) or _WORD.search(around[1]):
            return None
        items = [block.span for block in section.blocks if block.kind == "item" and _within(reading, self.tool, block.span, mention)]
        return Span(section.blocks[0].span.start, items[-1].end) if items else None


def _is_move(text: str) -> bool:
    """Whether a line that opens with a group goes on with something to do, and not with words such as “as needed”."""
    return count_words(text) >= _MOVE and not _EMPTY.search(text)


def _labelled(reading: Reading, mention: Mention) -> Span | None:
    """What stands on the line of a label that names the group; None for a heading of its own line, or for those ahead."""
    section = reading.lesson.sections[mention.section]
    heading, source = section.heading, reading.lesson.source
    if heading is None or not section.blocks or count_words(heading.text) > _LABEL or _AHEAD.match(heading.text):
        return None
    first = section.blocks[0].span
    if source.position(heading.span.start).line != source.position(first.start).line:
        return None
    return Span(heading.span.start, first.end)


def _is_gate(reading: Reading, mention: Mention, sentence: Span) -> bool:
    """Whether the group is who gets something, rather than who is spoken of."""
    text = reading.lesson.source.text
    if _AHEAD.match(reading.lesson.source.slice(mention.span)):
        return False
    before, after = text[sentence.start : mention.span.start], text[mention.span.end : sentence.end]
    if _NOT_BEFORE.search(before) or _ALLOWED_TO.search(before) or _OR_NEED.match(after) or _IN_NEED.match(after):
        return False
    opens = not _WORD.search(_DETERMINER.sub("", before))
    return bool(_BEFORE.search(before)) or bool(_GIVEN_TO.search(before)) or (opens and bool(_AFTER.match(after)))


def _within(reading: Reading, concepts: tuple[str, ...], sentence: Span, group: Mention) -> list[Mention]:
    return [
        m
        for m in reading.mentions.of(*concepts)
        if sentence.start <= m.span.start < sentence.end and not (m.span.start < group.span.end and group.span.start < m.span.end)
    ]
