"""What a client sends becomes requests, within what a client may send."""

import time
from typing import NamedTuple

import httptools

from beleidsgraaf.serve.cache import Cache
from beleidsgraaf.serve.web.request import Head, Request

_LONG = 16 << 10
"""Bytes from which an unfinished request is a long one, of which there may be few at once."""
_BEGIN, _END = b"GET /", b"HTTP/1.1\r\n"
"""Around the address of most requests: this changes nothing below, and nothing changes it."""
_METHOD = len(b"GET ")
_VISIBLE = bytes(range(0x21, 0x7F))
"""What an address is made of."""
_SHORT = 4096
"""Bytes of a head that is remembered, at most."""
_KEPT = 8
"""Times its bytes is what a head takes as it is remembered, about."""


class Refusal(NamedTuple):
    """Why nothing more is read from a client."""

    status: int
    """0 where there is nothing to say: what was asked is answered, and that was the last."""
    why: str = ""


class Reader:
    """Takes bytes, gives whole requests; the parser (httptools) calls what begins with ``on_``."""

    def __init__(self, longest_head: int, longest_body: int, heads: Cache[Head]) -> None:
        """``heads`` is what was read before, by its bytes; readers have it together."""
        self.since = time.monotonic()
        """When the request began of which the rest is still to come, or else this reader."""
        self.is_long = False
        """Whether a long request, or one with a body, is on its way."""
        self.waits_for_leave = False
        """Whether the client sends its body only when it is told to."""
        self._longest_head, self._longest_body = longest_head, longest_body
        self._heads = heads
        self._parser = httptools.HttpRequestParser(self)
        self.is_between = True
        """Whether nothing has come yet of the next request."""
        self._size = self._length = 0
        self._is_in_head = True
        self._target = b""
        self._headers: dict[bytes, bytes] = {}
        self._body: list[bytes] = []
        self._whole: list[Request] = []
        self._refusal: Refusal | None = None

    def again(self, data: bytes) -> Request | None:
        """The request that this is, where its head came before in these very bytes.

        None where it did not, or this is another thing than one whole GET: ``feed`` tells.
        """
        target, _, rest = data[_METHOD:].partition(b" ")
        head = self._heads.get(rest) if self.is_between else None
        if head and data.startswith(_BEGIN) and not target.translate(None, _VISIBLE):
            return Request("GET", target, head, b"", data)
        return None

    def _remember(self, data: bytes, request: Request) -> None:
        """The head of a request that is all of these bytes."""
        _, _, rest = data[_METHOD:].partition(b" ")
        is_alike = data.startswith(_BEGIN) and request.head.keeps and not request.body
        if is_alike and rest.startswith(_END) and len(rest) <= _SHORT:
            self._heads.put(rest, request.head, len(rest) * _KEPT)

    def feed(self, data: bytes) -> tuple[list[Request], Refusal | None]:
        """The requests that are whole now, and why no other will be taken, if so."""
        is_first, self.is_between = self.is_between, False
        self._whole = []
        self._size += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:  # the request itself has been taken, in HTTP/1.1
            return self._whole, Refusal(0)
        except httptools.HttpParserError:
            return self._whole, self._refusal or Refusal(400, "The request is not as HTTP has it.")
        if self._is_in_head and self._size > _LONG:
            self.is_long = True
            if self._size > self._longest_head:
                kib = self._longest_head >> 10
                self._refusal = Refusal(
                    414 if len(self._target) * 2 > self._size else 431,
                    f"Address and headers may have {kib} KiB together; POST takes longer ones.",
                )
        if is_first and self.is_between and len(self._whole) == 1:
            self._whole[0].data = data
            self._remember(data, self._whole[0])
        return self._whole, self._refusal

    def on_message_begin(self) -> None:
        """The first byte of a request has come; it may be behind another, in the same bytes."""
        self.is_between = False
        self._is_in_head = True
        self._target = b""
        self._headers = {}
        self._body = []
        self._length = 0
        self.since = time.monotonic()

    def on_url(self, part: bytes) -> None:
        """A part of the address has come."""
        self._target += part

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header has come."""
        name = name.lower()
        known = self._headers.get(name)
        self._headers[name] = value if known is None else known + b"," + value

    def on_headers_complete(self) -> None:
        """All headers have come, and tell whether there is a body; it may be refused unseen."""
        self._is_in_head = False
        host = self._headers.get(b"host")
        if b"," in (host or b"") or (host is None and self._parser.get_http_version() != "1.0"):
            self._refusal = Refusal(400, "A request names one host (RFC 9112, section 3.2).")
        length = self._headers.get(b"content-length", b"0")
        if int(length[:18]) > self._longest_body:
            self._too_long()
        elif length != b"0" or b"transfer-encoding" in self._headers:
            self.is_long = True
            self.waits_for_leave = self._headers.get(b"expect", b"").lower() == b"100-continue"

    def on_body(self, part: bytes) -> None:
        """A part of the body has come."""
        self._length += len(part)
        if self._length > self._longest_body:
            self._too_long()
        else:
            self._body.append(part)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._size = 0
        self.is_between = True
        self.is_long = self.waits_for_leave = False
        if self._refusal:
            return
        parser, version = self._parser, self._parser.get_http_version()
        keeps = version == "1.1" and parser.should_keep_alive() and not parser.should_upgrade()
        method = parser.get_method().decode("ascii")
        body = b"".join(self._body)
        head = Head(self._headers, version, keeps=keeps)
        self._whole.append(Request(method, self._target, head, body))

    def _too_long(self) -> None:
        self._refusal = Refusal(
            413, f"The request is longer than {self._longest_body >> 10} KiB, the most it may have."
        )
