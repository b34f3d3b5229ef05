"""Replies to queries whose answers came with the snapshot, without asking any engine."""

import asyncio

from beleidsgraaf.errors import SnapshotError
from beleidsgraaf.serve.cache import Cache
from beleidsgraaf.serve.endpoint.request import Asked
from beleidsgraaf.serve.engine import writers
from beleidsgraaf.serve.engine.wire import Kind, Outcome, Reply
from beleidsgraaf.serve.prepared import Prepared
from beleidsgraaf.snapshot import Snapshot

_ROOM = 16 << 20
"""Bytes of replies as they were written before."""


class Ready:
    """Finds an answer and writes it as the engine would."""

    def __init__(self, snapshot: Snapshot, limit: int) -> None:
        self._prepared = Prepared(snapshot)
        self._limit = limit
        self._written: Cache[Reply] = Cache(_ROOM)

    def name(self, asked: Asked) -> str:
        """The name of the answer that came with the snapshot; empty where none did."""
        wanted = asked.wanted
        names_graphs = wanted.default_graphs is not None or wanted.named_graphs is not None
        return "" if names_graphs or not wanted.bindings else self._prepared.name(asked.text)

    async def reply(self, name: str, media: str, coding: str) -> Reply | None:
        """The reply that the engine would give, or None: then it must be asked."""
        key = (name, media, coding)
        found = self._written.get(key)
        if found is None:
            found = await asyncio.to_thread(self._write, name, media, coding)
            if found:
                self._written.put(key, found, len(found.payload) + 1024)
        return found

    def _write(self, name: str, media: str, wanted: str) -> Reply | None:
        try:
            body = writers.write(self._prepared.answer(name), media, self._limit, {})
        except (OSError, SnapshotError, writers.TooLargeError, writers.UnsayableError):
            return None  # the engine says what is wrong
        body, coding = writers.packed(body, wanted)
        return Reply((Outcome.ANSWERED, Kind.BINDINGS, coding), body)
