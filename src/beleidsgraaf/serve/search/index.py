"""The index: SQLite's full text search over stems that we make ourselves."""

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from beleidsgraaf.serve.search.documents import BODY, KINDS, NAME, OTHER, Document
from beleidsgraaf.serve.search.spelling import Spelling
from beleidsgraaf.serve.search.vocabulary import Vocabulary
from beleidsgraaf.serve.search.words import SHORTEST_BEGINNING, Token, folded, pairs, tokens

_MOST_WORDS = 10
_WEIGHTS = "10.0, 6.0, 1.0, 0.0"
_CREATE = (
    "CREATE VIRTUAL TABLE thing USING fts5"
    "(name, other, body, plain, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')"
)
_PLAIN = "plain"
_INSERT = "INSERT INTO thing (rowid, name, other, body, plain) VALUES (?, ?, ?, ?, ?)"
_SEARCH = f"SELECT rowid FROM thing WHERE thing MATCH ? ORDER BY bm25(thing, {_WEIGHTS}), rowid"  # noqa: S608 - weights of our own
_NAMED = "SELECT rowid FROM thing WHERE thing MATCH ? LIMIT ?"
_MOST_NAMED = 500


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and what was looked for in the end."""

    documents: tuple[Document, ...]
    stems: tuple[str, ...]
    """The stems to be marked in what was found."""
    read_as: str = ""
    """The words that were looked for, where a mistyped one was taken for another."""
    partly: bool = False
    """Whether not all words are in each of them."""


class Index:
    """Documents that can be searched, by any number of threads."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(_CREATE)
        self._called: dict[str, set[Document]] = {}
        names: set[str] = set()
        known: dict[str, str] = {}
        for number, document in enumerate(documents, 1):
            columns: dict[str, list[str]] = {NAME: [], OTHER: [], BODY: [], _PLAIN: []}
            for field in document.fields:
                words = pairs(field.text)
                known.update(words)
                columns[field.part] += [stem for _, stem in words]
                if field.part != BODY:
                    called = [word for word, _ in words]
                    columns[_PLAIN] += called
                    self._called.setdefault(" ".join(called), set()).add(document)
            names.update(columns[_PLAIN])
            self._database.execute(_INSERT, (number, *map(" ".join, columns.values())))
        self._database.commit()
        self._spelling = Spelling(names)
        self._vocabulary = Vocabulary(known)

    def search(self, text: str) -> Found:
        """The best first: all words; else with slips mended; else what has some of the words."""
        words = tokens(text)[:_MOST_WORDS]
        if not words:
            return Found((), ())
        found = self._matching(words, " AND ")
        if found:
            return Found(found, self._marked(words))
        mended = tuple(self._mended(word) for word in words)
        if mended != words:
            found = self._matching(mended, " AND ")
            if found:
                return Found(found, self._marked(mended), " ".join(w.plain for w in mended))
        some = self._matching(mended, " OR ")
        return Found(some, self._marked(mended), partly=bool(some))

    def suggest(self, text: str, most: int) -> list[Document]:
        """Things with a name in which every word typed begins one; slips are mended if none is."""
        words = tokens(text)[:_MOST_WORDS]
        if not words:
            return []
        found = self._named(words) or self._named([self._mended(word) for word in words])
        typed = " ".join(word.plain for word in words)
        return sorted(found, key=lambda document: _order(document, typed))[:most]

    def _named(self, words: Sequence[Token]) -> list[Document]:
        terms = " ".join(f'"{word.plain}"*' for word in words)
        return self._ask(_NAMED, f"plain : ({terms})", _MOST_NAMED)

    def _matching(self, words: Sequence[Token], joined: str) -> tuple[Document, ...]:
        kin = [self._vocabulary.kin(word) for word in words]
        found = self._having(
            joined, [(word.stem, *k.same) for word, k in zip(words, kin, strict=True)]
        )
        if any(k.compound for k in kin):
            wider = [(word.stem, *k.same, *k.compound) for word, k in zip(words, kin, strict=True)]
            found = list(dict.fromkeys([*found, *self._having(joined, wider)]))
        # What is called just so comes first: it may have its name in few texts of its own.
        called = self._called.get(" ".join(word.plain for word in words))
        if not called:
            return tuple(found)
        return tuple(sorted(found, key=lambda document: document not in called))

    def _having(self, joined: str, stems_: Iterable[Sequence[str]]) -> list[Document]:
        """What has one of the stems of each word, the best first."""
        return self._ask(_SEARCH, _asked(joined, stems_))

    def _marked(self, words: Sequence[Token]) -> tuple[str, ...]:
        kin = [(word.stem, self._vocabulary.kin(word)) for word in words]
        return tuple(dict.fromkeys(s for stem, k in kin for s in (stem, *k.same, *k.compound)))

    def _mended(self, word: Token) -> Token:
        """The word, or the word in a name that it was meant to be where nothing has it."""
        kin = self._vocabulary.kin(word)
        if kin.same or kin.compound or self._ask(f"{_SEARCH} LIMIT 1", _asked("", [(word.stem,)])):
            return word
        near = self._spelling.nearest(word.plain)
        return next(iter(tokens(near)), word)

    def _ask(self, sql: str, *values: str | int) -> list[Document]:
        with self._lock:
            numbers = self._database.execute(sql, values).fetchall()
        return [self.documents[number - 1] for (number,) in numbers]


def _asked(joined: str, words: Iterable[Sequence[str]]) -> str:
    """What is asked of the texts, in the language of the index."""
    terms = joined.join(f"({' OR '.join(map(_term, stems_))})" for stems_ in words)
    return f"{{name other body}} : ({terms})"


def _term(stem: str) -> str:
    return f'"{stem}" OR "{stem}"*' if len(stem) >= SHORTEST_BEGINNING else f'"{stem}"'


def _order(document: Document, typed: str) -> tuple[bool, int, int, str]:
    """Names that begin as typed first, then by kind, then the shortest."""
    names = [folded(f.text) for f in document.fields if f.part in (NAME, OTHER)]
    begins = any(name.startswith(typed) for name in names)
    shortest = min(map(len, names), default=0)
    return (not begins, KINDS.index(document.kind), shortest, document.node.value)
