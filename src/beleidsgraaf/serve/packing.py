"""Pages travel compressed to whoever reads that; each body is compressed once in a coding."""

import hashlib

from flask import Flask, Response, request

from beleidsgraaf.serve import coding
from beleidsgraaf.serve.cache import Cache, SharedCache

_WORTH = range(1_000, 1 << 20)
"""Bytes of bodies that are compressed: shorter ones gain nothing, for longer ones others wait."""
_TYPES = (
    "application/json",
    "application/ld+json",
    "application/n-triples",
    "application/rdf+xml",
    "application/xml",
    "image/svg+xml",
)
"""What is text without being text/*."""


def install(app: Flask, room: int) -> None:
    """Every answer of the application that is text travels compressed, in so many bytes kept."""
    kept = SharedCache[bytes](room)

    @app.after_request
    def pack(response: Response) -> Response:
        if (kind := response.mimetype or "").startswith("text/") or kind in _TYPES:
            response.vary.add("Accept-Encoding")
            if _fits(response) and (wanted := coding.choose(_accepted())):
                response.set_data(_packed(kept, response.get_data(), wanted))
                response.content_encoding = wanted
        return response


def _fits(response: Response) -> bool:
    if response.status_code != 200 or "Content-Encoding" in response.headers:
        return False
    return not response.direct_passthrough and len(response.get_data()) in _WORTH


def _accepted() -> str:
    return request.headers.get("Accept-Encoding", "")


def _packed(kept: Cache[bytes], body: bytes, wanted: str) -> bytes:
    """The body in a coding; kept under what it says, so that it can be no other's."""
    key = (wanted, hashlib.blake2b(body, digest_size=16).digest())
    found = kept.get(key)
    if found is None:
        found = coding.encode(body, wanted)
        kept.put(key, found, len(found))
    return found
