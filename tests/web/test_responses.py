"""What goes out: whole, no faster than a client reads; and what happens when it cannot."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from beleidsgraaf.serve import eventloop
from beleidsgraaf.serve.response import Incoming, Response
from beleidsgraaf.serve.web import answers, front
from beleidsgraaf.serve.web.reader import Reader, Refusal
from web_server import App, Served, everything

LAST = b"Host: x\r\nConnection: close\r\n\r\n"
LOOP = b"GET /loop HTTP/1.1\r\n"
PAGE = b"GET /page HTTP/1.1\r\n"
LARGE = b"0123456789abcdef" * (1 << 18)


def test_a_repeated_response_is_given_again(served: Served) -> None:
    """Without asking the application; not for other headers that count, nor with If-None-Match."""
    with served.connect() as sock:
        for headers, fresh, expected in (
            (b"Accept: a/b", b"first", b"first"),
            (b"Accept: a/b", b"second", b"first"),
            (b"Accept: a/c", b"third", b"third"),
            (b"Accept: a/b\r\nIf-None-Match: x", b"fourth", b"fourth"),
        ):
            served.app.response = Response(200, fresh, (), is_repeated=True)
            sock.sendall(LOOP + b"Host: x\r\n" + headers + b"\r\n\r\n")
            assert sock.recv(4096).endswith(b"\r\n\r\n" + expected)


def test_the_same_bytes_again_are_not_read_again(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks in the very same words has the answer without any parser; others have not."""
    served.app.response = Response(200, b"first", (), is_repeated=True)
    asked = LOOP + b"Host: x\r\n\r\n"
    with served.connect() as sock, served.connect() as other:
        for _ in range(2):
            sock.sendall(asked)
            assert sock.recv(4096).endswith(b"\r\n\r\nfirst")
        monkeypatch.setattr(Reader, "feed", lambda _reader, _data: ([], Refusal(400, "read")))
        for client in (sock, other):
            client.sendall(asked)
            assert client.recv(4096).endswith(b"\r\n\r\nfirst")
        sock.sendall(asked + asked)
        assert sock.recv(4096).startswith(b"HTTP/1.1 400")


def test_what_is_kept_of_a_response_weighs_what_its_request_takes(served: Served) -> None:
    """The room is for all that is kept, also for headers of a client that makes them long."""
    served.app.response = Response(200, b"first", (), is_repeated=True)
    hosted = served.web._answers._host.current
    with served.connect() as sock:
        sock.sendall(LOOP + b"Host: x\r\nAccept: " + b"a" * 20_000 + b"\r\n\r\n")
        assert sock.recv(4096).endswith(b"first")
    assert hosted.known._held > 20_000


def test_requests_that_come_together_or_in_parts_are_read_every_time(served: Served) -> None:
    """Only what is one whole request, and nothing else, is known again by its bytes."""
    served.app.response = Response(200, b"first", (), is_repeated=True)
    asked = LOOP + b"Host: x\r\n\r\n"
    with served.connect() as sock:
        for _ in range(3):
            sock.sendall(asked + asked)
            assert _until(sock, b"first", 2).count(b"HTTP/1.1 200") == 2
            sock.sendall(asked[:20])
            time.sleep(0.02)
            sock.sendall(asked[20:])
            assert _until(sock, b"first", 1).count(b"HTTP/1.1 200") == 1


def _until(sock: socket.socket, wanted: bytes, times: int) -> bytes:
    """What is received until something has come so many times."""
    found = b""
    while found.count(wanted) < times:
        found += sock.recv(4096)
    return found


def test_head_has_headers_only(served: Served) -> None:
    """The length is that of the body which GET would have."""
    for target in (b"loop", b"page"):
        served.app.headers = [("Content-Length", "4")]
        received = served.say(b"HEAD /" + target + b" HTTP/1.1\r\n" + LAST)
        assert received.endswith(b"\r\n\r\n")
        assert b"Content-Length: 4\r\n" in received


def test_a_large_response_waits_for_its_reader(served: Served) -> None:
    """4 MiB to a client that reads slowly: all of it comes, and little is held meanwhile."""
    served.app.response = Response(200, LARGE, ())
    with served.connect(receive_buffer=4096) as sock:
        sock.sendall(LOOP + LAST)
        time.sleep(0.2)
        (connection,) = served.web._connections
        assert 0 < connection.unread < len(LARGE) / 4
        assert not served.app.sent.is_set()
        assert everything(sock).endswith(b"\r\n\r\n" + LARGE)
    assert served.app.sent.wait(1)


def test_a_client_that_leaves_frees_what_it_was_sent(served: Served) -> None:
    """The room of a large response is given back when nobody will read it."""
    served.app.response = Response(200, LARGE, ())
    with served.connect(receive_buffer=4096) as sock:
        sock.sendall(LOOP + LAST)
        time.sleep(0.1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    assert served.app.sent.wait(2)


def test_one_that_leaves_as_the_answer_comes_frees_it_too(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the very turn of the loop in which it is there, before any of it is sent."""
    answer = App.answer

    def left(app: App, incoming: Incoming) -> Response | None:
        assert isinstance(incoming, answers._Exchange)
        incoming.connection.abort()
        return answer(app, incoming)

    monkeypatch.setattr(App, "answer", left)
    served.app.response = Response(200, LARGE, ())
    with served.connect() as sock, suppress(ConnectionResetError):
        sock.sendall(LOOP + LAST)
        assert everything(sock) == b""
    assert served.app.sent.wait(2)


def test_a_page_of_unknown_length_comes_in_chunks(served: Served) -> None:
    """Piece by piece, taken as the client reads; to HTTP/1.0 without chunks."""
    served.app.pieces = lambda: iter([b"x" * 100_000] * 20)
    chunked = served.say(PAGE + LAST)
    assert b"Transfer-Encoding: chunked" in chunked
    assert chunked.count(b"x") == 2_000_000
    assert chunked.endswith(b"\r\n0\r\n\r\n")
    plain = served.say(b"GET /page HTTP/1.0\r\n\r\n")
    assert b"chunked" not in plain
    assert plain.partition(b"\r\n\r\n")[2] == b"x" * 2_000_000


def test_a_slow_reader_holds_no_thread(served: Served) -> None:
    """Forty clients that read nothing of a long page: the next one is answered."""
    served.app.pieces = lambda: iter([b"x" * 100_000] * 200)
    deaf = [served.connect(receive_buffer=4096) for _ in range(40)]
    for sock in deaf:
        sock.sendall(PAGE + LAST)
    time.sleep(0.3)
    served.app.pieces = lambda: [b"page"]
    assert served.say(PAGE + LAST).endswith(b"page")
    for sock in deaf:
        sock.close()


def test_a_page_that_fails_is_a_500(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    """With words, not with a traceback; that is in the log."""

    def fail() -> list[bytes]:
        raise RuntimeError("a secret")

    served.app.pieces = fail
    received = served.say(PAGE + LAST)
    assert received.startswith(b"HTTP/1.1 500 ")
    assert b"secret" not in received
    assert "a secret" in caplog.text


def test_half_a_page_is_not_taken_for_a_whole_one(served: Served) -> None:
    """What fails half-way is cut off: no last chunk comes."""
    closed = threading.Event()

    def fail() -> Iterator[bytes]:
        try:
            yield b"x" * 300_000
            raise RuntimeError
        finally:
            closed.set()

    served.app.pieces = fail
    with served.connect() as sock:
        sock.sendall(PAGE + LAST)
        received = b""
        with suppress(ConnectionResetError):
            received = everything(sock)
    assert not received.endswith(b"0\r\n\r\n")
    assert closed.wait(1)


def test_a_header_with_a_line_break_is_not_sent(served: Served) -> None:
    """It would be two."""
    served.app.headers = [("X-A", "b\r\nEvil: d")]
    assert b"Evil" not in served.say(PAGE + LAST)


def test_who_takes_too_long_is_sent_away(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """408 to half a request, in its head or its body; silence to who says nothing."""
    monkeypatch.setattr(front, "_REQUEST_SECONDS", 0.2)
    monkeypatch.setattr(front, "_IDLE_SECONDS", 0.4)
    assert served.say(b"GET /").startswith(b"HTTP/1.1 408 ")
    post = b"POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx"
    assert served.say(post).startswith(b"HTTP/1.1 408 ")
    assert served.say(b"") == b""
    with served.connect() as sock:
        sock.sendall(LOOP + b"Host: x\r\n\r\n")
        assert everything(sock).endswith(b"loop")


def test_too_many_clients_are_told_so(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """503, and who is in stays in."""
    monkeypatch.setattr(front, "_CONNECTIONS", 1)
    with served.connect() as first:
        first.sendall(LOOP + b"Host: x\r\n\r\n")
        assert first.recv(4096).endswith(b"loop")
        assert served.say(b"").startswith(b"HTTP/1.1 503 ")
        first.sendall(LOOP + b"Host: x\r\n\r\n")
        assert first.recv(4096).endswith(b"loop")


def test_what_nobody_reads_is_bounded(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has left most unread is cut off when all together leave too much."""
    monkeypatch.setattr(front, "_UNREAD", 1 << 17)
    served.app.response = Response(200, b"x" * 200_000, ())
    deaf = [served.connect(receive_buffer=4096) for _ in range(8)]
    for sock in deaf:
        sock.sendall((LOOP + b"Host: x\r\n\r\n") * 20)
    time.sleep(2.2)
    assert sum(each.unread for each in served.web._connections) <= 1 << 17
    for sock in deaf:
        sock.close()


def test_it_ends_when_all_is_answered(served: Served) -> None:
    """Who is being answered gets the answer; who asks nothing is let go; nobody new comes in."""
    gate = threading.Event()

    def wait() -> list[bytes]:
        gate.wait(5)
        return [b"late"]

    served.app.pieces = wait
    with served.connect() as idle, served.connect() as busy:
        busy.sendall(PAGE + b"Host: x\r\n\r\n")
        time.sleep(0.1)
        threading.Timer(0.3, gate.set).start()
        begin = time.monotonic()
        eventloop.wait_for(served.web.end(5))
        assert 0.2 < time.monotonic() - begin < 3
        assert everything(busy).endswith(b"late")
        assert everything(idle) == b""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(served.address)
