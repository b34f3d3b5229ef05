"""What clients send, well or ill: what HTTP allows is taken; of the rest it is told why not."""

import pytest

from web_server import LONGEST, Served, everything

GET = b"GET /loop HTTP/1.1\r\nHost: x\r\n"
LAST = b"Connection: close\r\n\r\n"
POST = b"POST /page HTTP/1.1\r\nHost: x\r\n"


def test_requests_sent_ahead_are_answered_in_turn(served: Served) -> None:
    """Ten in one go, from the loop and from threads: ten answers, in that order."""
    page = GET.replace(b"/loop", b"/page") + b"\r\n"
    received = served.say((GET + b"\r\n" + page) * 5 + GET + LAST)
    bodies = [part[:4] for part in received.split(b"\r\n\r\n")[1:]]
    assert bodies == [b"loop", b"page"] * 5 + [b"loop"]


def test_a_client_that_asks_far_ahead_is_cut_off(served: Served) -> None:
    """Answers to the first some dozens; then the connection ends."""
    received = served.say((GET.replace(b"/loop", b"/page") + b"\r\n") * 500)
    assert 1 <= received.count(b"200 OK") <= 40


def test_a_request_may_come_in_pieces(served: Served) -> None:
    """A byte at a time."""
    with served.connect() as sock:
        for byte in GET + LAST:
            sock.sendall(bytes([byte]))
        assert everything(sock).endswith(b"\r\n\r\nloop")


@pytest.mark.parametrize(
    "ill",
    [
        b"nonsense\r\n\r\n",
        b"GET /loop HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET /loop HTTP/1.1\r\n\r\n",
        GET + b"Host: y\r\n\r\n",
        POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
        POST + b"Content-Length: -1\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
        POST + b"Content-Length: 99999999999999999999999\r\n\r\n",
        b"GET /\xe9 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",  # somebody speaks TLS
    ],
)
def test_what_is_no_request_is_told_so(served: Served, ill: bytes) -> None:
    """400 and the end; also for what two servers could read differently."""
    received = served.say(ill)
    assert received.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"Connection: close" in received
    assert not served.app.environs


@pytest.mark.parametrize(
    ("start", "status"), [(b"GET /", b"414"), (b"GET / HTTP/1.1\r\nA: ", b"431")]
)
def test_too_long_a_head_is_told_so(served: Served, start: bytes, status: bytes) -> None:
    """In words that a page of another site may read too."""
    received = served.say(start + b"x" * (LONGEST + 1))
    assert received.startswith(b"HTTP/1.1 " + status)
    assert b"Access-Control-Allow-Origin: *" in received
    assert b"POST" in received


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Length: 40001\r\n\r\n",
        b"Content-Length: 99999999999\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n9c41\r\n" + b"x" * 40001,
    ],
)
def test_too_long_a_body_is_told_so(served: Served, body: bytes) -> None:
    """By its length alone, or as soon as it is longer."""
    assert served.say(POST + body).startswith(b"HTTP/1.1 413 ")


def test_a_body_comes_whole(served: Served) -> None:
    """With a length or in chunks, the application reads the same."""
    served.say(POST + b"Content-Length: 4\r\n" + LAST + b"body")
    served.say(POST + b"Transfer-Encoding: chunked\r\n" + LAST + b"2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n")
    assert served.app.bodies == [b"body", b"body"]
    assert [environ["CONTENT_LENGTH"] for environ in served.app.environs] == ["4", "4"]


def test_a_client_that_asks_leave_gets_it(served: Served) -> None:
    """Expect: 100-continue (RFC 9110, section 10.1.1)."""
    with served.connect() as sock:
        sock.sendall(POST + b"Content-Length: 4\r\nExpect: 100-continue\r\n" + LAST)
        assert sock.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        sock.sendall(b"body")
        assert b" 200 " in everything(sock)


@pytest.mark.parametrize(
    ("line", "path", "query"),
    [
        (b"GET /a%20b?c=%20d#e HTTP/1.1", "/a b", "c=%20d"),
        (b"GET http://other.example/x?y HTTP/1.1", "/x", "y"),
        (b"GET http://other.example HTTP/1.1", "/", ""),
        (b"OPTIONS * HTTP/1.1", "*", ""),
    ],
)
def test_addresses_are_read(served: Served, line: bytes, path: str, query: str) -> None:
    """As WSGI wants them: the path decoded, the query as it came."""
    served.say(line + b"\r\nHost: x\r\n" + LAST)
    (environ,) = served.app.environs
    assert (environ["PATH_INFO"], environ["QUERY_STRING"]) == (path, query)


def test_headers_are_read(served: Served) -> None:
    """One given twice is joined; one with an underscore could pass for another, and is not read."""
    served.say(b"GET /page HTTP/1.1\r\nHost: x\r\nX-A: 1\r\nX_A: 2\r\nx-a: 3\r\n" + LAST)
    (environ,) = served.app.environs
    assert environ["HTTP_X_A"] == "1,3"
    assert environ["REMOTE_ADDR"] == "127.0.0.1"
    assert environ["SERVER_PORT"] == str(served.address[1])


def test_http_1_0_is_answered_once(served: Served) -> None:
    """And the connection ends."""
    received = served.say(b"GET /loop HTTP/1.0\r\n\r\n")
    assert received.startswith(b"HTTP/1.1 200 OK")
    assert b"Connection: close" in received


def test_who_offers_another_protocol_is_answered_in_this_one(served: Served) -> None:
    """An Upgrade to HTTP/2, as some clients try; it may be ignored (RFC 9110, section 7.8)."""
    received = served.say(GET + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
    assert received.endswith(b"loop")
