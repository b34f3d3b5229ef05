"""A head that was read before is not read again, and means what it would mean if it were."""

import pytest

from beleidsgraaf.serve.cache import Cache
from beleidsgraaf.serve.web.reader import Reader
from beleidsgraaf.serve.web.request import Head, Request

_LONGEST = 1 << 20
HEADS = (
    b"Host: x\r\n\r\n",
    b"Host: x\r\nAccept: text/csv\r\n\r\n",
    b"host: x\r\nAccept: text/csv\r\naccept: a/b\r\nX_Y: z\r\n\r\n",
    b"Host: x\r\nConnection: close\r\n\r\n",
    b"Host: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
    b"Host: x\r\nContent-Length: 0\r\n\r\n",
    b"Host: x\r\nContent-Length: 2\r\n\r\nok",
    b"Host: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"Host: x\r\nIf-None-Match: y\r\n\r\n",
    b"\r\nHost: x\r\n\r\n",
    b"Host: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
    b"Host: x\r\n\r\nGET / HTTP/1.1\r\nHos",
    b"Host: x\r\n\r\nG",
    b"Accept: a/b\r\n\r\n",
    b"Host: x\nA: b\r\n\r\n",
    b"Host: x\r\n",
    b"",
)
LINES = (
    *(b"GET / HTTP/1.1", b"GET /?a=b#c HTTP/1.1", b"GET http://x/y HTTP/1.1", b"GET * HTTP/1.1"),
    *(b"GET / HTTP/1.0", b"GET /", b"GET  / HTTP/1.1", b"GET / HTTP/1.1 ", b"get / HTTP/1.1"),
    *(b"HEAD / HTTP/1.1", b"POST / HTTP/1.1", b"CONNECT x:1 HTTP/1.1", b"GET / HTTP/1.1\nHost: y"),
    *(
        b"GET /\xe9 HTTP/1.1",
        b"GET / HTTP/1.1\r",
        b"",
        b"\r\nGET / HTTP/1.1",
        b"GET /\x00 HTTP/1.1",
    ),
    b"GET /" + bytes(range(0x21, 0x7F)) + b" HTTP/1.1",
)


def _told(request: Request) -> tuple[object, ...]:
    head = request.head
    said = (head.headers, head.version, head.keeps, head.is_common, head.variables)
    return (request.method, request.target, request.body, *said)


def _read(data: bytes) -> tuple[list[tuple[object, ...]], bool]:
    """What a reader that knows nothing makes of it."""
    requests, refused = Reader(_LONGEST, _LONGEST, Cache(0)).feed(data)
    return [_told(request) for request in requests], refused is not None


@pytest.mark.parametrize("before", LINES)
def test_what_is_known_again_is_what_is_read(before: bytes) -> None:
    """Whatever others sent before: it is one whole request, and the same to the last header."""
    heads: Cache[Head] = Cache(_LONGEST)
    for head in HEADS:
        Reader(_LONGEST, _LONGEST, heads).feed(before + b"\r\n" + head)
    reader = Reader(_LONGEST, _LONGEST, heads)
    for line in LINES:
        for head in HEADS:
            data = line + b"\r\n" + head
            known = reader.again(data)
            if known is not None:
                assert _read(data) == ([_told(known)], False)


def test_a_head_is_known_again_under_another_address() -> None:
    """So that most requests of a client are not parsed."""
    heads: Cache[Head] = Cache(_LONGEST)
    reader = Reader(_LONGEST, _LONGEST, heads)
    for head in HEADS[:3]:
        (first,), _ = reader.feed(b"GET /one HTTP/1.1\r\n" + head)
        data = b"GET /two HTTP/1.1\r\n" + head
        second = Reader(_LONGEST, _LONGEST, heads).again(data)
        assert second
        assert second.head is first.head
        told = (second.method, second.target, second.body, second.data)
        assert told == ("GET", b"/two", b"", data)


@pytest.mark.parametrize("ahead", [b"", b"GET /zero HTTP/1.1\r\nHost: x\r\n\r\n"])
def test_the_middle_of_a_request_is_no_other_request(ahead: bytes) -> None:
    """Also where its beginning came together with the request before it."""
    heads: Cache[Head] = Cache(_LONGEST)
    looks_whole = b"GET /two HTTP/1.1\r\n" + HEADS[0]
    Reader(_LONGEST, _LONGEST, heads).feed(looks_whole)
    reader = Reader(_LONGEST, _LONGEST, heads)
    length = b"%d" % len(looks_whole)
    reader.feed(ahead + b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + b"\r\n\r\n")
    assert not reader.is_between
    assert reader.again(looks_whole) is None
    (posted,), refused = reader.feed(looks_whole)
    assert (posted.body, posted.data, refused) == (looks_whole, b"", None)
    assert reader.is_between


def test_long_heads_are_not_kept() -> None:
    """What is remembered of heads must stay small, whatever clients send."""
    heads: Cache[Head] = Cache(_LONGEST)
    head = b"Host: x\r\nA: " + b"a" * 5000 + b"\r\n\r\n"
    Reader(_LONGEST, _LONGEST, heads).feed(b"GET /one HTTP/1.1\r\n" + head)
    assert Reader(_LONGEST, _LONGEST, heads).again(b"GET /one HTTP/1.1\r\n" + head) is None
