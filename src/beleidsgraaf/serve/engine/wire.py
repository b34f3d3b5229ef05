"""What the web process and a query process say to each other over their socket."""

import itertools
import socket
import struct
from collections.abc import Callable, Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from beleidsgraaf.serve.coding import CODINGS, IDENTITY

_LENGTHS = struct.Struct("!II")
"""Of what is wanted, and of the text of the query."""
_REPLY = struct.Struct("!BfI")
_HEAD = _REPLY.size
_SEPARATOR = "\x1f"


class Outcome(IntEnum):
    """What became of a question."""

    ANSWERED = 0
    SYNTAX = 1  # the payload is the engine's message
    NO_FORMAT = 2  # no acceptable format can say this; the payload says why
    TOO_LARGE = 3
    OUT_OF_MEMORY = 4
    FAILED = 5  # the payload is the engine's message


class Kind(IntEnum):
    """What a query gives."""

    NOTHING = 0
    BINDINGS = 1
    BOOLEAN = 2
    GRAPH = 3


_KINDS = len(Kind)
_CODINGS = (IDENTITY, *CODINGS)
_FORMS = tuple(itertools.product(Outcome, Kind, _CODINGS))
"""What a reply may be besides its payload; sent is the place in here."""


class Wanted(NamedTuple):
    """Everything besides the text of a query that decides what its answer is."""

    bindings: str
    """Media type in which bindings and booleans are wanted; empty: none is acceptable."""
    graph: str
    """Media type in which a graph is wanted; empty: none is acceptable."""
    coding: str = IDENTITY
    """The content coding in which the answer is wanted, where it is long enough to gain by it."""
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    union: bool = True
    """The default graph is the union of all graphs, unless the query or the request says which."""
    is_read_only: bool = False
    """The query is to be read, and not to be answered: does it follow the grammar?"""


class Question:
    """A query, and what is wanted."""

    __slots__ = ("text", "wanted")

    def __init__(self, text: str, wanted: Wanted) -> None:
        self.text = text
        self.wanted = wanted


class Reply:
    """A whole answer, or why there is none."""

    __slots__ = ("coding", "kind", "outcome", "payload", "seconds")

    def __init__(
        self, form: tuple[Outcome, Kind, str], payload: bytes, seconds: float = 0.0
    ) -> None:
        self.outcome, self.kind, self.coding = form
        """The coding is the one in which the payload is; empty for none."""
        self.payload = payload
        self.seconds = seconds
        """Time that it took of a processor, where one computed it."""


def pack(text: bytes, wanted: Wanted) -> bytes:
    """A question as it is sent."""
    told = spelled(wanted)
    return _LENGTHS.pack(len(told), len(text)) + told + text


def spelled(wanted: Wanted) -> bytes:
    """What is wanted, in bytes, and no two alike."""
    names_graphs = wanted.default_graphs is not None or wanted.named_graphs is not None
    return _spelled(wanted) if names_graphs else _spelled_before(wanted)


def _spelled(wanted: Wanted) -> bytes:
    """No media type or IRI has a blank or a separator in it."""
    flags = ("u" if wanted.union else "") + ("r" if wanted.is_read_only else "")
    graphs = [
        "-" if names is None else " ".join(names)
        for names in (wanted.default_graphs, wanted.named_graphs)
    ]
    return _SEPARATOR.join((wanted.bindings, wanted.graph, wanted.coding, flags, *graphs)).encode()


_spelled_before = lru_cache(maxsize=512)(_spelled)
"""Without graphs, which may have names of any length, there are few."""


def _unspelled(told: bytes) -> Wanted:
    bindings, graph, coding, flags, default, named = told.decode().split(_SEPARATOR)
    return Wanted(
        bindings, graph, coding, _names(default), _names(named), "u" in flags, "r" in flags
    )


def _names(graphs: str) -> tuple[str, ...] | None:
    return None if graphs == "-" else tuple(graphs.split())


def questions(sock: socket.socket, rest: Callable[[], None]) -> Iterator[Question]:
    """The questions as they come; ends when the other side is gone.

    ``rest`` is called whenever the next one may be long in coming.
    """
    data, needed = b"", _LENGTHS.size
    last, wanted = b"", None
    while True:
        while len(data) < needed:
            rest()
            piece = sock.recv(1 << 16)
            if not piece:
                return
            data += piece
        told, text = _LENGTHS.unpack_from(data)
        begin, end = _LENGTHS.size + told, _LENGTHS.size + told + text
        if len(data) < end:
            needed = end
            continue
        spelling = data[_LENGTHS.size : begin]
        if wanted is None or spelling != last:  # seldom, of one asker after another
            last, wanted = spelling, _unspelled(spelling)
        question = Question(data[begin:end].decode(), wanted)
        data, needed = data[end:], _LENGTHS.size
        yield question


def send_reply(sock: socket.socket, reply: Reply, seconds: float) -> None:
    """Sends a reply that took so many seconds of a processor.

    The receiver reads it whole before it believes any of it.
    """
    kind = reply.outcome * _KINDS + reply.kind
    form = kind * len(_CODINGS) + _CODINGS.index(reply.coding)  # a table would hash enumerations
    head = _REPLY.pack(form, seconds, len(reply.payload))
    if len(reply.payload) < 1 << 16:
        sock.sendall(head + reply.payload)
    else:
        sock.sendall(head)
        sock.sendall(reply.payload)


def unpack_replies(data: bytes) -> tuple[list[Reply], bytes, int]:
    """The replies that are whole, the bytes after them, and how many more those lack at least."""
    found: list[Reply] = []
    size, place = len(data), 0
    while (begin := place + _HEAD) <= size:
        form, seconds, length = _REPLY.unpack_from(data, place)
        end = begin + length
        if end > size:
            return found, data[place:], end - size
        found.append(Reply(_FORMS[form], data[begin:end], seconds))
        place = end
    return found, data[place:], begin - size
