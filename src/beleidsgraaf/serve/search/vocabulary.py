"""The different words of all texts, and which of them a word that was typed may stand for.

A stemmer does not see that "maatregel" and "maatregelen" are one word, nor what "school" has to do
with "basisscholen". The words that occur show it: nothing is looked for that is in no text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from beleidsgraaf.serve.search.words import SHORTEST_BEGINNING, Token

_ENDINGS = ("eren", "en", "s", "e", "n")
"""What Dutch adds to a word for more of it."""
_SHORTEST_FIRST_PART = 3
_MOST = 40


@dataclass(frozen=True, slots=True)
class Kin:
    """Stems of words in the texts that are kin to a word."""

    same: tuple[str, ...]
    """Other forms of it, and words that begin with it."""
    compound: tuple[str, ...]
    """Words in which it stands further on."""


class Vocabulary:
    """Words with their stems, on a line each, so that all can be looked through at once."""

    def __init__(self, stems: Mapping[str, str]) -> None:
        """``stems`` has every folded word."""
        self._stems = stems
        lines = (f"\n{word} {stem}" for word, stem in sorted(stems.items()))
        self._lines = "".join(lines) + "\n"

    def kin(self, word: Token) -> Kin:
        """Which stems the texts have for this word besides its own, in the order of the words."""
        if len(word.plain) < SHORTEST_BEGINNING:
            return Kin((), ())
        part = _part(word)
        shorter = [base for e in _ENDINGS if (base := word.plain.removesuffix(e)) in self._stems]
        same = [self._stems[base] for base in shorter if len(base) >= SHORTEST_BEGINNING]
        compound: list[str] = []
        for found, stem in self._having(part):
            if found.startswith(part) or stem.startswith(part):
                same.append(stem)
            elif max(found.find(part), stem.find(part)) >= _SHORTEST_FIRST_PART:
                compound.append(stem)
        own = {word.stem: None}
        others = dict.fromkeys(stem for stem in same if stem not in own)
        further = dict.fromkeys(s for s in compound if s not in own and s not in others)
        return Kin(tuple(others)[:_MOST], tuple(further)[:_MOST])

    def _having(self, part: str) -> Iterable[tuple[str, str]]:
        """Every word that has the part, or whose stem has it."""
        at = self._lines.find(part)
        while at >= 0:
            start, end = self._lines.rfind("\n", 0, at) + 1, self._lines.find("\n", at)
            word, _, stem = self._lines[start:end].partition(" ")
            yield word, stem
            at = self._lines.find(part, end)


def _part(word: Token) -> str:
    """What other words must have: the stem, unless it lost the beginning or is too short."""
    whole = word.plain.startswith(word.stem[:_SHORTEST_FIRST_PART])
    return word.stem if whole and len(word.stem) >= SHORTEST_BEGINNING else word.plain
