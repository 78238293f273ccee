"""`product-option`: the main assessed product lets every student choose its form or its tool."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.patterns import lazy
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention
from udl_lint.reading.places import sentence_around

_STANDARDISED = lazy(
    r"\b(?:state|standardi[sz]ed|district|benchmark) (?:test|exam|benchmark|assessment)|benchmark|\bMAP test", re.IGNORECASE
)
_STANDARDISED_SIGNS = ("state ", "standardi", "district", "benchmark", "map")
_WRITING = lazy(r"writing|essay|paragraph|escritura|redacci|composition|journalism", re.IGNORECASE)
_FORMATIVE = lazy(
    r"\W*(?:\w+\W+){0,6}?(?:formativ[eoa]|informal|observ(?:e|ations?|ación|ar)|monitor|circulate|lista de cotejo)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 4
"""Words under an assessment heading below which nothing is said of a product."""
_NO_OPTION = frozenset(("answers", "standards", "notes", "supports", "vocabulary", "materials", "goals"))
_NO_PRODUCT = frozenset(("answers", "standards", "notes", "goals", "vocabulary"))
_GATED = lazy(r"\b(?:IEP|504|ELLs?|students with (?:disabilities|an IEP)|special education)\b")
_GATED_SIGNS = ("IEP", "504", "ELL", "with ", "special ")

_NO_OFFER = lazy(
    r"\b(?:whether|if|about|who|whose|that|which|how|as|where|because|reads?|reading|not|no|without|nor|harder|easier)\b[^.:;!?]*\bor\b"
    r"|\b(?:write|draw|show|build|explain|mark|label|tell|say|type)s?\s+or\s+(?:label|mark|explain|show|draw|type|say|tell|write)s?\s+"
    r"(?:the|any|each|every|all|at least|your name)\b"
    r"|\bor\s+(?:write|mark|say|record)\s+(?:the (?:word|number|letter|digit)s?|n/?a|nothing|none|x|true|false)\b",
)
"""In small letters: an “or” between things that are read, between clauses, or between verbs of one object: it offers no second form."""
_SHOWN = 2
"""Options that are shown as evidence at most."""
_AROUND = "!\"#$%&'()*+,.:;<=>?@[\\]^_`{|}~“”‘’…–—«»¿¡"
"""Signs that may stand right beside an “or”."""
_REACH = 20
"""Characters behind an option in which the object of both its verbs may stand."""


class ProductOption(Check):
    """Finds the assessed product and looks for a second form or tool open to all; silent where no product is named."""

    provides: ClassVar[frozenset[str]] = frozenset(("words",))
    product: tuple[str, ...]
    option: tuple[str, ...]
    firm: tuple[str, ...] = ()
    """Concepts whose mention is a product wherever it stands; others only under an assessment heading."""
    named: tuple[str, ...] = ()
    """Concepts that make a person look where they stand in the title or a heading and no product was found."""
    signs: tuple[str, ...] = ()
    """Concepts that make a person look where they stand in a step and no product was found."""
    groups: tuple[str, ...] = ()
    """Concepts of groups to which alone an option in their sentence is open."""
    concept_fields: ClassVar[tuple[str, ...]] = ("product", "option", "firm", "named", "signs", "groups")

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield the option as evidence, or one hit at the product."""
        products = self._products(reading)
        if not products:
            headed = [m for m in reading.mentions.of(*self.named) if m.block < 0] if self.named else []
            if self.signs and not headed:
                headed = [m for m in reading.mentions.of(*self.signs) if m.role not in _NO_OPTION and m.block >= 0]
            if headed:
                yield Hit(headed[0].span, {"words": _words(reading, headed[0])}, "review")
            return
        main = products[0]
        if options.get("exempt") and _is_standardised(self._block_text(reading, main)):
            return
        # Among the supports an option is no more than a sign.
        offered = [m for m in reading.mentions.of(*self.option) if m.role == "supports" or m.role not in _NO_OPTION]
        groups = [group.span.start for group in reading.mentions.of(*self.groups)] if offered else []
        sections = {product.section for product in products}
        firm = [m for m in offered if not m.faint and m.role not in _NO_OPTION and _is_tied(m, sections)]
        tied = list(islice((m for m in firm if self._is_open(reading, m, groups)), _SHOWN))
        if tied:
            for mention in tied:
                yield Seen(mention.span, mention.strength)
            return
        block = reading.lesson.blocks[main.block] if main.block >= 0 else None
        span = block.span if block is not None else main.span
        unsure = any(self._is_open(reading, m, groups) for m in offered) or self._is_formative(reading, main)
        unsure = unsure or (bool(options.get("exempt_if_means_is_standard")) and self._writing_is_the_goal(reading))
        yield Hit(span, {"words": _words(reading, main)}, "review" if unsure else "problem")

    def _is_open(self, reading: Reading, option: Mention, groups: list[int]) -> bool:
        """Whether an option is one, and open to everyone. `groups` is where the plan names some of its students."""
        return not _is_gated(self._block_text(reading, option)) and _is_offer(reading, option, groups)

    def _is_formative(self, reading: Reading, main: Mention) -> bool:
        """Whether no more than a heading or a word about checking on the way speaks of a product."""
        if main.block >= 0 and main.concept in self.firm:
            return False
        section = reading.lesson.sections[main.section]
        text = " ".join(block.prose for block in section.blocks)
        below = [other.title for other in reading.lesson.sections if other.parent == section.index]
        said = text or " ".join(below[:1])
        return bool(_FORMATIVE.match(said)) or (not below and len(text.split()) < _FEWEST_WORDS)

    def _products(self, reading: Reading) -> list[Mention]:
        """Products called so wherever they stand, and products under an assessment heading."""
        firm = [m for m in reading.mentions.of(*self.firm) if m.role not in _NO_PRODUCT]
        listed = [m for m in reading.mentions.of(*self.product) if m.role == "assessment"]
        return sorted((*firm, *listed), key=lambda m: (m.role != "assessment", m.block < 0, m.span))

    def _block_text(self, reading: Reading, mention: Mention) -> str:
        if mention.block < 0:
            return reading.lesson.source.slice(reading.lesson.sections[mention.section].span)
        return reading.lesson.source.slice(reading.lesson.blocks[mention.block].span)

    def _writing_is_the_goal(self, reading: Reading) -> bool:
        about = reading.lesson.about
        named = [known.value for known in (about.subject, about.title) if known is not None]
        goals = [reading.lesson.source.slice(objective.span) for objective in reading.objectives]
        writing = sum(bool(re.match(r"\W*(?:\w+\W+){0,6}?(?:write|draft|compose|escrib)", text, re.IGNORECASE)) for text in goals)
        return any(_WRITING.search(text) for text in named) or 2 * writing >= max(1, len(goals))


def _is_standardised(text: str) -> bool:
    lowered = text.lower()
    return any(map(lowered.__contains__, _STANDARDISED_SIGNS)) and bool(_STANDARDISED.search(text))


def _is_gated(text: str) -> bool:
    return any(map(text.__contains__, _GATED_SIGNS)) and bool(_GATED.search(text))


def _is_tied(option: Mention, sections: set[int]) -> bool:
    """Whether the option belongs to a product: it stands in one of their sections or under an assessment heading."""
    return option.role in ("assessment", "student") or option.section in sections


def _words(reading: Reading, mention: Mention) -> str:
    return " ".join(reading.lesson.source.slice(mention.span).split())


def _is_offer(reading: Reading, mention: Mention, groups: list[int]) -> bool:
    """Whether the words offer a second form, and not to one group only."""
    if mention.block < 0:
        return True
    sentence, span = sentence_around(reading, mention), mention.span
    if groups and any(sentence.start <= group < sentence.end for group in groups):
        return False
    source = reading.lesson.source
    behind = max(span.end, min(sentence.end, span.end + _REACH))
    return not _is_no_offer(source.text[sentence.start : span.end].lower()) and not _is_no_offer(source.text[span.start : behind].lower())


def _is_no_offer(text: str) -> bool:
    """Whether a text in small letters says an “or” that offers no second form."""
    return _says_or(text) and _NO_OFFER.search(text) is not None


def _says_or(text: str) -> bool:
    """Whether “or” may stand as a word in a text in small letters. Without it nothing of this is said."""
    if " or " in text:
        return True
    return "or" in text and "or" in [word.strip(_AROUND) for word in text.replace("/", " ").replace("-", " ").split()]
