"""The two families of findings that no rule file describes: on a file itself, and on comments to udl-lint."""

FILE_FAMILY = (
    "It is not about teaching: the text is saved in an odd way, or a part of the file cannot be read as it was meant. "
    "What is read wrongly is judged wrongly, so it comes first. The finding says what to do. It cannot be turned off."
)
COMMENT_FAMILY = (
    "A comment such as `udl-lint: allow RULE -- reason` says that a finding is meant to stay. It needs a reason, may end on a day "
    "(`until 2027-06-30`), and is reported when it is misspelt, out of date or no longer of use."
)
BUILT_IN = {
    "input": ("Something is wrong with the file itself", FILE_FAMILY),
    "allow": ("Something is wrong with a comment to udl-lint", COMMENT_FAMILY),
}
"""The two families that have no file of their own: title and text."""
