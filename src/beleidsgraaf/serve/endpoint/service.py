"""The endpoint of one snapshot: a request becomes a whole response, or a clear refusal."""

import os
from collections.abc import Callable
from importlib import resources
from wsgiref.types import WSGIEnvironment as Environ
from zlib import crc32

from beleidsgraaf import queries
from beleidsgraaf.errors import (
    QueryCallError,
    QueryError,
    QueryResourceError,
    QueryTooLongError,
)
from beleidsgraaf.serve import later
from beleidsgraaf.serve.cache import Cache
from beleidsgraaf.serve.endpoint import clients, headers, media
from beleidsgraaf.serve.endpoint.callees import Callees
from beleidsgraaf.serve.endpoint.lanes import Lanes
from beleidsgraaf.serve.endpoint.problem import ProtocolError, syntax_error
from beleidsgraaf.serve.endpoint.ready import Ready
from beleidsgraaf.serve.endpoint.request import Asked
from beleidsgraaf.serve.endpoint.scan import Findings, scan
from beleidsgraaf.serve.endpoint.turn import Turn, Ways
from beleidsgraaf.serve.engine import wire
from beleidsgraaf.serve.engine.herd import Herd
from beleidsgraaf.serve.engine.jail import MIB
from beleidsgraaf.serve.engine.limits import Limits
from beleidsgraaf.serve.engine.wire import Kind, Outcome, Reply, Wanted
from beleidsgraaf.serve.engine.worker import Talk
from beleidsgraaf.serve.later import Later
from beleidsgraaf.serve.response import Response
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot

QUICK = 0.15
"""Seconds a query may stay in the fast lane."""
_PROCESSES = max(8, 4 * (os.cpu_count() or 1))
"""Query processes that are ready for quick queries."""
_FAST_PLACES = 2 * _PROCESSES
"""Quick queries under way: most stand in the line of a process that has others, where it costs
nothing to wait, so that the process gets several at a time."""


class Endpoint:
    """Answers queries on one snapshot, in the event loop, as long as the snapshot is served."""

    def __init__(self, snapshot: Snapshot, settings: Settings) -> None:
        """Starts the query processes; SnapshotError when the graph cannot be loaded."""
        self.settings = settings
        self.snapshot = snapshot
        self._stamp = f'"{snapshot.id[:16]}-'
        """How an ETag begins."""
        limits = Limits(
            settings.query_timeout, settings.query_memory * MIB, settings.answer_size * MIB
        )
        folder = resources.files("beleidsgraaf.serve.endpoint") / "queries"
        self._queries = queries.load(folder, snapshot.base_iri)
        self.whole_graph = self._queries["graph"].text
        """A query for all triples of the default graph."""
        self._callees = Callees(tuple(settings.service_endpoints.split()))
        self._trusted = clients.networks(settings.trusted_proxies)
        self.herd = Herd(snapshot.folder, limits, QUICK, _PROCESSES)
        self.keeper = self.herd.keeper
        self.manners = clients.Manners()
        self._ledger = clients.Ledger(settings.client_seconds)
        self._lanes = Lanes(_FAST_PLACES, settings.query_processes, self._ledger.spent)
        self._ways = Ways(self._ledger, self._lanes, self.herd)
        self._ready = Ready(snapshot, settings.answer_size * MIB)
        self._cache: Cache[Response] = Cache(settings.cache_size * MIB // 2)

    def close(self) -> None:
        """The query processes end."""
        self.herd.close()

    async def probe(self) -> None:
        """Returns when a query process has answered; QueryError when none does in time."""
        question = wire.pack(self._queries["probe"].text.encode(), Wanted("text/csv", ""))
        await self.herd.ask(Talk(question))

    def respond(self, asked: Asked, environ: Environ) -> Response | Later[Response]:
        """The response to a query; QueryError with its status where there is no answer."""
        text, wanted = asked.text, asked.wanted
        findings = scan(text, self._callees)
        if findings.names_graphs:
            wanted = wanted._replace(union=False)
            asked = Asked(text, wanted)
        message = wire.pack(text.encode(), wanted)
        tag = "" if findings.changing else self._tag(message)
        had = headers.had(environ) if "HTTP_IF_NONE_MATCH" in environ else ()
        if tag in had:  # who has it has had an answer: there is one
            return Response(304, b"", headers.KEPT, tag)
        found = self._cache.get(message) if tag else None
        if found is not None:
            again = Response(200, found.body, found.headers, tag, is_repeated=True)
            return headers.unless_any(again, had) if had else again

        def made(reply: Reply) -> Response:
            answer = self._made(reply, asked, findings, message, tag)
            return headers.unless_any(answer, had) if had else answer

        turn = Turn(self._ways, self.party(environ), text, made)
        if tag and (name := self._ready.name(asked)):
            return later.of(self._prepared(name, wanted, made, turn, message))
        return turn.begin(message, calls=findings.calls)

    async def _prepared(
        self,
        name: str,
        wanted: Wanted,
        made: Callable[[Reply], Response],
        turn: Turn[Response],
        message: bytes,
    ) -> Response:
        """With the reply that came with the snapshot, or the engine's where that has none."""
        reply = await self._ready.reply(name, wanted.bindings, wanted.coding)
        return made(reply) if reply else await turn.begin(message, calls=False)

    def _made(
        self, reply: Reply, asked: Asked, findings: Findings, message: bytes, tag: str
    ) -> Response:
        """The response that has this reply, remembered by the question where it has a tag."""
        if reply.outcome is not Outcome.ANSWERED:
            raise self._refusal(reply, asked, findings)
        chosen = asked.wanted.graph if reply.kind is Kind.GRAPH else asked.wanted.bindings
        named = headers.of_answer(chosen, reply.coding, is_lasting=bool(tag))
        found = Response(200, reply.payload, named, tag)
        if tag:
            self._cache.put(message, found, len(found.body) + len(message) + 1024)
        return found

    async def read(self, text: str, environ: Environ) -> None:
        """Returns when the query follows the grammar and may be asked; QueryError as to who asks.

        It is not answered, but counts as a query for whoever has it read.
        """
        asked = Asked(text, Wanted("", "", is_read_only=True))
        findings = scan(text, self._callees)

        def made(reply: Reply) -> None:
            if reply.outcome is not Outcome.ANSWERED:
                raise self._refusal(reply, asked, findings)

        turn = Turn(self._ways, self.party(environ), text, made)
        await turn.begin(wire.pack(text.encode(), asked.wanted), calls=findings.calls)

    def party(self, environ: Environ) -> str:
        """Who asks, for whatever is counted by client."""
        return clients.client(environ, self._trusted)

    def _tag(self, message: bytes) -> str:
        """The same for the same question about the same snapshot, whenever it is asked."""
        return f'{self._stamp}{crc32(message)}"'

    def _refusal(self, reply: Reply, asked: Asked, findings: Findings) -> QueryError:
        told = reply.payload.decode("utf-8", "replace")
        match reply.outcome:
            case Outcome.SYNTAX:
                return syntax_error(told, asked.text)
            case Outcome.NO_FORMAT:
                kind = "a graph" if reply.kind is Kind.GRAPH else "bindings"
                why = told or f"The answer is {kind}, and not to be had in the format asked for."
                return ProtocolError(406, f"{why} {media.offer()}")
            case Outcome.TOO_LARGE:
                size = self.settings.answer_size
                return QueryTooLongError(
                    f"The answer is larger than {size} MiB. Use LIMIT and OFFSET, or a download."
                )
            case Outcome.OUT_OF_MEMORY:
                return QueryResourceError(
                    f"The query ran out of memory ({self.settings.query_memory} MiB)."
                )
            case _:
                return self._failure(told, findings)

    def _failure(self, told: str, findings: Findings) -> QueryError:
        if findings.calls:
            return QueryCallError(f"An endpoint that the query calls failed: {told[:300]}")
        if "open files" in told:  # what the kernel says in a process that may open none
            return self._callees.refusal()
        return QueryError(f"The query cannot be answered: {told}.")
