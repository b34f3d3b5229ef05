"""Words as they are looked for: without accents and capitals, and by their Dutch stems."""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[^\W_]+")
_VOWELS = re.compile(r"[aeiouy]+")
_LONG = re.compile(r"([aeou])\1(?=[^aeiouy]+$)")
_REMEMBERED = 50_000
_REMEMBERED_TEXTS = 2_000
_stemmer = Stemmer.Stemmer("dutch")
_alone = threading.Lock()


@dataclass(frozen=True, slots=True)
class Token:
    """A word in a text."""

    start: int
    end: int
    plain: str
    """Without accents and capitals."""
    stem: str


@lru_cache(_REMEMBERED_TEXTS)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, in its order."""
    return tuple(
        Token(found.start(), found.end(), *analysed(found[0])) for found in _WORD.finditer(text)
    )


def pairs(text: str) -> list[tuple[str, str]]:
    """The words of a text without accents and capitals, each with its stem."""
    return [analysed(word) for word in _WORD.findall(text)]


@lru_cache(_REMEMBERED)
def analysed(word: str) -> tuple[str, str]:
    """A word folded, and its stem; the stem is found before accents go, for it needs them."""
    with _alone:  # a stemmer keeps what it works on in itself
        stem = _stemmer.stemWord(word.lower())
    return folded(word), _evened(folded(stem))


def _evened(stem: str) -> str:
    """A stem of more syllables with its last vowel written once.

    Whether that is long cannot be told from a word: "maatregelen" would give "maatregeel".
    """
    return _LONG.sub(r"\1", stem) if len(_VOWELS.findall(stem)) > 1 else stem


def folded(word: str) -> str:
    """The word without accents, in small letters."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def fits(token: Token, stem: str) -> bool:
    """Whether a word of a text is one that was looked for: its stem, or a longer word."""
    return token.stem == stem or (len(stem) >= SHORTEST_BEGINNING and token.stem.startswith(stem))


SHORTEST_BEGINNING = 4
"""Letters that a word must have to find longer words that begin with it."""
