"""Markup of sites and site generators in a Markdown file: what of it is a picture, a film or a frame, and what is blanked."""

from __future__ import annotations

import re

from udl_lint.lesson import Embed, Image, Permit
from udl_lint.readers.draft import Draft, View
from udl_lint.readers.inline import SingleTag
from udl_lint.source import Source, Span

_SITE = re.compile(
    r"\{%.*?%\}"  # Liquid, Jinja
    r"|\{\{[^{}\n]*\}\}"  # Liquid output, Hugo shortcodes
    r"|\{:[^{}\n]*\}"  # kramdown attributes
    r"|\{[.#][\w.#:-][^{}\n]*\}"  # Pandoc attributes
    r"|\{/?[a-z][a-z-]+(?:\s+(?:end|[\w-]+=)[^{}\n]*)?\}"  # {panel type="teaching"}, {panel end}, {comment}
)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_ADMONITION = re.compile(r"^(\s*)(?:!!!|\?\?\?\+?)\s+[\w-]+.*$")
_FENCE_DIV = re.compile(r"^\s*:{3,}.*$")
_ALERT = re.compile(r"^(\s*>\s*)\[![A-Za-z]+\][-+]?\s*$")
_PAIR = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'{}%]+))")
_VIDEO = re.compile(r"youtu|vimeo|video|loom\.com|ted\.com|\.mp4|\.webm|\.mov\b|edpuzzle|brainpop|wistia|dailymotion", re.IGNORECASE)
_AUDIO = re.compile(r"audio|podcast|soundcloud|\.mp3|\.wav|\.ogg|spotify", re.IGNORECASE)

VIDEO_HOST = _VIDEO
AUDIO_HOST = _AUDIO


def media_kind(text: str) -> str | None:
    """`video` or `audio` where an address or a tag speaks of one, else None."""
    return "video" if _VIDEO.search(text) else "audio" if _AUDIO.search(text) else None


def blank(text: str) -> str:
    """The text with everything but line ends turned into spaces."""
    return re.sub(r"[^\r\n]", " ", text)


def strip_site_markup(source: Source, draft: Draft, start: int) -> str:
    """The source's text from `start` on with site markup blanked to the same length (before `start` all is blank).

    Pictures, films and frames that the markup shows are noted in the draft.
    """
    text = blank(source.text[:start]) + source.text[start:].replace("\0", "\ufffd")
    if "{" not in text:
        return text

    def note(match: re.Match[str]) -> str:
        _note_object(match.group(), Span(*match.span()), draft)
        return blank(match.group())

    return _SITE.sub(note, text)


def _note_object(markup: str, span: Span, draft: Draft) -> None:
    name = re.sub(r"^\{+[%<]?\s*/?", "", markup).split(maxsplit=1)
    word = name[0].rstrip("}%").lower() if name else ""
    pairs = {key.lower(): next((v for v in values if v), "") for key, *values in _PAIR.findall(markup)}
    if word in ("image", "figure", "img") or "file-path" in pairs:
        alt = pairs.get("alt") if "alt=" in markup else None
        draft.images.append(Image(span, pairs.get("file-path") or pairs.get("src", ""), alt, alt == ""))
    elif word in ("include", "video", "youtube", "vimeo", "iframe", "embed", "audio", "<") or "<" in markup[:4]:
        kind = media_kind(markup)
        if kind:
            target = pairs.get("url") or pairs.get("link") or pairs.get("src") or pairs.get("id", "")
            draft.embeds.append(Embed(span, "video" if kind == "video" else "audio", target))


def note_comments(source: Source, draft: Draft, text: str) -> str:
    """Blank HTML comments; those that begin with `udl-lint:` become permits."""
    if "<!--" not in text:
        return text
    fenced = [Span(*match.span()) for match in re.finditer(r"^(?P<f>`{3,}|~{3,}).*?^(?P=f)", text, re.DOTALL | re.MULTILINE)]

    def note(match: re.Match[str]) -> str:
        if any(span.start <= match.start() < span.end for span in fenced):
            return match.group()
        inner = match.group(1).strip()
        if inner.lower().startswith("udl-lint"):
            draft.permits.append(Permit(Span(*match.span()), inner))
        return blank(match.group())

    return _COMMENT.sub(note, text)


def plain_lines(source: Source, text: str) -> View:
    """Lines of the blanked text as a view; admonition heads are blanked and what they hold is moved out by its indent."""
    starts: list[int] = []
    lines: list[str] = []
    inside: str | None = None
    for number in range(1, source.line_count + 1):
        span = source.line_span(number)
        line = text[span.start : span.end]
        start = span.start
        head = _ADMONITION.match(line)
        if head:
            inside = head.group(1) + "    "
            line = " " * len(line)
        elif inside is not None and line.startswith(inside):
            start += 4
            line = line[4:]
        elif inside is not None and line.strip():
            inside = None
        if _FENCE_DIV.match(line) or _ALERT.match(line):
            line = " " * len(line)
        starts.append(start)
        lines.append(line)
    return View(source, tuple(starts), tuple(lines))


def tag_values(text: str) -> tuple[str, dict[str, str | None]]:
    """Name and attributes of the first start tag in the text."""
    single = SingleTag(text)
    return single.tag, single.values
