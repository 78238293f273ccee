"""Markup of sites and site generators in a Markdown file: what of it is a picture, a film or a frame, and what is blanked."""

from __future__ import annotations

import re

from udl_lint.lesson import Embed, Image, Permit
from udl_lint.patterns import lazy
from udl_lint.readers.draft import Draft, View
from udl_lint.readers.unclosed import fences, open_comment
from udl_lint.source import Source, Span

_SITE = lazy(
    r"\{%(?:(?!\{%)[^\n\r])*?%\}"  # Liquid, Jinja
    r"|\{\{[^{}\n\r]*\}\}"  # Liquid output, Hugo shortcodes
    r"|\{:[^{}\n\r]*\}"  # kramdown attributes
    r"|\{[.#][A-Za-z_][^{}\n\r]*\}"  # Pandoc attributes
    r"|\{[a-z][a-z-]*[ \t]+(?:end|[\w-]+=[^{}\n\r]*)\}"  # {panel type="teaching"}, {panel end}
    r"|\{(?:/[a-z][a-z-]*|comment(?:[ \t][^{}\n\r]*)?)\}"
    r"|^[ \t]*\{[a-z][a-z-]*\}[ \t]*(?=[\r\n]|\Z)",  # a word in braces is markup where it has its line to itself
    re.MULTILINE,
)
_KINDS = (
    "abstract|attention|bug|caution|check|cite|danger|done|error|example|fail|failure|faq|help|hint|important|info|missing|note|question"
    "|quote|seealso|success|summary|tip|tldr|todo|warning"
)
_ADMONITION = lazy(rf"([ \t]*)(?:!!!|\?\?\?\+?)[ \t]+(?:{_KINDS})(?:[ \t]+(?:inline|end|annotate))*(?:[ \t]+(\"[^\"]*\"))?", re.IGNORECASE)
_FENCE_DIV = lazy(r"[ \t]*:{3,}(?!:)[^\[]*(?:\[(?P<title>[^\]]*)\][^\n]*)?")
_ALERT = lazy(r"([ \t>]*>[ \t]*)\[![A-Za-z]+\][-+]?(?=[ \t]|$)")
_PAIR = lazy(r"(?<![\w-])([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'{}%]+))")
_VIDEO = (
    "youtu", "vimeo", "video", "/loom.com", ".loom.com", "/ted.com", ".ted.com", ".mp4", ".webm", ".mov", "edpuzzle", "brainpop",
    "wistia", "dailymotion",
)  # fmt: skip
_AUDIO = ("audio", "podcast", "soundcloud", ".mp3", ".wav", ".ogg", "spotify")
_NO_LINE_ENDS = lazy(r"[^\r\n]+")


def media_kind(text: str) -> str | None:
    """`video` or `audio` where an address or a tag speaks of one, else None."""
    lowered = text.lower()
    holds = lowered.__contains__
    return "video" if any(map(holds, _VIDEO)) else "audio" if any(map(holds, _AUDIO)) else None


def blank(text: str) -> str:
    """The text with everything but line ends turned into spaces."""
    return _NO_LINE_ENDS.sub(lambda match: " " * len(match[0]), text) if text else ""


def strip_site_markup(source: Source, draft: Draft, start: int) -> str:
    """The source's text with site markup blanked to the same length (before `start` all is blank).

    Pictures, films and frames that the markup shows are noted in the draft.
    """
    text = blank(source.text[:start]) + source.text[start:].replace("\0", "\ufffd")
    if "{" not in text:
        return text

    opened: list[int] = []

    def note(match: re.Match[str]) -> str:
        markup = match.group().strip()
        if markup.startswith("{panel end"):
            draft.boxes += [Span(opened.pop(), match.end())] if opened else []
        elif markup.startswith("{panel"):
            opened.append(match.start())
        else:
            _note_object(markup, Span(*match.span()), draft)
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
    """Blank HTML comments outside code; those that begin with `udl-lint:` become permits. One that nothing closes is said."""
    at = text.find("<!--")
    if at < 0:
        return text
    code = fences(text)
    block = next(code, None)
    out: list[str] = []
    done = counted = ticks = 0
    while at >= 0:
        while block and block.end <= at:
            block = next(code, None)
        if block and block.start <= at:
            at = text.find("<!--", block.end)
            continue
        ticks, counted = _ticks(text[counted:at], ticks), at
        if ticks % 2:  # a word about comments, as `<!--` in a line of code
            at = text.find("<!--", at + 4)
            continue
        end = text.find("-->", at + 4)
        if end < 0:
            number = source.position(at).line
            end = source.line_span(number).end
            draft.troubles.append(open_comment(source.trim(Span(at, end))))
            out += (text[done:at], blank(text[at:end]))
            done = end
            break
        inner = text[at + 4 : end].strip()
        if inner.lower().startswith("udl-lint"):
            draft.permits.append(Permit(Span(at, end + 3), inner))
        out += (text[done:at], blank(text[at : end + 3]))
        done = end + 3
        at = text.find("<!--", done)
    return "".join((*out, text[done:]))


def _ticks(text: str, before: int) -> int:
    """How many backticks stand before the end of a text on its last line, of which `before` stand before its beginning."""
    line = max(text.rfind("\n"), text.rfind("\r"))
    return text.count("`", line) if line >= 0 else before + text.count("`")


def plain_lines(source: Source, text: str) -> View:
    """Lines of the blanked text as a view; heads of admonitions are blanked and what they hold is moved out by its indent."""
    starts = source.starts[: source.line_count]
    if "\r" in text:
        lines = [text[start:end].rstrip("\r\n") for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    else:
        lines = text.split("\n")[: len(starts)]
    if "!!!" in text or "???" in text:
        _unfold(starts, lines)
    if ":::" in text or "[!" in text:
        lines = [_unframed(line) for line in lines]
    return View(source, tuple(starts), tuple(lines))


def _unfold(starts: list[int], lines: list[str]) -> None:
    """Blank the heads of admonitions (`!!! note "Title"`) but for their titles; what is indented under them loses four spaces."""
    inside: str | None = None
    for number, line in enumerate(lines):
        head = _ADMONITION.fullmatch(line.rstrip())
        if head:
            inside = head.group(1) + "    "
            lines[number] = _only(line, head.span(2), 1)
        elif inside is not None and line.startswith(inside):
            starts[number] += 4
            lines[number] = line[4:]
        elif inside is not None and line.strip():
            inside = None


def _unframed(line: str) -> str:
    """A line without the fence of a div (`::: note`, but for a title in brackets) or the mark of an alert (`> [!NOTE]`)."""
    if ":::" in line:
        div = _FENCE_DIV.fullmatch(line)
        if div:
            return _only(line, div.span("title"), 0)
    if "[!" in line:
        alert = _ALERT.match(line)
        if alert:
            return alert.group(1) + " " * (alert.end() - alert.end(1)) + line[alert.end() :]
    return line


def _only(line: str, kept: tuple[int, int], edge: int) -> str:
    """A line of which nothing is left but a range, without `edge` characters at the range's two ends."""
    start, end = kept[0] + edge, kept[1] - edge
    return " " * len(line) if kept[0] < 0 else " " * start + line[start:end] + " " * (len(line) - end)
