"""The films, recordings and simulations that students watch or hear, each once."""

from __future__ import annotations

from collections.abc import Iterator

from udl_lint.lesson import Lesson
from udl_lint.lexicon import Words
from udl_lint.readers.markup import media_kind
from udl_lint.reading import Media
from udl_lint.reading.mentions import Mention, Mentions
from udl_lint.source import Span

_NEAR_LINES = 2
"""Lines within which a player or a link and the words for it are one medium."""
_LONGEST_NAME = 5
_BEFORE_NAME = frozenset(
    (
        "a an the this that these those some any each both another your our their its his her following first second next same "
        "short brief quick whole entire video's students student class them everyone watch watches watching watched show shows "
        "showing shown play plays playing played view views viewing viewed see screen listen to of from use using or and in with "
        "after during before while pause stop display by el la los las un una unos unas este esta ese esa del de al su sus ver ve "
        "vean ven mira miren mirar escuchen escuchar escucha muestra muestre mostrar proyectar proyecta reproducir en y o con"
    ).split()
)
"""Words at which the name of a medium ends, read backwards from “video” or “film”."""
_IN_GENERAL = frozenset(("videos", "films", "movies", "clips", "recordings", "podcasts", "peliculas", "películas", "vídeos"))
_AGAIN = frozenset("the that el la ese esa del".split())
_LONGEST_DESCRIBED = 12
_DESCRIBED = (["of"], ["where"], ["about"], ["showing"], ["called"], ["titled"], ["sobre"], ["donde"], ["titulado"])
"""Words after which it is said what a medium shows: “the clip of the meeting” is one that has not been shown yet."""
_TITLED = frozenset('"“‘«[')
"""Signs that a title follows, by which the medium is named."""
_SOUND = ("podcast", "audio", "record", "grabac", "song", "cancion", "listen", "escuch")


def media(lesson: Lesson, mentions: Mentions) -> Iterator[Media]:
    """Every player, link to a film or recording, and place that says that one is watched or heard, in reading order."""
    found = [Media(embed.span, embed.kind) for embed in lesson.embeds if embed.kind != "page"]
    for link in lesson.links:
        kind = media_kind(link.target)
        if kind:
            found.append(Media(link.span, "video" if kind == "video" else "audio"))
    lines = [lesson.source.position(item.span.start).line for item in found]
    named = False
    told = []
    for mention in mentions.of("film-shown", strength=1):
        line = lesson.source.position(mention.span.end).line
        if not any(0 <= other - line <= _NEAR_LINES or other == line - 1 for other in lines):
            told.append((mention, *_name(lesson, mention)))
    one = bool(found) or any(not again and not _unnamed(lesson, span) for _, span, again in told)
    for mention, span, again in told:
        if (again and (named or found)) or (one and _unnamed(lesson, span)):
            continue
        named = True
        text = lesson.source.slice(mention.span).lower()
        minutes = lesson.blocks[mention.block].minutes if mention.block >= 0 else None
        kind_named = "audio" if any(word in text for word in _SOUND) else "video"
        found.append(Media(span, "audio" if kind_named == "audio" else "video", minutes.high if minutes is not None else None))
    yield from sorted(found, key=lambda item: item.span)


def _unnamed(lesson: Lesson, span: Span) -> bool:
    """Whether films are spoken of in general (“watching videos”), as an overview does of those it lists later."""
    return lesson.source.slice(span).lower() in _IN_GENERAL


def _name(lesson: Lesson, mention: Mention) -> tuple[Span, bool]:
    """The words that name the medium (“NASA video”), and whether they only point back to one (“the video”)."""
    words = Words(lesson.source.slice(mention.span))
    last = len(words) - 1
    first = last
    while first > 0 and last - first < _LONGEST_NAME and words.gap[first] == 0 and words.word[first - 1] not in _BEFORE_NAME:
        first -= 1
    after = lesson.source.text[mention.span.end : mention.span.end + 3].lstrip(" *_")
    further = lesson.source.text[mention.span.end : mention.span.end + _LONGEST_DESCRIBED].lower().split()
    new = after[:1] in _TITLED or further[:1] in _DESCRIBED
    again = first == last and first > 0 and words.word[first - 1] in _AGAIN and not new
    start = mention.span.start
    return Span(start + words.start[first], start + words.end[last]), again
