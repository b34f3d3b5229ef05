"""Finds the known word that a mistyped one was meant to be."""

from collections import Counter, defaultdict
from collections.abc import Iterable

_SHORTEST = 4
_LONGEST = 40


class Spelling:
    """Known words, by the pairs of letters in them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted({word for word in words if len(word) >= _SHORTEST})
        self._pairs: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self._words):
            for pair in _pairs(word):
                self._pairs[pair].append(number)

    def nearest(self, word: str) -> str:
        """The nearest known word within one slip, or two in a long word; nothing if none is."""
        if not _SHORTEST <= len(word) <= _LONGEST:
            return ""
        most = 1 if len(word) < 8 else 2
        shared = Counter(n for pair in _pairs(word) for n in self._pairs.get(pair, ()))
        needed = max(1, len(word) + 1 - 3 * most)  # a slip spoils three pairs at most
        near = [
            (distance, -n, self._words[number])
            for number, n in shared.items()
            if n >= needed
            and abs(len(self._words[number]) - len(word)) <= most
            and (distance := slips(word, self._words[number])) <= most
        ]
        return min(near)[2] if near else ""


def _pairs(word: str) -> set[str]:
    edged = f" {word} "
    return {edged[at : at + 2] for at in range(len(edged) - 1)}


def slips(one: str, other: str) -> int:
    """How many letters were added, left out, changed or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before, last = last, row
    return last[-1]
