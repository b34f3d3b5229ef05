"""Which texts have certain words, to the letter and inside longer words too."""

from collections.abc import Iterable
from functools import lru_cache, reduce
from operator import and_

from beleidsgraaf.serve.lists.places import Places, all_bits, among, bits, packed, united

_REMEMBERED = 200


class Words:
    """Texts of things in a list, found by any part of a word in them.

    What has no blank in it stands in a text only if it stands between two of its blanks; so it is
    looked for in each different word once, however many texts there are.
    """

    def __init__(self, texts: Iterable[tuple[int, str]], size: int) -> None:
        """``texts`` come with the place of what they are about, which may have more than one."""
        self._size = size
        ordered = sorted(texts)
        self._about = [place for place, _ in ordered]
        found: dict[str, list[int]] = {}
        for number, (_, text) in enumerate(ordered):
            for word in set(text.split()):
                found.setdefault(word, []).append(number)
        self._texts = len(ordered)
        self._in: dict[str, Places] = {w: packed(t, self._texts) for w, t in found.items()}
        self.having = lru_cache(_REMEMBERED)(self._having)

    def _having(self, words: tuple[str, ...]) -> int:
        """The places with a text that has every one of the words."""
        if not words:
            return all_bits(self._size)
        texts = reduce(and_, map(self._with, words))
        if self._about == list(range(self._size)):
            return texts
        return bits(map(self._about.__getitem__, self._each(texts)), self._size)

    def _each(self, texts: int) -> Iterable[int]:
        return among(range(self._texts), texts, self._texts)

    def _with(self, part: str) -> int:
        return united((texts for word, texts in self._in.items() if part in word), self._texts)
