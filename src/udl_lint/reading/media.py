"""The films, recordings and simulations that students watch, hear or make."""

from __future__ import annotations

from collections.abc import Iterator

from udl_lint.lesson import Lesson
from udl_lint.readers.markup import media_kind
from udl_lint.reading import Media
from udl_lint.reading.mentions import Mentions


def media(lesson: Lesson, mentions: Mentions) -> Iterator[Media]:
    """Every player, link to a film or recording, and mention of one, in reading order; one finding a place."""
    found: list[Media] = []
    for embed in lesson.embeds:
        if embed.kind != "page":
            found.append(Media(embed.span, embed.kind))
    for link in lesson.links:
        kind = media_kind(link.target)
        if kind:
            found.append(Media(link.span, "video" if kind == "video" else "audio"))
    for mention in mentions.of("input-film", strength=1):
        block = lesson.blocks[mention.block] if mention.block >= 0 else None
        minutes = block.minutes.high if block is not None and block.minutes is not None else None
        text = lesson.source.slice(mention.span).lower()
        kind_named = "simulation" if "simul" in text or "interactive" in text else "video"
        found.append(Media(mention.span, "simulation" if kind_named == "simulation" else "video", minutes))
    yield from sorted(found, key=lambda item: item.span)
