"""Answers over HTTP: the headers that every page has, and 304 for what the client has already."""

from collections.abc import Callable, Mapping

from flask import Response, request
from werkzeug.http import quote_etag

HTML = "text/html"


def answer(
    stamp: str, media: str, body: Callable[[], str | bytes], headers: Mapping[str, str]
) -> Response:
    """The body, made only if the client does not have it from the same snapshot already."""
    tag = f"{stamp}-{media.rpartition('/')[2]}"
    response = Response(status=304)
    if not request.if_none_match.contains_weak(tag):
        response = Response(body(), content_type=f"{media}; charset=utf-8")
    response.headers.update(
        {"ETag": quote_etag(tag, weak=True), "Cache-Control": "no-cache", **headers}
    )
    return response
