"""Every guard is switched off once: then the promise that it keeps is broken, and seen to be.

A case says whether its promise holds. It must, on the server as it is; and it must not, on one
without the guard: so no case passes for another reason than the guard.
"""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import pytest
from benchmarks.family import children
from flask import Flask
from flask.testing import FlaskClient

from beleidsgraaf.errors import TooManyQueriesError
from beleidsgraaf.serve import endpoint
from beleidsgraaf.serve.endpoint import clients, lanes, outbox, service
from beleidsgraaf.serve.endpoint.scan import Findings
from beleidsgraaf.serve.engine import herd, keeper, patience
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot
from hostile import HOSTILE
from small_snapshot import BASE, SETTINGS, install

SLOW = HOSTILE["a cartesian product, counted"][0]
LISTED = "http://127.0.0.1:9/"
"""An endpoint that queries may call, if anybody were there."""
LIMITS = replace(SETTINGS, query_timeout=0.6, query_processes=1, query_memory=48, client_seconds=2)
TESTS = Path(__file__).parents[2]
T = TypeVar("T")

UNSEEN = Findings(names_graphs=False, changing=False)
"""What a query would be taken for if nobody read it."""


@dataclass(frozen=True)
class Case:
    """A promise, and what to switch off so that it is broken."""

    holds: Callable[[Flask], bool]
    inside: str = ""
    """A guard of the query process (tests/weak_zygote.py)."""
    front: tuple[tuple[object, str, object], ...] = ()
    """Names in modules of the front, and what to put there."""
    settings: Settings = LIMITS
    writes: bool = False
    """Whether the engine, guarded or not, is one that wants to write a file."""


def code(app: Flask, query: str, address: str = "127.0.0.1") -> int:
    """The status of a query's response."""
    response = app.test_client().get(
        f"/sparql?query={quote(query)}", environ_base={"REMOTE_ADDR": address}
    )
    return response.status_code


def pids(app: Flask) -> list[int]:
    """The zygote and the query processes."""
    pid = app.extensions[endpoint.EXTENSION].keeper.pid
    return [pid, *children(pid)]


def is_stopped_in_time(app: Flask) -> bool:
    """A query that never ends is answered by the deadline or soon after it."""
    begin = time.monotonic()
    return code(app, SLOW) == 503 and time.monotonic() - begin < LIMITS.query_timeout + 1.2


def has_a_bound_on_memory(app: Flask) -> bool:
    """A text of 80 MB is too much where 48 are what there is."""
    many = ",".join(["?a"] * 90)
    text = f"BIND('{'x' * 9999}' AS ?a) BIND(CONCAT({many}) AS ?b)"
    again = f"BIND(CONCAT({many.replace('a', 'b')}) AS ?c)"
    return code(app, f"SELECT (STRLEN(?c) AS ?n) {{ {text} {again} }}") == 422


def calls_nobody(app: Flask) -> bool:
    """A listener on this machine hears nothing of a SERVICE."""
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.3)
        code(app, f"ASK {{ SERVICE <http://127.0.0.1:{trap.getsockname()[1]}/> {{ ?s ?p ?o }} }}")
        with suppress(TimeoutError):
            trap.accept()[0].close()
            return False
    return True


def writes_no_byte(app: Flask) -> bool:
    """An engine that wants to, in a process that may open files, which calls another endpoint."""
    code(app, f"SELECT * {{ SERVICE <{LISTED}> {{ ?s ?p ?o }} }}")
    return Path(os.environ["WRITES"]).stat().st_size == 0


def answers_whole_or_not(app: Flask) -> bool:
    """An answer above the limit is a 413."""
    return code(app, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000") == 413


def keeps_carriage_returns(app: Flask) -> bool:
    """XML has them as references, or its readers would lose them."""
    client: FlaskClient = app.test_client()
    query = f"SELECT ?o {{ <{BASE}b> <{BASE}text> ?o }}"
    return b"&#13;" in client.get(f"/sparql?query={quote(query)}&format=xml").data


def refuses_depth(app: Flask) -> bool:
    """Too deep a query is told so, as what it is."""
    return code(app, HOSTILE["300 nested FILTER EXISTS"][0]) == 400


def refuses_the_second_slow(app: Flask) -> bool:
    """Where one place is all there is, one more is refused, not stopped at the deadline."""
    first = threading.Thread(target=code, args=(app, SLOW))
    first.start()
    deadline = time.monotonic() + 10
    while not app.extensions[endpoint.EXTENSION]._lanes._slow and time.monotonic() < deadline:
        time.sleep(0.01)
    second = app.test_client().get(f"/sparql?query={quote(SLOW)}%20LIMIT%202")
    first.join()
    return "All places for long queries are taken" in second.text


def counts_every_second(app: Flask) -> bool:
    """Who has spent its share is told to wait."""
    ledger = app.extensions[endpoint.EXTENSION]._ledger
    ledger.charge("192.0.2.1", 2 * LIMITS.client_seconds, time.monotonic())
    return code(app, "ASK {}", "192.0.2.1") == 429


def holds_few_unread_answers(_app: Flask) -> bool:
    """A client has a quarter of the room for answers that it does not read."""
    box = outbox.Outbox()
    with suppress(TooManyQueriesError):
        for _ in range(100):
            box.hold(1 << 20, "192.0.2.1")
        return False
    return True


def makes_way(app: Flask) -> bool:
    """While something quick is computed, what is slow stands still; then it goes on."""
    slow = threading.Thread(target=code, args=(app, SLOW))
    quick = threading.Thread(target=code, args=(app, "ASK {} # quick"))
    slow.start()
    (found,) = _until(lambda: [p for p in pids(app)[1:] if _policy(p) == os.SCHED_IDLE])
    others = [pid for pid in pids(app)[1:] if pid != found]
    for pid in others:
        os.kill(pid, signal.SIGSTOP)
    quick.start()
    stood = _until(lambda: _state(found) == "T", 0.7)
    for pid in others:
        os.kill(pid, signal.SIGCONT)
    quick.join()
    went_on = _until(lambda: _state(found) != "T", 0.7)
    slow.join()
    return bool(stood and went_on)


def _until(look: Callable[[], T], seconds: float = 10) -> T:
    """What is seen as soon as there is anything, or at last."""
    deadline = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(0.002)
    return found


def _policy(pid: int) -> int:
    with suppress(ProcessLookupError):
        return os.sched_getscheduler(pid)
    return -1


def _state(pid: int) -> str:
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    return ""


def survives_its_processes(app: Flask) -> bool:
    """A query process is killed in the midst of a query, and nobody notices."""
    waiting = pids(app)[1:]

    def tell(number: int) -> None:
        for pid in waiting:
            os.kill(pid, number)

    tell(signal.SIGSTOP)
    threading.Timer(0.2, tell, [signal.SIGKILL]).start()
    return code(app, "ASK {} # killed") == 200


def survives_its_zygote(app: Flask) -> bool:
    """The process that holds the graph is killed, and another takes its place."""
    for pid in pids(app):
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.05)
    return code(app, "ASK {} # zygote") == 200


CASES = {
    "deadline": Case(is_stopped_in_time, "deadline", ((patience, "_GRACE", 2.0),)),
    "memory": Case(has_a_bound_on_memory, "memory"),
    "files": Case(
        writes_no_byte,
        "files",
        settings=replace(LIMITS, service_endpoints=LISTED),
        writes=True,
    ),
    "sockets": Case(calls_nobody, "sockets", ((service, "scan", lambda *_: UNSEEN),)),
    "answer": Case(answers_whole_or_not, "answer"),
    "repair": Case(keeps_carriage_returns, "repair"),
    "scan": Case(refuses_depth, "", ((service, "scan", lambda *_: UNSEEN),)),
    "lanes": Case(
        refuses_the_second_slow,
        "",
        ((service, "Lanes", lambda fast, _slow, spent: lanes.Lanes(fast, 99, spent)),),
    ),
    "way": Case(
        makes_way,
        "",
        ((patience.Way, "look", lambda *_: None),),
        replace(LIMITS, query_timeout=2.5),
    ),
    "shares": Case(counts_every_second, "", ((clients.Ledger, "admit", lambda *_: 0.0),)),
    "outbox": Case(holds_few_unread_answers, "", ((outbox, "_MOST_BYTES", 1 << 40),)),
    "tries": Case(survives_its_processes, "", ((herd, "_TRIES", 1),)),
    "zygote": Case(survives_its_zygote, "", ((keeper.Keeper, "_replace", lambda _: None),)),
}


@pytest.mark.parametrize("weak", [False, True], ids=["guarded", "weakened"])
@pytest.mark.parametrize("name", CASES)
def test_a_promise_holds_because_of_its_guard(
    small: Snapshot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, *, weak: bool
) -> None:
    """It holds with the guard, and is broken without."""
    case = CASES[name]
    if weak:
        for place, attribute, other in case.front:
            monkeypatch.setattr(place, attribute, other)
    if case.writes:
        monkeypatch.setenv("WRITES", str(tmp_path / "written"))
    if case.writes or (weak and case.inside):
        monkeypatch.setattr(keeper, "_PROGRAM", ("weak_zygote",))
        monkeypatch.setenv("WITHOUT", case.inside if weak else "")
        monkeypatch.setenv("PYTHONPATH", str(TESTS))
    app = install(small, case.settings)
    try:
        assert case.holds(app) != weak
    finally:
        app.extensions[endpoint.EXTENSION].close()
