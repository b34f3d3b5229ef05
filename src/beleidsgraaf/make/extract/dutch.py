"""The little Dutch that the reader knows: words that join others."""

_JOINING = """
aan achter als beneden bij binnen boven buiten daarom dat de der des deze die dit doch door dus een
en er het hiermee hoe hun in indien is langs maar met mits na naar naast nabij niet noch nu of om
omdat onder ook op over per rond rondom sinds te tegen ten tenzij ter tijdens toch tot tussen uit
van vanaf vanuit vanwege via volgens voor want wat wegens wie worden wordt zich zijn zo zoals zodat
zonder
"""
_AT_THE_END_TOO = "aan af er in is mee na niet nu om onder ook op over toch toe uit zich"

FUNCTION_WORDS = frozenset(_JOINING.split())
"""Words that a name or title does not end in, and that have a capital where a text begins."""

MAY_END_A_SENTENCE = frozenset(_AT_THE_END_TOO.split())
"""Those that a whole sentence can end in: particles of verbs."""
