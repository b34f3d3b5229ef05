"""What the web process and a query process say to each other over their socket."""

import socket
import struct
from enum import IntEnum
from typing import NamedTuple

from beleidsgraaf.serve.coding import CODINGS, IDENTITY

_LENGTH = struct.Struct("!I")
_REPLY = struct.Struct("!BBBI")
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


_OUTCOMES, _KINDS, _CODINGS = tuple(Outcome), tuple(Kind), (IDENTITY, *CODINGS)


class Question(NamedTuple):
    """A query, and everything that decides what its answer is."""

    text: str
    bindings: str
    """Media type in which bindings and booleans are wanted; empty: none is acceptable."""
    graph: str
    """Media type in which a graph is wanted; empty: none is acceptable."""
    union: bool = True
    """The default graph is the union of all graphs, unless the query or the request says which."""
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    coding: str = IDENTITY
    """The content coding in which the answer is wanted, where it is long enough to gain by it."""


class Reply(NamedTuple):
    """A whole answer, or why there is none."""

    outcome: Outcome
    kind: Kind
    coding: str
    """In which the payload is; empty for none."""
    payload: bytes


def pack(question: Question) -> bytes:
    """A question as it is sent; no media type or IRI has a blank or a separator in it."""
    union = "u" if question.union else ""
    graphs = [
        "-" if names is None else " ".join(names)
        for names in (question.default_graphs, question.named_graphs)
    ]
    body = _SEPARATOR.join(
        (question.bindings, question.graph, union, question.coding, *graphs, question.text)
    )
    encoded = body.encode()
    return _LENGTH.pack(len(encoded)) + encoded


def unpack(body: bytes) -> Question:
    """The question that was packed, without its length."""
    bindings, graph, union, coding, default, named, text = body.decode().split(_SEPARATOR, 6)
    return Question(*(text, bindings, graph, union == "u", _names(default), _names(named), coding))


def _names(graphs: str) -> tuple[str, ...] | None:
    return None if graphs == "-" else tuple(graphs.split())


def receive_question(sock: socket.socket) -> Question | None:
    """The next question; None when the other side is gone."""
    start = sock.recv(1 << 16)
    if len(start) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack_from(start)
    body = start[_LENGTH.size :]
    while len(body) < length:
        piece = sock.recv(length - len(body))
        if not piece:
            return None
        body += piece
    return unpack(body)


def send_reply(sock: socket.socket, reply: Reply) -> None:
    """Sends a reply; the receiver reads it whole before it believes any of it."""
    head = _REPLY.pack(reply.outcome, reply.kind, _CODINGS.index(reply.coding), len(reply.payload))
    if len(reply.payload) < 1 << 16:
        sock.sendall(head + reply.payload)
    else:
        sock.sendall(head)
        sock.sendall(reply.payload)


def receive_reply(sock: socket.socket) -> Reply | None:
    """A whole reply; None when the other side died first.

    Raises BlockingIOError when nothing came within the socket's time limit.
    """
    start = sock.recv(1 << 16)
    while 0 < len(start) < _REPLY.size:
        piece = _more(sock, _REPLY.size - len(start))
        if not piece:
            return None
        start += piece
    if not start:
        return None
    outcome, kind, coding, length = _REPLY.unpack_from(start)
    payload = start[_REPLY.size :]
    if len(payload) < length:
        rest = _exactly(sock, length - len(payload))
        if rest is None:
            return None
        payload += rest
    return Reply(_OUTCOMES[outcome], _KINDS[kind], _CODINGS[coding], payload)


def _exactly(sock: socket.socket, length: int) -> bytes | None:
    buffer = bytearray(length)
    view = memoryview(buffer)
    filled = 0
    while filled < length:
        piece = _more(sock, min(length - filled, 1 << 20))
        if not piece:
            return None
        view[filled : filled + len(piece)] = piece
        filled += len(piece)
    return bytes(buffer)


def _more(sock: socket.socket, size: int) -> bytes:
    """The next piece of a reply that has begun; b"" when it stops coming."""
    try:
        return sock.recv(size)
    except BlockingIOError:
        try:  # a process of low priority may pause half-way, but not twice the time limit
            return sock.recv(size)
        except BlockingIOError:
            return b""
