"""Guards of the server as a whole, each switched off once (as test_weakened has it for queries)."""

import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from beleidsgraaf.serve import hosting
from beleidsgraaf.serve.response import Incoming
from beleidsgraaf.serve.web import front
from beleidsgraaf.snapshot import CURRENT, Snapshot
from hostile import HOSTILE
from server_process import SCRIPT, Server
from small_snapshot import QUADS, publish

SLOW = HOSTILE["a cartesian product, counted"][0]
WEAK = SCRIPT.with_name("serve_weak.py")


Start = Callable[[str], Server]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts a server with one place for slow queries, without the guard that is named, if any."""
    publish(tmp_path, QUADS)
    started = []

    def make(without: str) -> Server:
        monkeypatch.setenv("WITHOUT", without)
        script = str(WEAK if without else SCRIPT)
        started.append(Server.start(tmp_path, (script,), query_timeout=3, query_processes=1))
        return started[0]

    yield make
    for server in started:
        if server.process.poll() is None:
            server.stop()


@contextmanager
def busy(server: Server) -> Iterator[list[int]]:
    """The slow place is taken; the status of the query that has it, once that is known."""
    found: list[int] = []

    def ask() -> None:
        try:
            found.append(server.get(SLOW)[0])
        except OSError:
            found.append(0)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.7)
    yield found
    thread.join()


@pytest.mark.server
@pytest.mark.parametrize("without", ["", "drain"])
def test_running_queries_are_answered_because_the_server_waits(start: Start, without: str) -> None:
    """A query that runs at SIGTERM gets its answer; where the server does not wait, none."""
    server = start(without)
    with busy(server) as found:
        assert server.stop() == 0
    assert found == [0 if without else 503]


@pytest.mark.server
@pytest.mark.parametrize("without", ["", "manners"])
def test_who_does_not_wait_is_kept_waiting_because_of_its_manners(
    start: Start, without: str
) -> None:
    """Who is refused, and asks again at once, hears that later; not others, nor what is quick."""
    server = start(without)

    def seconds(query: str, client: str, expected: int) -> float:
        begin = time.monotonic()
        status, body = server.get(query, source=client)
        assert (status, b"All places for long" in body) == (expected, expected == 503)
        return time.monotonic() - begin

    with busy(server):
        assert seconds(SLOW, "127.0.1.1", 503) < 0.5
        assert (seconds(SLOW, "127.0.1.1", 503) > 0.9) != bool(without)
        assert seconds("ASK {} # quick", "127.0.1.1", 200) < 0.5
        assert seconds(SLOW, "127.0.1.2", 503) < 0.5


@pytest.mark.parametrize("weak", [False, True], ids=["guarded", "weakened"])
def test_the_kernel_gives_up_who_never_reads_because_it_is_told_to(
    monkeypatch: pytest.MonkeyPatch, *, weak: bool
) -> None:
    """A connection whose other end reads nothing ends in time, here in half a second."""
    monkeypatch.setattr(front, "_STALLED_MS", 0 if weak else 500)
    with front.listen("127.0.0.1", 0) as listening, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(listening.getsockname())
        with listening.accept()[0] as accepted:
            accepted.settimeout(0)
            with suppress(BlockingIOError):
                while True:
                    accepted.send(bytes(1 << 16))
            watch = select.poll()
            watch.register(accepted, 0)  # of errors one is told in any case
            assert bool(watch.poll(3000)) != weak


class _Site:
    """What is hosted: a snapshot and nothing else."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:  # noqa: ARG002  named as the protocol has it
        return []

    def answer(self, incoming: Incoming) -> None:
        """It answers nothing in the event loop."""

    def wait(self) -> None:
        """It is there."""

    def close(self) -> None:
        """There is nothing to end."""


def _flip(path: Path) -> None:
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])


@pytest.mark.parametrize("file", ["graph.nq.gz", "manifest.json"])
@pytest.mark.parametrize(
    "damage", [_flip, lambda path: path.write_bytes(path.read_bytes()[:-2]), Path.unlink]
)
def test_a_damaged_snapshot_never_takes_over(
    tmp_path: Path, file: str, damage: Callable[[Path], object]
) -> None:
    """A flipped byte, a file cut short or gone: the old one stays; mended, the new one comes."""
    old = publish(tmp_path, QUADS)
    host = hosting.Host(tmp_path, _Site)
    new = publish(tmp_path, QUADS[1:])
    whole = (new.folder / file).read_bytes()
    damage(new.folder / file)
    assert not host.look()
    assert host.snapshot.id == old.id
    (new.folder / file).write_bytes(whole)
    host._refused = None  # as it is after a minute
    assert host.look()
    assert host.snapshot.id == new.id


def test_what_takes_over_is_made(tmp_path: Path) -> None:
    """The old one stays until nobody has to wait for anything of the new one."""
    publish(tmp_path, QUADS)
    host = hosting.Host(tmp_path, _Site)
    old, new = host.snapshot, publish(tmp_path, QUADS[1:])
    served: list[Snapshot] = []

    class Slow(_Site):
        def wait(self) -> None:
            served.append(host.snapshot)

    host._make = Slow
    assert host.look()
    assert (served, host.snapshot) == ([old], new)


def test_it_would_if_nobody_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the verification the damaged one is served: that is what the test above tests."""
    publish(tmp_path, QUADS)
    host = hosting.Host(tmp_path, _Site)
    new = publish(tmp_path, QUADS[1:])
    _flip(new.folder / "graph.nq.gz")
    monkeypatch.setattr(
        hosting, "open_snapshot", lambda root: Snapshot((root / CURRENT).resolve(), new.manifest)
    )
    assert host.look()
