"""What stands before a body: the status line and the headers, as bytes."""

import time
from collections.abc import Sequence
from email.utils import formatdate
from functools import lru_cache

from beleidsgraaf.serve.response import BODILESS, STATUS, Response

END = b"\r\n"
CLOSE = b"Connection: close\r\n"
_REFUSED = (
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Access-Control-Allow-Origin", "*"),
    ("X-Content-Type-Options", "nosniff"),
)


def head(status: str, headers: Sequence[tuple[str, str]]) -> bytes:
    """The status line and these headers; ValueError where one of them would be two lines."""
    lines = [f"{name}: {value}\r\n" for name, value in headers]
    text = "".join(lines)
    if text.count("\n") != len(lines) or text.count("\r") != len(lines):
        raise ValueError("A header has a line break in it.")
    return f"HTTP/1.1 {status}\r\n{text}".encode("latin-1")


@lru_cache(maxsize=512)
def _fixed(status: int, headers: tuple[tuple[str, str], ...]) -> bytes:
    return head(STATUS[status], headers)


def head_of(response: Response) -> bytes:
    """What stands before a response's body, but for when and to whom it is sent."""
    fixed = _fixed(response.status, response.headers)
    tag = f"ETag: {response.tag}\r\n" if response.tag else ""
    if response.status in BODILESS:
        return fixed + tag.encode("ascii")
    return fixed + f"{tag}Content-Length: {len(response.body)}\r\n".encode("ascii")


def refusal(status: int, why: str) -> bytes:
    """A whole response that says why there is no other, and that the connection closes."""
    body = f"{STATUS[status]}\n{why}\n".encode()
    headers = [*_REFUSED, ("Content-Length", str(len(body)))]
    return head(STATUS[status], headers) + now() + CLOSE + END + body


_date = (0, b"")


def now() -> bytes:
    """The header that says when this was sent (RFC 9110, section 6.6.1); made once a second."""
    global _date  # noqa: PLW0603  a pair that is replaced whole
    second = int(time.time())
    if second != _date[0]:
        _date = (second, f"Date: {formatdate(second, usegmt=True)}\r\n".encode())
    return _date[1]
