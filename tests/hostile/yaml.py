"""YAML that costs a parser time, depth or memory, says a thing twice, or means something else than it says."""

from __future__ import annotations

from collections.abc import Callable

BOMBS: dict[str, Callable[[int], str]] = {
    "aliases of aliases": lambda size: (
        "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, size))
    ),
    "merged aliases": lambda size: (
        "a0: &a0 {k: v}\n" + "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, size))
    ),
    "brackets in each other": lambda size: "a: " + "[" * size + "]" * size + "\n",
    "braces in each other": lambda size: "a: " + "{b: " * size + "c" + "}" * size + "\n",
    "lists on one line": lambda size: "- " * size + "deep\n",
    "too many keys": lambda size: "".join(f"k{number}: v\n" for number in range(size)),
}
"""By name; ten levels of aliases, and 200,000 of the others, are more than anybody means."""

REFUSED = {
    "a key twice": ("profile: team\nprofile: strict\n", 2),
    "a list within itself": ("packs: &a [*a]\n", 1),
    "an alias of nothing": ("packs: *nobody\n", 1),
    "an object of Python": ("profile: !!python/object/apply:os.system ['true']\n", 1),
    "a tag of one's own": ("profile: !team team\n", 1),
    "a set": ("packs: !!set {a, b}\n", 1),
    "a template": ("profile: {{ name }}\n", 1),
    "two documents": ("profile: team\n---\nprofile: strict\n", 2),
    "a tab for an indent": ("rules:\n\tstructure/missing-grade: off\n", 2),
    "an unquoted colon": ("profile: team: mine\n", 1),
    "a text that never ends": ('profile: "team\n', 1),
    "a half surrogate": ('profile: "\\ud800"\n', 1),
}
"""Each with the line on which it goes wrong."""
