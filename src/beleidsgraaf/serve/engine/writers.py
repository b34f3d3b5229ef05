"""The formats of answers, and what the engine's writers need repaired."""

import re
from typing import IO, cast

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    serialize,
)

from beleidsgraaf.serve.coding import IDENTITY, encode

BINDINGS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
"""Media types of bindings and booleans, most wanted first."""

GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/xml": RdfFormat.RDF_XML,
    "text/xml": RdfFormat.RDF_XML,
    "application/json": RdfFormat.JSON_LD,
    "text/plain": RdfFormat.N_TRIPLES,
}
"""Media types of graphs, most wanted first."""

_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_NO_NAME = re.compile(rb"<oxprefix:[\s/>]")


_WORTH_ENCODING = 1024


class TooLargeError(Exception):
    """The answer has more bytes than an answer may have."""


class UnsayableError(Exception):
    """The format cannot say what the answer holds; the message says what."""


class _Bounded:
    """Takes no more than so many bytes."""

    __slots__ = ("_left", "_pieces")

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise TooLargeError
        self._pieces.append(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def getvalue(self) -> bytes:
        return b"".join(self._pieces)


def write(
    results: QuerySolutions | QueryBoolean | QueryTriples,
    media: str,
    limit: int,
    prefixes: dict[str, str],
) -> bytes:
    """The answer in a format, at most ``limit`` bytes of it.

    Raises TooLargeError above the limit, UnsayableError where the format has no way to say it.
    """
    out = _Bounded(limit)
    file = cast("IO[bytes]", out)  # the engine writes and flushes, and that is all
    if isinstance(results, QueryTriples):
        rdf = GRAPHS[media]
        serialize(results, file, format=rdf, prefixes=prefixes)
        return repair(out.getvalue()) if rdf == RdfFormat.RDF_XML else out.getvalue()
    if isinstance(results, QueryBoolean):
        return bytes(results.serialize(format=BINDINGS[media]) or b"")
    results.serialize(file, format=BINDINGS[media])
    if BINDINGS[media] == QueryResultsFormat.XML:
        return repair(out.getvalue())
    return out.getvalue()


def packed(body: bytes, wanted: str) -> tuple[bytes, str]:
    """The body as it is sent, and its coding: the one wanted, or none where it gains nothing."""
    chosen = wanted if len(body) > _WORTH_ENCODING else IDENTITY
    return encode(body, chosen), chosen


def repair(xml: bytes) -> bytes:
    """XML in which every character of the data survives; UnsayableError where none can."""
    if found := _NOT_XML.search(xml):
        number = ord(found[0].decode())
        raise UnsayableError(f"The answer holds U+{number:04X}, which no XML 1.0 can hold.")
    if _NO_NAME.search(xml):
        raise UnsayableError("A property's IRI ends in a way that RDF/XML cannot write as a name.")
    # A bare carriage return is read back as a line feed; the writer itself makes none.
    return xml.replace(b"\r", b"&#13;")
