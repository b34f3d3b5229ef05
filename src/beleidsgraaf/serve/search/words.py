"""Words as they are looked for: without accents and capitals, and by their Dutch stems."""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_REMEMBERED = 50_000
_REMEMBERED_TEXTS = 2_000
_stemmer = snowballstemmer.stemmer("dutch")
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


def stems(text: str) -> str:
    """The stems of a text's words, as the index takes them."""
    return " ".join(analysed(word)[1] for word in _WORD.findall(text))


def plain(text: str) -> list[str]:
    """The words of a text without accents and capitals."""
    return [analysed(word)[0] for word in _WORD.findall(text)]


@lru_cache(_REMEMBERED)
def analysed(word: str) -> tuple[str, str]:
    """A word folded, and its stem; the stem is found before accents go, for it needs them."""
    with _alone:  # a stemmer keeps what it works on in itself
        stem = _stemmer.stemWord(word.lower())
    return folded(word), folded(stem)


def folded(word: str) -> str:
    """The word without accents, in small letters."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def fits(token: Token, stem: str) -> bool:
    """Whether a word of a text is one that was looked for: its stem, or a longer word."""
    return token.stem == stem or (len(stem) >= SHORTEST_BEGINNING and token.stem.startswith(stem))


SHORTEST_BEGINNING = 4
"""Letters that a word must have to find longer words that begin with it."""
