"""The language server, spoken to by a real client over standard input and output."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from running import ROOT, STRONG, WEAK, lint
from udl_lint.api import lint_text

TRICKY = (
    "# 😀 Ríos\u2028y más\r\n\r\nGrade 4 👩\u200d👩\u200d👧\r\n\r\n## Homework 🎯\r\n\r\n"
    "😀😀 Watch the 12-minute YouTube clip on rivers.\r\n\r\n- ELLs: 😀 modified worksheet.\r\n"
)
BIDING = 30


class Client(LanguageClient):
    """Keeps what the server last said of each document."""

    def __init__(self) -> None:
        super().__init__("a test", "1")
        self.said: dict[str, types.PublishDiagnosticsParams] = {}
        self.news = asyncio.Event()

    async def told(self, uri: str, version: int) -> list[types.Diagnostic]:
        """The diagnostics of a version of a document, when they have come."""

        async def wait() -> None:
            while uri not in self.said or self.said[uri].version != version:
                self.news.clear()
                await self.news.wait()

        await asyncio.wait_for(wait(), BIDING)
        return list(self.said[uri].diagnostics)


def with_client(
    talk: Callable[[Client], Awaitable[None]], folder: Path, encodings: list[str] | None = None, arguments: tuple[str, ...] = ()
) -> None:
    """Run a conversation with a server that was started in a folder."""

    async def run() -> None:
        client = Client()

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def published(params: types.PublishDiagnosticsParams) -> None:
            client.said[params.uri] = params
            client.news.set()

        await client.start_io(
            sys.executable, "-m", "udl_lint", "lsp", *arguments, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}
        )
        general = types.GeneralClientCapabilities(position_encodings=encodings) if encodings else None
        await client.initialize_async(types.InitializeParams(types.ClientCapabilities(general=general), root_uri=folder.as_uri()))
        client.initialized(types.InitializedParams())
        try:
            await asyncio.wait_for(talk(client), 2 * BIDING)
        finally:
            await client.shutdown_async(None)
            client.exit(None)
            await client.stop()  # type: ignore[no-untyped-call]

    asyncio.run(run())


def open_(client: Client, path: Path, text: str, version: int = 1) -> str:
    uri = path.as_uri()
    client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "markdown", version, text)))
    return uri


def change(client: Client, uri: str, text: str, version: int) -> None:
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(version, uri), [types.TextDocumentContentChangeWholeDocument(text)]
        )
    )


def of_command_line(text: str, path: str = "lesson.md") -> list[tuple[str, str]]:
    """Rules and texts, as the command line has them."""
    checked = lint_text(text, path)
    return [(each.rule, checked.source.slice(each.span)) for each in checked.findings]


def under(text: str, place: types.Range, encoding: str) -> str:
    """The text of a range, taken as an editor takes it: by lines of the protocol, in units of the encoding."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    coded = [line.encode(f"{encoding}-le" if width > 1 else encoding) for line in lines]
    first, last = place.start, place.end
    if first.line == last.line:
        pieces = [coded[first.line][first.character * width : last.character * width]]
    else:
        pieces = [
            coded[first.line][first.character * width :],
            *coded[first.line + 1 : last.line],
            coded[last.line][: last.character * width],
        ]
    return "\n".join(piece.decode(f"{encoding}-le" if width > 1 else encoding) for piece in pieces)


def edited(text: str, action: types.CodeAction) -> str:
    """The text after an action, whose edits are insertions in ASCII-only lines here."""
    assert action.edit is not None
    (change_,) = action.edit.document_changes or ()
    assert isinstance(change_, types.TextDocumentEdit)
    (edit,) = change_.edits
    assert isinstance(edit, types.TextEdit)
    assert edit.range.start == edit.range.end
    lines = text.splitlines(keepends=True)
    at = edit.range.start
    before, line = lines[: at.line], (lines[at.line] if at.line < len(lines) else "")
    return "".join([*before, line[: at.character], edit.new_text, line[at.character :], *lines[at.line + 1 :]])


async def actions_at(client: Client, uri: str, diagnostic: types.Diagnostic) -> dict[str, types.CodeAction]:
    asked = types.CodeActionParams(types.TextDocumentIdentifier(uri), diagnostic.range, types.CodeActionContext([diagnostic]))
    found = await client.text_document_code_action_async(asked) or []
    return {
        action.title: action
        for action in found
        if isinstance(action, types.CodeAction) and [each.code for each in action.diagnostics or ()] == [diagnostic.code]
    }


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-32"])
def test_it_says_what_the_command_line_says_at_the_same_places(tmp_path: Path, encoding: str) -> None:
    async def talk(client: Client) -> None:
        for number, text in enumerate((TRICKY, WEAK, STRONG, "\ufeff" + TRICKY, "", *(each for each in SAMPLES))):
            uri = open_(client, tmp_path / f"lesson-{number}.md", text)
            said = await client.told(uri, 1)
            wanted = [(rule, words.replace("\r\n", "\n")) for rule, words in of_command_line(text.removeprefix("\ufeff"))]
            assert [(str(each.code), under(text, each.range, encoding)) for each in said] == wanted

    with_client(talk, tmp_path, [encoding])


SAMPLES = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("sample_lessons/*/*.md"))]


def test_columns_are_utf_16_where_nothing_is_agreed_on(tmp_path: Path) -> None:
    async def talk(client: Client) -> None:
        said = await client.told(open_(client, tmp_path / "lesson.md", TRICKY), 1)
        (video,) = (each for each in said if each.code == "materials/media-without-captions")
        assert under(TRICKY, video.range, "utf-16") == "12-minute YouTube clip"
        assert (video.range.start.line, video.range.start.character) == (6, len("😀😀 Watch the ") + 2)

    with_client(talk, tmp_path)


def test_it_looks_again_when_one_types_saves_and_closes(tmp_path: Path) -> None:
    async def talk(client: Client) -> None:
        uri = open_(client, tmp_path / "lesson.md", STRONG)
        assert [each.code for each in await client.told(uri, 1)] == [rule for rule, _ in of_command_line(STRONG)]
        for version in range(2, 6):
            change(client, uri, WEAK + "x" * version, version)
        assert await client.told(uri, 5)
        assert client.said[uri].version == 5
        change(client, uri, STRONG, 6)
        assert [each.code for each in await client.told(uri, 6)] == [rule for rule, _ in of_command_line(STRONG)]
        (tmp_path / "udl-lint.yaml").write_text("rules: {structure: off}\n", encoding="utf-8")
        change(client, uri, WEAK, 7)
        assert not [each for each in await client.told(uri, 7) if str(each.code).startswith("structure/")]
        client.said.clear()
        client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        while uri not in client.said:
            await asyncio.sleep(0.01)
        assert not client.said[uri].diagnostics

    with_client(talk, tmp_path)


@pytest.mark.parametrize("name", ["lesson.md", "la lección + 1.md"])
def test_a_hover_says_why(tmp_path: Path, name: str) -> None:
    async def talk(client: Client) -> None:
        uri = open_(client, tmp_path / name, TRICKY)
        await client.told(uri, 1)
        at = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(6, 8))
        hover = await client.text_document_hover_async(at)
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        for words in ("**Homework that only works with a fast connection**", "Who meets the barrier", "udl-lint explain home-technology/"):
            assert words in hover.contents.value
        nothing = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(3, 0))
        assert await client.text_document_hover_async(nothing) is None
        client.said.clear()
        client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))
        assert await client.told(uri, 1)
        assert [*client.said] == [uri]

    with_client(talk, tmp_path)


YAML = """\
title: Rivers
grade: 4
objectives:
  - Students will draw a river and label three parts of it.
homework: Watch the 12-minute YouTube clip on rivers and answer questions 1–5.
procedure: |
  - ELLs: modified worksheet.
  - Draw the river with your partner and label it.
"""
TABLE = """\
# Rivers

Grade 4

| Part | What happens |
|---|---|
| Homework | Watch the 12-minute YouTube clip on rivers and answer questions 1–5. |

1. Draw the river.
   - ELLs: modified worksheet.
2. Label it.
"""


@pytest.mark.parametrize(
    ("name", "text"), [("lesson.md", WEAK), ("lesson.yaml", YAML), ("la lección.md", TABLE)], ids=["plain", "yaml", "table"]
)
def test_each_comment_that_is_offered_does_what_it_says(tmp_path: Path, name: str, text: str) -> None:
    async def talk(client: Client) -> None:
        uri = open_(client, tmp_path / name, text)
        said = await client.told(uri, 1)
        before = of_command_line(text, name)
        offered = 0
        for diagnostic in said:
            for title, action in (await actions_at(client, uri, diagnostic)).items():
                offered += 1
                after = edited(text, action)
                if title.startswith("I mean this"):
                    with_reason = after.replace(f"allow {diagnostic.code} -- ", f"allow {diagnostic.code} -- because I said so ", 1)
                    left = of_command_line(with_reason, name)
                    assert {rule for rule, _ in before} - {rule for rule, _ in left} <= {diagnostic.code}
                    assert len(left) < len(before)
                    # Until there is a reason, nothing is allowed, and the comment is told so.
                    assert "allow/missing-reason" in {rule for rule, _ in of_command_line(after, name)}
                else:
                    assert "To mend: " in after
                    assert of_command_line(after, name) == before
        assert offered > len(said)

    with_client(talk, tmp_path)


def test_what_a_walk_leaves_out_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".github").mkdir()
    (tmp_path / "udl-lint.yaml").write_text('exclude: ["drafts/**"]\n', encoding="utf-8")
    (tmp_path / "drafts").mkdir()
    for name in ("README.md", ".github/plan.md", "drafts/lesson.md", "lesson.md", "data.yaml"):
        (tmp_path / name).write_text("a: 1\nb: 2\n" if name.endswith(".yaml") else WEAK, encoding="utf-8")

    async def talk(client: Client) -> None:
        for name in ("README.md", ".github/plan.md", "drafts/lesson.md", "udl-lint.yaml", "data.yaml"):
            path = tmp_path / name
            assert await client.told(open_(client, path, path.read_text(encoding="utf-8")), 1) == []
        assert await client.told(open_(client, tmp_path / "lesson.md", WEAK), 1)

    with_client(talk, tmp_path)


def test_a_wrong_configuration_is_shown_in_the_lesson_and_goes_when_it_is_mended(tmp_path: Path) -> None:
    config = tmp_path / "udl-lint.yaml"
    config.write_text("rules:\n  structure/missing-objektive: off\n", encoding="utf-8")

    async def talk(client: Client) -> None:
        uri = open_(client, tmp_path / "lesson.md", WEAK)
        (only,) = await client.told(uri, 1)
        assert "udl-lint.yaml:2: there is no rule or pack" in only.message
        config.write_text("rules:\n  structure/missing-objective: off\n", encoding="utf-8")
        change(client, uri, WEAK + "\n", 2)
        assert len(await client.told(uri, 2)) > 1

    with_client(talk, tmp_path)


def test_options_are_those_of_check(tmp_path: Path) -> None:
    async def talk(client: Client) -> None:
        said = await client.told(open_(client, tmp_path / "lesson.md", WEAK), 1)
        assert {str(each.code).partition("/")[0] for each in said} == {"home-technology"}

    with_client(talk, tmp_path, arguments=("--select", "home-technology"))


@pytest.fixture
def without_pygls(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] in ("pygls", "lsprotocol") or name == "udl_lint.lsp.server"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)


def test_without_its_packages_it_says_what_to_install(without_pygls: Any) -> None:
    ran = lint("lsp")
    assert ran.code == 2
    assert "pip install 'udl-lint[lsp]'" in ran.notes
