"""Sets of places in a list: the bits of a whole number, or the places themselves where few."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress

Places = int | tuple[int, ...]

RARE = 64
"""One place in so many is few: then the places take less room than a bit for everything."""
_ZERO = ord("0")
_FLAGS = bytes.maketrans(b"01", b"\x00\x01")


def packed(places: Sequence[int], size: int) -> Places:
    """Places, each once, in whichever way takes less."""
    return tuple(places) if len(places) * RARE < size else bits(places, size)


def bits(places: Iterable[int], size: int) -> int:
    """The number with a bit for each place."""
    digits = bytearray(b"0" * (size or 1))
    for place in places:
        digits[-1 - place] = _ZERO + 1
    return int(digits, 2)


def all_bits(size: int) -> int:
    """The number with a bit for every place."""
    return (1 << size) - 1


def united(sets: Iterable[Places], size: int) -> int:
    """Every place that any of the sets has."""
    found = 0
    few: list[tuple[int, ...]] = []
    for one in sets:
        if isinstance(one, int):
            found |= one
        else:
            few.append(one)
    return found | bits(chain.from_iterable(few), size) if few else found


def joined(sets: Sequence[Places], size: int) -> Places:
    """The same, few as long as all are."""
    if len(sets) == 1:
        return sets[0]
    few = [one for one in sets if not isinstance(one, int)]
    if len(few) == len(sets):
        return tuple(set(chain.from_iterable(few)))
    return united(sets, size)


class Within:
    """Counts how much of other sets lies within one."""

    def __init__(self, found: int, size: int) -> None:
        self._found = found
        self._all = found == all_bits(size)
        self._flags = flags(found, size)

    def count(self, places: Places) -> int:
        """How many of the places lie within."""
        if isinstance(places, int):
            return (places & self._found).bit_count()
        if self._all:
            return len(places)
        return sum(map(self._flags.__getitem__, places))


def flags(found: int, size: int) -> bytes:
    """A byte for each place: 1 where it is in the set, else 0."""
    return f"{found:0{size or 1}b}"[::-1].encode().translate(_FLAGS)


def among(order: Sequence[int], found: int, size: int) -> Iterator[int]:
    """The places of a set, in this order."""
    return compress(order, map(flags(found, size).__getitem__, order))
