"""The protocol's side: documents come in, diagnostics, hovers and code actions go out. The only module that knows pygls."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from udl_lint.lsp.comments import Insertion, allowing, noting
from udl_lint.lsp.documents import UNITS, Desk, Look, Place, Shown, place_of
from udl_lint.rule import Rule
from udl_lint.source import Source
from udl_lint.version import VERSION

PAUSE = 0.3
"""Seconds without a change after which a text is looked at: long enough for the next letter."""
_SEVERITY = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "suggestion": types.DiagnosticSeverity.Information,
}


class Server(LanguageServer):
    """Looks at each open document and remembers what it saw."""

    def __init__(self, desk: Desk) -> None:
        # Whole texts, for the library takes a change's lines by other line ends than the protocol's.
        super().__init__("udl-lint", VERSION, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.desk = desk
        self.looks: dict[str, tuple[str, Look]] = {}
        """By address: the text that was looked at, and what was seen."""
        self._waiting: dict[str, asyncio.Task[None]] = {}

    @property
    def encoding(self) -> str:
        """How the client counts columns."""
        agreed = self.server_capabilities.position_encoding or types.PositionEncodingKind.Utf16
        return str(getattr(agreed, "value", agreed))

    def look(self, uri: str) -> None:
        """Look at a document as it is now, and show what was found."""
        document = self.workspace.get_text_document(uri)
        look = self.desk.look(path_of(uri), document.source, self.encoding)
        self.looks[uri] = (document.source, look)
        self.show(uri, _diagnostics(look), document.version)

    def look_soon(self, uri: str) -> None:
        """Look when the document has not changed for a moment."""
        self.leave(uri)
        self._waiting[uri] = asyncio.get_running_loop().create_task(self._look_later(uri))

    async def _look_later(self, uri: str) -> None:
        await asyncio.sleep(PAUSE)
        self._waiting.pop(uri, None)
        self.look(uri)

    def leave(self, uri: str) -> None:
        """Do not look any more because of an earlier change."""
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()

    def show(self, uri: str, diagnostics: list[types.Diagnostic], version: int | None = None) -> None:
        """Tell the client what to show for a document."""
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))

    def known(self, uri: str) -> tuple[str, Look]:
        """The document's text and what was seen in it, as it is now."""
        # By the client's own spelling: the workspace keeps `l%20e.md` under another.
        if uri not in self.looks:
            return "", Look()
        if self.looks[uri][0] != self.workspace.get_text_document(uri).source:
            self.leave(uri)
            self.look(uri)
        return self.looks[uri]


def path_of(uri: str) -> str:
    """The path of a document, from the working folder where it lies in it; a name for one that is in no file."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    if not path:
        return "untitled.yaml" if uri.lower().endswith((".yaml", ".yml")) else "untitled.md"
    here = os.path.join(os.getcwd(), "")
    return path.removeprefix(here)


def serve(desk: Desk) -> Server:
    """A server with all that it can do, ready to be started."""
    server = Server(desk)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.look(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.look_soon(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(_: types.DidSaveTextDocumentParams) -> None:
        # It may be the configuration that was saved: all lessons are looked at again.
        for uri in [*server.looks]:
            server.look(uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.leave(uri)
        server.looks.pop(uri, None)
        server.show(uri, [])

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        _, look = server.known(params.text_document.uri)
        at = (params.position.line, params.position.character)
        here = [shown for shown in look.shown if shown.touches(at, at)]
        if look.checked is None or not here:
            return None
        rules = look.checked.ruleset.explained
        told = "\n\n---\n\n".join(_why(shown, rules.get(shown.finding.rule)) for shown in here)
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, told), _range(here[0]))

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix], resolve_provider=False)
    )
    def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        text, look = server.known(uri)
        only = params.context.only
        if look.checked is None or (only and types.CodeActionKind.QuickFix not in only and types.CodeActionKind.Empty not in only):
            return []
        start, end = params.range.start, params.range.end
        here = [shown for shown in look.shown if shown.touches((start.line, start.character), (end.line, end.character))]
        return [action for shown in here for action in _actions(server, uri, text, look, shown)]

    return server


def _actions(server: Server, uri: str, text: str, look: Look, shown: Shown) -> list[types.CodeAction]:
    if look.checked is None or shown.finding.rule.startswith(("input/", "allow/")):
        return []
    book = server.desk.book(path_of(uri))
    offered = (
        (f"I mean this: allow {shown.finding.rule} here …", allowing(look.checked, shown.finding, book)),
        ("Note the fix in a comment", noting(look.checked, shown.finding, book)),
    )
    version = server.workspace.get_text_document(uri).version
    return [
        types.CodeAction(
            title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[_diagnostic(shown)],
            edit=types.WorkspaceEdit(
                document_changes=[
                    types.TextDocumentEdit(
                        types.OptionalVersionedTextDocumentIdentifier(uri, version),
                        [_edit(insertion, look.checked.source, text, server.encoding)],
                    )
                ]
            ),
        )
        for title, insertion in offered
        if insertion is not None
    ]


def _edit(insertion: Insertion, source: Source, text: str, encoding: str) -> types.TextEdit:
    at = _position(place_of(insertion.offset, source, text, UNITS.get(encoding, UNITS["utf-16"])))
    return types.TextEdit(types.Range(at, at), insertion.text)


def _diagnostics(look: Look) -> list[types.Diagnostic]:
    if look.trouble:
        top = types.Position(0, 0)
        return [types.Diagnostic(types.Range(top, top), look.trouble, types.DiagnosticSeverity.Error, source="udl-lint")]
    return [_diagnostic(shown) for shown in look.shown]


def _diagnostic(shown: Shown) -> types.Diagnostic:
    finding = shown.finding
    review = finding.verdict == "review"
    return types.Diagnostic(
        _range(shown),
        f"{finding.message}\n{'Ask' if review else 'Fix'}: {finding.advice}",
        types.DiagnosticSeverity.Hint if review else _SEVERITY[finding.severity],
        code=finding.rule,
        source="udl-lint",
    )


def _range(shown: Shown) -> types.Range:
    return types.Range(_position(shown.start), _position(shown.end))


def _position(place: Place) -> types.Position:
    return types.Position(*place)


def _why(shown: Shown, rule: Rule | None) -> str:
    """A rule's page in short, as Markdown."""
    if rule is None:
        return f"{shown.finding.message}\n\n{shown.finding.advice}"
    lines: Sequence[Any] = (
        f"**{rule.title}** (`{rule.id}`)",
        rule.why.strip(),
        f"*Who meets the barrier:* {rule.affects.strip()}",
        f"*{'Ask' if shown.finding.verdict == 'review' else 'Fix'}:* {shown.finding.advice}",
        f"*More:* `udl-lint explain {rule.id}`",
    )
    return "\n\n".join(lines)
