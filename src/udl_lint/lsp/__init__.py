"""The language server: what `udl-lint check` finds, in an editor and as one types. Needs the extra `lsp`."""
