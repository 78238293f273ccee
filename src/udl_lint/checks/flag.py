"""`flag`: these words are a problem; reported at the words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options
from udl_lint.checks.more import MORE, of_subject, with_more
from udl_lint.finding import SEVERITIES
from udl_lint.lesson import Role
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention


class Flag(Check):
    """Reports every mention of the concepts. `tiers` puts concepts at a severity of their own, counted from the rule's."""

    concept_fields: ClassVar[tuple[str, ...]] = ("concepts", "tiers", "once")
    provides: ClassVar[frozenset[str]] = frozenset(("words",))
    concepts: tuple[str, ...] = ()
    tiers: Mapping[str, tuple[str, ...]] = {}
    """Severity to concepts: `error`, `warning`, `suggestion`; the rule's own severity must be the highest used."""
    once: tuple[str, ...] = ()
    """Concepts reported at their first place only."""
    not_roles: tuple[Role, ...] = ("answers", "standards")
    only_roles: tuple[Role, ...] = ()
    """Where the words count; everywhere but in `not_roles` when empty."""
    quoted: bool = False
    """Whether words in a quotation count too."""
    negated: bool = False
    """Whether words that a “no” or “never” undoes count too, for a phrase that is hard to read either way."""
    subjects: tuple[str, ...] = ()
    """Words in the lesson's subject or title that make the finding a suggestion, besides those of the option `allow_in_subject`."""

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each mention, in reading order."""
        concepts = dict.fromkeys(chain(self.concepts, *self.tiers.values()))
        known = reading.mentions.of(*concepts, strength=0 if self.negated else 1)
        mentions = with_more(reading, known, options.get("terms_add", ()))
        if not mentions:
            return
        steps = dict.fromkeys(self.concepts, 0)
        steps |= {concept: SEVERITIES.index(tier) for tier, group in self.tiers.items() for concept in group}
        top = min(steps.values(), default=0)
        steps[MORE] = SEVERITIES.index("warning") if self.tiers else top
        seen: set[str] = set()
        mild = 2 if of_subject(reading.lesson, (*self.subjects, *options.get("allow_in_subject", ()))) else 0
        once = () if options.get("report_suggestions") == "each" else self.once
        quoted = self.quoted or not options.get("quote_exempt", True)
        allowed = {term.lower() for name in ("terms_allow", "allow") for term in options.get(name, ())}
        for mention in mentions:
            if (
                mention.role in self.not_roles
                or (self.only_roles and mention.role not in self.only_roles)
                or (not quoted and _quoted(reading, mention))
            ):
                continue
            if mention.concept in once:
                if mention.concept in seen:
                    continue
                seen.add(mention.concept)
            words = " ".join(reading.lesson.source.slice(mention.span).split())
            if words.lower() in allowed:
                continue
            yield Hit(mention.span, {"words": words}, milder=max(steps[mention.concept] - top, mild))


def _quoted(reading: Reading, mention: Mention) -> bool:
    """Inside a quotation block or between quotation marks: another voice than the plan's own."""
    lesson = reading.lesson
    if mention.block >= 0 and lesson.blocks[mention.block].kind == "quote":
        return True
    line = lesson.source.line_span(lesson.source.line_at(mention.span.start))
    before = lesson.source.text[line.start : mention.span.start]
    after = lesson.source.text[mention.span.end : line.end]
    return (before.count('"') % 2 == 1 and '"' in after) or (before.count("“") > before.count("”") and "”" in after)
