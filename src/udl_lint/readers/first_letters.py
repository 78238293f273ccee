"""Which of the Markdown library's rules for blocks may apply to a line, by its first letter: a line of prose is asked three of them."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock

_Rule = Callable[[StateBlock, int, int, bool], bool]

_LETTERS = {
    "fence": "~`",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""The letters that a line of such a kind begins with, as CommonMark has them. A rule that is not named here is asked of every line."""


class FirstLetterRuler(Ruler[_Rule]):
    """The rules of another ruler, those of each chain as one rule that asks only those that the line's first letter leaves."""

    def __init__(self, rules: Ruler[_Rule]) -> None:
        super().__init__()
        self.__rules__ = rules.__rules__
        self._chains: dict[str, list[_Rule]] = {}

    def getRules(self, chainName: str = "") -> list[_Rule]:  # noqa: N802, N803 - the library's own names
        """One rule, or none where the chain has none."""
        chain = self._chains.get(chainName)
        if chain is None:
            chain = self._chains[chainName] = self._as_one(chainName)
        return chain

    def _as_one(self, name: str) -> list[_Rule]:
        rules = [(rule.fn, _LETTERS.get(rule.name)) for rule in self.__rules__ if rule.enabled and (not name or name in rule.alt)]
        everywhere = [function for function, letters in rules if letters is None]
        by_letter = {
            letter: [function for function, letters in rules if letters is None or letter in letters]
            for letter in {letter for _, letters in rules for letter in letters or ""}
        }

        def ask(state: StateBlock, line: int, end: int, silent: bool) -> bool:
            begin = state.bMarks[line] + state.tShift[line]
            for rule in by_letter.get(state.src[begin : begin + 1], everywhere):  # noqa: SIM110 - `any` takes a generator, and longer
                if rule(state, line, end, silent):
                    return True
            return False

        return [ask] if rules else []
