"""Content codings (RFC 9110, section 12.5.3): which one a client takes, and bodies in it."""

import gzip
from functools import lru_cache

import brotli

IDENTITY = ""
CODINGS = ("br", "gzip")
"""What is on offer besides the body itself, the smallest first."""

_ALIASES = {"x-gzip": "gzip"}
_LONGEST = 4096
"""Characters of a header that are read: what was read is remembered, and must stay small."""
_LEVEL = 5
"""Of both. On our N-Quads brotli takes as long as gzip at this level, for a quarter less."""


def choose(accept_encoding: str) -> str:
    """The coding with the highest weight, among equals the first on offer; empty for none."""
    return _chosen(accept_encoding[:_LONGEST])


@lru_cache(maxsize=256)
def _chosen(accept_encoding: str) -> str:
    weights: dict[str, float] = {}
    for element in accept_encoding.lower().split(","):
        name, _, parameters = element.partition(";")
        weights[_ALIASES.get(name.strip(), name.strip())] = _weight(parameters)
    others = weights.get("*", 0.0)
    best = max(CODINGS, key=lambda coding: weights.get(coding, others))
    weight = weights.get(best, others)
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else IDENTITY


def _weight(parameters: str) -> float:
    """The q of an element, 1 without one; what cannot be read counts as not wanted."""
    given = parameters.replace(" ", "").partition("q=")[2].partition(";")[0]
    try:
        return float(given) if given else 1.0
    except ValueError:
        return 0.0


def encode(body: bytes, coding: str) -> bytes:
    """The body in a coding, the same bytes every time."""
    match coding:
        case "br":
            return bytes(brotli.compress(body, quality=_LEVEL))
        case "gzip":
            return gzip.compress(body, _LEVEL, mtime=0)
        case _:
            return body
