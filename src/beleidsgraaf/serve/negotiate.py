"""Which of the forms on offer a client likes best, by its Accept header (RFC 9110, section 12.5).

Kinder than the letter where clients in the wild need it: ``*`` counts as ``*/*``, an element that
is ill-formed counts as not sent, and parameters such as ``charset`` or ``profile`` do not stand in
the way of a match.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

# A quoted text that is never closed runs to the end: looking for its end again would be quadratic.
_ELEMENT = re.compile(r'(?:[^,"]|"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z))+', re.DOTALL)
_PARAMETER = re.compile(r'(?:[^;"]|"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z))+', re.DOTALL)
_RANGE = re.compile(r"(\*|[\w!#$&^.+-]+)/(\*|[\w!#$&^.+-]+)", re.ASCII)
_WEIGHT = re.compile(r"q\s*=\s*(0?\.?\d{1,9}|[01]\.\d{0,9})", re.ASCII | re.IGNORECASE)

LONGEST = 4096
"""Characters of a header that are read: what was read is remembered, and that must stay small."""

_Ranges = dict[tuple[str, str], float]


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered media type with the highest weight; None where the client wants none of them.

    The most specific range that matches gives the weight; among equals the first offered wins, as
    it does when the client sends no Accept, or none that can be read.
    """
    ranges = _ranges((accept or "")[:LONGEST])
    if not ranges:
        return offered[0] if offered else None
    best = max(offered, key=lambda media: _weight(ranges, media), default=None)
    return best if best is not None and _weight(ranges, best) > 0 else None


def _weight(ranges: _Ranges, media: str) -> float:
    kind, _, subtype = media.partition(";")[0].strip().lower().partition("/")
    for candidate in ((kind, subtype), (kind, "*"), ("*", "*")):
        if candidate in ranges:
            return ranges[candidate]
    return 0.0


@lru_cache(maxsize=256)
def _ranges(accept: str) -> _Ranges:
    """Every range of a header with its weight; one that is sent twice has its highest."""
    ranges: _Ranges = {}
    for element in _ELEMENT.findall(accept):
        media, *parameters = (part.strip() for part in _PARAMETER.findall(element) or [""])
        found = _RANGE.fullmatch("*/*" if media == "*" else media.lower())
        weight = _quality(parameters)
        if found is None or weight is None or (found[1] == "*" != found[2]):
            continue
        key = (found[1], found[2])
        ranges[key] = max(ranges.get(key, 0.0), weight)
    return ranges


def _quality(parameters: list[str]) -> float | None:
    """The weight among an element's parameters, 1 without one; None when it is ill-formed."""
    for parameter in parameters:
        if parameter[:1] in "qQ" and re.match(r"q\s*=", parameter, re.IGNORECASE):
            found = _WEIGHT.fullmatch(parameter)
            value = float(found[1]) if found else 2.0
            return value if value <= 1 else None
    return 1.0
