"""Pages travel compressed to whoever reads that; each body is compressed once and kept."""

import gzip
import hashlib

from flask import Flask, Response, request

from beleidsgraaf.serve.cache import Cache

_WORTH = range(1_000, 1 << 20)
"""Bytes of bodies that are compressed: shorter ones gain nothing, for longer ones others wait."""
_LEVEL = 6
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
    kept: Cache[bytes] = Cache(room)

    @app.after_request
    def pack(response: Response) -> Response:
        if (kind := response.mimetype or "").startswith("text/") or kind in _TYPES:
            response.vary.add("Accept-Encoding")
            if _fits(response):
                response.set_data(_packed(kept, response.get_data()))
                response.content_encoding = "gzip"
        return response


def _fits(response: Response) -> bool:
    if response.status_code != 200 or "Content-Encoding" in response.headers:
        return False
    if request.accept_encodings["gzip"] <= 0:
        return False
    return not response.direct_passthrough and len(response.get_data()) in _WORTH


def _packed(kept: Cache[bytes], body: bytes) -> bytes:
    """The body compressed; kept under what it says, so that it can be no other's."""
    key = hashlib.blake2b(body, digest_size=16).digest()
    found = kept.get(key)
    if found is None:
        found = gzip.compress(body, _LEVEL, mtime=0)
        kept.put(key, found, len(found))
    return found
