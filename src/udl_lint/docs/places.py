"""Where each page lies below the folder of the pages."""

from __future__ import annotations

INDEX = "rules/README.md"
PROFILES = "profiles.md"
COVERAGE = "coverage.md"
FIGURES = "accuracy.json"
"""What `benchmarks/accuracy.py` measured; beside the pages, written by it."""
ACCURACY = "accuracy.md"
WRITTEN = "<!-- Written by `udl-lint docs`. Do not edit. -->"
"""The first line of every page; a file without it is nobody's to overwrite."""


def rule_page_name(rule: str) -> str:
    """The name of a rule's page, relative to the folder of the pages."""
    return f"rules/{rule}.md"
