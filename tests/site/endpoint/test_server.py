"""A real server process: it starts, swaps snapshots, survives kills, drains and ends."""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.family import children

from attack import request
from beleidsgraaf.serve.web.front import listen
from beleidsgraaf.snapshot import CURRENT
from server_process import Server, left
from small_snapshot import QUADS, publish

pytestmark = pytest.mark.server
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } #"
MORE = [*QUADS, "<x:new> <x:new> <x:new> <x:new> ."]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of snapshots with the small one published."""
    publish(tmp_path, QUADS)
    return tmp_path


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    """A server on that folder."""
    server = Server.start(root, query_timeout=2, query_processes=2)
    yield server
    server.stop()


def wait_for_answers(server: Server, seconds: float) -> float:
    """The seconds until a query is answered; fails when that takes longer than allowed."""
    begin = time.monotonic()
    while True:
        try:
            if server.get(f"ASK {{}} # {time.monotonic()}", 5)[0] == 200:
                return time.monotonic() - begin
        except OSError:
            pass
        assert time.monotonic() - begin < seconds
        time.sleep(0.01)


def test_it_says_where_it_serves_and_ends_when_told(root: Path) -> None:
    """One line with the address when it is ready; SIGTERM ends every process, exit code 0."""
    server = Server.start(root)
    assert server.fetch("/health")[0] == 200
    family = server.family()
    assert len(family) >= 3
    assert server.stop() == 0
    assert left(family) == []
    assert len([line for line in server.said if "scripts are not built" not in line]) == 1


def test_a_taken_port_is_one_clear_line(root: Path, server: Server) -> None:
    """Exit 3 and one line; also when the other server is one of ours."""
    second = Server.start(root, port=server.port)
    assert second.process.wait(10) == 3
    assert "".join(second.said).count("\n") == 1
    assert f"port {server.port}" in second.said[0]


@pytest.mark.parametrize("damage", ["nothing", "flipped", "truncated", "missing", "manifest"])
def test_without_a_valid_snapshot_it_ends(root: Path, damage: str) -> None:
    """No snapshot, a flipped byte, a truncated or missing file, a wrong manifest: exit 3."""
    folder = root / CURRENT
    file = folder / "graph.nq.gz"
    data = file.read_bytes()
    match damage:
        case "nothing":
            folder.unlink()
        case "flipped":
            file.write_bytes(data[:99] + bytes([data[99] ^ 1]) + data[100:])
        case "truncated":
            file.write_bytes(data[:-1])
        case "missing":
            file.unlink()
        case _:
            (folder / "manifest.json").write_text("{}", "utf-8")
    server = Server.start(root)
    assert server.process.wait(10) == 3
    assert "".join(server.said).count("\n") == 1


def test_a_new_snapshot_takes_over_without_a_failed_request(root: Path, server: Server) -> None:
    """Queries go on while a new snapshot is published: all are answered, the last from the new."""
    codes: list[int] = []
    stop = threading.Event()

    def ask_on(client: int) -> None:
        number = 0
        while not stop.is_set():
            codes.append(server.get(f"{COUNT} {client} {number}")[0])
            number += 1

    threads = [threading.Thread(target=ask_on, args=(client,)) for client in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    first = server.fetch("/health")[1]
    publish(root, MORE)
    server.wait_until_said("is served now")
    time.sleep(0.3)
    stop.set()
    for thread in threads:
        thread.join()
    assert set(codes) == {200}
    assert server.fetch("/health")[1] != first
    assert b'"510"' in server.get(COUNT)[1]
    time.sleep(0.5)
    assert len(children(server.front)) == 1  # the old zygote is gone


def test_a_damaged_new_snapshot_is_refused(root: Path, server: Server) -> None:
    """The link is switched to a damaged folder: the server says so and keeps what it has."""
    before = server.fetch("/health")[1]
    new = publish(root / "elsewhere", MORE)
    target = new.folder.rename(root / new.folder.name)
    data = (target / "graph.nq.gz").read_bytes()
    (target / "graph.nq.gz").write_bytes(data[:50] + b"\0" + data[51:])
    (root / "link").symlink_to(target.name)
    (root / "link").replace(root / CURRENT)
    server.wait_until_said("is refused, the old one stays")
    assert server.fetch("/health")[1] == before
    assert b'"509"' in server.get(COUNT)[1]


def test_a_killed_front_is_started_again(server: Server) -> None:
    """Kill -9 of the process that answers: another answers within a second or so; even twice."""
    for _ in range(3):
        os.kill(server.front, signal.SIGKILL)
        assert wait_for_answers(server, 5.0) < 3.0  # a second, on a machine that is not busy
    assert server.process.poll() is None


def test_who_leaves_ends_the_query(server: Server) -> None:
    """A client closes its connection: the process that computed for it is gone, long before time.

    The slow places are two; were they still taken, the third query would be refused.
    """
    for number in range(3):
        with server.connect() as sock:
            request(f"{SLOW} LIMIT {number + 1}", sock)
            time.sleep(0.5)
        time.sleep(0.1)
    assert server.get(f"{SLOW} # {number}")[1].find(b"stopped after 2 seconds") > 0


def test_a_front_that_starts_again_keeps_clients_waiting(server: Server) -> None:
    """Who connects while there is no front is answered by the next one."""
    os.kill(server.front, signal.SIGKILL)
    assert server.get("ASK {} # while nobody is there", 5)[0] == 200


def test_nothing_is_left_when_the_supervisor_is_killed(server: Server) -> None:
    """Kill -9 of the supervisor: the front notices, and ends with all its processes."""
    family = server.family()
    server.process.kill()
    server.process.wait()
    assert left(family, 10) == []


def test_a_long_body_is_refused_before_it_is_read(server: Server) -> None:
    """A POST that announces a gigabyte gets 413 without sending it."""
    with server.connect() as sock:
        sock.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 1000000000\r\n\r\nASK {}"
        )
        assert b" 413 " in sock.recv(4096)


def test_a_chunked_body_is_read(server: Server) -> None:
    """A body without a length, in chunks, is a body all the same; too long a one is 413."""
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n"
    )
    with server.connect() as sock:
        sock.sendall(head + b"3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n")
        assert b" 200 " in sock.recv(4096)
    with server.connect() as sock:
        sock.sendall(head + b"20000\r\n" + b" " * 0x20000 + b"\r\n0\r\n\r\n")
        assert b" 413 " in sock.recv(4096)


def test_raw_bytes_in_an_address_are_no_500(server: Server) -> None:
    """Bytes that are no UTF-8, unencoded in the address: an answer of the four hundreds."""
    with server.connect() as sock:
        sock.sendall(b"GET /sparql?query=ASK{}%23\xff\xe9 HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b" 40" in sock.recv(4096)[:16]


def test_head_and_304_have_no_body(server: Server) -> None:
    """On the wire too: the next response on the same connection is in its place."""
    with server.connect() as sock:
        for _ in range(2):
            sock.sendall(b"HEAD /sparql?query=ASK{} HTTP/1.1\r\nHost: x\r\n\r\n")
            received = sock.recv(4096)
            assert received.startswith(b"HTTP/1.1 200 OK")
            assert received.endswith(b"\r\n\r\n")
            assert b"content-length: 26\r\n" in received.lower()


def test_connections_are_given_up_when_nobody_reads() -> None:
    """What the server does with its listening socket: the kernel ends connections that stall."""
    with listen("127.0.0.1", 0) as listening:
        address = listening.getsockname()
        with socket.create_connection(address), listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 30_000


def test_start_takes_no_long_time(root: Path) -> None:
    """From the command to the first answer: a second, on a machine that does nothing else."""
    crowd = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    begin = time.monotonic()
    server = Server.start(root)
    seconds = time.monotonic() - begin
    server.stop()
    assert seconds < 1.5 * crowd
