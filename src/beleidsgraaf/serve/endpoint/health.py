"""Whether this server does its work: asked by a load balancer, answered by trying."""

import asyncio
import json
import time

from beleidsgraaf.errors import BeleidsgraafError
from beleidsgraaf.serve.endpoint.headers import ALWAYS
from beleidsgraaf.serve.endpoint.service import Endpoint
from beleidsgraaf.serve.response import Response

_FRESH = 1.0
"""Seconds for which one trial counts: being asked often must cost nothing."""


class Health:
    """The state of one endpoint."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._lock = asyncio.Lock()
        self._tried = float("-inf")
        self._alive = False

    async def respond(self) -> Response:
        """200 when a query process answers, 503 when none does."""
        async with self._lock:
            if time.monotonic() - self._tried > _FRESH:
                self._alive = await self._answers()
                self._tried = time.monotonic()
            alive = self._alive
        told = {
            "status": "ok" if alive else "unavailable",
            "snapshot": self._endpoint.snapshot.id,
            "query_processes": "alive" if alive else "dead",
        }
        headers = (("Content-Type", "application/json"), ("Cache-Control", "no-store"), *ALWAYS)
        return Response(200 if alive else 503, json.dumps(told).encode() + b"\n", headers)

    async def _answers(self) -> bool:
        try:
            await self._endpoint.probe()
        except BeleidsgraafError:
            return False
        return True
