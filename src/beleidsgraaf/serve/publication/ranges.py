"""Which bytes of a file a client wants (RFC 9110, section 14)."""

import re

_RANGE = re.compile(r"bytes\s*=\s*(?P<first>\d{0,18})\s*-\s*(?P<last>\d{0,18})\s*", re.ASCII)


class Unsatisfiable(Exception):  # noqa: N818  the word of the standard
    """The range lies outside the file."""


def wanted(header: str, size: int) -> range | None:
    """The bytes that a Range header asks for; None for all of them.

    What is no single range of bytes is ignored, as the standard allows. Unsatisfiable where the
    file has none of the bytes.
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or not (found["first"] or found["last"]):
        return None
    if not found["first"]:
        begin, end = max(0, size - int(found["last"])), size
    else:
        begin = int(found["first"])
        end = min(int(found["last"]) + 1, size) if found["last"] else size
        if found["last"] and int(found["last"]) < begin:
            return None
    if begin >= end:
        raise Unsatisfiable
    return range(begin, end)
