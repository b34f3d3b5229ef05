"""Asks running servers with wrk, and remembers how fast they answered."""

import re
import statistics
import subprocess
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from benchmarks.engines import Running

_HERE = Path(__file__).parent
_RATE = re.compile(r"(\d+) requests in .*?Requests/sec:\s+([\d.]+)", re.DOTALL)
_REFUSED = re.compile(r"Non-2xx or 3xx responses: (\d+)")
_LATE = re.compile(r"99%\s+([\d.]+)(us|ms|s|m)\b")
_UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}
_FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.+)")


class Round(NamedTuple):
    """What a server did in one round."""

    rate: float
    """Answers a second; a refusal is none."""
    late: float
    """Seconds in which 99 of 100 requests were answered."""
    fault: str


def _answers(said: str) -> float:
    """Answers a second, of what wrk counts as requests."""
    rate, refused = _RATE.search(said), _REFUSED.search(said)
    if not rate or not int(rate[1]):
        return 0.0
    return float(rate[2]) * (1 - (int(refused[1]) if refused else 0) / int(rate[1]))


class Bench:
    """Asks running servers, and remembers how fast they answered."""

    def __init__(self, folder: Path, seconds: int) -> None:
        self._folder = folder
        self._seconds = seconds
        self._number = 0
        self.rounds: dict[tuple[str, str, int, bool], list[Round]] = {}

    def measure(
        self, server: Running, asked: tuple[str, list[str]], connections: int, *, fresh: bool
    ) -> None:
        """One round, of queries never asked before or asked before."""
        name, variants = asked
        file = self._folder / f"{name}.txt"
        file.write_text("".join(f"{quote(text)}\n" for text in variants), "utf-8")
        self._number += 1_000_000
        wrk = ("wrk", "-t1", f"-c{connections}", f"-d{self._seconds}s", "--timeout", "60s")
        script = ("--latency", "-s", str(_HERE / "ask.lua"), f"http://127.0.0.1:{server.port}")
        given = (str(file), server.engine.path, str(self._number), "fresh" if fresh else "again")
        command = [*wrk, *script, "--", *given]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        late, failed = _LATE.search(said), _FAILED.search(said)
        one = Round(
            _answers(said),
            float(late[1]) * _UNITS[late[2]] if late else 0.0,
            failed[0] if failed else "",
        )
        self.rounds.setdefault((server.engine.name, name, connections, fresh), []).append(one)

    def rate(self, engine: str, name: str, connections: int, *, fresh: bool) -> float:
        """Answers a second, the median of the rounds."""
        return statistics.median(one.rate for one in self.rounds[engine, name, connections, fresh])

    def faults(self) -> list[str]:
        """What went wrong, each once a server and query."""
        found = [
            f"{engine}, {name}: {one.fault}"
            for (engine, name, _, _), rounds in self.rounds.items()
            for one in rounds
            if one.fault
        ]
        return list(dict.fromkeys(found))
